/* Walks made by hand, over a C that is a polynomial: what is said of them, digit by digit. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "along.h"
#include "near.h"
#include "terms.h"
#include "test_width.h"

#define WALKS 2
#define ENTRIES 3

typedef struct {
    bp_walk walks[WALKS];
    bp_directions d;
    double V[WALKS][ENTRIES], answer[ENTRIES], bound[ENTRIES];
} made;

/* C(X + hV) − C(X) = αh + βh² + γh³ in both directions; V = (1, 0, 0); the answer is right. */
static void make(made *m, double alpha, double beta, double gamma, double noise)
{
    *m = (made){0};
    for (size_t i = 0; i < WALKS; i++) {
        bp_walk *w = &m->walks[i];
        *w = (bp_walk){.target = BP_dW, .l = 1, .slope = alpha, .bar = noise, .h = 0.125};
        w->V = (bp_mat){1, ENTRIES, ENTRIES, m->V[i], ""};
        m->V[i][0] = 1.0;
        for (size_t k = 0; k < BP_HALVINGS; k++) {
            double h = bp_step_along(k);
            w->noise[k] = noise;
            w->ahead[k] = h * (alpha + h * (beta + h * gamma));
        }
    }
    m->d = (bp_directions){.walks = m->walks, .each = WALKS, .count = WALKS};
    m->answer[0] = alpha;
}

static bp_finding ask(made *m, bool taylor)
{
    const bp_mat answer = {1, ENTRIES, ENTRIES, m->answer, ""};
    const bp_mat bound = {1, ENTRIES, ENTRIES, m->bound, ""};
    return (taylor ? bp_judge_taylor : bp_judge_directional)(&answer, &bound, &m->d, BP_dW, 1);
}

#define ck_says(f, want) \
    ck_assert_msg((f).verdict == (want), "%s, slope %g", bp_verdict_name((f).verdict), (f).slope)

START_TEST(a_slope_is_read_off_just_above_the_noise)
{
    made m;
    make(&m, 1.0, 1.0, 0.0, 0x1p-33); /* eight times that is h² at h = 2^-15 */
    bp_finding f = ask(&m, true);
    ck_says(f, BP_CORRECT);
    ck_assert_double_eq(f.slope, 2.0);
    ck_assert_double_eq(f.step, 0x1p-14);
    ck_assert_double_eq_tol(f.seen, 0x1p-13, 1e-10);
    make(&m, 1.0, 0.0, 1.0, 0x1p-33);
    f = ask(&m, true);
    ck_says(f, BP_CORRECT);
    ck_assert_double_eq(f.slope, 3.0);
    ck_assert_double_eq(f.step, 0x1p-9);
    make(&m, 1.0, 0.0, 0.0, 0x1p-33);
    f = ask(&m, true);
    ck_says(f, BP_CORRECT);
    ck_assert(isinf(f.slope));
    ck_assert_double_eq_tol(f.seen, 2.0 * 0x1p-30 / 0x1p-5, 1e-13); /* two steps are longer */
}
END_TEST

/* The share of the first order, and the slope, at h = 2^-20: the last above a noise of 2^-24. */
START_TEST(both_slope_and_share_must_say_wrong)
{
    const struct {
        double linear, square, cube;
        bp_verdict want;
    } rows[] = {
        {1.0, 0.0, 0.0, BP_WRONG},    {0.6, 0.4, 0.0, BP_WRONG},     /* slopes 1, 1.49 */
        {0.55, 0.45, 0.0, BP_CORRECT}, {0.1, 0.9, 0.0, BP_CORRECT}, /* 1.54, 1.93 */
        {0.0, 2.2, -1.2, BP_CORRECT}, {0.45, 1.6, -1.05, BP_CORRECT}, /* −0.26 and −1.1: cancelled */
        {0.55, 1.5, -1.05, BP_WRONG}, {-1.0, 0.0, 0.0, BP_WRONG},
        {NAN, 0.0, 0.0, BP_WRONG},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        made m;
        make(&m, 1e6, 0.0, 0.0, 0x1p-30);
        double h = 0x1p-20;
        for (size_t w = 0; w < WALKS; w++) {
            for (size_t k = 0; k < BP_HALVINGS; k++) {
                double t = bp_step_along(k) / h;
                double rest = t * (rows[i].linear + t * (rows[i].square + t * rows[i].cube));
                m.walks[w].ahead[k] = 1e6 * bp_step_along(k) + (t < 1.0 ? 0.0 : 0x1p-26 * rest);
            }
        }
        m.answer[0] = isnan(rows[i].linear) ? NAN : 1e6;
        bp_finding f = ask(&m, true);
        ck_assert_msg(f.verdict == rows[i].want, "row %zu: %s, slope %g", i,
                      bp_verdict_name(f.verdict), f.slope);
    }
}
END_TEST

START_TEST(an_answer_is_as_good_as_its_bound_and_its_sum)
{
    made m;
    make(&m, 0.6, 0.0, 0.0, 0.0);
    for (size_t i = 0; i < WALKS; i++) {
        memcpy(m.V[i], (double[]){0.1, 0.2, 0.3}, sizeof m.V[i]);
    }
    m.answer[0] = m.answer[1] = m.answer[2] = 1.0;
    ck_assert(0.1 + 0.2 + 0.3 != 0.6);
    ck_says(ask(&m, false), BP_CORRECT);
    m.answer[0] = 1.001;
    ck_says(ask(&m, false), BP_WRONG);
    ck_says(ask(&m, true), BP_WRONG);
    m.bound[0] = 1.1e-3;
    ck_says(ask(&m, false), BP_CORRECT);
    ck_assert_double_eq_tol(ask(&m, false).bar, 1.1e-4, 1e-15);
    bp_finding f = ask(&m, true);
    ck_says(f, BP_UNDECIDED); /* it would show eight times that, and twice: 0.3 % of the length */
    ck_assert(isinf(f.slope));
}
END_TEST

START_TEST(bars_beside_the_length_decide)
{
    made m;
    make(&m, 3.0, 0.0, 0.0, 1e-5);
    m.walks[1].slope = 4.0;
    m.V[1][0] = 4.0 / 3.0;
    for (size_t k = 0; k < BP_HALVINGS; k++) {
        m.walks[1].ahead[k] *= 4.0 / 3.0;
    }
    m.walks[0].bar = 3.5e-3;
    bp_finding f = ask(&m, false);
    ck_says(f, BP_CORRECT);
    ck_assert_double_eq_tol(f.largest, sqrt(12.5), 1e-14);
    ck_assert_double_eq_tol(f.widest, 3.5e-3, 1e-14);
    m.walks[0].bar = 3.6e-3; /* above a thousandth of that length */
    f = ask(&m, false);
    ck_says(f, BP_UNDECIDED);
    ck_assert(f.row == 0 && f.of[BP_UNDECIDED] == 1 && f.of[BP_CORRECT] == 1);
    f = ask(&m, true);
    ck_says(f, BP_UNDECIDED);
    ck_assert_double_eq_tol(f.seen, 16e-5 / 0x1p-5, 1e-12);
}
END_TEST

/* Walks that are walked ---------------------------------------------------------------------- */

/* What a rise to C may be off, where C was `before`: by hand. */
static double off(double E, double before, double rise)
{
    return 2.0 * (E + 0x1p-53 * fabs(before + rise)) + bp_gamma(5) * fabs(rise);
}

static double quotient(const bp_walk *w, size_t k)
{
    return (w->ahead[k] - w->back[k]) / (2.0 * bp_step_along(k));
}

static double bar_by_hand(const bp_walk *w, size_t k)
{
    double D = quotient(w, k), D_2 = quotient(w, k - 1), D_4 = quotient(w, k - 2);
    return fmax(fabs(D - D_2), fabs(D_2 - D_4) / 4.0) + w->noise[k] / bp_step_along(k);
}

/* y sets how large C is beside its rises: 0.3 and 300; E is another time the largest of all. */
START_TEST(a_walk_has_the_bars_that_hands_work_out)
{
    const struct {
        double y, E;
    } rows[] = {{0.3, 0.0}, {300.0, 0.0}, {0.3, 1e-9}};
    for (size_t i = 0; i < 3; i++) {
        width w;
        bp_directions d;
        width_new(&w, (width_chain){0.7, 0.2, 0.4, -0.1, 1.3, rows[i].y, "tanh", NULL});
        w.bound.C[2].v[0] = rows[i].E;
        ck_assert(bp_directions_walk(&d, &w.pass, &w.bound, 2, 5, NULL));
        double C = w.pass.C[2].v[0];
        for (const bp_walk *walk = d.walks; walk < d.walks + d.count; walk++) {
            double narrowest = HUGE_VAL;
            for (size_t k = 0; k < BP_HALVINGS; k++) {
                double want = fmax(off(rows[i].E, C, walk->ahead[k]),
                                   off(rows[i].E, C, walk->back[k]));
                ck_assert_double_eq_tol(walk->noise[k] / want, 1.0, 1e-9);
            }
            for (size_t k = walk->first + 2; k < BP_HALVINGS; k++) {
                narrowest = fmin(narrowest, bar_by_hand(walk, k));
            }
            ck_assert_double_eq_tol(walk->bar / narrowest, 1.0, 1e-9);
        }
        bp_directions_free(&d);
        width_free(&w);
    }
}
END_TEST

Suite *along_made_suite(void)
{
    Suite *suite = suite_create("along_made");
    TCase *by_hand = tcase_create("by hand");
    tcase_add_test(by_hand, a_slope_is_read_off_just_above_the_noise);
    tcase_add_test(by_hand, both_slope_and_share_must_say_wrong);
    tcase_add_test(by_hand, an_answer_is_as_good_as_its_bound_and_its_sum);
    tcase_add_test(by_hand, bars_beside_the_length_decide);
    tcase_add_test(by_hand, a_walk_has_the_bars_that_hands_work_out);
    suite_add_tcase(suite, by_hand);
    return suite;
}
