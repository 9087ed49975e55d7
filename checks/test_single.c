/* §2: one sample in vectors, on numbers worked out by hand, and the way back to M samples. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"
#include "single.h"

#define FEW 4e-15
#define LN3 1.0986122886681098  /* sigmoid 3/4, sigmoid' 3/16 */
#define LN4 1.3862943611198906  /* sigmoid 4/5, sigmoid' 4/25 */

static void ck_column(const bp_mat *got, const double *want, const char *what)
{
    for (size_t i = 0; i < got->rows * got->cols; i++) {
        double g = BP_AT(got, i / got->cols, i % got->cols);
        ck_assert_msg(fabs(g - want[i]) <= FEW, "%s: entry %zu is %.17g instead of %.17g", what, i + 1,
                      g, want[i]);
    }
}

/* The middle column of a matrix: a vector whose entries are not neighbours, beside what must not be
 * touched. */
#define COLUMN_OF(x, rows)                                  \
    double x##_all[3 * (rows)];                             \
    bp_mat x##_whole = {rows, 3, 3, x##_all, #x};           \
    bp_mat_fill(&x##_whole, 77.5);                          \
    bp_mat x = bp_mat_column(&x##_whole, 1)
#define ck_beside(x)                                        \
    for (size_t i = 0; i < (x##_whole).rows; i++) {         \
        ck_assert_double_eq(x##_all[3 * i], 77.5);          \
        ck_assert_double_eq(x##_all[3 * i + 2], 77.5);      \
    }

START_TEST(z_is_W_a_plus_b)
{
    MATRIX(W, 3, 2, 0.5, -2, 4, 1.5, -0.25, 3);
    MATRIX(a, 2, 1, 6, -0.75);
    MATRIX(b, 3, 1, 7, -0.5, 0.125);
    COLUMN_OF(z, 3);
    bp_single_z(&z, &W, &a, &b);
    ck_column(&z, (double[]){11.5, 22.375, -3.625}, "z");
    ck_beside(z);
}
END_TEST

START_TEST(a_is_sigma_of_z)
{
    MATRIX(z, 3, 1, LN3, -LN4, -LN3);
    COLUMN_OF(a, 3);
    bp_single_a(&a, bp_activation_named("sigmoid"), &z);
    ck_column(&a, (double[]){0.75, 0.2, 0.25}, "a");
    bp_single_a(&a, bp_activation_named("leaky-relu"), &z);
    ck_column(&a, (double[]){LN3, -0.01 * LN4, -0.01 * LN3}, "a");
    bp_single_a(&a, bp_activation_named("softmax"), &z); /* 3, 1/4 and 1/3 of 43/12 */
    ck_column(&a, (double[]){36.0 / 43, 3.0 / 43, 4.0 / 43}, "a");
    ck_beside(a);
}
END_TEST

START_TEST(loss_of_one_sample_knows_no_M)
{
    MATRIX(a, 3, 1, 0.75, 0.5, 0.125);
    MATRIX(y, 3, 1, 0.25, 0.625, 0.5);
    ck_close(bp_single_loss(bp_loss_named("quadratic"), &a, &y), 0.203125, FEW, "quadratic");
    ck_close(bp_single_loss(bp_loss_named("absolute"), &a, &y), 1.0, FEW, "absolute");
    ck_close(bp_single_loss(bp_loss_named("categorical"), &a, &y),
             0.25 * log(4.0 / 3) + 0.625 * log(2.0) + 0.5 * log(8.0), FEW, "categorical");
}
END_TEST

START_TEST(output_error_is_the_gradient_times_the_slope)
{
    MATRIX(z, 2, 1, LN3, -LN3);
    MATRIX(da, 2, 1, 2, 7);
    COLUMN_OF(delta, 2);
    bp_single_output_error(&delta, bp_activation_named("sigmoid"), &da, &z);
    ck_column(&delta, (double[]){0.375, 1.3125}, "δ");
    bp_single_output_error(&delta, bp_activation_named("softmax"), &da, &z); /* a = 0.9, 0.1 */
    ck_column(&delta, (double[]){-0.45, 0.45}, "δ");
    ck_beside(delta);
}
END_TEST

START_TEST(hidden_error_comes_back_through_W)
{
    MATRIX(W_next, 3, 2, 0.5, -2, 4, 1.5, -0.25, 3);
    MATRIX(delta_next, 3, 1, 2, -1, 1.5);
    MATRIX(z, 2, 1, LN3, -LN3);
    COLUMN_OF(delta, 2);
    bp_single_hidden_error(&delta, &W_next, &delta_next, bp_activation_named("sigmoid"), &z);
    ck_column(&delta, (double[]){-3.375 * 0.1875, -0.1875}, "δ");
    bp_single_hidden_error(&delta, &W_next, &delta_next, bp_activation_named("softmax"), &z);
    ck_column(&delta, (double[]){-2.375 * 0.09, 2.375 * 0.09}, "δ");
    ck_beside(delta);
}
END_TEST

START_TEST(gradients_of_one_sample_are_outer_products)
{
    MATRIX(delta, 3, 1, 2, -0.5, 1.25);
    MATRIX(a_prev, 2, 1, 6, -0.75);
    MATRIX(dW, 3, 2, 7, 7, 7, 7, 7, 7);
    COLUMN_OF(db, 3);
    bp_single_weight_gradient(&dW, &delta, &a_prev);
    ck_column(&dW, (double[]){12, -1.5, -3, 0.375, 7.5, -0.9375}, "∂C_x/∂W");
    bp_single_bias_gradient(&db, &delta);
    ck_column(&db, delta.v, "∂C_x/∂b");
    ck_beside(db);
}
END_TEST

START_TEST(stack_divides_by_the_number_of_samples)
{
    MATRIX(delta, 2, 5, 2, -3, 0.5, 4, 7, -1, 6, 2.5, -0.75, 9);
    MATRIX(dZ, 2, 5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
    MATRIX(Cx, 1, 5, 2, 3.5, 0.25, 7, 1.5);
    const double want[] = {0.4, -0.6, 0.1, 0.8, 1.4, -0.2, 1.2, 0.5, -0.15, 1.8};
    bp_stack(&dZ, &delta);
    ck_column(&dZ, want, "∂C/∂Z");
    bp_stack(&delta, &delta);
    ck_column(&delta, want, "∂C/∂Z in place of δ");
    ck_close(bp_stack_loss(&Cx), 2.85, FEW, "C");
}
END_TEST

/* Three samples, 2×2 blocks with neighbours that do not count. */
START_TEST(accumulate_is_the_mean_of_the_blocks)
{
    MATRIX(parts, 6, 2, 1.5, -2, 3, 0.75, 6, 2.5, -9, 4, -3, 7, 1.5, -0.25);
    MATRIX(whole, 2, 3, 7, 7, 77.5, 7, 7, 77.5);
    bp_mat mean = bp_mat_view(&whole, 0, 0, 2, 2);
    bp_accumulate(&mean, &parts);
    ck_column(&mean, (double[]){1.5, 2.5, -1.5, 1.5}, "the mean");
    ck_assert(whole.v[2] == 77.5 && whole.v[5] == 77.5);
}
END_TEST

static double memory[64];

static bp_mat shaped(size_t rows, size_t cols, const char *name)
{
    bp_mat m = {rows, cols, cols, memory, ""};
    bp_mat_name(&m, "%s", name);
    return m;
}

START_TEST(forward_vectors_name_what_does_not_fit)
{
    bp_mat W = shaped(3, 5, "W^2"), a = shaped(4, 1, "a^1"), right = shaped(5, 1, "a^1");
    bp_mat z = shaped(3, 1, "z^2"), b = shaped(4, 1, "b^2");
    const bp_loss *loss = bp_loss_named("quadratic");
    ck_breaks("bp_single_z: W^2 is 3×5 but a^1 is 4×1: 5 ≠ 4", bp_single_z(&z, &W, &a, &z));
    ck_breaks("bp_single_z: z^2 is 3×1 but b^2 is 4×1", bp_single_z(&z, &W, &right, &b));
    ck_breaks("bp_single_a: a^1 is 4×1 but z^2 is 3×1",
              bp_single_a(&a, bp_activation_named("tanh"), &z));
    ck_breaks("bp_single_loss: a^1 is 4×1 but z^2 is 3×1", bp_single_loss(loss, &a, &z));
}
END_TEST

START_TEST(backward_vectors_name_what_does_not_fit)
{
    bp_mat W = shaped(3, 5, "W^2"), z = shaped(5, 1, "z^1"), short_z = shaped(4, 1, "z^1");
    bp_mat delta = shaped(5, 1, "δ^1"), next = shaped(3, 1, "δ^2"), wrong = shaped(4, 1, "δ^2");
    const bp_activation *sigma = bp_activation_named("tanh");
    ck_breaks("bp_single_output_error: δ^2 is 4×1 but z^1 is 5×1",
              bp_single_output_error(&delta, sigma, &wrong, &z));
    ck_breaks("bp_single_output_error: δ^2 is 4×1 but z^1 is 5×1",
              bp_single_output_error(&wrong, sigma, &z, &z));
    ck_breaks("bp_single_hidden_error: W^2 is 3×5 but δ^2 is 4×1: 3 ≠ 4",
              bp_single_hidden_error(&delta, &W, &wrong, sigma, &z));
    ck_breaks("bp_single_hidden_error: W^2 is 3×5 but z^1 is 4×1: 5 ≠ 4",
              bp_single_hidden_error(&delta, &W, &next, sigma, &short_z));
    ck_breaks("bp_single_hidden_error: δ^2 is 4×1 but z^1 is 5×1",
              bp_single_hidden_error(&wrong, &W, &next, sigma, &z));
}
END_TEST

START_TEST(gradients_and_means_name_what_does_not_fit)
{
    bp_mat dW = shaped(5, 3, "∂C/∂W^2"), delta = shaped(3, 1, "δ^2"), a = shaped(5, 1, "a^1");
    bp_mat dZ = shaped(3, 6, "∂C/∂Z^2"), all = shaped(3, 7, "δ^2"), parts = shaped(11, 3, "parts");
    ck_breaks("bp_single_weight_gradient: ∂C/∂W^2 is 5×3 but δ·aᵀ is 3×5",
              bp_single_weight_gradient(&dW, &delta, &a));
    ck_breaks("bp_single_bias_gradient: a^1 is 5×1 but δ^2 is 3×1",
              bp_single_bias_gradient(&a, &delta));
    ck_breaks("bp_stack: ∂C/∂Z^2 is 3×6 but δ^2 is 3×7", bp_stack(&dZ, &all));
    ck_breaks("bp_accumulate: parts is 11×3 but M blocks is 10×3", bp_accumulate(&dW, &parts));
}
END_TEST

Suite *single_suite(void)
{
    Suite *suite = suite_create("single");
    TCase *sample = tcase_create("sample");
    tcase_add_test(sample, z_is_W_a_plus_b);
    tcase_add_test(sample, a_is_sigma_of_z);
    tcase_add_test(sample, loss_of_one_sample_knows_no_M);
    tcase_add_test(sample, output_error_is_the_gradient_times_the_slope);
    tcase_add_test(sample, hidden_error_comes_back_through_W);
    tcase_add_test(sample, gradients_of_one_sample_are_outer_products);
    suite_add_tcase(suite, sample);
    TCase *samples = tcase_create("samples");
    tcase_add_test(samples, stack_divides_by_the_number_of_samples);
    tcase_add_test(samples, accumulate_is_the_mean_of_the_blocks);
    suite_add_tcase(suite, samples);
    TCase *shapes = tcase_create("shapes");
    tcase_add_test(shapes, forward_vectors_name_what_does_not_fit);
    tcase_add_test(shapes, backward_vectors_name_what_does_not_fit);
    tcase_add_test(shapes, gradients_and_means_name_what_does_not_fit);
    suite_add_tcase(suite, shapes);
    return suite;
}
