/* Matrices: compared with each other, and measured. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"

START_TEST(gap_is_the_largest_difference_and_where_it_stands)
{
    MATRIX(A, 2, 3, 2, -3, 0.5, 4, 1.5, -2.5);
    MATRIX(B, 2, 3, 2.25, -3, 0.5, 4, -1.5, -2.25);
    bp_gap worst = bp_mat_gap(&A, &B);
    ck_assert_double_eq(worst.gap, 3.0);
    ck_assert(worst.row == 1 && worst.col == 1);
    ck_assert_double_eq(bp_mat_gap(&A, &A).gap, 0.0);
}
END_TEST

START_TEST(gap_of_what_is_no_number_is_infinite)
{
    const double pairs[][2] = {
        {NAN, 2}, {2, NAN}, {NAN, NAN}, {INFINITY, -INFINITY}, {INFINITY, 2},
    };
    for (size_t i = 0; i < 5; i++) {
        MATRIX(A, 2, 2, 3, 5, pairs[i][0], 7);
        MATRIX(B, 2, 2, 3, 6, pairs[i][1], 99);
        bp_gap worst = bp_mat_gap(&A, &B);
        ck_assert_msg(worst.gap == HUGE_VAL && worst.row == 1 && worst.col == 0, "pair %zu", i);
    }
    MATRIX(A, 1, 2, INFINITY, 7.5);
    MATRIX(B, 1, 2, INFINITY, 7.25);
    ck_assert_double_eq(bp_mat_gap(&A, &B).gap, 0.25);
}
END_TEST

/* A view with a stride; what is no number is neither large nor zero. */
START_TEST(largest_is_finite_and_zero_is_zero_everywhere)
{
    double v[] = {0, 0, 9, -0.0, 0, NAN};
    bp_mat A = {2, 2, 3, v, ""};
    ck_assert(bp_mat_largest(&A) == 0.0 && bp_mat_is_zero(&A));
    v[3] = -2.5;
    v[1] = HUGE_VAL;
    ck_assert(bp_mat_largest(&A) == 2.5 && !bp_mat_is_zero(&A));
    v[1] = v[3] = NAN;
    ck_assert(bp_mat_largest(&A) == 0.0 && !bp_mat_is_zero(&A));
}
END_TEST

/* 4 + 9 + 36 = 7², and with 24² it is 25², with 60² 65², with 72² 97². */
#define SIDES 2, -3, 6, 24, -60, 72

START_TEST(norm_is_the_root_of_the_sum_of_squares)
{
    MATRIX(A, 2, 3, SIDES);
    double v[] = {2, -3, NAN, 6, 24, NAN}; /* a view does not look beside itself */
    bp_mat view = {2, 2, 3, v, ""};
    ck_ulps(near_double, bp_mat_norm(&A), 97.0, 97.0, 4.0, "‖A‖", 97);
    ck_ulps(near_double, bp_mat_norm(&view), 25.0, 25.0, 4.0, "‖A‖", 25);
}
END_TEST

START_TEST(norm_neither_overflows_nor_vanishes)
{
    const double scales[] = {0x1p1010, 0x1p-1060};
    for (size_t s = 0; s < 2; s++) {
        MATRIX(A, 3, 2, SIDES);
        for (size_t i = 0; i < 6; i++) {
            A.v[i] *= scales[s];
        }
        ck_ulps(near_double, bp_mat_norm(&A), 97.0 * scales[s], 97.0 * scales[s], 4.0, "scale", scales[s]);
    }
}
END_TEST

START_TEST(norm_of_zeros_is_zero_and_of_what_is_no_number_none)
{
    MATRIX(A, 2, 3, 0, -0.0, 0, 0, 0, 0);
    ck_assert_double_eq(bp_mat_norm(&A), 0.0);
    A.v[4] = -INFINITY;
    ck_assert_double_eq(bp_mat_norm(&A), INFINITY);
    A.v[1] = 3.5;
    ck_assert_double_eq(bp_mat_norm(&A), INFINITY);
    A.v[2] = NAN;
    ck_assert(isnan(bp_mat_norm(&A)));
}
END_TEST

Suite *measure_suite(void)
{
    Suite *suite = suite_create("measure");
    TCase *comparison = tcase_create("comparison");
    tcase_add_test(comparison, gap_is_the_largest_difference_and_where_it_stands);
    tcase_add_test(comparison, gap_of_what_is_no_number_is_infinite);
    suite_add_tcase(suite, comparison);
    TCase *size = tcase_create("size");
    tcase_add_test(size, largest_is_finite_and_zero_is_zero_everywhere);
    tcase_add_test(size, norm_is_the_root_of_the_sum_of_squares);
    tcase_add_test(size, norm_neither_overflows_nor_vanishes);
    tcase_add_test(size, norm_of_zeros_is_zero_and_of_what_is_no_number_none);
    suite_add_tcase(suite, size);
    return suite;
}
