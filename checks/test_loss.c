/* Losses: the table, the mean over the samples, the derivative of each, and what is refused. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "forward.h"
#include "near.h"
#include "scalar.h"
#include "textbook.h"

/* Outputs of three neurons for two samples; the columns sum to 1: every loss accepts them. */
#define A_AND_Y                                          \
    MATRIX(A, 3, 2, 0.55, 0.2, 0.15, 0.7, 0.3, 0.1);     \
    MATRIX(Y, 3, 2, 0.25, 0.35, 0.625, 0.5, 0.125, 0.15)

START_TEST(every_name_finds_its_record_and_no_other_name_does)
{
    const char *names[] = {"quadratic", "cross-entropy", "categorical", "absolute"};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(bp_losses[i].name, names[i]);
        ck_assert_ptr_eq(bp_loss_named(names[i]), &bp_losses[i]);
    }
    ck_assert_ptr_null(bp_losses[4].name);
    ck_assert_ptr_null(bp_loss_named("cross_entropy"));
    ck_assert_ptr_null(bp_loss_named(""));
}
END_TEST

/* Σ(Y − A)² by hand: 0.09 + 0.225625 + 0.030625 in sample 1, 0.0225 + 0.04 + 0.0025 in sample 2. */
START_TEST(quadratic_loss_is_half_the_mean_of_the_squares)
{
    A_AND_Y;
    MATRIX(Cx, 1, 2, 9, 9);
    double C = bp_average_loss(&Cx, bp_loss_named("quadratic"), &A, &Y);
    ck_ulps(near_double, Cx.v[0], 0.173125L, 1.0, 2, "C of sample", 1);
    ck_ulps(near_double, Cx.v[1], 0.0325L, 1.0, 2, "C of sample", 2);
    ck_ulps(near_double, C, 0.1028125L, 1.0, 2, "C", 0);
}
END_TEST

START_TEST(loss_is_the_mean_of_the_losses_of_the_samples)
{
    A_AND_Y;
    MATRIX(Cx, 1, 2, 9, 9);
    for (const bp_loss *loss = bp_losses; loss->name; loss++) {
        long double want = bp_textbook_loss(loss, &A, &Y);
        double C = bp_average_loss(&Cx, loss, &A, &Y);
        ck_ulps(near_double, C, want, want, 8, loss->name, 0);
        ck_assert_double_eq(C, (Cx.v[0] + Cx.v[1]) / 2);
        ck_assert_double_eq(bp_average_loss(NULL, loss, &A, &Y), C);
        for (size_t m = 0; m < 2; m++) {
            bp_mat A_m = bp_mat_column(&A, m), Y_m = bp_mat_column(&Y, m);
            ck_assert_double_eq(bp_average_loss(NULL, loss, &A_m, &Y_m), Cx.v[m]);
        }
    }
}
END_TEST

START_TEST(loss_in_every_type_agrees_to_its_precision)
{
    A_AND_Y;
    float a_f[6], y_f[6];
    long double a_l[6], y_l[6];
    double complex a_z[6];
    for (size_t i = 0; i < 6; i++) {
        a_f[i] = (float)A.v[i], y_f[i] = (float)Y.v[i];
        a_l[i] = A.v[i], y_l[i] = Y.v[i];
        a_z[i] = A.v[i];
    }
    bp_mat_f A_f = {3, 2, 2, a_f, ""}, Y_f = {3, 2, 2, y_f, ""};
    bp_mat_l A_l = {3, 2, 2, a_l, ""}, Y_l = {3, 2, 2, y_l, ""};
    bp_mat_z A_z = {3, 2, 2, a_z, ""};
    for (const bp_loss *loss = bp_losses; loss->name; loss++) {
        double C = bp_average_loss(NULL, loss, &A, &Y);
        double complex C_z = bp_average_loss_z(NULL, loss, &A_z, &Y);
        ck_ulps(near_double, bp_average_loss_l(NULL, loss, &A_l, &Y_l), C, C, 8, loss->name, 0);
        ck_ulps(near_float, bp_average_loss_f(NULL, loss, &A_f, &Y_f), C, 1.0, 8, loss->name, 0);
        ck_ulps(near_double, creal(C_z), C, C, 8, loss->name, 0);
        ck_assert_double_eq(cimag(C_z), 0.0);
    }
}
END_TEST

/* Σ_m r_m C_m with random r: its derivative by A_jm is r_m times the slope. By complex step, and
 * by a central difference of the textbook's loss. */
START_TEST(slope_is_the_derivative_of_the_loss_of_its_own_sample)
{
    A_AND_Y;
    const double r[] = {-1.37, 0.83}, h = BP_COMPLEX_STEP, step = 0x1p-20;
    double complex a[6], c[2];
    bp_mat_z A_z = {3, 2, 2, a, ""}, Cx = {1, 2, 2, c, ""};
    for (const bp_loss *loss = bp_losses; loss->name; loss++) {
        for (size_t i = 0; i < 6; i++) {
            for (size_t k = 0; k < 6; k++) {
                a[k] = bp_complex(A.v[k], k == i ? h : 0.0);
            }
            bp_average_loss_z(&Cx, loss, &A_z, &Y);
            double numeric = cimag(r[0] * c[0] + r[1] * c[1]) / h;
            double slope = loss->slope(A.v[i], Y.v[i]), before = A.v[i];
            ck_ulps(near_double, numeric, r[i % 2] * slope, 4.0, 4, loss->name, i);
            A.v[i] = before + step;
            long double above = bp_textbook_loss(loss, &A, &Y);
            A.v[i] = before - step;
            long double below = bp_textbook_loss(loss, &A, &Y);
            A.v[i] = before;
            ck_close((above - below) / (2 * step), slope / 2, 1e-8, loss->name);
        }
    }
}
END_TEST

START_TEST(curvature_is_the_change_of_the_slope)
{
    A_AND_Y;
    const double step = 0x1p-20;
    for (const bp_loss *loss = bp_losses; loss->name; loss++) {
        for (size_t i = 0; i < 6; i++) {
            double a = A.v[i], y = Y.v[i], want = loss->curvature(a, y);
            double quotient = (loss->slope(a + step, y) - loss->slope(a - step, y)) / (2 * step);
            ck_close(quotient, want, 1e-6 * fabs(want) + 1e-8, loss->name);
            ck_assert(fabs(loss->slope(a, y)) <= loss->slope_terms(a, y));
        }
    }
}
END_TEST

/* 0·ln 0 = 0: of a target of 0 or 1 that is met exactly one term is left, and its slope of ±1. */
START_TEST(target_that_is_met_exactly_costs_nothing)
{
    const bp_loss *cross = bp_loss_named("cross-entropy"), *one_of = bp_loss_named("categorical");
    for (double y = 0.0; y <= 1.0; y += 1.0) {
        ck_assert_double_eq(cross->at(y, y), 0.0);
        ck_assert_double_eq(creal(cross->at_z(y, y)), 0.0);
        ck_assert_double_eq(fabs(cross->slope(y, y)), 1.0);
        ck_assert_double_eq(cross->slope_terms(y, y), 1.0);
        ck_assert_double_eq(cross->curvature(y, y), 1.0);
    }
    ck_assert_double_eq(one_of->at(0.0, 0.0), 0.0);
    ck_assert_double_eq(one_of->slope(0.0, 0.0), 0.0);
    ck_assert_double_eq(one_of->curvature(0.0, 0.0), 0.0);
    ck_assert(isinf(cross->at(1.0, 0.0)) && isinf(one_of->at(0.0, 1.0)));
}
END_TEST

START_TEST(absolute_loss_has_a_kink_at_its_target)
{
    const bp_loss *loss = bp_loss_named("absolute");
    ck_assert(loss->kink && !bp_loss_named("quadratic")->kink);
    ck_assert_double_eq(loss->slope(0.75, 0.75), 0.0);
    ck_assert_double_eq(loss->slope(0.76, 0.75), 1.0);
    ck_assert_double_eq(loss->slope(0.74, 0.75), -1.0);
}
END_TEST

START_TEST(pair_that_makes_no_sense_is_refused_in_one_sentence)
{
    const char *categorical = "categorical goes with softmax in the last layer only: it needs "
                              "outputs that sum to 1";
    const char *cross = "cross-entropy goes with sigmoid or softmax in the last layer only: it "
                        "needs outputs between 0 and 1";
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        bool softmax = sigma == bp_activation_named("softmax");
        bool sigmoid = sigma == bp_activation_named("sigmoid");
        const char *refusal = bp_loss_refuses(bp_loss_named("categorical"), sigma);
        ck_assert_pstr_eq(refusal, softmax ? NULL : categorical);
        refusal = bp_loss_refuses(bp_loss_named("cross-entropy"), sigma);
        ck_assert_pstr_eq(refusal, softmax || sigmoid ? NULL : cross);
        ck_assert_ptr_null(bp_loss_refuses(bp_loss_named("quadratic"), sigma));
        ck_assert_ptr_null(bp_loss_refuses(bp_loss_named("absolute"), sigma));
    }
}
END_TEST

START_TEST(loss_without_a_textbook_is_refused)
{
    A_AND_Y;
    bp_loss hinge = {.name = "hinge"};
    ck_breaks("bp_textbook_loss: no textbook names the loss hinge",
              bp_textbook_loss(&hinge, &A, &Y));
    bp_mat sample = bp_mat_column(&Y, 1);
    ck_breaks("bp_textbook_loss: A is 3×2 but Y is 3×1",
              bp_textbook_loss(bp_loss_named("quadratic"), &A, &sample));
}
END_TEST

Suite *loss_suite(void)
{
    Suite *suite = suite_create("loss");
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_name_finds_its_record_and_no_other_name_does);
    tcase_add_test(table, pair_that_makes_no_sense_is_refused_in_one_sentence);
    tcase_add_test(table, loss_without_a_textbook_is_refused);
    suite_add_tcase(suite, table);
    TCase *values = tcase_create("values");
    tcase_add_test(values, quadratic_loss_is_half_the_mean_of_the_squares);
    tcase_add_test(values, loss_is_the_mean_of_the_losses_of_the_samples);
    tcase_add_test(values, loss_in_every_type_agrees_to_its_precision);
    tcase_add_test(values, target_that_is_met_exactly_costs_nothing);
    suite_add_tcase(suite, values);
    TCase *slopes = tcase_create("slopes");
    tcase_add_test(slopes, slope_is_the_derivative_of_the_loss_of_its_own_sample);
    tcase_add_test(slopes, curvature_is_the_change_of_the_slope);
    tcase_add_test(slopes, absolute_loss_has_a_kink_at_its_target);
    suite_add_tcase(suite, slopes);
    return suite;
}
