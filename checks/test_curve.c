/* A learning curve: its rows, and the table that they become. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>

#include "capture.h"
#include "curve.h"
#include "near.h"

enum { L = 3, COLUMNS = CURVE_LAYERS + CURVE_GROUPS * L };

/* An entry that tells its place. */
static double told(size_t row, size_t i)
{
    return 0.1 + (double)row + (double)i / 7.0;
}

/* Every second cell stays empty. */
static curve filled(size_t rows)
{
    curve c = {.L = L};
    for (size_t row = 0; row < rows; row++) {
        double *cells = curve_add(&c);
        ck_assert_ptr_nonnull(cells);
        for (size_t i = 0; i < COLUMNS; i++) {
            ck_assert_double_nan(cells[i]);
            cells[i] = (row + i) % 2 ? told(row, i) : NAN;
        }
    }
    return c;
}

static void ck_rows(const curve *c, size_t rows)
{
    ck_assert_uint_eq(c->rows, rows);
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < COLUMNS; i++) {
            double x = curve_row(c, row)[i];
            ck_assert((row + i) % 2 ? x == told(row, i) : isnan(x));
        }
    }
}

START_TEST(rows_stay_what_they_are_as_the_curve_grows)
{
    curve c = filled(150);
    ck_rows(&c, 150);
    curve_free(&c);
    ck_assert(c.cells == NULL && c.rows == 0);
}
END_TEST

START_TEST(every_layer_of_every_group_has_a_column_of_its_own)
{
    bool used[COLUMNS] = {false};
    ck_assert_uint_eq(curve_columns(L), COLUMNS);
    for (size_t group = 0; group < CURVE_GROUPS; group++) {
        for (size_t l = 1; l <= L; l++) {
            size_t column = curve_column(L, (curve_group)group, l);
            ck_assert(column >= CURVE_LAYERS && column < COLUMNS && !used[column]);
            used[column] = true;
        }
    }
}
END_TEST

START_TEST(without_memory_there_is_no_row_and_the_others_are_left)
{
    size_t rows = 5;
    curve c = filled(rows);
    dry_after(0);
    for (double *row; (row = curve_add(&c)) != NULL; rows++) { /* there is some room yet */
        for (size_t i = 0; i < COLUMNS; i++) {
            row[i] = (rows + i) % 2 ? told(rows, i) : NAN;
        }
        ck_assert_uint_lt(rows, 100);
    }
    dry_after(-1);
    ck_rows(&c, rows);
    curve_free(&c);
}
END_TEST

/* The columns of a line, which it overwrites. */
static size_t split(char *line, char *columns[COLUMNS + 1])
{
    size_t count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *rest = line; rest && count <= COLUMNS; count++) {
        columns[count] = rest;
        rest = strchr(rest, '\t');
        if (rest) {
            *rest++ = '\0';
        }
    }
    return count;
}

START_TEST(table_has_a_name_above_each_number_and_all_its_digits)
{
    static const char *const names[COLUMNS] = {
        "# epoch",   "loss",      "accuracy",  "held_loss", "held_accuracy", "seconds",
        "norm_W1",   "norm_W2",   "norm_W3",   "complex_1", "complex_2",     "complex_3",
        "central_1", "central_2", "central_3", "kinks_1",   "kinks_2",       "kinks_3",
    };
    char line[1000], *columns[COLUMNS + 1];
    curve c = filled(4);
    curve_row(&c, 2)[1] = -NAN; /* no library's sign comes out */
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    curve_write(file, &c);
    rewind(file);
    do {
        ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
        ck_assert_int_eq(line[0], '#');
    } while (!strchr(line, '\t'));
    ck_assert_uint_eq(split(line, columns), COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++) {
        ck_assert_str_eq(columns[i], names[i]);
    }
    for (size_t row = 0; row < 4; row++) {
        ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
        ck_assert_uint_eq(split(line, columns), COLUMNS);
        for (size_t i = 0; i < COLUMNS; i++) {
            double x = curve_row(&c, row)[i];
            ck_assert(isnan(x) ? strcmp(columns[i], "nan") == 0 : strtod(columns[i], NULL) == x);
        }
    }
    ck_assert_ptr_null(fgets(line, sizeof line, file));
    fclose(file);
    curve_free(&c);
}
END_TEST

Suite *curve_suite(void)
{
    Suite *suite = suite_create("curve");
    TCase *rows = tcase_create("rows");
    tcase_add_test(rows, rows_stay_what_they_are_as_the_curve_grows);
    tcase_add_test(rows, every_layer_of_every_group_has_a_column_of_its_own);
    tcase_add_test(rows, without_memory_there_is_no_row_and_the_others_are_left);
    tcase_add_test(rows, table_has_a_name_above_each_number_and_all_its_digits);
    suite_add_tcase(suite, rows);
    return suite;
}
