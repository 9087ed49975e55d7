/* The equations of the backward path, on numbers worked out by hand: N_l = 3, N_{l+1} = 2, M =
 * 4. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "equations.h"
#include "near.h"

#define FEW 4e-15   /* for numbers of size up to 25 */

static void ck_entries(const bp_mat *got, const double *want, const char *what)
{
    for (size_t i = 0; i < got->rows; i++) {
        for (size_t j = 0; j < got->cols; j++) {
            /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): want is as large as got */
            double g = BP_AT(got, i, j), w = want[i * got->cols + j];
            ck_assert_msg(fabs(g - w) <= FEW, "%s: entry [%zu,%zu] is %.17g instead of %.17g", what,
                          i + 1, j + 1, g, w);
        }
    }
}

/* What every output is filled with before. */
static const double used = 77.5;

#define OUTPUT(M, rows, cols)                  \
    double M##_entries[(rows) * (cols)];       \
    bp_mat M = {rows, cols, cols, M##_entries, #M}; \
    bp_mat_fill(&M, used)

/* The numbers of the example; sigmoid(ln 3) = 3/4, sigmoid(ln 4) = 4/5, sigmoid(ln 9) = 9/10. */
#define LN3 1.0986122886681098
#define LN4 1.3862943611198906
#define LN9 2.1972245773362196
#define EXAMPLE                                                                           \
    MATRIX(W_next, 2, 3, 0.5, -2, 3, 4, 1.5, -0.25);                                      \
    MATRIX(dZ_next, 2, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75);                              \
    MATRIX(Z, 3, 4, LN3, -LN4, LN9, -LN3, LN4, LN9, -LN9, -LN4, -LN9, LN3, LN4, LN9)
static const double product[] = {-3,   22.5,  10.25, -1,    -5.5,  15,
                                 2.75, -9.125, 6.25, -10.5, 0.875, 12.1875};
static const double slopes[] = {0.1875, 0.16, 0.09, 0.1875, 0.16, 0.09,
                                0.09,   0.16, 0.09, 0.1875, 0.16, 0.09};

START_TEST(forward_path_adds_the_bias_to_every_column)
{
    MATRIX(W, 3, 2, 0.5, -2, 4, 1.5, -0.25, 3);
    MATRIX(A_prev, 2, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75);
    MATRIX(b, 3, 1, 7, -0.5, 0.125);
    OUTPUT(b_hat, 3, 4);
    OUTPUT(Z, 3, 4);
    const double copies[] = {7, 7, 7, 7, -0.5, -0.5, -0.5, -0.5, 0.125, 0.125, 0.125, 0.125};
    const double want[] = {10, -6.5, 2.25, 10.5, 6, -3.5, 5.25, 14.375, -3.375, 18.875, 7.5, -3.125};
    bp_broadcast(&b_hat, &b);
    ck_entries(&b_hat, copies, "b̂^l");
    bp_affine(&Z, &W, &A_prev, &b_hat);
    ck_entries(&Z, want, "Z^l");
}
END_TEST

START_TEST(hidden_gradient_is_W_transposed_times_the_next_error)
{
    EXAMPLE;
    (void)Z;
    OUTPUT(dA, 3, 4);
    bp_hidden_gradient(&dA, &W_next, &dZ_next);
    ck_entries(&dA, product, "∂C/∂A^l");
}
END_TEST

START_TEST(hidden_error_is_that_times_the_slope)
{
    EXAMPLE;
    OUTPUT(dZ, 3, 4);
    double want[12];
    for (size_t i = 0; i < 12; i++) {
        want[i] = product[i] * slopes[i];
    }
    bp_hidden_error(&dZ, &W_next, &dZ_next, bp_activation_named("sigmoid"), &Z);
    ck_entries(&dZ, want, "∂C/∂Z^l");
}
END_TEST

START_TEST(output_error_is_the_gradient_times_the_slope)
{
    EXAMPLE;
    (void)W_next, (void)dZ_next;
    MATRIX(dA, 3, 4, 2, -3, 5, 7, -0.5, 1.5, 4, -6, 8, -2.5, 3.5, 6);
    OUTPUT(dZ, 3, 4);
    double want[12];
    for (size_t i = 0; i < 12; i++) {
        want[i] = dA.v[i] * slopes[i];
    }
    bp_output_error(&dZ, bp_activation_named("sigmoid"), &dA, &Z);
    ck_entries(&dZ, want, "∂C/∂Z^L");
    bp_output_error(&dA, bp_activation_named("sigmoid"), &dA, &Z);
    ck_entries(&dA, want, "∂C/∂Z^L in place of ∂C/∂A^L");
}
END_TEST

/* A is (1/8, 2/8, 5/8) and (3/8, 1/8, 4/8) in the columns; Σ_k A_k ∂C/∂A_k is −3/16 and 11/8. */
START_TEST(output_error_of_softmax_takes_the_whole_column)
{
    const double ln2 = log(2.0), ln5 = log(5.0), c = 0.7;
    MATRIX(Z, 3, 2, c, LN3 - c, c + ln2, -c, c + ln5, LN4 - c);
    MATRIX(dA, 3, 2, 2, -1, -3, 4, 0.5, 2.5);
    OUTPUT(dZ, 3, 2);
    const double want[] = {0.2734375, -0.890625, -0.703125, 0.328125, 0.4296875, 0.5625};
    bp_output_error(&dZ, bp_activation_named("softmax"), &dA, &Z);
    ck_entries(&dZ, want, "∂C/∂Z^L");
}
END_TEST

START_TEST(output_gradient_is_the_slope_of_each_loss_over_M)
{
    MATRIX(A, 2, 4, 0.75, 0.2, 0.4, 0.5, 0.25, 0.8, 0.625, 0.125);
    MATRIX(Y, 2, 4, 0.25, 0.7, 0.6, 0.9, 0.75, 0.3, 0.375, 0.625);
    const struct {
        const char *loss;
        double want[8];
    } rows[] = {
        {"quadratic", {0.125, -0.125, -0.05, -0.1, -0.125, 0.125, 0.0625, -0.125}},
        {"cross-entropy",
         {2.0 / 3, -0.78125, -5.0 / 24, -0.4, -2.0 / 3, 0.78125, 4.0 / 15, -8.0 / 7}},
        {"categorical", {-1.0 / 12, -0.875, -0.375, -0.45, -0.75, -0.09375, -0.15, -1.25}},
        {"absolute", {0.25, -0.25, -0.25, -0.25, -0.25, 0.25, 0.25, -0.25}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        OUTPUT(dA, 2, 4);
        bp_output_gradient(&dA, bp_loss_named(rows[i].loss), &A, &Y);
        ck_entries(&dA, rows[i].want, rows[i].loss);
    }
}
END_TEST

START_TEST(gradients_of_the_parameters_are_sums_over_the_samples)
{
    MATRIX(dZ, 3, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75, 1.5, 0.25, -4, 3);
    MATRIX(A_prev, 2, 4, 0.5, -2, 3, 1.5, -0.25, 4, 6, -1.5);
    OUTPUT(dW, 3, 2);
    OUTPUT(db, 3, 1);
    const double want_W[] = {14.5, -15.5, -6.125, 40.375, -7.25, -27.875};
    const double want_b[] = {3.5, 6.75, 0.75};
    bp_weight_gradient(&dW, &dZ, &A_prev);
    ck_entries(&dW, want_W, "∂C/∂W^l");
    bp_bias_gradient(&db, &dZ);
    ck_entries(&db, want_b, "∂C/∂b^l");
}
END_TEST

/* Every sample once more: M becomes 2M. Only ∂C/∂A^L may know; the sums over m have twice the
 * terms. */
START_TEST(one_over_M_lives_in_the_output_gradient_alone)
{
    EXAMPLE;
    const bp_activation *sigma = bp_activation_named("sigmoid");
    bp_mat half = bp_mat_view(&dZ_next, 0, 0, 2, 2), half_Z = bp_mat_view(&Z, 0, 0, 3, 2);
    for (size_t m = 0; m < 2; m++) {
        bp_mat from = bp_mat_column(&dZ_next, m), to = bp_mat_column(&dZ_next, m + 2);
        bp_mat from_Z = bp_mat_column(&Z, m), to_Z = bp_mat_column(&Z, m + 2);
        bp_mat_copy(&to, &from);
        bp_mat_copy(&to_Z, &from_Z);
    }
    for (size_t i = 0; bp_losses[i].name; i++) {
        OUTPUT(dA, 2, 2);
        OUTPUT(twice, 2, 4);
        MATRIX(A, 2, 4, 0.75, 0.25, 0.75, 0.25, 0.5, 0.125, 0.5, 0.125);
        MATRIX(Y, 2, 4, 0.25, 0.625, 0.25, 0.625, 0.75, 0.375, 0.75, 0.375);
        bp_mat A_half = bp_mat_view(&A, 0, 0, 2, 2), Y_half = bp_mat_view(&Y, 0, 0, 2, 2);
        bp_output_gradient(&dA, &bp_losses[i], &A_half, &Y_half);
        bp_output_gradient(&twice, &bp_losses[i], &A, &Y);
        for (size_t j = 0; j < 4; j++) {
            ck_assert_double_eq(BP_AT(&twice, j / 2, j % 2), dA.v[j] / 2);
            ck_assert_double_eq(BP_AT(&twice, j / 2, j % 2 + 2), dA.v[j] / 2);
        }
    }
    OUTPUT(dA, 3, 2); OUTPUT(dA_twice, 3, 4);
    OUTPUT(dZ, 3, 2); OUTPUT(dZ_twice, 3, 4);
    OUTPUT(dO, 3, 2); OUTPUT(dO_twice, 3, 4);
    bp_hidden_gradient(&dA, &W_next, &half);
    bp_hidden_gradient(&dA_twice, &W_next, &dZ_next);
    bp_hidden_error(&dZ, &W_next, &half, sigma, &half_Z);
    bp_hidden_error(&dZ_twice, &W_next, &dZ_next, sigma, &Z);
    bp_output_error(&dO, sigma, &dA, &half_Z);
    bp_output_error(&dO_twice, sigma, &dA_twice, &Z);
    for (size_t j = 0; j < 12; j++) {
        ck_assert_double_eq(dA_twice.v[j], BP_AT(&dA, j / 4, j % 2));
        ck_assert_double_eq(dZ_twice.v[j], BP_AT(&dZ, j / 4, j % 2));
        ck_assert_double_eq(dO_twice.v[j], BP_AT(&dO, j / 4, j % 2));
    }
    OUTPUT(dW, 2, 3); OUTPUT(dW_twice, 2, 3);
    OUTPUT(db, 2, 1); OUTPUT(db_twice, 2, 1);
    bp_weight_gradient(&dW, &half, &dA);
    bp_weight_gradient(&dW_twice, &dZ_next, &dA_twice);
    bp_bias_gradient(&db, &half);
    bp_bias_gradient(&db_twice, &dZ_next);
    for (size_t j = 0; j < 6; j++) {
        ck_assert_double_eq(dW_twice.v[j], 2 * dW.v[j]);
        ck_assert_double_eq(db_twice.v[j % 2], 2 * db.v[j % 2]);
    }
}
END_TEST

/* Broken contracts --------------------------------------------------------------------------- */

static double memory[64], elsewhere[64];

static bp_mat shaped(size_t rows, size_t cols, const char *name)
{
    bp_mat m = {rows, cols, cols, memory, ""};
    bp_mat_name(&m, "%s", name);
    return m;
}

START_TEST(output_layer_names_what_does_not_fit)
{
    bp_mat A = shaped(3, 7, "A^2"), Y = shaped(3, 6, "Y"), dA = shaped(3, 7, "∂C/∂A^2");
    bp_mat Z = shaped(4, 7, "Z^2"), dZ = shaped(4, 6, "∂C/∂Z^2");
    const bp_loss *loss = bp_loss_named("quadratic");
    const bp_activation *sigma = bp_activation_named("tanh");
    ck_breaks("bp_output_gradient: A^2 is 3×7 but Y is 3×6", bp_output_gradient(&dA, loss, &A, &Y));
    ck_breaks("bp_output_gradient: ∂C/∂Z^2 is 4×6 but A^2 is 3×7",
              bp_output_gradient(&dZ, loss, &A, &A));
    ck_breaks("bp_pull_back: ∂C/∂A^2 is 3×7 but Z^2 is 4×7", bp_output_error(&dA, sigma, &dA, &Z));
    ck_breaks("bp_pull_back: ∂C/∂Z^2 is 4×6 but Z^2 is 4×7", bp_output_error(&dZ, sigma, &Z, &Z));
}
END_TEST

START_TEST(hidden_layers_name_what_does_not_fit)
{
    bp_mat W = shaped(3, 5, "W^2"), dZ_next = shaped(3, 7, "∂C/∂Z^2"), wrong = shaped(4, 7, "dZ");
    bp_mat dA = {5, 7, 7, elsewhere, "∂C/∂A^1"}, small = {5, 6, 6, elsewhere, "∂C/∂Z^1"};
    bp_mat Z = shaped(5, 6, "Z^1");
    const bp_activation *sigma = bp_activation_named("tanh");
    ck_breaks("bp_mat_mul_tn: W^2 is 3×5 but dZ is 4×7: 3 ≠ 4", bp_hidden_gradient(&dA, &W, &wrong));
    ck_breaks("bp_mat_mul_tn: ∂C/∂Z^1 is 5×6 but Aᵀ·B is 5×7",
              bp_hidden_gradient(&small, &W, &dZ_next));
    dA.v = memory + 20;
    ck_breaks("bp_mat_mul_tn: the output ∂C/∂A^1 shares memory with the input ∂C/∂Z^2",
              bp_hidden_gradient(&dA, &W, &dZ_next));
    dA.v = elsewhere;
    ck_breaks("bp_mat_mul_tn: W^2 is 3×5 but dZ is 4×7: 3 ≠ 4",
              bp_hidden_error(&dA, &W, &wrong, sigma, &Z));
    ck_breaks("bp_pull_back: ∂C/∂A^1 is 5×7 but Z^1 is 5×6",
              bp_hidden_error(&dA, &W, &dZ_next, sigma, &Z));
}
END_TEST

START_TEST(parameters_name_what_does_not_fit)
{
    bp_mat dZ = shaped(3, 7, "∂C/∂Z^2"), A = shaped(5, 6, "A^1"), A_prev = shaped(5, 7, "A^1");
    bp_mat dW = {5, 3, 3, elsewhere, "∂C/∂W^2"}, db = {7, 1, 1, elsewhere, "∂C/∂b^2"};
    ck_breaks("bp_mat_mul_nt: ∂C/∂Z^2 is 3×7 but A^1 is 5×6: 7 ≠ 6", bp_weight_gradient(&dW, &dZ, &A));
    ck_breaks("bp_mat_mul_nt: ∂C/∂W^2 is 5×3 but A·Bᵀ is 3×5",
              bp_weight_gradient(&dW, &dZ, &A_prev));
    dW = shaped(3, 5, "∂C/∂W^2");
    ck_breaks("bp_mat_mul_nt: the output ∂C/∂W^2 shares memory with the input ∂C/∂Z^2",
              bp_weight_gradient(&dW, &dZ, &A_prev));
    ck_breaks("bp_mat_row_sums: ∂C/∂b^2 is 7×1 but A·ones is 3×1", bp_bias_gradient(&db, &dZ));
    db = shaped(3, 1, "∂C/∂b^2");
    ck_breaks("bp_mat_row_sums: the output ∂C/∂b^2 shares memory with the input ∂C/∂Z^2",
              bp_bias_gradient(&db, &dZ));
}
END_TEST

Suite *equations_suite(void)
{
    Suite *suite = suite_create("equations");
    TCase *numbers = tcase_create("numbers");
    tcase_add_test(numbers, forward_path_adds_the_bias_to_every_column);
    tcase_add_test(numbers, hidden_gradient_is_W_transposed_times_the_next_error);
    tcase_add_test(numbers, hidden_error_is_that_times_the_slope);
    tcase_add_test(numbers, output_error_is_the_gradient_times_the_slope);
    tcase_add_test(numbers, output_error_of_softmax_takes_the_whole_column);
    tcase_add_test(numbers, output_gradient_is_the_slope_of_each_loss_over_M);
    tcase_add_test(numbers, gradients_of_the_parameters_are_sums_over_the_samples);
    tcase_add_test(numbers, one_over_M_lives_in_the_output_gradient_alone);
    suite_add_tcase(suite, numbers);
    TCase *shapes = tcase_create("shapes");
    tcase_add_test(shapes, output_layer_names_what_does_not_fit);
    tcase_add_test(shapes, hidden_layers_name_what_does_not_fit);
    tcase_add_test(shapes, parameters_name_what_does_not_fit);
    suite_add_tcase(suite, shapes);
    return suite;
}
