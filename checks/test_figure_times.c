/* The tables of the figures about time: what is measured, and how often. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>

#include "test_figure_table.h"

static void usual(void)
{
    how = training_usual();
}

START_TEST(times_are_measured_for_powers_of_two)
{
    make("batch-size", network("4,5,3", "sigmoid", 10));
    ck_assert(rows == 11 && columns == 3);
    for (size_t i = 0; i < rows; i++) {
        ck_assert_double_eq(table[i][0], (double)(1u << i));
        ck_assert(table[i][1] > 0.0 && table[i][2] > 0.0);
    }
}
END_TEST

/* How long they are is not tested: others may disturb. */
START_TEST(what_a_check_costs_is_measured_for_wider_and_wider_networks)
{
    options o = network("2,3,2", "tanh", 60);
    o.data = "random";
    make("cost", o);
    ck_assert_str_eq(names, "# parameters\tentries\tforward\tbackward\tplain\tcomplex\tverify\n");
    ck_assert_uint_eq(rows, 3);
    for (size_t i = 0; i < rows; i++) {
        double n = (double)(1 << i), count = 3 * n * (2 * n + 1) + 2 * n * (3 * n + 1);
        const double *row = table[i];
        ck_assert_double_eq(row[0], count);
        ck_assert_double_eq(row[1], count + 2 * 60 * (3 * n + 2 * n));
        for (size_t k = 2; k < columns; k++) {
            ck_assert_double_gt(row[k], 0.0);
        }
    }
}
END_TEST

START_TEST(cost_wants_a_small_network_that_it_may_widen)
{
    options o = network("4,5,3", "tanh", 10);
    refuses("cost", o, "leave --data iris away");
    o.data = "random";
    o.layers = "64,30,10";
    refuses("cost", o, "--layers 64,30,10 is too large for 10 samples");
}
END_TEST

Suite *figure_times_suite(void)
{
    Suite *suite = suite_create("figure_times");
    TCase *tables = tcase_create("tables");
    tcase_set_timeout(tables, 60);
    tcase_add_checked_fixture(tables, usual, NULL);
    tcase_add_test(tables, times_are_measured_for_powers_of_two);
    tcase_add_test(tables, what_a_check_costs_is_measured_for_wider_and_wider_networks);
    tcase_add_test(tables, cost_wants_a_small_network_that_it_may_widen);
    suite_add_tcase(suite, tables);
    return suite;
}
