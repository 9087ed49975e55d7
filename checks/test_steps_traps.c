/* The known traps of numeric derivatives: which of them one should not believe, and when. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "path.h"
#include "test_traps.h"

static bp_path path;
static bp_path_f path_f;

static void build(uint64_t seed)
{
    traps_net(seed);
    traps_times("dW", 1, 1.0);
    ck_assert(bp_path_new(&path, &n.net, &n.data.X, &n.data.Y) &&
              bp_path_new_f(&path_f, &n.net, &n.data.X, &n.data.Y));
}

static void forget(void)
{
    bp_path_free(&path);
    bp_path_free_f(&path_f);
    traps_forget();
}

/* The numeric side has not accused the right answers, and decides. */
static void ck_all_correct(void)
{
    const char *const ids[] = {"dW", "db"};
    for (size_t i = 0; i < 2 * 3; i++) {
        const bp_result *r = report_result(&report, ids[i % 2], 1 + i / 2);
        ck_assert_msg(r->given[0].verdict == BP_CORRECT && r->given[1].verdict == BP_CORRECT, "%s^%zu",
                      ids[i % 2], 1 + i / 2);
    }
}

typedef double estimate(bp_spot s, double h);

/* How far an estimate is off, relative to the larger side, in the worst of all parameters; `beyond`
 * counts those above the tolerance. The complex step is the truth. */
static double worst_share(estimate *derivative, double h, double tolerance, size_t *beyond)
{
    double worst = 0.0;
    for (size_t l = 1; l <= n.net.L; l++) {
        for (size_t i = 0; i < n.net.N[l] * (n.net.N[l - 1] + 1); i++) {
            size_t row = i / (n.net.N[l - 1] + 1), col = i % (n.net.N[l - 1] + 1);
            bool bias = col == n.net.N[l - 1];
            const bp_mat *exact = bias ? &report.by_complex.value.db[l] : traps_numeric(l);
            bp_spot s = {bias ? BP_AT_b : BP_AT_W, l, row, bias ? 0 : col};
            double want = BP_AT(exact, s.row, s.col), got = derivative(s, h);
            double share = got == want ? 0.0 : fabs(got - want) / fmax(fabs(got), fabs(want));
            worst = fmax(worst, share);
            *beyond += !(share <= tolerance);
        }
    }
    return worst;
}

/* The smallest worst_share of all steps from 1e-9 to 1, four in a decade, and the step. */
static double best_worst_share(estimate *derivative, double *best_h)
{
    double best = HUGE_VAL;
    for (int i = -36; i <= 0; i++) {
        double h = pow(10.0, i / 4.0), worst = worst_share(derivative, h, 0.0, &(size_t){0});
        if (worst < best) {
            best = worst;
            *best_h = h;
        }
    }
    return best;
}

/* Does every entry of the answer ∂C/∂W^l lie within a tolerance, relative to the larger side? */
static bool accepts(estimate *derivative, double h, double tolerance, size_t l)
{
    const bp_mat *a = traps_answer(l);
    bool accepted = true;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        double by_number = derivative((bp_spot){BP_AT_W, l, i / a->cols, i % a->cols}, h);
        double larger = fmax(fabs(a->v[i]), fabs(by_number));
        accepted = accepted && fabs(a->v[i] - by_number) <= tolerance * larger;
    }
    return accepted;
}

/* One-sided steps ---------------------------------------------------------------------------- */

static double forward(bp_spot s, double h)
{
    double low = bp_evaluate(&path, s, 0.0), high = bp_evaluate(&path, s, h);
    return (high - low) / path.stored;
}

/* No step saves the tolerance 1e-6; the usual 1e-4 lets a mistake of 5e-5 pass. */
START_TEST(one_sided_steps_reject_a_right_gradient_or_accept_a_wrong_one_and_we_do_neither)
{
    build(5);
    double h = 1.0, best = best_worst_share(forward, &h);
    ck_assert_msg(best > 2e-6, "the best forward difference is off by %g, at h = %g", best, h);
    ck_all_correct();
    traps_times("dW", 2, 1.0 + 5e-5);
    ck_assert_msg(best < 1e-4 && accepts(forward, h, 1e-4, 2), "at h = %g", h);
    ck_verdict("dW", 2, BP_WRONG);
    forget();
}
END_TEST

/* ∂C/∂b^1 as if relu'(0) were 1 for the neuron that stands there */
static void slope_one(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    bp_equation_named("db")->rule(out, pass, l, user);
    for (size_t m = 0; l == 1 && m < pass->M; m++) {
        BP_AT(out, 1, 0) += BP_AT(&pass->dA[1], 1, m);
    }
}

/* A neuron whose weights are 0 stands on relu's kink in every sample: no derivative exists, and no
 * numeric witness confirms one or accuses. */
START_TEST(one_sided_steps_confirm_a_slope_on_a_kink_and_we_call_it_a_kink)
{
    traps_small("relu", "tanh", "quadratic");
    bp_mat neuron = bp_mat_view(&n.net.W[1], 1, 0, 1, 5);
    bp_mat_fill(&neuron, 0.0);
    n.net.b[1].v[1] = 0.0;
    ck_assert(bp_path_new(&path, &n.net, &n.data.X, &n.data.Y));
    traps_verify("db", slope_one, NULL);
    double wrong = report.given.pass.db[1].v[1], right = forward((bp_spot){BP_AT_b, 1, 1, 0}, 1e-7);
    double left = forward((bp_spot){BP_AT_b, 1, 1, 0}, -1e-7);
    ck_assert_msg(fabs(right - wrong) <= 1e-6 * fabs(wrong) && left == 0.0,
                  "%g; from the right %g, from the left %g", wrong, right, left);
    const bp_result *r = report_result(&report, "db", 1);
    ck_assert(r->given[0].verdict == BP_KINK && r->given[1].verdict == BP_KINK);
    ck_assert(r->given[0].of[BP_KINK] == 1 && r->given[0].row == 1);
    traps_times("db", 1, 1.0);
    ck_verdict("db", 1, BP_KINK);
    bp_path_free(&path);
    traps_forget();
}
END_TEST

/* Ridders ------------------------------------------------------------------------------------ */

static double central(bp_spot s, double h)
{
    double high = bp_evaluate(&path, s, h), high_at = path.stored;
    double low = bp_evaluate(&path, s, -h);
    return (high - low) / (high_at - path.stored);
}

/* Steps h, h/1.4, h/1.4², …, extrapolated to 0; the value with the smallest estimated error. */
static double ridders(bp_spot s, double h, bool stops_early)
{
    double tableau[10][10], best = NAN, least = HUGE_VAL;
    for (size_t i = 0; i < 10; i++, h /= 1.4) {
        double factor = 1.4 * 1.4;
        tableau[0][i] = central(s, h);
        for (size_t k = 1; k <= i; k++, factor *= 1.4 * 1.4) {
            tableau[k][i] = (tableau[k - 1][i] * factor - tableau[k - 1][i - 1]) / (factor - 1.0);
            double error = fmax(fabs(tableau[k][i] - tableau[k - 1][i]),
                                fabs(tableau[k][i] - tableau[k - 1][i - 1]));
            best = error <= least ? tableau[k][i] : best;
            least = fmin(least, error);
        }
        if (stops_early && i > 0 && fabs(tableau[i][i] - tableau[i - 1][i - 1]) >= 2.0 * least) {
            break;
        }
    }
    return best;
}

static double ridders_stopped(bp_spot s, double h)
{
    return ridders(s, h, true);
}

static double ridders_complete(bp_spot s, double h)
{
    return ridders(s, h, false);
}

START_TEST(ridders_stopped_early_rejects_a_right_gradient_and_we_do_not)
{
    size_t stopped = 0, complete = 0;
    double worst = 0.0;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        build(seed);
        worst = fmax(worst, worst_share(ridders_stopped, 1.0, 1e-6, &stopped));
        worst_share(ridders_complete, 1.0, 1e-6, &complete);
        ck_all_correct();
        forget();
    }
    ck_assert_msg(stopped >= 100 && worst > 1.0 && complete == 0,
                  "of 970 entries %zu are off by more than 1e-6 (%zu with the whole tableau), worst %g",
                  stopped, complete, worst);
}
END_TEST

/* ∂C/∂W^1 as the early stop sees it: a wrong gradient that agrees with the checker to the bit. */
static void as_ridders_says(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    bp_equation_named("dW")->rule(out, pass, l, NULL);
    for (size_t i = 0; l == 1 && i < out->rows * out->cols; i++) {
        out->v[i] = ridders_stopped((bp_spot){BP_AT_W, 1, i / out->cols, i % out->cols}, 1.0);
    }
}

START_TEST(ridders_stopped_early_accepts_its_own_error_and_we_do_not)
{
    build(1);
    traps_verify("dW", as_ridders_says, NULL);
    const bp_result *r = report_result(&report, "dW", 1);
    ck_assert_msg(r->given[0].verdict == BP_WRONG && r->given[1].verdict == BP_WRONG,
                  "complex: %s, central: %s; gap %g", bp_verdict_name(r->given[0].verdict),
                  bp_verdict_name(r->given[1].verdict), r->given[0].gap);
    forget();
}
END_TEST

/* The stored step ---------------------------------------------------------------------------- */

/* A target of 12345.678 and more: x + h is rounded to multiples of 1.8e-12. */
START_TEST(nominal_step_rejects_a_right_gradient_where_x_is_large_and_we_do_not)
{
    nets_new(&n, 1, (size_t[]){3, 2}, (const char *const[]){NULL, "identity"}, "quadratic", 5, 3);
    for (size_t i = 0; i < 10; i++) {
        n.data.Y.v[i] += 12345.678;
    }
    bp_mat_fill(&n.net.b[1], 12345.9);
    traps_times("dW", 1, 1.0);
    ck_assert(bp_path_new(&path, &n.net, &n.data.X, &n.data.Y));
    const double h = 1e-7;
    double nominal = 0.0, stored = 0.0;
    for (size_t i = 0; i < 10; i++) {
        bp_spot s = {BP_AT_Z, 1, i / 5, i % 5};
        double want = report.by_complex.value.dZ[1].v[i], by_stored = central(s, h);
        double high = bp_evaluate(&path, s, h), low = bp_evaluate(&path, s, -h);
        nominal = fmax(nominal, fabs((high - low) / (2.0 * h) / want - 1.0));
        stored = fmax(stored, fabs(by_stored / want - 1.0));
    }
    ck_assert_msg(nominal > 1e-6 && stored < 1e-7, "off by %g with 2h, %g with the stored step", nominal,
                  stored);
    ck_assert_int_eq(report_result(&report, "dZ-output", 1)->given[1].verdict, BP_CORRECT);
    bp_path_free(&path);
    traps_forget();
}
END_TEST

/* Single precision --------------------------------------------------------------------------- */

static double in_float(bp_spot s, double h)
{
    float high = bp_evaluate_f(&path_f, s, (float)h), high_at = path_f.stored;
    float low = bp_evaluate_f(&path_f, s, (float)-h);
    float width = high_at - path_f.stored;
    return width == 0.0F ? 0.0 : (double)((high - low) / width);
}

/* No step saves the tolerance 1e-3. The tolerance at which the right gradient just passes lets a
 * factor of 100/99 pass: ∂C/∂W over M − 1 in place of M, where M is 100. */
START_TEST(float_rejects_a_right_gradient_or_accepts_a_wrong_one_and_we_do_neither)
{
    build(5);
    double h = 1.0, best = best_worst_share(in_float, &h);
    ck_assert_msg(best > 1e-2, "the best difference in float is off by %g, at h = %g", best, h);
    size_t far = 0;
    worst_share(in_float, 1e-5, 1e-1, &far);
    ck_assert_msg(far > 60, "h = 1e-5: %zu of 194 are off by more than a tenth", far);
    ck_all_correct();
    traps_times("dW", 3, 100.0 / 99.0);
    ck_assert_msg(accepts(in_float, h, best, 3), "not within %g, at h = %g", best, h);
    ck_verdict("dW", 3, BP_WRONG);
    forget();
}
END_TEST

Suite *steps_traps_suite(void)
{
    Suite *suite = suite_create("steps_traps");
    TCase *traps = tcase_create("steps_traps");
    tcase_add_test(traps, one_sided_steps_reject_a_right_gradient_or_accept_a_wrong_one_and_we_do_neither);
    tcase_add_test(traps, one_sided_steps_confirm_a_slope_on_a_kink_and_we_call_it_a_kink);
    tcase_add_test(traps, ridders_stopped_early_rejects_a_right_gradient_and_we_do_not);
    tcase_add_test(traps, ridders_stopped_early_accepts_its_own_error_and_we_do_not);
    tcase_add_test(traps, nominal_step_rejects_a_right_gradient_where_x_is_large_and_we_do_not);
    tcase_add_test(traps, float_rejects_a_right_gradient_or_accepts_a_wrong_one_and_we_do_neither);
    suite_add_tcase(suite, traps);
    return suite;
}
