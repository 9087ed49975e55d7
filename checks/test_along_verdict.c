/* What Taylor's slope and the directional derivative say of right and of wrong answers, and that they
 * see what they say they see. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "test_along.h"
#include "test_report.h"

static bp_along_judge *const judges[] = {bp_judge_directional, bp_judge_taylor};
static const bp_quantity targets[] = {BP_dW, BP_db, BP_dZ, BP_dA};

static bp_mat *answer_of(along *a, bp_quantity q, size_t l)
{
    return &a->report.given.pass.of[q][l];
}

static bp_finding ask(along *a, bp_along_judge *who, bp_quantity q, size_t l)
{
    return who(answer_of(a, q, l), &a->report.bound.of[q][l], &a->report.directions, q, l);
}

#define ck_says(f, want)                                                                     \
    ck_assert_msg((f).verdict == (want), "%s says %s: slope %g, gap %g, bar %g", (f).method, \
                  bp_verdict_name((f).verdict), (f).slope, (f).gap, (f).bar)

static void scale(bp_mat *m, double factor)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] *= factor;
    }
}

START_TEST(a_right_answer_has_slope_2_and_a_wrong_one_slope_1)
{
    const char *const sigma[] = {"sigmoid", "tanh", "silu", "gelu", "softplus"};
    for (size_t s = 0; s < sizeof sigma / sizeof *sigma; s++) {
        along a;
        along_new(&a, sigma[s], "sigmoid", "quadratic", 4);
        for (size_t i = 0; i < 8; i++) {
            bp_quantity q = targets[i % 4];
            size_t l = 1 + i / 4;
            for (size_t k = 0; k < 2; k++) {
                bp_finding f = ask(&a, judges[k], q, l);
                ck_says(f, BP_CORRECT);
                ck_assert_uint_eq(f.of[BP_CORRECT], 4);
                ck_assert(k == 0 || fabs(f.slope - 2.0) < 0.1);
            }
            scale(answer_of(&a, q, l), 1.001);
            for (size_t k = 0; k < 2; k++) {
                bp_finding f = ask(&a, judges[k], q, l);
                ck_says(f, BP_WRONG);
                ck_assert_uint_eq(f.of[BP_WRONG], 4);
                ck_assert(k == 0 || fabs(f.slope - 1.0) < 0.02);
            }
        }
        along_free(&a);
    }
}
END_TEST

/* C is quadratic in A^2: the remainder is ‖V‖² h²/2M and nothing else. */
START_TEST(an_exact_quadratic_has_slope_2_exactly)
{
    along a;
    along_new(&a, "tanh", "sigmoid", "quadratic", 4);
    bp_finding taylor = ask(&a, bp_judge_taylor, BP_dA, 2);
    ck_says(taylor, BP_CORRECT);
    ck_assert_double_eq_tol(taylor.slope, 2.0, 0.1);
    bp_finding directional = ask(&a, bp_judge_directional, BP_dA, 2);
    ck_says(directional, BP_CORRECT);
    ck_assert_double_le(directional.bar, 1e-13);
    along_free(&a);
}
END_TEST

/* Σ|a − y| and the identity: nothing remains where the answer is right, h alone where it is not. */
START_TEST(where_c_is_straight_a_right_answer_leaves_nothing)
{
    along a;
    along_new(&a, "tanh", "identity", "absolute", 4);
    bp_finding f = ask(&a, bp_judge_taylor, BP_dA, 2);
    ck_says(f, BP_CORRECT);
    ck_assert(isinf(f.slope) && f.seen > 0.0 && f.seen < 1e-10);
    scale(answer_of(&a, BP_dA, 2), 1.001);
    f = ask(&a, bp_judge_taylor, BP_dA, 2);
    ck_says(f, BP_WRONG);
    ck_assert_double_eq_tol(f.slope, 1.0, 1e-3);
    along_free(&a);
}
END_TEST

/* Moves the answer so that ⟨answer, V_1⟩ changes by `size`. */
static void move_along(bp_mat *answer, const bp_mat *V, double size)
{
    double square = 0.0;
    for (size_t i = 0; i < V->rows * V->cols; i++) {
        square += V->v[i] * V->v[i];
    }
    for (size_t i = 0; i < V->rows * V->cols; i++) {
        answer->v[i] += size * V->v[i] / square;
    }
}

START_TEST(what_is_seen_would_have_been_shown)
{
    size_t seen = 0;
    for (uint64_t seed = 1; seed <= 80; seed++) {
        along a = {0};
        nets_random(&a.n, seed);
        along_look(&a, 1, seed);
        for (size_t i = 0; i < 8 * a.n.net.L; i++) {
            bp_quantity q = targets[i % 4];
            size_t l = 1 + i / 8, k = i / 4 % 2;
            const bp_walk *walk = bp_walks_of(&a.report.directions, q, l);
            bp_mat *answer = answer_of(&a, q, l);
            bp_finding before = ask(&a, judges[k], q, l);
            ck_assert_msg(before.verdict != BP_WRONG, "seed %zu", (size_t)seed);
            if (before.verdict == BP_CORRECT) {
                double size = 2.0 * before.bar * (seed % 2 ? 1.0 : -1.0);
                move_along(answer, &walk->V, size);
                bp_finding f = ask(&a, judges[k], q, l);
                ck_assert_msg(f.verdict == BP_WRONG, "seed %zu, %s of %s^%zu: slope %g",
                              (size_t)seed, f.method, answer->name, l, f.slope);
                move_along(answer, &walk->V, -size);
                seen++;
            }
        }
        along_free(&a);
    }
    ck_assert_uint_ge(seen, 1000);
}
END_TEST

/* One entry of ∂C/∂W^1 is off by what the first draw says is missed once in a hundred; so many of
 * 1000 other draws miss it. Their bars are not all as wide as the widest of the first. */
START_TEST(the_power_is_what_it_says)
{
    along a;
    size_t missed = 0;
    along_new(&a, "tanh", "sigmoid", "quadratic", 3);
    double size = ask(&a, bp_judge_directional, BP_dW, 1).seen;
    for (uint64_t seed = 2; seed <= 1001; seed++) {
        bp_directions d;
        ck_assert(bp_directions_walk(&d, &a.report.inputs, &a.report.noise, 3, seed, NULL));
        bp_mat *answer = answer_of(&a, BP_dW, 1);
        double before = answer->v[seed % 20];
        answer->v[seed % 20] += size;
        missed += bp_judge_directional(answer, &a.report.bound.dW[1], &d, BP_dW, 1).verdict !=
                  BP_WRONG;
        answer->v[seed % 20] = before;
        bp_directions_free(&d);
    }
    ck_assert_msg(missed <= 20 && missed >= 1, "%zu of 1000 missed", missed);
    along_free(&a);
}
END_TEST

START_TEST(more_directions_see_more)
{
    along a;
    double before = HUGE_VAL;
    along_new(&a, "tanh", "sigmoid", "quadratic", 1);
    for (size_t n = 1; n <= 64; n *= 4) {
        along_look(&a, n, 1);
        bp_finding f = ask(&a, bp_judge_directional, BP_dW, 1);
        double in_bars = f.seen / f.widest;
        ck_assert_double_lt(in_bars, before);
        ck_assert(n > 1 || fabs(in_bars - 1.0 / 0.012533) < 0.1); /* P(|N(0,1)| < .0125) = 1 % */
        before = in_bars;
    }
    along_free(&a);
}
END_TEST

START_TEST(what_cannot_be_judged_is_named)
{
    along a;
    along_new(&a, "relu", "sigmoid", "quadratic", 2);
    for (size_t k = 0; k < 2; k++) {
        const bp_mat *wrong_shape = answer_of(&a, BP_dW, 1), *bound = &a.report.bound.dW[2];
        const bp_directions *d = &a.report.directions;
        ck_says(judges[k](wrong_shape, bound, d, BP_dW, 2), BP_SHAPE_DIFFERS);

        double *entry = answer_of(&a, BP_dW, 2)->v, before = *entry;
        const double bad[] = {NAN, HUGE_VAL, -HUGE_VAL};
        for (size_t i = 0; i < 3; i++) {
            *entry = bad[i];
            ck_says(ask(&a, judges[k], BP_dW, 2), BP_WRONG);
        }
        *entry = before;

        double *entry_bound = a.report.bound.dW[2].v, bound_before = *entry_bound;
        *entry_bound = NAN;
        ck_says(ask(&a, judges[k], BP_dW, 2), BP_UNDECIDED);
        *entry_bound = HUGE_VAL;
        ck_says(ask(&a, judges[k], BP_dW, 2), BP_UNDECIDED);
        *entry_bound = bound_before;
        ck_says(ask(&a, judges[k], BP_dW, 2), BP_CORRECT);
    }
    bp_mat_fill(&a.n.net.W[1], 0.0);
    bp_mat_fill(&a.n.net.b[1], 0.0);
    along_look(&a, 2, 1);
    for (size_t k = 0; k < 2; k++) {
        ck_says(ask(&a, judges[k], BP_dW, 1), BP_KINK); /* every Z^1 stands on relu's kink */
    }
    bp_mat_fill(&a.n.net.b[1], -1.0);
    along_look(&a, 2, 1);
    for (size_t k = 0; k < 2; k++) {
        ck_says(ask(&a, judges[k], BP_db, 1), BP_VACUOUS); /* and here all are dead */
    }
    bp_mat_fill(&a.n.net.b[2], NAN);
    along_look(&a, 2, 1);
    for (size_t k = 0; k < 2; k++) {
        ck_says(ask(&a, judges[k], BP_db, 2), BP_UNDECIDED);
    }
    along_free(&a);
}
END_TEST

/* As a student's rule: ∂C/∂b^l without the sum's last sample. */
static void one_sample_short(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    for (size_t j = 0; j < out->rows; j++) {
        out->v[j] = 0.0;
        for (size_t m = 0; m + 1 < p->M; m++) {
            out->v[j] += BP_AT(&p->dZ[l], j, m);
        }
    }
}

START_TEST(a_planted_mistake_is_found_and_blamed)
{
    for (size_t k = 0; k < 2; k++) {
        along a;
        report_line line;
        along_new(&a, "tanh", "sigmoid", "quadratic", 2);
        const bp_planted planted[] = {{"db", one_sample_short, NULL}, {0}};
        bp_verify_options v = {.use_directional = k == 0, .use_taylor = k == 1};
        v.planted = planted;
        bp_report_free(&a.report);
        ck_assert(bp_verify(&a.report, &a.n.net, &a.n.data.X, &a.n.data.Y, &v));
        ck_assert_uint_eq(a.report.directions.each, BP_DIRECTIONS);
        report_culprits(line, &a.report);
        ck_assert_str_eq(line, "db^1 db^2");
        ck_assert(report_result(&a.report, "dA-local", 1)->verdict == BP_NOT_APPLICABLE);
        along_free(&a);
    }
}
END_TEST

/* A step of 1e-14 leaves a difference without a digit, and what sees whole matrices cannot help. */
START_TEST(directions_do_not_speak_for_entries)
{
    along a;
    along_new(&a, "tanh", "sigmoid", "quadratic", 1);
    bp_verify_options v = {.use_directional = true, .use[BP_FORWARD] = true, .h[BP_FORWARD] = 1e-14};
    bp_report_free(&a.report);
    ck_assert(bp_verify(&a.report, &a.n.net, &a.n.data.X, &a.n.data.Y, &v));
    const bp_result *r = report_result(&a.report, "dW", 1);
    ck_assert(!r->given[0].along && r->given[0].verdict == BP_UNDECIDED);
    ck_assert(r->given[1].along && r->given[1].verdict == BP_CORRECT);
    ck_assert(r->verdict == BP_UNDECIDED && r->chain_verdict == BP_UNDECIDED);
    along_free(&a);
}
END_TEST

Suite *along_verdict_suite(void)
{
    Suite *suite = suite_create("along_verdict");
    TCase *judged = tcase_create("judged"), *power = tcase_create("power");
    tcase_add_test(judged, a_right_answer_has_slope_2_and_a_wrong_one_slope_1);
    tcase_add_test(judged, an_exact_quadratic_has_slope_2_exactly);
    tcase_add_test(judged, where_c_is_straight_a_right_answer_leaves_nothing);
    tcase_add_test(judged, what_cannot_be_judged_is_named);
    tcase_add_test(judged, a_planted_mistake_is_found_and_blamed);
    tcase_add_test(judged, directions_do_not_speak_for_entries);
    tcase_set_timeout(power, 60);
    tcase_add_test(power, what_is_seen_would_have_been_shown);
    tcase_add_test(power, the_power_is_what_it_says);
    tcase_add_test(power, more_directions_see_more);
    suite_add_tcase(suite, judged);
    suite_add_tcase(suite, power);
    return suite;
}
