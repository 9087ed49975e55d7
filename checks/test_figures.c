/* The tables of the figures: their columns, their rows, and their numbers against other ways. */
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

START_TEST(every_figure_answers_a_question_of_its_own)
{
    for (const figure *f = figures; f->name; f++) {
        ck_assert_ptr_eq(figure_named(f->name), f);
        ck_assert_int_eq(f->question[strlen(f->question) - 1], '?');
    }
}
END_TEST

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
    BP_AT(&central->kink.dW[2], 3, 5) = 1.0;
    ck_assert(isinf(gradient_compare(&g.report, central, e).bars));
    ck_assert(isfinite(gradient_compare(&g.report, &g.report.by_complex, e).bars));
    gradients_free(&g);
}
END_TEST

START_TEST(figures_report_that_memory_runs_dry)
{
    static const char *const names[] = {"error-map", "error-distribution"};
    options o = wished();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool made = false;
        for (long allocations = 0; !made; allocations += 37) {
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

Suite *figures_suite(void)
{
    Suite *suite = suite_create("figures");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, every_figure_answers_a_question_of_its_own);
    tcase_add_test(tables, error_map_has_each_derivative_in_its_place);
    tcase_add_test(tables, error_map_visits_every_entry_once);
    tcase_add_test(tables, error_distribution_is_the_error_map_sorted);
    tcase_add_test(tables, nothing_is_said_at_a_kink);
    tcase_add_test(tables, figures_report_that_memory_runs_dry);
    suite_add_tcase(suite, tables);
    return suite;
}
