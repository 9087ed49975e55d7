/* Each rule about shapes of the lower library, broken once: the sentence is what people read. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "forward.h"
#include "near.h"

static double memory[64];

static bp_mat shaped(size_t rows, size_t cols, const char *name)
{
    bp_mat m = {rows, cols, cols, memory, ""};
    bp_mat_name(&m, "%s", name);
    return m;
}

START_TEST(products_refuse_inner_numbers_that_differ)
{
    bp_mat W = shaped(3, 5, "W^2"), A = shaped(4, 7, "A^1"), C = shaped(3, 7, "");
    ck_breaks("bp_mat_mul: W^2 is 3×5 but A^1 is 4×7: 5 ≠ 4", bp_mat_mul(&C, &W, &A));
    ck_breaks("bp_mat_mul_tn: W^2 is 3×5 but A^1 is 4×7: 3 ≠ 4", bp_mat_mul_tn(&C, &W, &A));
    ck_breaks("bp_mat_mul_nt: W^2 is 3×5 but A^1 is 4×7: 5 ≠ 7", bp_mat_mul_nt(&C, &W, &A));
}
END_TEST

START_TEST(products_refuse_an_output_of_another_shape)
{
    bp_mat C = shaped(3, 2, ""), A = shaped(3, 5, ""), B = shaped(5, 7, "");
    ck_breaks("bp_mat_mul: C is 3×2 but A·B is 3×7", bp_mat_mul(&C, &A, &B));
    A = shaped(5, 3, "");
    ck_breaks("bp_mat_mul_tn: C is 3×2 but Aᵀ·B is 3×7", bp_mat_mul_tn(&C, &A, &B));
    A = shaped(3, 7, "");
    ck_breaks("bp_mat_mul_nt: C is 3×2 but A·Bᵀ is 3×5", bp_mat_mul_nt(&C, &A, &B));
}
END_TEST

START_TEST(outputs_refuse_to_share_memory_with_an_input)
{
    double elsewhere[64] = {0};
    bp_mat C = shaped(3, 3, ""), A = shaped(3, 3, ""), B = shaped(3, 3, "");
    bp_mat s = shaped(3, 1, "");
    ck_breaks("bp_mat_row_sums: the output s shares memory with the input A",
              bp_mat_row_sums(&s, &A));
    B.v = elsewhere;
    ck_breaks("bp_mat_mul: the output C shares memory with the input A", bp_mat_mul(&C, &A, &B));
    ck_breaks("bp_mat_mul_tn: the output C shares memory with the input A",
              bp_mat_mul_tn(&C, &A, &B));
    ck_breaks("bp_mat_mul_nt: the output C shares memory with the input A",
              bp_mat_mul_nt(&C, &A, &B));
    ck_breaks("bp_mat_mul: the output C shares memory with the input B", bp_mat_mul(&C, &B, &A));
}
END_TEST

START_TEST(the_last_entry_alone_is_shared_memory_too)
{
    double elsewhere[64] = {0};
    bp_mat C = shaped(2, 3, "dW"), A = shaped(2, 4, "dZ"), B = {4, 3, 3, elsewhere, ""};
    C.v = memory + 7;
    ck_breaks("bp_mat_mul: the output dW shares memory with the input dZ", bp_mat_mul(&C, &A, &B));
    C.v = memory + 8;
    ck_breaks("", bp_mat_mul(&C, &A, &B));
    A = shaped(0, 4, "");
    C = shaped(0, 3, "");
    ck_breaks("", bp_mat_mul(&C, &A, &B));
}
END_TEST

static double itself(double x)
{
    return x;
}

START_TEST(entry_by_entry_needs_equal_shapes)
{
    bp_mat A = shaped(2, 3, ""), B = shaped(3, 2, "");
    ck_breaks("bp_mat_hadamard: A is 2×3 but B is 3×2", bp_mat_hadamard(&A, &A, &B));
    ck_breaks("bp_mat_hadamard: C is 3×2 but A is 2×3", bp_mat_hadamard(&B, &A, &A));
    ck_breaks("bp_mat_map: B is 3×2 but A is 2×3", bp_mat_map(&B, itself, &A));
    ck_breaks("bp_mat_copy: B is 3×2 but A is 2×3", bp_mat_copy(&B, &A));
    ck_breaks("bp_mat_gap: A is 2×3 but B is 3×2", bp_mat_gap(&A, &B));
    ck_breaks("bp_mat_row_sums: s is 3×2 but A·ones is 2×1", bp_mat_row_sums(&B, &A));
}
END_TEST

START_TEST(view_refuses_to_look_outside)
{
    bp_mat W = shaped(2, 3, "W^1");
    ck_breaks("bp_mat_view: W^1 is 2×3 and has no 2×2 part at [2,2]", bp_mat_view(&W, 1, 1, 2, 2));
    ck_breaks("bp_mat_view: W^1 is 2×3 and has no 1×3 part at [1,2]", bp_mat_view(&W, 0, 1, 1, 3));
    ck_breaks("bp_mat_view: W^1 is 2×3 and has no 0×0 part at [4,1]", bp_mat_view(&W, 3, 0, 0, 0));
    ck_breaks("bp_mat_view: W^1 is 2×3 and has no 2×1 part at [1,5]", bp_mat_column(&W, 4));
}
END_TEST

START_TEST(forward_path_names_what_does_not_fit)
{
    bp_mat Z = shaped(3, 7, "Z^2"), W = shaped(3, 5, "W^2"), A = shaped(5, 7, "A^1");
    bp_mat b = shaped(4, 1, "b^2"), b_hat = shaped(3, 7, ""), wrong = shaped(5, 6, "A^1");
    bp_mat narrow = shaped(3, 5, "");
    ck_breaks("bp_broadcast: b^2 is 4×1 but a column of b̂ is 3×1", bp_broadcast(&b_hat, &b));
    ck_breaks("bp_affine: W^2 is 3×5 but Z^2 is 3×7: 5 ≠ 3", bp_affine(&Z, &W, &Z, &b_hat));
    ck_breaks("bp_affine: Z^2 is 3×7 but W·A_prev is 3×6", bp_affine(&Z, &W, &wrong, &b_hat));
    ck_breaks("bp_affine: Z^2 is 3×7 but b̂ is 3×5", bp_affine(&Z, &W, &A, &narrow));
    ck_breaks("bp_activate: A^1 is 5×7 but Z^2 is 3×7",
              bp_activate(&A, bp_activation_named("tanh"), &Z));
}
END_TEST

START_TEST(loss_names_what_does_not_fit)
{
    bp_mat A = shaped(3, 7, "A^2"), Y = shaped(3, 6, ""), Cx = shaped(7, 1, "");
    const bp_loss *loss = bp_loss_named("quadratic");
    ck_breaks("bp_average_loss: A^2 is 3×7 but Y is 3×6", bp_average_loss(NULL, loss, &A, &Y));
    ck_breaks("bp_average_loss: Cx is 7×1 but a row of M losses is 1×7",
              bp_average_loss(&Cx, loss, &A, &A));
}
END_TEST

START_TEST(pull_back_names_what_does_not_fit)
{
    bp_mat dZ = shaped(3, 7, ""), dA = shaped(3, 6, ""), Z = shaped(3, 7, "Z^1");
    const bp_activation *sigma = bp_activation_named("tanh");
    ck_breaks("bp_pull_back: dA is 3×6 but Z^1 is 3×7", bp_pull_back(&dZ, sigma, &dA, &Z));
    ck_breaks("bp_pull_back: dZ is 3×6 but dA is 3×7", bp_pull_back(&dA, sigma, &dZ, &Z));
}
END_TEST

Suite *shapes_suite(void)
{
    Suite *suite = suite_create("shapes");
    TCase *matrices = tcase_create("matrices");
    tcase_add_test(matrices, products_refuse_inner_numbers_that_differ);
    tcase_add_test(matrices, products_refuse_an_output_of_another_shape);
    tcase_add_test(matrices, outputs_refuse_to_share_memory_with_an_input);
    tcase_add_test(matrices, the_last_entry_alone_is_shared_memory_too);
    tcase_add_test(matrices, entry_by_entry_needs_equal_shapes);
    tcase_add_test(matrices, view_refuses_to_look_outside);
    suite_add_tcase(suite, matrices);
    TCase *layers = tcase_create("layers");
    tcase_add_test(layers, forward_path_names_what_does_not_fit);
    tcase_add_test(layers, loss_names_what_does_not_fit);
    tcase_add_test(layers, pull_back_names_what_does_not_fit);
    suite_add_tcase(suite, layers);
    return suite;
}
