/* The data that are compiled in. */
#include "test_data.h"

#include <math.h>

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

/* Unwound, each arm is straight: its noise is what is left. */
START_TEST(spiral_has_three_arms_of_a_turn_with_noise_of_three_hundredths)
{
    bp_samples spiral = loaded("spiral", 7);
    ck_assert_uint_eq(spiral.X.cols, 2);
    ck_assert_uint_eq(spiral.X.rows, 300);
    ck_assert_uint_eq(spiral.classes, 3);
    double square = 0.0;
    for (size_t m = 0; m < 300; m++) {
        double x = BP_AT(&spiral.X, m, 0), y = BP_AT(&spiral.X, m, 1);
        size_t arm = m / 100;
        double radius = (double)(m % 100 + 1) / 100.0;
        double back = -2.0 * acos(-1.0) * (radius + (double)arm / 3.0);
        double along = x * cos(back) - y * sin(back), across = x * sin(back) + y * cos(back);
        ck_assert_double_eq_tol(along, radius, 0.15);
        ck_assert_double_eq_tol(across, 0.0, 0.15);
        square += (along - radius) * (along - radius) + across * across;
        ck_assert_double_eq(BP_AT(&spiral.Y, m, arm), 1.0);
    }
    for (size_t c = 0; c < 3; c++) {
        ck_assert_uint_eq(count_class(&spiral, c), 100);
    }
    ck_assert_double_eq_tol(sqrt(square / 600.0), 0.03, 0.003);
    bp_samples_free(&spiral);
}
END_TEST

static const char *const noisy[] = {"moons", "spiral"};

START_TEST(noise_repeats_by_seed)
{
    bp_samples data = loaded(noisy[_i], 7), again = loaded(noisy[_i], 7), other = loaded(noisy[_i], 8);
    assert_same(&data.X, &again.X);
    assert_same(&data.Y, &again.Y);
    ck_assert_mem_ne(data.X.v, other.X.v, 2 * data.X.rows * sizeof(double));
    bp_samples_free(&data);
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

/* Digits -------------------------------------------------------------------------------------- */

/* The numbers of this section come from the file as it is published, by another program. */
static long sixteenths(const bp_samples *digits, size_t m, size_t i)
{
    double pixel = 16.0 * BP_AT(&digits->X, m, i);
    ck_assert_double_eq(pixel, floor(pixel));
    ck_assert(pixel >= 0.0 && pixel <= 16.0);
    return (long)pixel;
}

START_TEST(digits_have_the_known_counts_and_sums_of_each_class)
{
    static const size_t counts[] = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
    static const long sums[] = {56415, 57007, 55566, 56151, 56239, 55915, 56336, 54289, 57408, 56392};
    bp_samples digits = loaded("digits", 1);
    ck_assert_uint_eq(digits.X.rows, 1797);
    ck_assert_uint_eq(digits.X.cols, 64);
    ck_assert_uint_eq(digits.classes, 10);
    ck_assert_uint_eq(digits.Y.cols, 10);
    for (size_t c = 0; c < 10; c++) {
        long sum = 0;
        for (size_t m = 0; m < 1797; m++) {
            for (size_t i = 0; BP_AT(&digits.Y, m, c) == 1.0 && i < 64; i++) {
                sum += sixteenths(&digits, m, i);
            }
        }
        ck_assert_uint_eq(count_class(&digits, c), counts[c]);
        ck_assert_int_eq(sum, sums[c]);
    }
    bp_samples_free(&digits);
}
END_TEST

/* Each pixel counts with its place, so that no two can be exchanged unseen. */
START_TEST(each_pixel_of_the_digits_stands_in_its_place)
{
    static const long sums[][2] = {{0, 0}, {2, 9353}, {20, 12755}, {36, 18512}, {43, 12989}, {63, 655}};
    bp_samples digits = loaded("digits", 1);
    long weighted = 0, sum[64] = {0};
    for (size_t m = 0; m < 1797; m++) {
        for (size_t i = 0; i < 64; i++) {
            sum[i] += sixteenths(&digits, m, i);
            weighted += (long)((m + 1) * (i + 1)) * sixteenths(&digits, m, i);
        }
    }
    ck_assert_int_eq(weighted, 16337198609);
    for (size_t k = 0; k < sizeof sums / sizeof *sums; k++) {
        ck_assert_int_eq(sum[sums[k][0]], sums[k][1]);
    }
    bp_samples_free(&digits);
}
END_TEST

START_TEST(the_seventeenth_digit_is_this_six)
{
    static const long six[64] = {
        0, 0, 0,  8, 15,  1,  0, 0,
        0, 0, 0, 12, 14,  0,  0, 0,
        0, 0, 3, 16,  7,  0,  0, 0,
        0, 0, 6, 16,  2,  0,  0, 0,
        0, 0, 7, 16, 16, 13,  5, 0,
        0, 0, 15, 16, 9,  9, 14, 0,
        0, 0, 3, 14,  9,  2, 16, 2,
        0, 0, 0,  7, 15, 16, 11, 0,
    };
    bp_samples digits = loaded("digits", 1);
    for (size_t i = 0; i < 64; i++) {
        ck_assert_int_eq(sixteenths(&digits, 16, i), six[i]);
    }
    ck_assert_double_eq(BP_AT(&digits.Y, 16, 6), 1.0);
    bp_samples_free(&digits);
}
END_TEST

/* No memory ---------------------------------------------------------------------------------- */

START_TEST(built_in_data_without_memory_are_refused_in_one_sentence)
{
    static const char *const names[] = {"iris", "xor", "moons", "spiral", "digits"};
    static const char *const sentences[] = {"iris: no memory", "xor: no memory",
                                            "moons: no memory", "spiral: no memory",
                                            "digits: no memory"};
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

Suite *built_in_suite(void)
{
    Suite *suite = suite_create("built in");
    TCase *built_in = tcase_create("built in");
    tcase_add_test(built_in, iris_has_the_known_sums_in_each_species);
    tcase_add_test(built_in, iris_has_the_known_means_and_variances);
    tcase_add_test(built_in, flowers_35_and_38_are_fishers_not_those_of_uci);
    tcase_add_test(built_in, xor_is_1_where_its_inputs_differ);
    tcase_add_test(built_in, moons_are_two_balanced_half_circles_with_noise_of_a_tenth);
    tcase_add_test(built_in, spiral_has_three_arms_of_a_turn_with_noise_of_three_hundredths);
    tcase_add_loop_test(built_in, noise_repeats_by_seed, 0, 2);
    tcase_add_test(built_in, built_in_data_have_no_numeric_targets);
    tcase_add_loop_test(built_in, built_in_data_without_memory_are_refused_in_one_sentence, 0, 5);
    suite_add_tcase(suite, built_in);

    TCase *digits = tcase_create("digits");
    tcase_add_test(digits, digits_have_the_known_counts_and_sums_of_each_class);
    tcase_add_test(digits, each_pixel_of_the_digits_stands_in_its_place);
    tcase_add_test(digits, the_seventeenth_digit_is_this_six);
    suite_add_tcase(suite, digits);
    return suite;
}
