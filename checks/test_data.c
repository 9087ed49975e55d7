#include "test_data.h"

#include <math.h>
#include <stdint.h>

#include "rng.h"

/* Sum of a feature from column `from` on, in whole tenths: exact, as the flowers were measured. */
static long tenths(const bp_samples *all, size_t feature, size_t from, size_t count)
{
    long sum = 0;
    for (size_t m = from; m < from + count; m++) {
        sum += lround(10.0 * BP_AT(&all->X, m, feature));
    }
    return sum;
}

/* Built-in data ------------------------------------------------------------------------------ */

START_TEST(iris_has_the_known_sums_in_each_species)
{
    static const long sums[3][4] = {
        {2503, 1714, 731, 123}, {2968, 1385, 2130, 663}, {3294, 1487, 2776, 1013}};
    bp_samples iris = loaded("iris", 1);
    ck_assert_uint_eq(iris.X.cols, 4);
    ck_assert_uint_eq(iris.X.rows, 150);
    ck_assert_uint_eq(iris.Y.cols, 3);
    ck_assert_uint_eq(iris.classes, 3);
    for (size_t c = 0; c < 3; c++) {
        ck_assert_uint_eq(count_class(&iris, c), 50);
        ck_assert_double_eq(BP_AT(&iris.Y, 50 * c, c), 1.0);
        ck_assert_double_eq(BP_AT(&iris.Y, 50 * c + 49, c), 1.0);
        for (size_t i = 0; i < 4; i++) {
            ck_assert_int_eq(tenths(&iris, i, 50 * c, 50), sums[c][i]);
        }
    }
    bp_samples_free(&iris);
}
END_TEST

START_TEST(iris_has_the_known_means_and_variances)
{
    static const double means[] = {5.843, 3.057, 3.758, 1.199};
    static const double variances[] = {0.68569351, 0.18997942, 3.11627785, 0.58100626};
    bp_samples iris = loaded("iris", 1);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq_tol(mean(column(&iris.X, i)), means[i], 5e-4);
        ck_assert_double_eq_tol(variance(column(&iris.X, i)) * 150.0 / 149.0, variances[i], 5e-9);
    }
    bp_samples_free(&iris);
}
END_TEST

START_TEST(flowers_35_and_38_are_fishers_not_those_of_uci)
{
    static const double expected[2][4] = {{4.9, 3.1, 1.5, 0.2}, {4.9, 3.6, 1.4, 0.1}};
    bp_samples iris = loaded("iris", 1);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_double_eq(BP_AT(&iris.X, 34, i), expected[0][i]);
        ck_assert_double_eq(BP_AT(&iris.X, 37, i), expected[1][i]);
    }
    bp_samples_free(&iris);
}
END_TEST

START_TEST(xor_is_1_where_its_inputs_differ)
{
    bp_samples all = loaded("xor", 1);
    ck_assert_uint_eq(all.X.cols, 2);
    ck_assert_uint_eq(all.X.rows, 4);
    ck_assert_uint_eq(all.classes, 2);
    ck_assert_uint_eq(count_class(&all, 1), 2);
    bool seen[4] = {false};
    for (size_t m = 0; m < 4; m++) {
        double p = BP_AT(&all.X, m, 0), q = BP_AT(&all.X, m, 1);
        seen[(size_t)(2.0 * p + q)] = true;
        ck_assert_double_eq(BP_AT(&all.Y, m, 1), p != q);
    }
    ck_assert(seen[0] && seen[1] && seen[2] && seen[3]);
    bp_samples_free(&all);
}
END_TEST

START_TEST(moons_are_two_balanced_half_circles_with_noise_of_a_tenth)
{
    bp_samples moons = loaded("moons", 7);
    ck_assert_uint_eq(moons.X.cols, 2);
    ck_assert_uint_eq(moons.X.rows, 200);
    ck_assert_uint_eq(moons.classes, 2);
    ck_assert_uint_eq(count_class(&moons, 0), 100);
    ck_assert_uint_eq(count_class(&moons, 1), 100);
    double square = 0.0, height[2] = {0.0, 0.0};
    for (size_t m = 0; m < 200; m++) {
        bool lower = BP_AT(&moons.Y, m, 1) == 1.0;
        double x = BP_AT(&moons.X, m, 0) - (lower ? 1.0 : 0.0);
        double y = BP_AT(&moons.X, m, 1) - (lower ? 0.5 : 0.0);
        square += (hypot(x, y) - 1.0) * (hypot(x, y) - 1.0);
        height[lower] += y / 100.0;
    }
    ck_assert_double_eq_tol(sqrt(square / 200.0), 0.1, 0.02);
    ck_assert_double_eq_tol(height[0], 0.63, 0.05);     /* 2/π */
    ck_assert_double_eq_tol(height[1], -0.63, 0.05);
    bp_samples_free(&moons);
}
END_TEST

START_TEST(moons_repeat_by_seed)
{
    bp_samples moons = loaded("moons", 7), again = loaded("moons", 7), other = loaded("moons", 8);
    assert_same(&moons.X, &again.X);
    assert_same(&moons.Y, &again.Y);
    ck_assert_mem_ne(moons.X.v, other.X.v, 400 * sizeof(double));
    bp_samples_free(&moons);
    bp_samples_free(&again);
    bp_samples_free(&other);
}
END_TEST

START_TEST(built_in_data_have_no_numeric_targets)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE] = "";
    ck_assert(!bp_samples_load(&all, "iris", 2, 1, error));
    ck_assert_str_eq(error,
                     "iris: expected a CSV file with 2 numeric targets, found data with classes");
    assert_empty(&all);
}
END_TEST

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

/* No memory ---------------------------------------------------------------------------------- */

START_TEST(built_in_data_without_memory_are_refused_in_one_sentence)
{
    static const char *const names[] = {"iris", "xor", "moons"};
    static const char *const sentences[] = {"iris: no memory", "xor: no memory",
                                            "moons: no memory"};
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    for (size_t n = 0; n < 2; n++) {
        bp_use_calloc(run_dry);
        allocations_left = n;
        ck_assert(!bp_samples_load(&all, names[_i], 0, 1, error));
        bp_use_calloc(NULL);
        ck_assert_str_eq(error, sentences[_i]);
        assert_empty(&all);
    }
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
    TCase *built_in = tcase_create("built in");
    tcase_add_test(built_in, iris_has_the_known_sums_in_each_species);
    tcase_add_test(built_in, iris_has_the_known_means_and_variances);
    tcase_add_test(built_in, flowers_35_and_38_are_fishers_not_those_of_uci);
    tcase_add_test(built_in, xor_is_1_where_its_inputs_differ);
    tcase_add_test(built_in, moons_are_two_balanced_half_circles_with_noise_of_a_tenth);
    tcase_add_test(built_in, moons_repeat_by_seed);
    tcase_add_test(built_in, built_in_data_have_no_numeric_targets);
    suite_add_tcase(suite, built_in);

    TCase *random = tcase_create("random");
    tcase_add_test(random, random_inputs_are_normal);
    tcase_add_test(random, random_targets_are_positive_and_sum_to_1_in_each_sample);
    tcase_add_test(random, a_single_random_target_lies_between_0_and_1);
    tcase_add_test(random, random_data_repeat_by_seed_and_do_not_begin_like_the_weights);
    tcase_add_test(random, random_data_too_large_for_any_memory_are_refused);
    suite_add_tcase(suite, random);

    TCase *memory = tcase_create("no memory");
    tcase_add_loop_test(memory, built_in_data_without_memory_are_refused_in_one_sentence, 0, 3);
    tcase_add_test(memory, random_data_without_memory_are_empty);
    suite_add_tcase(suite, memory);
    return suite;
}
