/* The known traps of comparing: a faulty rule from its description, a gradient that it misjudges,
 * and what backproof says of the same gradient. docs/traps.md says it in words. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "test_traps.h"

/* Signs, NaN and zeros ----------------------------------------------------------------------- */

/* Along one random direction: ||s_a| − |s_n|| against 1 % of their sum. */
static bool sign_blind_accepts(const bp_mat *a, const bp_mat *by_number, bp_rng *rng)
{
    double s_a = 0.0, s_n = 0.0;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        double u = bp_rng_normal(rng);
        s_a += a->v[i] * u;
        s_n += by_number->v[i] * u;
    }
    return fabs(fabs(s_a) - fabs(s_n)) < 1e-2 * (fabs(s_a) + fabs(s_n));
}

START_TEST(sign_blind_comparison_accepts_a_negated_gradient_and_we_do_not)
{
    traps_net(1);
    traps_times("dW", 2, -1.0);
    bp_rng rng = bp_rng_seed(1);
    int accepted = 0;
    for (int direction = 0; direction < 100; direction++) {
        accepted += sign_blind_accepts(traps_answer(2), traps_numeric(2), &rng);
    }
    ck_assert_msg(accepted == 100, "the negated gradient passed %d times of 100", accepted);
    ck_verdict("dW", 2, BP_WRONG);
    traps_forget();
}
END_TEST

static bool skipping_nan_accepts(const bp_mat *a, const bp_mat *by_number)
{
    bool accepted = true;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        if (fabs(a->v[i] - by_number->v[i]) > 1e-7) {
            accepted = false;
        }
    }
    return accepted;
}

START_TEST(comparison_by_greater_than_accepts_nan_and_we_do_not)
{
    traps_net(1);
    traps_times("dW", 3, 1.001);
    ck_assert(!skipping_nan_accepts(traps_answer(3), traps_numeric(3)));
    traps_times("dW", 3, NAN);
    ck_assert(isnan(traps_answer(3)->v[0]) && skipping_nan_accepts(traps_answer(3), traps_numeric(3)));
    const bp_result *r = report_result(&report, "dW", 3);
    ck_assert_int_eq(r->verdict, BP_WRONG);
    ck_assert_uint_eq(r->given[0].of[BP_WRONG], 4 * 8);
    traps_forget();
}
END_TEST

/* Relative, and 0 against 0 counts as agreement. */
static bool zero_blind_accepts(const bp_mat *a, const bp_mat *by_number)
{
    double worst = 0.0;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        double gap = fabs(a->v[i] - by_number->v[i]);
        worst = gap == 0.0 ? worst : fmax(worst, gap / fmax(fabs(a->v[i]), fabs(by_number->v[i])));
    }
    return worst <= 1e-7;
}

/* Every neuron of the first layer is dead: right and wrong formulas give the same zeros. */
START_TEST(two_zero_gradients_pass_for_agreement_and_are_vacuous_to_us)
{
    const double factors[] = {1.0, -3.0};
    for (size_t i = 0; i < 2; i++) {
        traps_small("relu", "tanh", "quadratic");
        traps_times("dW", 1, factors[i]);
        ck_assert(zero_blind_accepts(traps_answer(1), traps_numeric(1)) == (i == 0));
        ck_verdict("dW", 1, i == 0 ? BP_CORRECT : BP_WRONG);
            bp_mat_fill(&n.net.b[1], -50.0);
        traps_times("dW", 1, factors[i]);
        ck_assert_msg(zero_blind_accepts(traps_answer(1), traps_numeric(1)), "times %g", factors[i]);
        ck_verdict("dW", 1, BP_VACUOUS);
        ck_assert_int_eq(report.verdict, BP_VACUOUS);
        traps_forget();
    }
}
END_TEST

/* The gradient that arrives from above ------------------------------------------------------- */

/* softmax, with the plain mean of ∂C/∂A in place of the mean weighted by A */
static void plain_mean(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    for (size_t m = 0; m < out->cols; m++) {
        double mean = 0.0;
        for (size_t k = 0; k < out->rows; k++) {
            mean += BP_AT(&pass->dA[l], k, m) / (double)out->rows;
        }
        for (size_t j = 0; j < out->rows; j++) {
            BP_AT(out, j, m) = BP_AT(&pass->A[l], j, m) * (BP_AT(&pass->dA[l], j, m) - mean);
        }
    }
}

/* ∂C/∂b = M times the first column of ∂C/∂Z, in place of the sum of all */
static void first_sample(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    for (size_t j = 0; j < out->rows; j++) {
        BP_AT(out, j, 0) = (double)pass->M * BP_AT(&pass->dZ[l], j, 0);
    }
}

/* The output layer alone, its ∂C/∂A (softmax) or ∂C/∂Z (bias) replaced by `upstream`: the mistaken
 * rule against numeric local derivatives, to within 1e-6. */
static bool layer_accepts(bp_rule *rule, const bp_mat *upstream)
{
    bool bias = rule == first_sample;
    bp_pass pass = report.inputs;
    size_t L = pass.L, N = upstream->rows, M = upstream->cols;
    bp_mat out, want, *from = bias ? &pass.dZ[L] : &pass.dA[L];
    ck_assert(bp_mat_new(&out, N, bias ? 1 : M) && bp_mat_new(&want, N, bias ? 1 : M));
    bp_mat_copy(from, upstream);
    rule(&out, &pass, L, NULL);
    for (size_t j = 0; j < N; j++) {
        for (size_t m = 0; m < M; m++) {
            for (size_t k = 0; !bias && k < N; k++) {
                BP_AT(&want, j, m) += BP_AT(from, k, m) * BP_AT(&pass.dAdZ[L], m * N + j, k);
            }
            BP_AT(&want, j, 0) += bias ? BP_AT(from, j, m) * BP_AT(&pass.dZdb[L], j, m) : 0.0;
        }
    }
    bool accepted = bp_mat_gap(&out, &want).gap <= 1e-6;
    bp_mat_free(&out);
    bp_mat_free(&want);
    return accepted;
}

START_TEST(constant_upstream_gradient_hides_mistakes_that_a_loss_shows)
{
    const struct {
        bp_rule *rule;
        const char *id, *sigma, *loss;
    } rows[] = {{plain_mean, "dZ-output", "softmax", "categorical"},
                {first_sample, "db", "identity", "quadratic"}};
    for (size_t i = 0; i < 2; i++) {
        traps_small("tanh", rows[i].sigma, rows[i].loss);
        traps_verify(rows[i].id, rows[i].rule, NULL);
        ck_verdict(rows[i].id, 2, BP_WRONG);
        bp_mat upstream;
        bp_rng rng = bp_rng_seed(1);
        ck_assert(bp_mat_new(&upstream, 3, 6));
        bp_mat_ones(&upstream);
        ck_assert_msg(layer_accepts(rows[i].rule, &upstream), "%s, from ones", rows[i].id);
        for (size_t e = 0; e < 18; e++) {
            upstream.v[e] = bp_rng_normal(&rng);
        }
        ck_assert_msg(!layer_accepts(rows[i].rule, &upstream), "%s, at random", rows[i].id);
        bp_mat_free(&upstream);
        traps_forget();
    }
}
END_TEST

/* The absolute loss under which every output is above its target is such a point: ∂C/∂A is 1/M
 * throughout, what softmax passes on is a rounding error, and nobody can call that right. */
START_TEST(constant_upstream_gradient_under_softmax_is_never_called_correct)
{
    traps_small("tanh", "softmax", "absolute");
    bp_mat_fill(&n.data.Y, -0.125);
    traps_verify("dZ-output", plain_mean, NULL);
    bp_verdict verdict = report_result(&report, "dZ-output", 2)->verdict;
    ck_assert_msg(verdict == BP_UNDECIDED, "%s", bp_verdict_name(verdict));
    traps_forget();
}
END_TEST

/* A layer that passes it on to a bias: there the number is right, and the mistake cannot show. */
START_TEST(constant_upstream_gradient_by_the_absolute_loss_hides_a_bias_mistake_from_us_too)
{
    const char *const losses[] = {"absolute", "quadratic"};
    for (size_t i = 0; i < 2; i++) {
        traps_small("tanh", "identity", losses[i]);
        bp_mat_fill(&n.data.Y, -25.0);
        traps_verify("db", first_sample, NULL);
        ck_verdict("db", 2, i == 0 ? BP_CORRECT : BP_WRONG);
        traps_forget();
    }
}
END_TEST

Suite *traps_suite(void)
{
    Suite *suite = suite_create("traps");
    TCase *traps = tcase_create("traps");
    tcase_add_test(traps, sign_blind_comparison_accepts_a_negated_gradient_and_we_do_not);
    tcase_add_test(traps, comparison_by_greater_than_accepts_nan_and_we_do_not);
    tcase_add_test(traps, two_zero_gradients_pass_for_agreement_and_are_vacuous_to_us);
    tcase_add_test(traps, constant_upstream_gradient_hides_mistakes_that_a_loss_shows);
    tcase_add_test(traps, constant_upstream_gradient_under_softmax_is_never_called_correct);
    tcase_add_test(traps, constant_upstream_gradient_by_the_absolute_loss_hides_a_bias_mistake_from_us_too);
    suite_add_tcase(suite, traps);
    return suite;
}
