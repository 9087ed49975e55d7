/* No bar of a difference is wider than it was when it was measured. checks/widen.sh makes every term
 * ten times as large and wants a suite to fail. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "bounds.h"
#include "near.h"
#include "pass.h"
#include "test_nets.h"
#include "wide.h"
#include "witness.h"

/* The bars of differences, on 4-5-3, sigmoid, quadratic: how many times the true error they are, in
 * the middle. At a short step rounding counts, at a long one truncation. */
static const struct {
    const char *method;
    double step;
    bp_quantity of;
    double most; /* three times what was measured */
} middles[] = {
    {"forward", 1e-10, BP_dW, 370},    {"forward", 1e-4, BP_dW, 9},
    {"central", 1e-8, BP_dW, 530},     {"central", 1e-3, BP_dW, 9},
    {"five-point", 1e-6, BP_dW, 500},  {"five-point", 1.5e-2, BP_dW, 9},
    {"richardson", 4e-3, BP_dW, 310},  {"central", 1e-8, BP_gW, 310},
    {"central", 1e-8, BP_dZ, 2100},     {"central", 1e-8, BP_dZdW, 150},
    {"central", 1e-8, BP_dAdZ, 85},   {"central", 1e-8, BP_dZdZ, 240},
    {"richardson", 1e-1, BP_dW, 16},
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t add_ratios(double *ratios, size_t count, const bp_witness *d, const wide_truth *truth,
                         bp_quantity q)
{
    for (size_t l = 1; l <= d->value.L; l++) {
        const bp_mat *value = &d->value.of[q][l];
        for (size_t i = 0; i < value->rows * value->cols; i++) {
            double error = wide_error(truth, q, l, i, value->v[i]);
            if (error > 0.0) {
                ratios[count++] = d->bar.of[q][l].v[i] / error;
            }
        }
    }
    return count;
}

START_TEST(width_of_differences)
{
    nets n;
    bp_pass pass, bound, noise;
    wide_truth truth;
    bp_witness d;
    static double ratios[1000];
    if (!near_wide()) {
        return;
    }
    nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "sigmoid", "sigmoid"}, "quadratic", 7,
             11);
    ck_assert(bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&bound, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&noise, &n.net, &n.data.X, &n.data.Y) &&
              wide_new(&truth, &n.net, &n.data.X, &n.data.Y));
    wide_long().find(&truth, &n.net, &n.data.X, &n.data.Y, NULL);
    bp_forward(&pass);
    bp_backward(&pass);
    bp_forward_bounds(&bound, &pass, NULL);
    bp_step_noise(&noise, &pass, &bound);
    ck_assert(bp_difference_quotients(&d, bp_difference_named(middles[_i].method), &n.net, &n.data.X,
                                      &n.data.Y, &noise, middles[_i].step, NULL));
    size_t count = add_ratios(ratios, 0, &d, &truth, middles[_i].of);
    qsort(ratios, count, sizeof *ratios, ascending);
    ck_assert_msg(ratios[0] >= 1.0 && ratios[count / 2] <= middles[_i].most,
                  "%s, %g: bars are %g times the error in the middle, %g at least", middles[_i].method,
                  middles[_i].step, ratios[count / 2], ratios[0]);
    bp_witness_free(&d);
    wide_free(&truth);
    bp_pass_free(&noise);
    bp_pass_free(&bound);
    bp_pass_free(&pass);
    nets_free(&n);
}
END_TEST

/* Two layers of one tanh each, two samples, quadratic: every rounding by hand. */
START_TEST(noise_is_what_is_rounded_after_the_disturbance)
{
    nets n;
    bp_pass p, bound, noise;
    const double u = 0x1p-53;
    double mean = 0.0;
    nets_new(&n, 2, (size_t[]){2, 1, 1}, (const char *const[]){NULL, "tanh", "tanh"}, "quadratic", 2, 47);
    ck_assert(bp_pass_new(&p, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&bound, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&noise, &n.net, &n.data.X, &n.data.Y));
    bp_forward(&p);
    bp_backward(&p);
    bp_forward_bounds(&bound, &p, NULL);
    bp_step_noise(&noise, &p, &bound);
    double w = n.net.W[1].v[0], v = n.net.W[1].v[1], W = n.net.W[2].v[0], r = n.net.sigma[1]->roundings;
    for (size_t m = 0; m < 2; m++) {
        double x = BP_AT(&n.data.X, 0, m), x2 = BP_AT(&n.data.X, 1, m), y = n.data.Y.v[m];
        double z1 = w * x + v * x2 + n.net.b[1].v[0], a1 = tanh(z1), s1 = 1.0 - a1 * a1;
        double z2 = W * a1 + n.net.b[2].v[0], a2 = tanh(z2), s2 = 1.0 - a2 * a2;
        double e_z1 = 3.0 * u * (fabs(w * x) + fabs(v * x2) + fabs(n.net.b[1].v[0]));
        double e_z2 = 2.0 * u * (fabs(W * a1) + fabs(n.net.b[2].v[0]));
        double e_a1 = r * u * (fabs(a1) + fabs(z1) * s1), e_a2 = r * u * (fabs(a2) + fabs(z2) * s2);
        double d = fabs(a2 - y), loss = (1.0 + n.net.loss->roundings) * u * 0.5 * d * d;
        double e_C = d * e_a2 + d * s2 * e_z2 + d * s2 * fabs(W) * (e_a1 + s1 * e_z1) + loss;
        ck_assert_double_eq_tol(noise.Z[2].v[m], e_z2, 1e-6 * e_z2);
        ck_assert_double_eq_tol(noise.z[2].v[m], e_z2 + fabs(W) * e_a1, 1e-6 * e_z2);
        ck_assert_double_eq_tol(noise.A[1].v[m], e_a1, 1e-6 * e_a1);
        ck_assert_double_eq_tol(noise.Cx[2].v[m], e_C, 1e-6 * e_C);
        mean += e_C / 2.0;
    }
    ck_assert_double_eq_tol(noise.C[2].v[0], mean, 1e-6 * mean);
    bp_pass_free(&noise);
    bp_pass_free(&bound);
    bp_pass_free(&p);
    nets_free(&n);
}
END_TEST

START_TEST(bar_over_a_jump_is_four_times_the_distance)
{
    const double D[] = {3.0, 3.25, 9.0};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        bp_estimate found = bp_extrapolate(&bp_differences[i], D, 2, true, 0.0, 1e-3);
        ck_assert_double_eq(found.value, 3.0);
        ck_assert_double_eq_tol(found.bar, 1.0, 1e-14);
    }
}
END_TEST

Suite *difference_widths_suite(void)
{
    Suite *suite = suite_create("difference widths");
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_add_test(wide, noise_is_what_is_rounded_after_the_disturbance);
    tcase_add_test(wide, bar_over_a_jump_is_four_times_the_distance);
    tcase_add_loop_test(wide, width_of_differences, 0, sizeof middles / sizeof *middles);
    suite_add_tcase(suite, wide);
    return suite;
}
