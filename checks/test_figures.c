/* The tables of the figures say what they promise. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "test_figure_table.h"

/* Each method does nearly as well with its own steps as with the best common one. */
START_TEST(step_size_ends_with_the_automatic_steps)
{
    const size_t column[] = {9, 3, 11, 13};
    make("step-size", network("4,6,3", "tanh", 5));
    ck_assert_str_eq(names, "# method\th_least\th_median\th_most\tnorm\tworst\n");
    ck_assert_uint_eq(rows, 161 + 4);
    for (size_t k = 0; k < 4; k++) {
        const double *automatic = table[161 + k];
        double best = HUGE_VAL;
        for (size_t i = 0; i < 161; i++) {
            best = fmin(best, table[i][column[k]]);
        }
        ck_assert_double_le(automatic[1], automatic[2]);
        ck_assert_double_le(automatic[2], automatic[3]);
        ck_assert_msg(automatic[4] <= 10.0 * best, "method %zu: %g, best %g", k, automatic[4],
                      best);
        ck_assert_msg(automatic[4] >= 0.1 * best, "method %zu: %g, best %g", k, automatic[4],
                      best);
    }
}
END_TEST

/* Half the step, a quarter of the remainder if the gradient is right, half of it if not. */
START_TEST(taylor_has_slope_two_where_right_and_one_where_wrong)
{
    make("taylor", network("4,7,6,3", "tanh", 5));
    ck_assert_str_eq(names, "# l\th\tright\twrong\tnoise\n");
    ck_assert_uint_eq(rows, 3 * 24);
    for (size_t i = 1; i < rows; i++) {
        double h = table[i][1], h_before = table[i - 1][1];
        if (h < h_before && h < 2e-3 && table[i][2] > 100.0 * table[i][4]) {
            ck_assert_double_le(fabs(h_before / h - 2.0), 1e-8);
            ck_assert_double_le(fabs(table[i - 1][2] / table[i][2] - 4.0), 0.2);
            ck_assert_double_le(fabs(table[i - 1][3] / table[i][3] - 2.0), 0.2);
        }
    }
}
END_TEST

/* ∂Z²_km/∂Z¹_jm' is zero but for m = m', and then W_kj σ'(Z_jm). W is the same in every sample, so
 * that for a neuron j two blocks differ by the same factor in every row k. */
START_TEST(columns_couple_no_samples_and_every_neuron)
{
    make("columns", network("4,5,3", "sigmoid", 3));
    ck_assert_uint_eq(rows, 3 * 5 * 3 * 3);
    double ratio[4][4][6] = {{{0}}};
    for (size_t i = 0; i < rows; i++) {
        size_t m = (size_t)table[i][1], k = (size_t)table[i][2], j = (size_t)table[i][4];
        if (table[i][1] != table[i][3]) {
            ck_assert_double_eq(table[i][5], 0.0);
        } else {
            ck_assert_double_ne(table[i][5], 0.0);
            ratio[m][k][j] = table[i][5];
        }
    }
    for (size_t j = 1; j <= 5; j++) {
        double first = ratio[1][1][j] / ratio[2][1][j], second = ratio[1][2][j] / ratio[2][2][j];
        ck_assert_double_le(fabs(first / second - 1.0), 1e-8);
    }
}
END_TEST

START_TEST(columns_wants_two_layers_that_fit_on_paper)
{
    refuses("columns", network("4,3", "tanh", 3), "wants 2 to 6 layers");
    refuses("columns", network("4,23,3", "tanh", 3), "23 neurons times 3 samples");
}
END_TEST

START_TEST(activations_have_the_slope_that_their_values_have)
{
    make("activations", network(NULL, "tanh,relu,softmax", 0));
    ck_assert_str_eq(names, "# activation\tz\tvalue\tslope\tnumeric\tkink\n");
    ck_assert_uint_eq(rows, 3 * 257);
    for (size_t i = 0; i < rows; i++) {
        double z = table[i][1], e = exp(z);
        double value = i < 257 ? tanh(z) : i < 2 * 257 ? fmax(z, 0.0) : e / (e + 2.0);
        bool kink = i >= 257 && i < 2 * 257 && z == 0.0;
        ck_assert_double_le(fabs(table[i][2] - value), 1e-9);
        ck_assert_double_eq(table[i][5], kink);
        ck_assert_double_le(fabs(table[i][3] - table[i][4]), kink ? 0.5 : 1e-8);
    }
    refuses("activations", network(NULL, "tanh,rely", 0), "relu");
}
END_TEST

/* The share never falls by much as steps grow, and grows with the batch. */
START_TEST(kinks_are_crossed_more_often_by_long_steps_and_large_batches)
{
    make("kinks", network("4,6,3", "relu", 18));
    ck_assert_str_eq(names, "# h\tshare_18\tshare_5\tshare_2\tshare_1\n");
    ck_assert_uint_eq(rows, 29);
    ck_assert_double_eq(table[28][0], 1.0);
    ck_assert_double_eq(table[0][4], 0.0);
    for (size_t j = 1; j < 5; j++) {
        ck_assert_double_ge(table[28][j], 0.3);
        ck_assert_double_le(table[28][j], 1.0);
        for (size_t i = 1; i < 29; i++) {
            ck_assert_double_ge(table[i][j], 0.95 * table[i - 1][j]);
        }
    }
    ck_assert_double_gt(table[16][1], table[16][2]);
    ck_assert_double_gt(table[16][2], table[16][4]);
    refuses("kinks", network("4,6,3", "tanh", 5), "wants a kink");
}
END_TEST

Suite *figures_suite(void)
{
    Suite *suite = suite_create("figures");
    TCase *tables = tcase_create("tables");
    tcase_set_timeout(tables, 60);
    tcase_add_test(tables, step_size_ends_with_the_automatic_steps);
    tcase_add_test(tables, taylor_has_slope_two_where_right_and_one_where_wrong);
    tcase_add_test(tables, columns_couple_no_samples_and_every_neuron);
    tcase_add_test(tables, columns_wants_two_layers_that_fit_on_paper);
    tcase_add_test(tables, activations_have_the_slope_that_their_values_have);
    tcase_add_test(tables, kinks_are_crossed_more_often_by_long_steps_and_large_batches);
    suite_add_tcase(suite, tables);
    return suite;
}
