/* No bar is wider than it must be. A bound is a sum of terms, and for each of them there is a network
 * here in which it is what counts; there the bound is compared with that term alone, worked out by
 * hand. checks/widen.sh makes every term ten times as large and wants this suite to fail. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "bounds.h"
#include "near.h"
#include "pass.h"
#include "test_width.h"

#define U 0x1p-53

static width w;
#define LEAST 0x1p-1022

/* Between the term and twice as much: what else there is must not count. */
#define ck_width(bound, term)                                                                     \
    do {                                                                                          \
        double bound_ = (bound), term_ = (term);                                                  \
        ck_assert_msg(bound_ >= 0.99 * term_ && bound_ <= 1.9 * term_,                            \
                      "%s: %.3g, expected %.3g, ratio %.3g", #bound, bound_, term_, bound_ / term_); \
    } while (0)

/* The forward path. 1e6 − 1e6 + ½ = ½ is off by 2u·2e6 in layer 1. */
#define CANCELLING {.w1 = 1e6, .b1 = 0.5 - 1e6, .w2 = -3.0, .b2 = 0.25, .x = 1.0}
#define CANCELLED (2.0 * U * 2e6)

START_TEST(width_of_the_affine_map)
{
    width_new(&w, (width_chain){.w1 = 3.0, .b1 = -0.5, .w2 = 1.0, .x = 7.0});
    ck_width(w.bound.Z[1].v[0], 2.0 * U * (21.0 + 0.5));
    width_free(&w);
    width_new(&w, (width_chain)CANCELLING);
    ck_width(w.bound.Z[2].v[0], 3.0 * CANCELLED);
    width_free(&w);
}
END_TEST

START_TEST(width_of_the_activation)
{
    width_chain c = CANCELLING;
    c.sigma1 = "tanh";
    width_new(&w, c);
    ck_width(w.bound.A[1].v[0], (1.0 - tanh(0.5) * tanh(0.5)) * CANCELLED);
    width_free(&w);
    width_new(&w, (width_chain){.w1 = 1e18, .b1 = -1e18, .x = 1.0, .sigma1 = "tanh"}); /* Z = 0 ± 444 */
    ck_width(w.bound.A[1].v[0], 4e18 * U * 4e18 * U);
    width_free(&w);
    width_new(&w, (width_chain){.w1 = 1e-9, .x = 1.0, .sigma1 = "sigmoid"});
    ck_width(w.bound.A[1].v[0], 6.0 * U * 0.5);
    width_free(&w);
    width_new(&w, (width_chain){.w1 = -20.0, .x = 1.0, .sigma1 = "silu"});
    ck_width(w.bound.A[1].v[0], 8.0 * U * 20.0 * 19.0 * exp(-20.0));
    width_free(&w);
    width_new(&w, (width_chain){.w1 = -20.0, .x = 1.0, .sigma1 = "relu"});
    ck_assert_double_eq(w.bound.A[1].v[0], 0.0);
    width_free(&w);
}
END_TEST

START_TEST(width_of_softmax)
{
    /* Z = ½, which has cancelled, and 3.5: A_1's own error, and what A_2 gets of it */
    width_softmax(&w, 1e6, 0.5 - 1e6, 0.0, 3.5, "quadratic");
    double a = 1.0 / (1.0 + exp(3.0));
    ck_width(w.bound.A[1].v[0], a * CANCELLED);
    ck_width(w.bound.A[1].v[1], (1.0 - a) * a * CANCELLED);
    width_free(&w);
    width_softmax(&w, 0.0, 1e4, 0.0, -1e4, "quadratic"); /* a_1 = 1: E_Z_1, twice */
    ck_width(w.bound.A[1].v[0], (4.0 * 1e4 + 8.0) * U);
    width_free(&w);
    width_softmax(&w, 0.0, 100.0, 0.0, -100.0, "quadratic"); /* E_Z = 2u·100, twice; exponent: u·200 */
    ck_width(w.bound.A[1].v[1], exp(-200.0) * (2.0 * 200.0 + 200.0) * U);
    width_free(&w);
    width_softmax(&w, 0.0, 1.0, 0.0, 1.0 + 1e-9, "quadratic");
    ck_width(w.bound.A[1].v[0], 0.5 * (2.0 + 2.0 + 2.0 + 6.0) * U);
    width_free(&w);
}
END_TEST

START_TEST(width_of_the_loss)
{
    width_chain c = CANCELLING; /* A^2 = −1.25, off by 3·CANCELLED */
    c.y = 1.0;
    width_new(&w, c);
    ck_width(w.bound.Cx[2].v[0], 2.25 * 3.0 * CANCELLED);
    ck_width(w.bound.C[2].v[0], 2.25 * 3.0 * CANCELLED);
    width_free(&w);
    c = (width_chain){.w1 = 1e18, .b1 = -1e18, .w2 = 3.0, .x = 1.0, .y = 0.0};
    width_new(&w, c);
    ck_width(w.bound.Cx[2].v[0], 0.5 * (3.0 * 4e18 * U) * (3.0 * 4e18 * U));
    width_free(&w);
    width_new(&w, (width_chain){.w1 = 1e-9, .w2 = 1.0, .x = 1.0, .y = 1e9});
    ck_width(w.bound.Cx[2].v[0], 4.0 * U * 0.5e18);
    ck_width(w.bound.C[2].v[0], 5.0 * U * 0.5e18);
    width_free(&w);
}
END_TEST

/* Backwards: everything may be set by hand. σ^1 and σ^2 are given; Z^1 = ½, Z^2 = ¾. */
static void backward(const char *sigma1, const char *sigma2, width_errors e)
{
    width_backward(&w, (width_chain){.w1 = 0.5, .w2 = -1.5, .b2 = 1.5, .x = 1.0, .y = 0.5,
                                        .sigma1 = sigma1, .sigma2 = sigma2}, e);
}

static double tanh_slope(double z)
{
    return 1.0 - tanh(z) * tanh(z);
}

START_TEST(width_of_the_output_gradient)
{
    backward("identity", "identity", (width_errors){.A2 = 1e-3});
    ck_width(w.bound.dA[2].v[0], 2.0 * 1e-3);
    ck_width(w.bound.da[2].v[0], 2.0 * 1e-3);
    width_free(&w);
    backward("identity", "identity", (width_errors){0});
    ck_width(w.bound.dA[2].v[0], 4.0 * U * 0.25);
    width_free(&w);
    width_softmax(&w, 0.0, 0.5, 0.0, 0.25, "categorical"); /* −y/a with y = 1 and y = 0, M = 1 */
    double a = 1.0 / (1.0 + exp(-0.25));
    width_errors_softmax(&w, 0.0, 0.0, 1e-3);
    ck_width(w.bound.dA[1].v[0], 1e-6 / (a * a * a));
    width_free(&w);
}
END_TEST

START_TEST(width_of_the_pull_back)
{
    backward("identity", "identity", (width_errors){.A2 = 1e-3});
    ck_width(w.bound.dZ[2].v[0], 2.0 * 1e-3);
    ck_width(w.bound.delta[2].v[0], 2.0 * 1e-3);
    width_free(&w);
    backward("identity", "tanh", (width_errors){.Z2 = 1e-3});
    double dA = fabs(w.pass.dA[2].v[0]), slope = tanh_slope(0.75);
    ck_width(w.bound.dZ[2].v[0], dA * 2.0 * slope * 1e-3);
    ck_width(w.bound.dAdZ[2].v[0], 2.0 * slope * 1e-3);
    width_free(&w);
    backward("identity", "tanh", (width_errors){.A2 = 100.0, .Z2 = 100.0});
    ck_width(w.bound.dZ[2].v[0], 200.0 * 2.0 * slope * 100.0);
    width_free(&w);
    backward("identity", "tanh", (width_errors){0});
    ck_width(w.bound.dAdZ[2].v[0], 6.0 * U * slope);
    ck_width(w.bound.dZ[2].v[0], (4.0 + 6.0 + 1.0) * U * dA * slope);
    width_free(&w);
    backward("identity", "identity", (width_errors){0});
    ck_width(w.bound.dZ[2].v[0], (4.0 + 1.0) * U * 0.25);
    width_free(&w);
}
END_TEST

START_TEST(width_of_the_jacobian_of_softmax)
{
    double a = 1.0 / (1.0 + exp(-0.25)), b = 1.0 - a;
    width_softmax(&w, 0.0, 0.5, 0.0, 0.25, "quadratic");
    width_errors_softmax(&w, 1e-3, 0.0, 0.0); /* of A_1: ∂A_1/∂Z_2 = −a b, ∂A_2/∂Z_2 = b (1 − b) */
    ck_width(BP_AT(&w.bound.dAdZ[1], 1, 0), 1e-3 * b);
    ck_width(BP_AT(&w.bound.dAdZ[1], 0, 1), 1e-3 * b);
    ck_width(BP_AT(&w.bound.dAdZ[1], 0, 0), 1e-3 * (b + a));
    width_free(&w);
    width_softmax(&w, 0.0, 0.5, 0.0, 0.25, "quadratic");
    width_errors_softmax(&w, 0.0, 0.0, 0.0);
    ck_width(BP_AT(&w.bound.dAdZ[1], 1, 0), 10.0 * U * a * b);
    double d1 = fabs(w.pass.dA[1].v[0]), d2 = fabs(w.pass.dA[1].v[1]);
    ck_width(w.bound.dZ[1].v[0], d1 * U * (8.0 * a * b + 10.0 * a * (1.0 + a)) + d2 * U * 18.0 * a * b);
    width_free(&w);
}
END_TEST

START_TEST(width_of_what_goes_back_through_the_weights)
{
    backward("identity", "identity", (width_errors){.A2 = 1e-3});
    double dZ = fabs(w.pass.dZ[2].v[0]);
    ck_width(w.bound.dA[1].v[0], 1.5 * 2e-3);
    ck_width(w.bound.dZ_chain[1].v[0], 1.5 * 2e-3);
    width_free(&w);
    backward("identity", "identity", (width_errors){0});
    ck_width(w.bound.dA[1].v[0], 1.5 * (5.0 + 1.0) * U * dZ);
    ck_width(w.bound.dZdZ[1].v[0], 1.5 * U);
    ck_width(w.bound.dZ_chain[1].v[0], 1.5 * (5.0 + 1.0 + 1.0) * U * dZ);
    width_free(&w);
    backward("tanh", "identity", (width_errors){.Z1 = 1e-3});
    double local = 1.5 * 2.0 * tanh_slope(0.5) * 1e-3;
    dZ = fabs(w.pass.dZ[2].v[0]);
    ck_width(w.bound.dZdZ[1].v[0], local);
    ck_width(w.bound.dZ_chain[1].v[0], dZ * local);
    width_free(&w);
    backward("tanh", "identity", (width_errors){.Z1 = 100.0, .A2 = 100.0});
    ck_width(w.bound.dZ_chain[1].v[0], 200.0 * local * 1e5);
    width_free(&w);
}
END_TEST

START_TEST(width_of_the_parameters)
{
    backward("identity", "identity", (width_errors){.A2 = 1e-3});
    double dZ = fabs(w.pass.dZ[2].v[0]), A = w.pass.A[1].v[0];
    ck_width(w.bound.dW[2].v[0], 2e-3 * A);
    ck_width(w.bound.gW[2].v[0], 2e-3 * A);
    ck_width(w.bound.db[2].v[0], 2e-3);
    ck_width(w.bound.gb[2].v[0], 2e-3);
    width_free(&w);
    backward("identity", "identity", (width_errors){.A1 = 1e-3});
    ck_width(w.bound.dW[2].v[0], dZ * 1e-3);
    ck_width(w.bound.gW[2].v[0], dZ * 1e-3);
    ck_width(w.bound.dZdW[2].v[0], 1e-3);
    width_free(&w);
    backward("identity", "identity", (width_errors){.A1 = 100.0, .A2 = 100.0});
    ck_width(w.bound.dW[2].v[0], 200.0 * 100.0);
    width_free(&w);
    backward("identity", "identity", (width_errors){0});
    ck_width(w.bound.dW[2].v[0], 6.0 * U * dZ * A);
    ck_width(w.bound.gW[2].v[0], 6.0 * U * dZ * A);
    ck_width(w.bound.db[2].v[0], 6.0 * U * dZ);
    ck_width(w.bound.gb[2].v[0], 5.0 * U * dZ);
    width_free(&w);
}
END_TEST

/* Below the normal numbers: a dead neuron, of which nothing is known but the least. */
START_TEST(width_of_what_is_zero)
{
    width_backward(&w, (width_chain){.w1 = -1.0, .w2 = 0.5, .x = 1.0, .sigma1 = "relu"},
                             (width_errors){0});
    ck_width(w.bound.dA[2].v[0], LEAST);
    ck_width(w.bound.dZ[1].v[0], LEAST);
    ck_width(w.bound.dA[1].v[0], 2.0 * LEAST);
    ck_width(w.bound.dZdZ[1].v[0], 1.5 * LEAST);
    ck_width(w.bound.dW[2].v[0], LEAST);
    ck_width(w.bound.db[2].v[0], 3.0 * LEAST);
    width_free(&w);
}
END_TEST

/* The complex step's bar: the local bound, how far its base point is, and what it loses. */
START_TEST(width_of_the_complex_step)
{
    width_new(&w, (width_chain){.w1 = -1.0, .w2 = 100.0, .b2 = 3.0, .x = 1.0, .y = 2.8577,
                              .sigma1 = "relu", .sigma2 = "silu"});
    bp_witness z;
    double lost = 4.0 * 100.0 * 0x1p-874, away = 0.0, bar = 0.0;
    ck_assert(bp_complex_step(&z, &w.net, &w.X, &w.Y, BP_COMPLEX_STEP, NULL));
    bp_mat_fill(&z.bar.A[2], 1e-3);
    bp_local_bounds(&w.bound, &z, &z.value);
    ck_width(bp_lost(&z.value, BP_COMPLEX_STEP), lost);
    ck_width(z.bar.dW[1].v[0], 3.0 * lost);
    ck_width(z.bar.dA[2].v[0], 2e-3);
    bp_witness_free(&z);
    width_free(&w);
    width_new(&w, (width_chain){.w1 = 1.0, .w2 = 2.0, .x = 1.0, .y = 1000.0});
    ck_width(bp_lost(&w.pass, BP_COMPLEX_STEP), 4.0 * 2.0 * 998.0 * 0x1p-874);
    width_free(&w);
    for (int i = 0; i < 200; i++) { /* some exponential is rounded otherwise */
        bp_path_z path;
        width_new(&w, (width_chain){.w1 = 0.05 * i - 5.0, .w2 = 2.0, .x = 1.0, .sigma1 = "tanh"});
        ck_assert(bp_complex_step(&z, &w.net, &w.X, &w.Y, BP_COMPLEX_STEP, NULL) &&
                  bp_path_new_z(&path, &w.net, &w.X, &w.Y));
        bp_evaluate_z(&path, (bp_spot){0}, 0.0);
        away += fabs(creal(path.A[1].v[0]) - w.pass.A[1].v[0]);
        away += fabs(creal(path.Z[2].v[0]) - w.pass.Z[2].v[0]);
        bar += z.bar.A[1].v[0] + z.bar.Z[2].v[0];
        bp_path_free_z(&path);
        bp_witness_free(&z);
        width_free(&w);
    }
    ck_assert(away > 0.0);
    ck_width(bar, away);
}
END_TEST

Suite *width_suite(void)
{
    Suite *suite = suite_create("width");
    TCase *terms = tcase_create("terms");
    tcase_add_test(terms, width_of_the_affine_map);
    tcase_add_test(terms, width_of_the_activation);
    tcase_add_test(terms, width_of_softmax);
    tcase_add_test(terms, width_of_the_loss);
    tcase_add_test(terms, width_of_the_output_gradient);
    tcase_add_test(terms, width_of_the_pull_back);
    tcase_add_test(terms, width_of_the_jacobian_of_softmax);
    tcase_add_test(terms, width_of_what_goes_back_through_the_weights);
    tcase_add_test(terms, width_of_the_parameters);
    tcase_add_test(terms, width_of_what_is_zero);
    tcase_add_test(terms, width_of_the_complex_step);
    suite_add_tcase(suite, terms);
    return suite;
}
