/* All samples, in rows: what is made of them. Mini-batches: test_batch.c. */
#include "test_data.h"

#include <math.h>

/* Standardised features ---------------------------------------------------------------------- */

START_TEST(standardised_features_have_mean_0_and_variance_1)
{
    bp_samples iris = loaded("iris", 1), before = loaded("iris", 1);
    ck_assert(bp_samples_standardise(&iris, NULL, 0, NULL));
    for (size_t i = 0; i < 4; i++) {
        double slope = 1.0 / sqrt(variance(column(&before.X, i)));
        ck_assert_double_eq_tol(mean(column(&iris.X, i)), 0.0, 1e-14);
        ck_assert_double_eq_tol(variance(column(&iris.X, i)), 1.0, 1e-14);
        ck_assert_double_eq_tol(BP_AT(&iris.X, 61, i),
                                slope * (BP_AT(&before.X, 61, i) - mean(column(&before.X, i))), 1e-13);
    }
    assert_same(&iris.Y, &before.Y);
    bp_samples_free(&iris);
    bp_samples_free(&before);
}
END_TEST

/* Each feature becomes (−1, 0, 1)·√(3/2), however far from 1 or close together its numbers are. */
START_TEST(standardising_neither_overflows_nor_cancels)
{
    static const double features[][3] = {{-1.7e308, 0.0, 1.7e308},
                                     {1e16, 1e16 + 2.0, 1e16 + 4.0},
                                     {-1e-320, 0.0, 1e-320},
                                     {-3.0, 4.0, 11.0}};
    bp_samples all;
    ck_assert(bp_samples_new(&all, 3, 4, 1));
    for (size_t i = 0; i < 4; i++) {
        for (size_t m = 0; m < 3; m++) {
            BP_AT(&all.X, m, i) = features[i][m];
        }
    }
    ck_assert(bp_samples_standardise(&all, NULL, 0, NULL));
    for (size_t i = 0; i < 4; i++) {
        for (size_t m = 0; m < 3; m++) {
            ck_assert_double_eq_tol(BP_AT(&all.X, m, i), ((double)m - 1.0) * sqrt(1.5), 1e-15);
        }
    }
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_constant_feature_becomes_0)
{
    bp_samples all;
    ck_assert(bp_samples_new(&all, 7, 2, 1));
    bp_mat_fill(&all.X, 0.1);
    BP_AT(&all.X, 3, 1) = 0.7;
    ck_assert(bp_samples_standardise(&all, NULL, 0, NULL));
    for (size_t m = 0; m < 7; m++) {
        ck_assert_double_eq(BP_AT(&all.X, m, 0), 0.0);
        ck_assert_double_ne(BP_AT(&all.X, m, 1), 0.0);
    }
    bp_samples_free(&all);
}
END_TEST

START_TEST(unseen_samples_are_standardised_like_the_seen_ones)
{
    static const double seen_of[] = {3.0, 4.0, 11.0}, unseen_of[] = {-5.0, 1e200};
    static const size_t seen[] = {4, 0, 2};
    bp_samples all, others;
    ck_assert(bp_samples_new(&all, 5, 3, 1) && bp_samples_new(&others, 2, 3, 1));
    BP_AT(&others.X, 1, 0) = 9.0;
    BP_AT(&others.X, 1, 1) = unseen_of[0];
    for (size_t k = 0; k < 3; k++) {
        BP_AT(&all.X, seen[k], 1) = seen_of[k];
        BP_AT(&all.X, seen[k], 0) = 0.3; /* constant over those */
        BP_AT(&all.X, seen[k], 2) = 1e16 + (double)(k * (k + 1)); /* hardly different; unseen: 0 */
    }
    BP_AT(&all.X, 1, 1) = unseen_of[0];
    BP_AT(&all.X, 3, 1) = unseen_of[1];
    BP_AT(&all.X, 3, 0) = 7.0;
    ck_assert(bp_samples_standardise(&all, seen, 3, &others));
    double centre = 6.0, deviation = sqrt((9.0 + 4.0 + 25.0) / 3.0);
    for (size_t k = 0; k < 3; k++) {
        ck_assert_double_eq_tol(BP_AT(&all.X, seen[k], 1), (seen_of[k] - centre) / deviation, 1e-15);
        ck_assert_double_eq_tol(BP_AT(&all.X, seen[k], 2),
                                ((double)(k * (k + 1)) - 8.0 / 3.0) / sqrt(56.0 / 9.0), 1e-15);
    }
    ck_assert_double_eq_tol(BP_AT(&all.X, 1, 1), (unseen_of[0] - centre) / deviation, 1e-14);
    ck_assert_double_eq_tol(BP_AT(&all.X, 3, 1) / unseen_of[1], 1.0 / deviation, 1e-15);
    for (size_t m = 0; m < 5; m++) {
        ck_assert_double_eq(BP_AT(&all.X, m, 0), 0.0);
    }
    ck_assert_double_eq(BP_AT(&others.X, 1, 1), BP_AT(&all.X, 1, 1));
    ck_assert_double_eq(BP_AT(&others.X, 1, 0), 0.0);
    ck_assert_double_eq_tol(BP_AT(&others.X, 0, 1), -centre / deviation, 1e-15);
    bp_samples_free(&all);
    bp_samples_free(&others);
}
END_TEST

START_TEST(without_memory_nothing_is_standardised)
{
    bp_samples iris = loaded("iris", 1), before = loaded("iris", 1);
    bp_use_calloc(run_dry);
    allocations_left = 0;
    ck_assert(!bp_samples_standardise(&iris, NULL, 0, NULL));
    bp_use_calloc(NULL);
    assert_same(&iris.X, &before.X);
    bp_samples_free(&iris);
    bp_samples_free(&before);
}
END_TEST

/* Rows and columns --------------------------------------------------------------------------- */

START_TEST(samples_are_taken_in_the_order_that_is_asked_for)
{
    static const size_t which[] = {6, 2, 9, 2, 3};
    bp_samples all = numbered((size_t[]){4, 3, 5}, 3);
    bp_mat X, Y;
    ck_assert(bp_mat_new(&X, 4, 7) && bp_mat_new(&Y, 3, 5));
    bp_mat part = bp_mat_view(&X, 1, 2, 2, 5); /* as of a pass */
    bp_samples_take(&part, &Y, &all, which);
    for (size_t m = 0; m < 5; m++) {
        size_t class = which[m] < 4 ? 0 : which[m] < 7 ? 1 : 2;
        ck_assert_double_eq(BP_AT(&X, 1, m + 2), (double)which[m]);
        ck_assert_double_eq(BP_AT(&X, 2, m + 2), 0.5 - (double)which[m]);
        for (size_t j = 0; j < 3; j++) {
            ck_assert_double_eq(BP_AT(&Y, j, m), j == class);
        }
        ck_assert_double_eq(BP_AT(&X, 0, m) + BP_AT(&X, 3, m), 0.0);
    }
    bp_mat_free(&X);
    bp_mat_free(&Y);
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_batch_turned_into_samples_and_taken_again_is_the_batch)
{
    static const size_t which[] = {0, 1, 2, 3, 4, 5, 6};
    bp_data batch, again;
    bp_samples rows;
    ck_assert(bp_data_random(&batch, 4, 3, 7, 5) && bp_data_new(&again, 4, 3, 7));
    ck_assert(bp_samples_from(&rows, &batch));
    ck_assert_uint_eq(rows.X.rows, 7);
    ck_assert_double_eq(BP_AT(&rows.X, 6, 2), BP_AT(&batch.X, 2, 6));
    bp_samples_take(&again.X, &again.Y, &rows, which);
    assert_same(&again.X, &batch.X);
    assert_same(&again.Y, &batch.Y);
    bp_data_free(&batch);
    bp_data_free(&again);
    bp_samples_free(&rows);
}
END_TEST

START_TEST(samples_without_memory_are_empty)
{
    bp_data batch;
    bp_samples rows;
    ck_assert(bp_data_random(&batch, 4, 3, 7, 5));
    bp_use_calloc(run_dry);
    for (size_t n = 0; n < 2; n++) {
        allocations_left = n;
        ck_assert(!bp_samples_from(&rows, &batch));
        assert_empty(&rows);
    }
    bp_use_calloc(NULL);
    bp_data_free(&batch);
}
END_TEST

/* Held out ----------------------------------------------------------------------------------- */

/* How many of class c stand in order[from] … order[to-1]. */
static size_t count_part(const bp_samples *all, const size_t *order, size_t from, size_t to, size_t c)
{
    size_t count = 0;
    for (size_t k = from; k < to; k++) {
        count += BP_AT(&all->Y, order[k], c) == 1.0;
    }
    return count;
}

/* 10·(31, 61, 8)/100 is 3.1, 6.1, 0.8: one place is left, as in a batch. */
START_TEST(each_class_has_its_share_of_what_is_held_out)
{
    bp_samples all = numbered((size_t[]){31, 61, 8}, 3);
    size_t order[100];
    bool seen[100] = {false};
    ck_assert(bp_samples_split(order, &all, 10, 5));
    ck_assert_uint_eq(count_part(&all, order, 90, 100, 0), 3);
    ck_assert_uint_eq(count_part(&all, order, 90, 100, 1), 6);
    ck_assert_uint_eq(count_part(&all, order, 90, 100, 2), 1);
    for (size_t k = 0; k < 100; k++) {
        ck_assert_uint_lt(order[k], 100);
        ck_assert_msg(!seen[order[k]], "sample %zu stands there twice", order[k] + 1);
        seen[order[k]] = true;
    }
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_split_repeats_by_seed_and_is_not_the_batch_of_that_seed)
{
    bp_samples all = numbered((size_t[]){9, 12}, 2);
    bp_data batch;
    size_t order[21], again[21], other[21], both = 0;
    ck_assert(bp_samples_split(order, &all, 7, 4) && bp_samples_split(again, &all, 7, 4) &&
              bp_samples_split(other, &all, 7, 5) && bp_samples_batch(&batch, &all, 7, 4));
    ck_assert_mem_eq(order, again, sizeof order);
    ck_assert_mem_ne(order, other, sizeof order);
    for (size_t k = 14; k < 21; k++) {
        for (size_t m = 0; m < 7; m++) {
            both += (double)order[k] == BP_AT(&batch.X, 0, m);
        }
    }
    ck_assert_uint_lt(both, 7);
    bp_data_free(&batch);
    bp_samples_free(&all);
}
END_TEST

START_TEST(each_sample_is_held_out_as_often_and_the_rest_is_in_no_order)
{
    bp_samples all = numbered((size_t[]){9, 12}, 2);
    size_t order[21], held[21] = {0}, steps_up = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        ck_assert(bp_samples_split(order, &all, 7, seed));
        for (size_t k = 0; k < 13; k++) {
            steps_up += order[k] < order[k + 1];
        }
        for (size_t k = 14; k < 21; k++) {
            held[order[k]]++;
        }
    }
    for (size_t m = 0; m < 21; m++) { /* 100 are expected, give or take 8 */
        ck_assert_uint_gt(held[m], 65);
        ck_assert_uint_lt(held[m], 135);
    }
    ck_assert_uint_gt(steps_up, 1750); /* 1950, give or take 20 */
    ck_assert_uint_lt(steps_up, 2150);
    bp_samples_free(&all);
}
END_TEST

START_TEST(none_or_all_can_be_held_out)
{
    bp_samples all = numbered((size_t[]){3, 5}, 2);
    size_t order[8], sum = 0;
    for (size_t held = 0; held <= 8; held += 8) {
        ck_assert(bp_samples_split(order, &all, held, 3));
        for (size_t k = 0; k < 8; k++) {
            sum += order[k];
        }
    }
    ck_assert_uint_eq(sum, 2 * 28);
    bp_use_calloc(run_dry);
    allocations_left = 0;
    ck_assert(!bp_samples_split(order, &all, 3, 3));
    bp_use_calloc(NULL);
    bp_samples_free(&all);
}
END_TEST

Suite *samples_suite(void)
{
    Suite *suite = suite_create("samples");
    TCase *standardised = tcase_create("standardised");
    tcase_add_test(standardised, standardised_features_have_mean_0_and_variance_1);
    tcase_add_test(standardised, standardising_neither_overflows_nor_cancels);
    tcase_add_test(standardised, a_constant_feature_becomes_0);
    tcase_add_test(standardised, unseen_samples_are_standardised_like_the_seen_ones);
    tcase_add_test(standardised, without_memory_nothing_is_standardised);
    suite_add_tcase(suite, standardised);

    TCase *rows = tcase_create("rows and columns");
    tcase_add_test(rows, samples_are_taken_in_the_order_that_is_asked_for);
    tcase_add_test(rows, a_batch_turned_into_samples_and_taken_again_is_the_batch);
    tcase_add_test(rows, samples_without_memory_are_empty);
    suite_add_tcase(suite, rows);

    TCase *held_out = tcase_create("held out");
    tcase_add_test(held_out, each_class_has_its_share_of_what_is_held_out);
    tcase_add_test(held_out, a_split_repeats_by_seed_and_is_not_the_batch_of_that_seed);
    tcase_add_test(held_out, each_sample_is_held_out_as_often_and_the_rest_is_in_no_order);
    tcase_add_test(held_out, none_or_all_can_be_held_out);
    suite_add_tcase(suite, held_out);
    return suite;
}
