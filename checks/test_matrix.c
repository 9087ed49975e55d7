/* Matrices: the products and what surrounds them. What is refused, is in test_shapes.c,
 * what compares and measures them in test_measure.c. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdint.h>
#include <string.h>

#include "near.h"

/* All the entries are short binary fractions: the sums are exact, and worked out by hand. */
#define A_AND_B                                                       \
    MATRIX(A, 2, 3, 2, -3, 0.5, 4, 1.5, -2.5);                        \
    MATRIX(B, 3, 4, 3, -6, 2, 5, 0.25, 6, -4, 7, -2, 8, 3, -6)
#define A_TIMES_B 4.25, -26, 17.5, -14, 17.375, -35, -5.5, 45.5

static void fill_transposed(bp_mat *T, const bp_mat *A)
{
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            BP_AT(T, j, i) = BP_AT(A, i, j);
        }
    }
}

static void assert_same(const bp_mat *got, const bp_mat *want)
{
    bp_gap worst = bp_mat_gap(got, want);
    ck_assert_msg(worst.gap == 0.0, "[%zu,%zu]: %.17g instead of %.17g", worst.row + 1,
                  worst.col + 1, BP_AT(got, worst.row, worst.col),
                  BP_AT(want, worst.row, worst.col));
}

START_TEST(product_of_unspecial_numbers_is_the_sum_worked_out_by_hand)
{
    A_AND_B;
    MATRIX(want, 2, 4, A_TIMES_B);
    MATRIX(C, 2, 4, 9, 9, 9, 9, 9, 9, 9, 9);
    bp_mat_mul(&C, &A, &B);
    assert_same(&C, &want);
}
END_TEST

START_TEST(product_with_a_transposed_left_factor_is_the_same_sum)
{
    A_AND_B;
    MATRIX(want, 2, 4, A_TIMES_B);
    MATRIX(T, 3, 2, 0);
    MATRIX(C, 2, 4, 9, 9, 9, 9, 9, 9, 9, 9);
    double entries[6];
    T.v = entries;
    fill_transposed(&T, &A);
    bp_mat_mul_tn(&C, &T, &B);
    assert_same(&C, &want);
}
END_TEST

START_TEST(product_with_a_transposed_right_factor_is_the_same_sum)
{
    A_AND_B;
    MATRIX(want, 2, 4, A_TIMES_B);
    MATRIX(C, 2, 4, 9, 9, 9, 9, 9, 9, 9, 9);
    bp_mat T;
    ck_assert(bp_mat_new(&T, 4, 3));
    fill_transposed(&T, &B);
    bp_mat_mul_nt(&C, &A, &T);
    assert_same(&C, &want);
    bp_mat_free(&T);
}
END_TEST

START_TEST(product_of_views_reads_and_writes_nothing_beside_them)
{
    A_AND_B;
    MATRIX(want, 2, 4, A_TIMES_B);
    bp_mat whole[3], part[3];
    const size_t rows[] = {2, 3, 2}, cols[] = {3, 4, 4};
    for (size_t i = 0; i < 3; i++) {
        ck_assert(bp_mat_new(&whole[i], 5, 7));
        bp_mat_fill(&whole[i], NAN);
        part[i] = bp_mat_view(&whole[i], 1, 2, rows[i], cols[i]);
    }
    bp_mat_copy(&part[0], &A);
    bp_mat_copy(&part[1], &B);
    bp_mat_mul(&part[2], &part[0], &part[1]);
    assert_same(&part[2], &want);
    size_t untouched = 0;
    for (size_t i = 0; i < 35; i++) {
        untouched += (size_t)isnan(whole[2].v[i]);
    }
    ck_assert_uint_eq(untouched, 35 - 8);
    for (size_t i = 0; i < 3; i++) {
        bp_mat_free(&whole[i]);
    }
}
END_TEST

START_TEST(view_shares_its_entries_with_the_matrix)
{
    MATRIX(M, 3, 4, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
    bp_mat view = bp_mat_view(&M, 1, 2, 2, 2), column = bp_mat_column(&M, 3);
    ck_assert_double_eq(BP_AT(&view, 1, 0), 12);
    ck_assert_double_eq(BP_AT(&column, 2, 0), 13);
    ck_assert_uint_eq(column.rows, 3);
    ck_assert_uint_eq(column.cols, 1);
    BP_AT(&view, 0, 1) = -1.75;
    ck_assert_double_eq(BP_AT(&M, 1, 3), -1.75);
    ck_assert_str_eq(view.name, "M");
    bp_mat corner = bp_mat_view(&M, 3, 4, 0, 0);
    ck_assert_uint_eq(corner.rows, 0);
}
END_TEST

START_TEST(hadamard_multiplies_entry_by_entry_also_in_place)
{
    MATRIX(A, 2, 3, 2, -3, 0.5, 4, 1.5, -2.5);
    MATRIX(B, 2, 3, -1.5, 7, 3, 0.25, -6, 5);
    MATRIX(want, 2, 3, -3, -21, 1.5, 1, -9, -12.5);
    MATRIX(C, 2, 3, 9, 9, 9, 9, 9, 9);
    bp_mat_hadamard(&C, &A, &B);
    assert_same(&C, &want);
    bp_mat_hadamard(&A, &A, &B);
    assert_same(&A, &want);
}
END_TEST

static double twice_less_three(double x)
{
    return 2 * x - 3;
}

START_TEST(map_applies_a_function_to_every_entry_also_in_place)
{
    MATRIX(A, 2, 3, 2, -3, 0.5, 4, 1.5, -2.5);
    MATRIX(want, 2, 3, 1, -9, -2, 5, 0, -8);
    MATRIX(B, 2, 3, 9, 9, 9, 9, 9, 9);
    bp_mat_map(&B, twice_less_three, &A);
    assert_same(&B, &want);
    bp_mat_map(&A, twice_less_three, &A);
    assert_same(&A, &want);
}
END_TEST

START_TEST(row_sums_are_the_product_with_a_column_of_ones)
{
    MATRIX(A, 2, 3, 2, -3, 0.5, 4, 1.5, -2.5);
    MATRIX(ones, 3, 1, 9, 9, 9);
    MATRIX(sums, 2, 1, 9, 9);
    MATRIX(product, 2, 1, 9, 9);
    MATRIX(want, 2, 1, -0.5, 3);
    bp_mat_ones(&ones);
    bp_mat_mul(&product, &A, &ones);
    bp_mat_row_sums(&sums, &A);
    assert_same(&sums, &want);
    assert_same(&product, &want);
}
END_TEST

START_TEST(new_matrix_is_zero_and_gets_its_name_from_a_format)
{
    bp_mat m;
    ck_assert(bp_mat_new(&m, 3, 5));
    ck_assert(m.rows == 3 && m.cols == 5 && m.stride == 5);
    for (size_t i = 0; i < 15; i++) {
        ck_assert_double_eq(m.v[i], 0.0);
    }
    bp_mat_name(&m, "∂C/∂W^%zu", (size_t)12);
    ck_assert_str_eq(m.name, "∂C/∂W^12");
    bp_mat_name(&m, "%s", "a name that is much longer than the space for it");
    ck_assert_uint_eq(strlen(m.name), BP_NAME_SIZE - 1);
    bp_mat_free(&m);
    ck_assert(m.v == NULL && m.rows == 0 && m.cols == 0);
    bp_mat_free(&m);
}
END_TEST

START_TEST(no_memory_leaves_an_empty_matrix)
{
    bp_mat m;
    dry_after(0);
    bool made = bp_mat_new(&m, 3, 5);
    dry_after(-1);
    ck_assert(!made && m.v == NULL && m.rows == 0);
    ck_assert(!bp_mat_new(&m, SIZE_MAX / 2, 3));
    ck_assert(!bp_mat_new(&m, SIZE_MAX / 64, 16));
    ck_assert(m.v == NULL && m.rows == 0);
    bp_mat_free(&m);
}
END_TEST

START_TEST(resize_gives_zeros_and_keeps_the_name)
{
    bp_mat m;
    ck_assert(bp_mat_new(&m, 2, 3));
    bp_mat_name(&m, "W^2");
    bp_mat_fill(&m, 7.5);
    dry_after(0);
    bool resized = bp_mat_resize(&m, 4, 5);
    dry_after(-1);
    ck_assert(!resized && m.rows == 2 && m.cols == 3);
    ck_assert_double_eq(BP_AT(&m, 1, 2), 7.5);
    ck_assert(bp_mat_resize(&m, 4, 5));
    ck_assert(m.rows == 4 && m.cols == 5 && m.stride == 5);
    ck_assert_double_eq(BP_AT(&m, 1, 2), 0.0);
    ck_assert_str_eq(m.name, "W^2");
    bp_mat_free(&m);
}
END_TEST

START_TEST(printed_matrix_has_its_name_its_shape_and_columns)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    MATRIX(W, 2, 2, 2, -3.14159, -1.234e-105, INFINITY);
    bp_mat_print(out, &W, 3);
    W.name[0] = '\0';
    bp_mat_print(out, &W, 5);
    fclose(out);
    ck_assert_str_eq(text, "W (2×2)\n"
                           "          2      -3.14\n"
                           " -1.23e-105        inf\n"
                           "A (2×2)\n"
                           "            2      -3.1416\n"
                           "  -1.234e-105          inf\n");
    free(text);
}
END_TEST

Suite *matrix_suite(void)
{
    Suite *suite = suite_create("matrix");
    TCase *products = tcase_create("products");
    tcase_add_test(products, product_of_unspecial_numbers_is_the_sum_worked_out_by_hand);
    tcase_add_test(products, product_with_a_transposed_left_factor_is_the_same_sum);
    tcase_add_test(products, product_with_a_transposed_right_factor_is_the_same_sum);
    tcase_add_test(products, product_of_views_reads_and_writes_nothing_beside_them);
    tcase_add_test(products, hadamard_multiplies_entry_by_entry_also_in_place);
    tcase_add_test(products, map_applies_a_function_to_every_entry_also_in_place);
    tcase_add_test(products, row_sums_are_the_product_with_a_column_of_ones);
    suite_add_tcase(suite, products);
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, view_shares_its_entries_with_the_matrix);
    tcase_add_test(memory, new_matrix_is_zero_and_gets_its_name_from_a_format);
    tcase_add_test(memory, no_memory_leaves_an_empty_matrix);
    tcase_add_test(memory, resize_gives_zeros_and_keeps_the_name);
    suite_add_tcase(suite, memory);
    TCase *shown = tcase_create("shown");
    tcase_add_test(shown, printed_matrix_has_its_name_its_shape_and_columns);
    suite_add_tcase(suite, shown);
    return suite;
}
