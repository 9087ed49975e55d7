/* Where a mistake shows: each condition of the catalogue is true, both ways. Where it fails, the
 * planted answer is the right one; where it holds, it is another one, in networks without
 * accidents. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "mistakes.h"
#include "near.h"
#include "test_nets.h"
#include "verify.h"

/* An answer that differs by less, in units of its largest entry, is the same: it is rounding. */
#define ROUNDING 1e-11

enum { MOST = 400 };

/* How often each mistake's condition held, and failed. */
static size_t held[MOST], failed[MOST];

typedef void verdict_on(const char *where, bool holds, bool differs);

/* Where it fails, nothing is to be seen. */
static void ck_fails(const char *where, bool holds, bool differs)
{
    ck_assert_msg(holds || !differs, "%s shows, and should not", where);
}

/* Both ways. */
static void ck_holds(const char *where, bool holds, bool differs)
{
    ck_assert_msg(holds == differs, "%s %s", where, differs ? "shows" : "does not show");
}

static bool differs(const bp_answers *a, const bp_mat *right, bp_quantity q, size_t l)
{
    const bp_mat *answer = &a->pass.of[q][l];
    return a->broken[q][l][0] || answer->rows != right->rows || answer->cols != right->cols ||
           !(bp_mat_gap(answer, right).gap <= ROUNDING * bp_mat_largest(right) + DBL_EPSILON);
}

/* One mistake in every layer of a network. */
static void look_at(const bp_report *report, bp_answers *tried, size_t i, const char *name,
                    verdict_on *check)
{
    const bp_mistake *m = bp_mistake_at(i);
    const bp_equation *e = bp_equation_named(m->equation);
    const bp_cause cause = {m, NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    const bp_pass *inputs = &report->inputs;
    ck_assert(bp_answer_equation(tried, e, inputs, &report->older.pass, planted));
    for (size_t l = 1; l <= inputs->L; l++) {
        if (bp_applies(e, inputs->net, inputs->M, l)) {
            const bp_mat *right = &report->given.pass.of[e->answer][l];
            bool holds = bp_mistake_shows(m)->holds(inputs, l, right);
            char where[300];
            snprintf(where, sizeof where, "%s^%zu in %s, L = %zu, M = %zu, %s: %s", m->id, l, name,
                     inputs->L, inputs->M, inputs->net->sigma[l]->name, bp_mistake_shows(m)->text);
            check(where, holds, differs(tried, right, e->answer, l));
            held[i] += holds;
            failed[i] += !holds;
        }
    }
}

static void look(const nets *n, const char *name, verdict_on *check)
{
    const bp_verify_options v = {.use_complex = true};
    bp_report report;
    bp_answers tried;
    ck_assert(bp_verify(&report, &n->net, &n->data.X, &n->data.Y, &v));
    ck_assert(bp_answers_new(&tried, &n->net, &n->data.X, &n->data.Y));
    for (size_t i = 0; bp_mistake_at(i); i++) {
        look_at(&report, &tried, i, name, check);
    }
    bp_answers_free(&tried);
    bp_report_free(&report);
}

static void name_seed(char name[40], const char *kind, uint64_t seed)
{
    snprintf(name, 40, "%s %zu", kind, (size_t)seed);
}

/* Where it fails ------------------------------------------------------------------------------ */

static void multiply(bp_mat *m, double factor)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] *= factor;
    }
}

/* What random numbers are not: no bias, no weight, no target; targets so large that 1e-8 is lost;
 * targets that all outputs are above. */
static void look_at_special(const char *name, double W, double b, double Y)
{
    const char *const sigma[] = {NULL, "sigmoid", "identity"};
    nets n;
    nets_new(&n, 2, (size_t[]){3, 2, 4}, sigma, "quadratic", 3, 77);
    for (size_t l = 1; l <= 2; l++) {
        multiply(&n.net.W[l], W);
        multiply(&n.net.b[l], b);
    }
    multiply(&n.data.Y, Y);
    look(&n, name, ck_fails);
    nets_free(&n);
}

/* Every matrix is one number, and W^3 is 0. */
static void look_at_ones(void)
{
    const char *const sigma[] = {NULL, "tanh", "sigmoid", "softplus"};
    nets n;
    nets_new(&n, 3, (size_t[]){1, 1, 1, 1}, sigma, "absolute", 1, 78);
    multiply(&n.net.W[3], 0.0);
    look(&n, "ones", ck_fails);
    nets_free(&n);
}

START_TEST(where_a_condition_fails_the_answer_is_right)
{
    for (uint64_t seed = 1; seed <= 150; seed++) {
        char name[40];
        nets n;
        name_seed(name, "random", seed);
        nets_random(&n, seed);
        look(&n, name, ck_fails);
        nets_free(&n);
    }
    look_at_special("no weights", 0.0, 1.0, 1.0);
    look_at_special("no biases", 1.0, 0.0, 1.0);
    look_at_special("no targets", 1.0, 1.0, 0.0);
    look_at_special("large targets", 1.0, 1.0, 1e9);
    look_at_special("nothing", 0.0, 0.0, 0.0);
    look_at_ones();
    for (size_t i = 0; bp_mistake_at(i); i++) {
        const bp_mistake *m = bp_mistake_at(i);
        bool any = strncmp(bp_mistake_shows(m)->text, "in any", 6) == 0;
        ck_assert_msg(any == (failed[i] == 0), "%s: %s never fails", m->id,
                      bp_mistake_shows(m)->text);
    }
}
END_TEST

/* Where it holds ------------------------------------------------------------------------------ */

/* One to four layers of widths 1 to 5, up to 4 samples, and no accidents: no kinks; no softmax of
 * one neuron, which is always 1, or of two, which see only their difference, and so Wᵀ as W; no
 * absolute loss after the identity, for there all of ∂C/∂Z^L is 1/M or −1/M. */
static void draw_smooth(nets *n, uint64_t seed)
{
    const char *const smooth[] = {"identity", "sigmoid", "tanh",   "softplus",
                                  "silu",     "gelu",    "softmax"};
    bp_rng rng = bp_rng_seed(seed);
    size_t N[5] = {1 + bp_rng_below(&rng, 5)}, L = 1 + bp_rng_below(&rng, 4);
    const char *sigma[5] = {NULL}, *loss;
    bool good;
    do {
        nets_output(&sigma[L], &loss, bp_rng_below(&rng, 1000));
        bool signs = strcmp(loss, "absolute") == 0 && strcmp(sigma[L], "identity") == 0;
        good = !signs && strcmp(sigma[L], "elu") != 0 && !strstr(sigma[L], "relu");
    } while (!good);
    for (size_t l = 1; l <= L; l++) {
        sigma[l] = l < L ? smooth[bp_rng_below(&rng, 7)] : sigma[l];
        N[l] = (strcmp(sigma[l], "softmax") == 0 ? 3 : 1) + bp_rng_below(&rng, 5);
    }
    nets_new(n, L, N, sigma, loss, 1 + bp_rng_below(&rng, 4), seed);
}

START_TEST(where_a_condition_holds_the_answer_is_wrong)
{
    for (uint64_t seed = 1; seed <= 100; seed++) {
        char name[40];
        nets n;
        name_seed(name, "smooth", seed);
        draw_smooth(&n, seed);
        look(&n, name, ck_holds);
        nets_free(&n);
    }
    for (size_t i = 0; bp_mistake_at(i); i++) {
        ck_assert_msg(held[i] > 0, "%s never shows", bp_mistake_at(i)->id);
    }
}
END_TEST

Suite *shows_suite(void)
{
    Suite *suite = suite_create("shows");
    TCase *both = tcase_create("both ways");
    tcase_set_timeout(both, 60);
    tcase_add_test(both, where_a_condition_fails_the_answer_is_right);
    tcase_add_test(both, where_a_condition_holds_the_answer_is_wrong);
    suite_add_tcase(suite, both);
    return suite;
}
