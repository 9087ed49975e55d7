/* No bar of a difference is wider than it was when it was measured. checks/widen.sh makes every term
 * ten times as large and wants a suite to fail. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdlib.h>

#include "bounds.h"
#include "near.h"
#include "pass.h"
#include "test_nets.h"
#include "wide.h"

/* The bars of differences, on 4-5-3, sigmoid, quadratic: how many times the true error they are, in
 * the middle of ∂C/∂W and ∂C/∂b. At the first step rounding counts, at the second truncation. */
static const struct {
    const char *method;
    double step, most; /* five times what was measured */
} middles[] = {
    {"forward", 1e-10, 600.0}, {"forward", 1e-4, 10.0},    {"central", 1e-8, 1100.0},
    {"central", 1e-3, 15.0},   {"five-point", 1e-6, 1050.0}, {"five-point", 3e-2, 75.0},
    {"richardson", 4e-3, 1700.0},
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
            ratios[count++] = d->bar.of[q][l].v[i] / wide_error(truth, q, l, i, value->v[i]);
        }
    }
    return count;
}

START_TEST(width_of_differences)
{
    nets n;
    bp_pass pass, bound;
    wide_truth truth;
    bp_witness d;
    double ratios[100];
    if (!near_wide()) {
        return;
    }
    nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "sigmoid", "sigmoid"}, "quadratic", 7,
             11);
    ck_assert(bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&bound, &n.net, &n.data.X, &n.data.Y) &&
              wide_new(&truth, &n.net, &n.data.X, &n.data.Y));
    wide_long().find(&truth, &n.net, &n.data.X, &n.data.Y, NULL);
    bp_forward(&pass);
    bp_forward_bounds(&bound, &pass);
    ck_assert(bp_difference_quotients(&d, bp_difference_named(middles[_i].method), &n.net, &n.data.X,
                                      &n.data.Y, &bound, middles[_i].step, NULL));
    size_t count = add_ratios(ratios, add_ratios(ratios, 0, &d, &truth, BP_dW), &d, &truth, BP_db);
    qsort(ratios, count, sizeof *ratios, ascending);
    ck_assert_msg(ratios[0] >= 1.0 && ratios[count / 2] <= middles[_i].most,
                  "%s, %g: bars are %g times the error in the middle, %g at least", middles[_i].method,
                  middles[_i].step, ratios[count / 2], ratios[0]);
    bp_witness_free(&d);
    wide_free(&truth);
    bp_pass_free(&bound);
    bp_pass_free(&pass);
    nets_free(&n);
}
END_TEST

Suite *difference_widths_suite(void)
{
    Suite *suite = suite_create("difference widths");
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_add_loop_test(wide, width_of_differences, 0, sizeof middles / sizeof *middles);
    suite_add_tcase(suite, wide);
    return suite;
}
