/* The tables of the figures about errors and mistakes, against other ways to the same numbers. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdlib.h>

#include "capture.h"
#include "figures.h"
#include "gradients.h"
#include "near.h"

enum { MOST_ROWS = 2000, MOST_COLUMNS = 12 };

/* A table, a W as 'W', a b as 'b'; `columns` are its names, after "# ". */
static struct {
    char columns[400];
    size_t rows, cols;
    double at[MOST_ROWS][MOST_COLUMNS];
} table;

static options wished(void)
{
    options o = options_defaults();
    o.data = "moons";
    o.layers = "2,7,4,2";
    o.activations = "tanh,sigmoid,softmax";
    o.loss = "categorical";
    o.batch = 9;
    return o;
}

static void read_row(char *line)
{
    size_t col = 0;
    for (char *word = strtok(line, "\t\n"); word; word = strtok(NULL, "\t\n")) {
        ck_assert_uint_lt(col, MOST_COLUMNS);
        char *end;
        double number = strtod(word, &end);
        table.at[table.rows][col++] = *end ? word[0] : number;
    }
    ck_assert(table.rows == 0 || col == table.cols);
    table.cols = col;
    table.rows++;
    ck_assert_uint_lt(table.rows, MOST_ROWS);
}

static bool make(const char *name, options *o)
{
    const figure *f = figure_named(name);
    FILE *file = tmpfile();
    char line[1000];
    ck_assert_ptr_nonnull(f);
    ck_assert_ptr_nonnull(file);
    bool made = f->write(file, o);
    rewind(file);
    table.rows = table.cols = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] != '#') {
            read_row(line);
        } else if (table.rows == 0) {
            snprintf(table.columns, sizeof table.columns, "%.*s", (int)strcspn(line + 2, "\n"),
                     line + 2);
        }
    }
    fclose(file);
    return made;
}

/* What the complex step says, entry by entry, with no report between. */
START_TEST(error_map_has_each_derivative_in_its_place)
{
    options o = wished();
    problem p;
    bp_path_z path;
    ck_assert(make("error-map", &o) && problem_build(&p, &o));
    ck_assert(bp_path_new_z(&path, &p.net, &p.batch.X, &p.batch.Y));
    ck_assert_str_eq(table.columns, "layer\tof\trow\tcol\tanalytic\tcentral_gap\tcentral_bars\t"
                                    "complex_gap\tcomplex_bars");
    ck_assert_uint_eq(table.rows, 2 * 7 + 7 + 7 * 4 + 4 + 4 * 2 + 2);
    for (size_t i = 0; i < table.rows; i++) {
        const double *r = table.at[i];
        bp_spot s = {(int)r[1] == 'W' ? BP_AT_W : BP_AT_b, (size_t)r[0], (size_t)r[2] - 1,
                     (size_t)r[3] - 1};
        double complex C = bp_evaluate_z(&path, s, BP_COMPLEX_STEP);
        ck_close(r[4], cimag(C) / BP_COMPLEX_STEP, 1e-9 * fabs(r[4]), "analytic");
        ck_assert_double_le(r[5], r[6]);
        ck_assert_double_le(r[7], r[8]);
        ck_assert_double_lt(r[6], 1e-8);
        ck_assert_double_lt(r[8], 1e-13);
    }
    bp_path_free_z(&path);
    problem_free(&p);
}
END_TEST

START_TEST(error_map_visits_every_entry_once)
{
    options o = wished();
    bool seen[4]['c'][8][8] = {{{{false}}}};
    ck_assert(make("error-map", &o));
    for (size_t i = 0; i < table.rows; i++) {
        const double *r = table.at[i];
        bool *entry = &seen[(int)r[0]][(int)r[1]][(int)r[2]][(int)r[3]];
        ck_assert(!*entry);
        *entry = true;
    }
}
END_TEST

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The same errors as in the map, in ascending order, over the largest derivative. */
START_TEST(error_distribution_is_the_error_map_sorted)
{
    static double gaps[2][MOST_ROWS];
    double largest = 0.0;
    options o = wished();
    ck_assert(make("error-map", &o));
    size_t rows = table.rows;
    for (size_t i = 0; i < rows; i++) {
        gaps[0][i] = table.at[i][5];
        gaps[1][i] = table.at[i][7];
        largest = fmax(largest, fabs(table.at[i][4]));
    }
    qsort(gaps[0], rows, sizeof(double), compare);
    qsort(gaps[1], rows, sizeof(double), compare);
    ck_assert(make("error-distribution", &o));
    ck_assert_str_eq(table.columns,
                     "share\tforward\tforward_bars\tcentral\tcentral_bars\tfive-point\t"
                     "five-point_bars\trichardson\trichardson_bars\tcomplex\tcomplex_bars");
    ck_assert_uint_eq(table.rows, rows);
    for (size_t i = 0; i < rows; i++) {
        const double *r = table.at[i];
        ck_close(r[0] * (double)rows, (double)i + 1.0, 1e-6, "share");
        ck_close(r[3], gaps[0][i] / largest, 1e-5 * r[3], "central");
        ck_close(r[9], gaps[1][i] / largest, 1e-5 * r[9], "complex");
        ck_assert_double_lt(r[2], 1e-5);
    }
}
END_TEST

START_TEST(nothing_is_said_at_a_kink)
{
    options o = wished();
    gradients g;
    ck_assert(gradients_measure(&g, &o, &bp_verify_defaults));
    bp_witness *central = &g.report.by[BP_CENTRAL];
    gradient_entry e = {BP_dW, 2, 3, 5};
    ck_assert_double_lt(gradient_compare(&g.report, central, e).bars, 1e-8);
    ck_assert_double_eq(gradient_compare(&g.report, &g.report.by_complex, e).bars,
                        2.0 * gradient_at(&g.report.bound, e));
    BP_AT(&central->kink.dW[2], 3, 5) = 1.0;
    ck_assert(isinf(gradient_compare(&g.report, central, e).bars));
    ck_assert(isfinite(gradient_compare(&g.report, &g.report.by_complex, e).bars));
    gradients_free(&g);
}
END_TEST

START_TEST(analytic_numeric_spoils_the_weights_alone)
{
    options o = wished();
    ck_assert(make("analytic-numeric", &o));
    ck_assert_str_eq(table.columns,
                     "layer\tof\trow\tcol\tM\tnumeric\tright\twrong_sign\twrong_mean");
    ck_assert_uint_eq(table.rows, 2 * 7 + 7 + 7 * 4 + 4 + 4 * 2 + 2);
    for (size_t i = 0; i < table.rows; i++) {
        const double *r = table.at[i];
        bool weight = (int)r[1] == 'W';
        ck_assert_double_eq(r[4], 9.0);
        ck_close(r[6], r[5], 1e-8, "right");
        ck_close(r[7], weight ? -r[6] : r[6], 1e-15, "wrong sign");
        ck_close(r[8], weight ? 9.0 * r[6] : r[6], 1e-8 * fabs(r[8]), "wrong mean");
    }
}
END_TEST

/* The first row of a mistake, and how many it has. */
static const double *mistake(size_t number, size_t *rows)
{
    const double *first = NULL;
    *rows = 0;
    for (size_t i = 0; i < table.rows; i++) {
        if (table.at[i][0] == (double)number) {
            first = first ? first : table.at[i];
            ++*rows;
        }
    }
    return first;
}

/* W^2 is 4×7: every answer has 28 entries, and the transposed one shares 4×4 with it. */
START_TEST(the_gallery_shows_what_each_mistake_does)
{
    options o = wished();
    size_t rows;
    ck_assert(make("mistakes", &o));
    ck_assert_str_eq(table.columns, "number\tmistake\trow\tcol\tright\twrong\tgap");
    for (size_t n = 1; n <= 16; n++) {
        const double *r = mistake(n, &rows);
        ck_assert_uint_eq(rows, n == 11 ? 2 * 28 - 16 : 28);
        double largest = 0.0, gap = 0.0;
        for (size_t i = 0; i < rows; i++, r += MOST_COLUMNS) {
            largest = fmax(largest, fabs(r[4]));
            gap = fmax(gap, r[6]);
        }
        r = mistake(n, &rows);
        ck_close(r[6], fabs(r[5] - r[4]) / largest, 2e-6 * r[6] + 1e-9, "gap");
        ck_assert_double_gt(gap, 1e-9);
    }
    const double *sign = mistake(1, &rows), *mean = mistake(2, &rows);
    const double *row = mistake(9, &rows), *stored = mistake(12, &rows);
    for (size_t i = 0; i < 28; i++) {
        size_t at = i * MOST_COLUMNS;
        ck_assert_double_eq(sign[at + 5], -sign[at + 4]);
        ck_close(mean[at + 5], 9.0 * mean[at + 4], 1e-8 * fabs(mean[at + 5]), "mean");
        ck_assert_double_eq(row[at + 5], i < 21 ? row[at + 4] : 0.0);
        ck_assert_double_eq(stored[at + 5], sign[(i % 4 * 7 + i / 4) * MOST_COLUMNS + 4]);
    }
}
END_TEST

START_TEST(one_sample_has_no_mean_to_miss)
{
    options o = wished();
    o.batch = 1;
    capture c = capture_begin(stderr);
    bool made = make("analytic-numeric", &o);
    capture_end(&c);
    ck_assert(!made);
    ck_one_sentence(&c, "analytic-numeric", "no 1/M can be missing");
}
END_TEST

/* A relu that lets nothing through: no error is large or small against 0. */
START_TEST(where_all_is_zero_there_is_nothing_to_show)
{
    static const char *const names[] = {"error-distribution", "analytic-numeric", "mistakes"};
    options o = options_defaults();
    o.layers = "4,1,3";
    o.activations = "relu";
    o.batch = 2;
    o.seed = 4;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        capture c = capture_begin(stderr);
        bool made = make(names[i], &o);
        capture_end(&c);
        ck_assert(!made);
        ck_one_sentence(&c, names[i], " is 0 ");
    }
}
END_TEST

START_TEST(figures_report_that_memory_runs_dry)
{
    static const char *const names[] = {"error-map", "error-distribution", "analytic-numeric",
                                        "mistakes"};
    options o = wished();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool made = false;
        for (long allocations = 0; !made; allocations += 11 + allocations / 2) {
            capture c = capture_begin(stderr);
            dry_after(allocations);
            made = make(names[i], &o);
            dry_after(-1);
            capture_end(&c);
            if (!made) {
                ck_one_sentence(&c, names[i], "no memory");
            }
        }
    }
}
END_TEST

Suite *figure_errors_suite(void)
{
    Suite *suite = suite_create("figure_errors");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, error_map_has_each_derivative_in_its_place);
    tcase_add_test(tables, error_map_visits_every_entry_once);
    tcase_add_test(tables, error_distribution_is_the_error_map_sorted);
    tcase_add_test(tables, nothing_is_said_at_a_kink);
    tcase_add_test(tables, analytic_numeric_spoils_the_weights_alone);
    tcase_add_test(tables, the_gallery_shows_what_each_mistake_does);
    tcase_add_test(tables, one_sample_has_no_mean_to_miss);
    tcase_add_test(tables, where_all_is_zero_there_is_nothing_to_show);
    tcase_add_test(tables, figures_report_that_memory_runs_dry);
    suite_add_tcase(suite, tables);
    return suite;
}
