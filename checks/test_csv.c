#include "test_csv.h"

#include <locale.h>

static bp_samples loaded_text(const char *text, size_t targets)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert_msg(load(&all, text, strlen(text), targets, error), "%s for: %s", error, text);
    return all;
}

/* What is read ------------------------------------------------------------------------------- */

static const char *const same[] = {
    "a,b,class\n1.5,-2,x\n3.25,4e2,y\n1,.5,x\n",
    "a,b,class\n1.5,-2,x\n3.25,4e2,y\n1,.5,x",
    "a,b,class\r\n1.5,-2,x\r\n3.25,4e2,y\r\n1,.5,x\r\n",
    "a,b,class\r\n1.5,-2,x\r\n3.25,4e2,y\r\n1,.5,x\r",
    "\357\273\277a,b,class\n1.5,-2,x\n3.25,4e2,y\n1,.5,x\n",
    "\357\273\277\"a\",\"b\",\"class\"\r\n1.5,-2,x\r\n3.25,4e2,y\r\n1,.5,x\r\n",
    "a,b,class\n1.5,-2,x\n3.25,4e2,y\n1,.5,x\n\n\n",
    "a,b,class\r\n1.5,-2,x\r\n3.25,4e2,y\r\n1,.5,x\r\n\r\n  \t\r\n  ",
    "\n\na,b,class\n\n1.5,-2,x\n   \n3.25,4e2,y\n1,.5,x\n",
    "  a , b,class  \n 1.5,  -2 ,\tx\n3.25\t,4e2, y \n1,.5,x \n",
    "\"a\",\"b\",\"class\"\n\"1.5\",\"-2\",\"x\"\n\"3.25\" , \"4e2\" , \"y\" \n1,.5,\"x\"",
    "a,b,\n+1.5,-2.,x\n325e-2,4E+2,y\n01.0,0.5,x\n",
    "1,b,class\n1.5,-2,x\n3.25,4e2,y\n1,.5,x\n",
};

START_TEST(every_way_to_write_a_file_gives_the_same_data)
{
    static const double X[3][2] = {{1.5, -2.0}, {3.25, 400.0}, {1.0, 0.5}};
    static const double Y[3][2] = {{1.0, 0.0}, {0.0, 1.0}, {1.0, 0.0}};
    bp_samples all = loaded_text(same[_i], 0);
    ck_assert_uint_eq(all.X.cols, 2);
    ck_assert_uint_eq(all.X.rows, 3);
    ck_assert_uint_eq(all.Y.cols, 2);
    ck_assert_uint_eq(all.Y.rows, 3);
    ck_assert_uint_eq(all.classes, 2);
    ck_assert_mem_eq(all.X.v, X, sizeof X);
    ck_assert_mem_eq(all.Y.v, Y, sizeof Y);
    bp_samples_free(&all);
}
END_TEST

START_TEST(classes_are_numbered_in_the_order_of_first_appearance)
{
    bp_samples all = loaded_text("size,kind\n1,\"wild, red\"\n2,7\n3,\"wild\"\n4,a \"\"b\n"
                               "5,\"a \"\"\"\"b\"\n6,7\n7,wild\n8,\xC3\xA9 e\n", 0);
    static const size_t expected[] = {0, 1, 2, 3, 3, 1, 2, 4};
    ck_assert_uint_eq(all.classes, 5);
    ck_assert_uint_eq(all.Y.cols, 5);
    ck_assert_uint_eq(all.Y.rows, 8);
    for (size_t m = 0; m < 8; m++) {
        ck_assert_msg(BP_AT(&all.Y, m, expected[m]) == 1.0, "sample %zu", m + 1);
    }
    ck_assert_uint_eq(count_class(&all, 3), 2);
    bp_samples_free(&all);
}
END_TEST

START_TEST(numeric_targets_are_the_last_columns)
{
    static const double X[3][2] = {{2.0, 7.0}, {3.0, 11.0}, {5.0, 13.0}};
    static const double Y[3][2] = {{0.25, 17.0}, {-0.5, 19.0}, {1e3, 23.0}};
    bp_samples all = loaded_text("p,q,t,u\n2,7,.25,17\n3,11,-.5,19\n5,13,1e3,23\n", 2);
    ck_assert_uint_eq(all.classes, 0);
    ck_assert_uint_eq(all.X.cols, 2);
    ck_assert_uint_eq(all.Y.cols, 2);
    ck_assert_uint_eq(all.Y.rows, 3);
    ck_assert_mem_eq(all.X.v, X, sizeof X);
    ck_assert_mem_eq(all.Y.v, Y, sizeof Y);
    bp_samples_free(&all);
}
END_TEST

static const char *const numbers[] = {
    "0.1", "-0.0", "5.843333333333333", "9007199254740993", "9007199254740993.00000000000000001",
    "1.7976931348623157e308", "2.2250738585072011e-308", "4.9406564584124654e-324", "5e-325",
    "123456789.123456789e-5", "00012.50", "5.", ".5", "+.5E+1", "0.00000000000000000000001e23",
    "0e999999999999999999999", "1e-999999999999999999999", "1.25e-9999999999999999999",
    "1000000000000000000000000000000e-30",
    "0.500000000000000166533453693773481063544750213623046875",
};

START_TEST(a_number_is_the_double_nearest_to_it)
{
    char text[256];
    snprintf(text, sizeof text, "a,b\n%s,1\n", numbers[_i]);
    bp_samples all = loaded_text(text, 1);
    double expected = strtod(numbers[_i], NULL);
    ck_assert_mem_eq(&BP_AT(&all.X, 0, 0), &expected, sizeof expected);
    bp_samples_free(&all);
}
END_TEST

/* Where such a locale is installed; elsewhere the code is the same, as it does not ask for it. */
START_TEST(a_point_is_a_point_where_the_locale_writes_a_comma)
{
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8"};
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        setlocale(LC_ALL, locales[i]);
        bp_samples all = loaded_text("a,b\n5.875,-0.25e1\n", 1);
        setlocale(LC_ALL, "C");
        ck_assert_double_eq(BP_AT(&all.X, 0, 0), 5.875);
        ck_assert_double_eq(BP_AT(&all.Y, 0, 0), -2.5);
        bp_samples_free(&all);
    }
}
END_TEST

enum { WIDE = 3000, TALL = 4 };

/* TALL lines of WIDE numbers and a class: longer than any first guess of the room needed. */
static char *wide_text(void)
{
    char *text = calloc(WIDE * (TALL + 1), 8), *at = text;
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < WIDE; i++) {
        at += sprintf(at, "x%zu,", i);
    }
    at += sprintf(at, "class\n");
    for (size_t m = 0; m < TALL; m++) {
        for (size_t i = 0; i < WIDE; i++) {
            at += sprintf(at, "%zu.%zu,", i, m);
        }
        at += sprintf(at, "%s\n", m % 2 ? "odd" : "even");
    }
    return text;
}

START_TEST(very_long_lines_are_read)
{
    char *text = wide_text();
    bp_samples all = loaded_text(text, 0);
    ck_assert_uint_eq(all.X.cols, WIDE);
    ck_assert_uint_eq(all.X.rows, TALL);
    for (size_t i = 0; i < WIDE; i++) {
        for (size_t m = 0; m < TALL; m++) {
            ck_assert_double_eq_tol(BP_AT(&all.X, m, i), (double)i + 0.1 * (double)m, 1e-12);
        }
    }
    bp_samples_free(&all);
    free(text);
}
END_TEST

static int lowest_free_descriptor(void)
{
    int lowest = dup(STDERR_FILENO);
    ck_assert_int_ge(lowest, 0);
    close(lowest);
    return lowest;
}

START_TEST(a_file_is_closed_again_read_or_refused)
{
    char error[BP_MESSAGE_SIZE];
    int before = lowest_free_descriptor();
    bp_samples all = loaded_text("a,b\n2,3\n", 1);
    bp_samples_free(&all);
    ck_assert(!load(&all, "a,b\n2,x\n", 8, 1, error));
    ck_assert_int_eq(lowest_free_descriptor(), before);
}
END_TEST

START_TEST(without_memory_at_any_allocation_nothing_is_read)
{
    char *text = wide_text(), error[BP_MESSAGE_SIZE];
    bp_samples all;
    size_t n = 0;
    bool read = false;
    for (; !read; n++) {
        bp_use_calloc(run_dry);
        allocations_left = n;
        read = load(&all, text, strlen(text), 0, error);
        bp_use_calloc(NULL);
        if (!read) {
            ck_assert_msg(strstr(error, ": no memory"), "allocation %zu: %s", n + 1, error);
            assert_empty(&all);
        }
    }
    ck_assert_uint_ge(n, 7);
    ck_assert_uint_eq(all.X.rows, TALL);
    bp_samples_free(&all);
    free(text);
}
END_TEST

Suite *csv_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *read = tcase_create("read");
    tcase_add_loop_test(read, every_way_to_write_a_file_gives_the_same_data, 0, COUNT(same));
    tcase_add_test(read, classes_are_numbered_in_the_order_of_first_appearance);
    tcase_add_test(read, numeric_targets_are_the_last_columns);
    tcase_add_loop_test(read, a_number_is_the_double_nearest_to_it, 0, COUNT(numbers));
    tcase_add_test(read, a_point_is_a_point_where_the_locale_writes_a_comma);
    tcase_add_test(read, very_long_lines_are_read);
    tcase_add_test(read, a_file_is_closed_again_read_or_refused);
    tcase_add_test(read, without_memory_at_any_allocation_nothing_is_read);
    suite_add_tcase(suite, read);
    return suite;
}
