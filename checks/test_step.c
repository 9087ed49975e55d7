/* The automatic step, and what parts two evaluations: bars that are narrow where a step can be
 * chosen, and that hold where the usual step would be a leap. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "test_nets.h"
#include "verify.h"

static nets n;
static bp_report report;

static void verify(bool automatic)
{
    bp_verify_options options = {.use_complex = true};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        options.use[i] = true;
        options.h[i] = automatic ? 0.0 : bp_differences[i].step;
    }
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &options));
}

static void tear_down(void)
{
    bp_report_free(&report);
    nets_free(&n);
}

static void scale(bp_mat *m, double factor)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] *= factor;
    }
}

/* How many findings of a method have a verdict, of all that were given correct inputs. */
static size_t found(const char *method, bp_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < report.count; i++) {
        const bp_result *r = &report.results[i];
        for (size_t k = 0; k < r->given_count; k++) {
            count += strcmp(r->given[k].method, method) == 0 && r->given[k].verdict == verdict;
        }
    }
    return count;
}

static double widest(bp_quantity q, size_t l, size_t method)
{
    const bp_mat *bar = &report.by[method].bar.of[q][l];
    double most = 0.0;
    for (size_t i = 0; i < bar->rows * bar->cols; i++) {
        most = fmax(most, bar->v[i]);
    }
    return most;
}

/* Features of 1e4: the usual step in W is a leap of 60 in Z. */
START_TEST(large_features_shorten_the_step)
{
    nets_new(&n, 2, (size_t[]){3, 5, 2}, (const char *const[]){NULL, "tanh", "sigmoid"},
             "quadratic", 6, 41);
    scale(&n.data.X, 1e4);
    scale(&n.net.W[1], 1e-4);
    verify(false);
    ck_assert_uint_gt(found("central", BP_UNDECIDED), 0);
    bp_report_free(&report);
    verify(true);
    ck_assert_uint_eq(found("central", BP_UNDECIDED), 0);
    ck_assert_uint_eq(found("five-point", BP_UNDECIDED), 0);
    ck_assert(BP_AT(&report.by[BP_CENTRAL].h.dW[1], 1, 2) < 1e-7);
    ck_assert_int_eq(report.verdict, BP_CORRECT);
}
END_TEST

START_TEST(bars_of_the_automatic_step_are_narrower)
{
    nets_new(&n, 3, (size_t[]){4, 7, 5, 3}, (const char *const[]){NULL, "tanh", "silu", "sigmoid"},
             "quadratic", 6, 42);
    verify(false);
    double central = widest(BP_dW, 1, BP_CENTRAL), forward = widest(BP_dW, 1, BP_FORWARD);
    bp_report_free(&report);
    verify(true);
    ck_assert_double_lt(widest(BP_dW, 1, BP_CENTRAL), central);
    ck_assert_double_le(widest(BP_dW, 1, BP_FORWARD), forward);
}
END_TEST

START_TEST(entries_have_steps_of_their_own)
{
    nets_new(&n, 2, (size_t[]){3, 5, 2}, (const char *const[]){NULL, "tanh", "sigmoid"},
             "quadratic", 6, 43);
    verify(true);
    const bp_mat *h = &report.by[BP_CENTRAL].h.dW[1];
    ck_assert_double_ne(BP_AT(h, 0, 0), BP_AT(h, 3, 1));
    ck_assert_double_eq(BP_AT(&report.by[BP_RICHARDSON].h.dW[1], 0, 0),
                        bp_differences[BP_RICHARDSON].step *
                            fmax(1.0, fabs(BP_AT(&n.net.W[1], 0, 0))));
}
END_TEST

/* Outputs of 1e-5 under a logarithm: what is small beside 1 is not small beside the way to 0. */
START_TEST(steps_are_small_beside_the_distance_to_a_pole)
{
    nets_new(&n, 1, (size_t[]){3, 4}, (const char *const[]){NULL, "sigmoid"}, "cross-entropy", 5,
             44);
    bp_mat_fill(&n.net.b[1], -11.0);
    verify(true);
    ck_assert_uint_eq(found("forward", BP_WRONG) + found("central", BP_WRONG) +
                          found("five-point", BP_WRONG) + found("richardson", BP_WRONG),
                      0);
    double shortest = 1.0;
    for (size_t i = 0; i < 4 * 5; i++) {
        shortest = fmin(shortest, report.by[BP_CENTRAL].h.dA[1].v[i]);
    }
    ck_assert_double_lt(shortest, 1e-6);
}
END_TEST

/* Where a softmax is near 1, a_j (dA_j − Σ dA_k a_k) cancels and its index form does not. */
START_TEST(saturated_softmax_agrees_with_its_index_form)
{
    nets_new(&n, 2, (size_t[]){3, 5, 4}, (const char *const[]){NULL, "tanh", "softmax"},
             "quadratic", 6, 46);
    n.net.b[2].v[1] = 25.0;
    verify(true);
    ck_assert_uint_eq(found("index form", BP_WRONG), 0);
    ck_assert_int_lt(report.verdict, BP_WRONG);
}
END_TEST

Suite *step_suite(void)
{
    Suite *suite = suite_create("step");
    TCase *tc = tcase_create("step");
    tcase_add_checked_fixture(tc, NULL, tear_down);
    tcase_add_test(tc, large_features_shorten_the_step);
    tcase_add_test(tc, bars_of_the_automatic_step_are_narrower);
    tcase_add_test(tc, entries_have_steps_of_their_own);
    tcase_add_test(tc, steps_are_small_beside_the_distance_to_a_pole);
    tcase_add_test(tc, saturated_softmax_agrees_with_its_index_form);
    suite_add_tcase(suite, tc);
    return suite;
}
