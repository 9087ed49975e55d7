/* Random numbers: the published sequence, and what is made of it. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "rng.h"

/* What the published algorithm gives for this state; worked out by another program, in Python. */
START_TEST(bits_are_those_of_xoshiro256_starstar)
{
    bp_rng rng = {{1, 2, 3, 4}};
    const uint64_t want[] = {11520u, 0u, 1509978240u, 1215971899390074240u, 1216172134540287360u,
                             607988272756665600u, 16172922978634559625u, 8476171486693032832u,
                             10595114339597558777u, 2904607092377533576u};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ck_assert_uint_eq(bp_rng_bits(&rng), want[i]);
    }
}
END_TEST

START_TEST(seed_is_spread_by_splitmix64)
{
    bp_rng rng = bp_rng_seed(1234567);
    const uint64_t state[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                              4593380528125082431u};
    ck_assert(memcmp(rng.s, state, sizeof state) == 0);
    rng = bp_rng_seed(2024);
    const uint64_t want[] = {0xe48715a13d7772eu, 0xc837f3ee8a7a1065u, 0x1272314b15ee5001u,
                             0x28e323a6abe2a46bu, 0xc60df3b261660aa7u, 0x3eaff0863ccf54f5u};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ck_assert_uint_eq(bp_rng_bits(&rng), want[i]);
    }
}
END_TEST

START_TEST(equal_seeds_repeat_and_other_seeds_differ)
{
    bp_rng a = bp_rng_seed(7), b = bp_rng_seed(7), c = bp_rng_seed(8);
    size_t equal = 0, as_c = 0;
    for (size_t i = 0; i < 100; i++) {
        uint64_t bits = bp_rng_bits(&a);
        equal += bits == bp_rng_bits(&b);
        as_c += bits == bp_rng_bits(&c);
    }
    ck_assert_uint_eq(equal, 100);
    ck_assert_uint_eq(as_c, 0);
}
END_TEST

/* Five standard deviations of the mean of n numbers whose variance is v. */
static double five_sigma(double v, size_t n)
{
    return 5.0 * sqrt(v / (double)n);
}

START_TEST(uniform_numbers_have_their_moments_and_stay_below_one)
{
    const size_t n = 200000;
    bp_rng rng = bp_rng_seed(31);
    double sum = 0.0, squares = 0.0, least = 1.0, most = 0.0;
    for (size_t i = 0; i < n; i++) {
        double u = bp_rng_uniform(&rng);
        sum += u;
        squares += u * u;
        least = fmin(least, u);
        most = fmax(most, u);
    }
    ck_close(sum / (double)n, 1.0 / 2, five_sigma(1.0 / 12, n), "mean");
    ck_close(squares / (double)n, 1.0 / 3, five_sigma(4.0 / 45, n), "mean square");
    ck_assert_msg(least >= 0.0 && least < 1e-4 && most < 1.0 && most > 1 - 1e-4, "%g … %g", least,
                  most);
}
END_TEST

START_TEST(uniform_number_of_extreme_bits_is_0_or_just_below_1)
{
    /* rotate(5·s1, 7)·9 is all ones for this s1: divided by 9, rotated back, divided by 5. */
    const uint64_t ninth = UINT64_MAX * 0x8e38e38e38e38e39u, back = ninth >> 7 | ninth << 57;
    bp_rng highest = {{3, back * 0xcccccccccccccccdu, 5, 7}}, lowest = {{3, 0, 5, 7}};
    ck_assert(bp_rng_uniform(&highest) == 1.0 - 0x1p-53);
    bp_rng again = lowest;
    ck_assert_double_eq(bp_rng_uniform(&lowest), 0.0);
    ck_assert_double_eq(bp_rng_normal(&again), 0.0);
}
END_TEST

START_TEST(normal_numbers_have_the_moments_of_the_bell)
{
    const size_t n = 200000;
    bp_rng rng = bp_rng_seed(32);
    double power[5] = {0};
    for (size_t i = 0; i < n; i++) {
        double x = bp_rng_normal(&rng);
        ck_assert(isfinite(x));
        double p = 1.0;
        for (size_t k = 1; k <= 4; k++) {
            p *= x;
            power[k] += p / (double)n;
        }
    }
    ck_close(power[1], 0.0, five_sigma(1.0, n), "first moment");
    ck_close(power[2], 1.0, five_sigma(2.0, n), "second moment");
    ck_close(power[3], 0.0, five_sigma(15.0, n), "third moment");
    ck_close(power[4], 3.0, five_sigma(96.0, n), "fourth moment");
}
END_TEST

START_TEST(normal_numbers_of_neighbours_are_not_related)
{
    const size_t n = 100000;
    bp_rng rng = bp_rng_seed(33);
    double sum = 0.0, before = bp_rng_normal(&rng);
    for (size_t i = 0; i < n; i++) {
        double x = bp_rng_normal(&rng);
        sum += x * before;
        before = x;
    }
    ck_close(sum / (double)n, 0.0, five_sigma(1.0, n), "mean product");
}
END_TEST

START_TEST(whole_numbers_below_n_are_equally_frequent)
{
    const size_t draws = 70000;
    size_t count[7] = {0};
    bp_rng rng = bp_rng_seed(34);
    for (size_t i = 0; i < draws; i++) {
        size_t k = bp_rng_below(&rng, 7);
        ck_assert_uint_lt(k, 7);
        count[k]++;
    }
    for (size_t k = 0; k < 7; k++) {
        double share = (double)count[k] / (double)draws;
        ck_close(share, 1.0 / 7, five_sigma(6.0 / 49, draws), "share");
    }
    ck_assert_uint_eq(bp_rng_below(&rng, 1), 0);
}
END_TEST

/* n = ¾·2^64: of 64 bits taken modulo n, the lower third would come twice as often. */
START_TEST(whole_numbers_below_a_huge_n_are_not_biased)
{
    const size_t n = SIZE_MAX / 4 * 3, draws = 30000;
    size_t low = 0;
    bp_rng rng = bp_rng_seed(35);
    for (size_t i = 0; i < draws; i++) {
        size_t k = bp_rng_below(&rng, n);
        ck_assert_uint_lt(k, n);
        low += k < n / 3;
    }
    ck_close((double)low / (double)draws, 1.0 / 3, five_sigma(2.0 / 9, draws), "lower third");
}
END_TEST

Suite *rng_suite(void)
{
    Suite *suite = suite_create("rng");
    TCase *bits = tcase_create("bits");
    tcase_add_test(bits, bits_are_those_of_xoshiro256_starstar);
    tcase_add_test(bits, seed_is_spread_by_splitmix64);
    tcase_add_test(bits, equal_seeds_repeat_and_other_seeds_differ);
    suite_add_tcase(suite, bits);
    TCase *numbers = tcase_create("numbers");
    tcase_add_test(numbers, uniform_numbers_have_their_moments_and_stay_below_one);
    tcase_add_test(numbers, uniform_number_of_extreme_bits_is_0_or_just_below_1);
    tcase_add_test(numbers, normal_numbers_have_the_moments_of_the_bell);
    tcase_add_test(numbers, normal_numbers_of_neighbours_are_not_related);
    tcase_add_test(numbers, whole_numbers_below_n_are_equally_frequent);
    tcase_add_test(numbers, whole_numbers_below_a_huge_n_are_not_biased);
    suite_add_tcase(suite, numbers);
    return suite;
}
