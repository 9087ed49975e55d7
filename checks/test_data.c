#include "test_data.h"

#include <stdint.h>

#include "rng.h"

/* Random data -------------------------------------------------------------------------------- */

START_TEST(random_inputs_are_normal)
{
    bp_data data;
    ck_assert(bp_data_random(&data, 3, 5, 2000, 11));
    ck_assert_uint_eq(data.X.rows, 3);
    ck_assert_uint_eq(data.X.cols, 2000);
    ck_assert_uint_eq(data.classes, 0);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(mean(row(&data.X, i)), 0.0, 0.1);
        ck_assert_double_eq_tol(variance(row(&data.X, i)), 1.0, 0.15);
    }
    bp_data_free(&data);
}
END_TEST

START_TEST(random_targets_are_positive_and_sum_to_1_in_each_sample)
{
    bp_data data;
    ck_assert(bp_data_random(&data, 3, 5, 200, 11));
    ck_assert_uint_eq(data.Y.rows, 5);
    ck_assert_uint_eq(data.Y.cols, 200);
    for (size_t m = 0; m < 200; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < 5; j++) {
            ck_assert_double_gt(BP_AT(&data.Y, j, m), 0.0);
            sum += BP_AT(&data.Y, j, m);
        }
        ck_assert_double_eq_tol(sum, 1.0, 1e-15);
    }
    ck_assert_double_gt(variance(row(&data.Y, 2)), 1e-4);
    bp_data_free(&data);
}
END_TEST

START_TEST(a_single_random_target_lies_between_0_and_1)
{
    bp_data data;
    ck_assert(bp_data_random(&data, 2, 1, 300, 3));
    for (size_t m = 0; m < 300; m++) {
        ck_assert_double_gt(BP_AT(&data.Y, 0, m), 0.0);
        ck_assert_double_lt(BP_AT(&data.Y, 0, m), 1.0);
    }
    ck_assert_double_gt(variance(row(&data.Y, 0)), 0.03);
    bp_data_free(&data);
}
END_TEST

START_TEST(random_data_repeat_by_seed_and_do_not_begin_like_the_weights)
{
    bp_data data, again, other;
    ck_assert(bp_data_random(&data, 4, 3, 6, 21));
    ck_assert(bp_data_random(&again, 4, 3, 6, 21));
    ck_assert(bp_data_random(&other, 4, 3, 6, 22));
    assert_same(&data.X, &again.X);
    assert_same(&data.Y, &again.Y);
    ck_assert_mem_ne(data.X.v, other.X.v, 24 * sizeof(double));
    bp_rng weights = bp_rng_seed(21);
    ck_assert_double_ne(BP_AT(&data.X, 0, 0), bp_rng_normal(&weights));
    bp_data_free(&data);
    bp_data_free(&again);
    bp_data_free(&other);
}
END_TEST

START_TEST(random_data_too_large_for_any_memory_are_refused)
{
    bp_data data;
    ck_assert(!bp_data_random(&data, SIZE_MAX / 2, 3, 5, 1));
    assert_empty(&data);
    ck_assert(!bp_data_random(&data, 2, SIZE_MAX, SIZE_MAX, 1));
    assert_empty(&data);
}
END_TEST

START_TEST(random_data_without_memory_are_empty)
{
    bp_data data;
    bp_use_calloc(run_dry);
    for (size_t n = 0; n < 2; n++) {
        allocations_left = n;
        ck_assert(!bp_data_random(&data, 3, 2, 4, 1));
        assert_empty(&data);
    }
    allocations_left = 2;
    ck_assert(bp_data_random(&data, 3, 2, 4, 1));
    bp_use_calloc(NULL);
    bp_data_free(&data);
}
END_TEST

Suite *data_suite(void)
{
    Suite *suite = suite_create("data");
    TCase *random = tcase_create("random");
    tcase_add_test(random, random_inputs_are_normal);
    tcase_add_test(random, random_targets_are_positive_and_sum_to_1_in_each_sample);
    tcase_add_test(random, a_single_random_target_lies_between_0_and_1);
    tcase_add_test(random, random_data_repeat_by_seed_and_do_not_begin_like_the_weights);
    tcase_add_test(random, random_data_too_large_for_any_memory_are_refused);
    tcase_add_test(random, random_data_without_memory_are_empty);
    suite_add_tcase(suite, random);
    return suite;
}
