/* The smallest counterexample: every mistake has one, it is small, plain and exposed, and has no
 * more than the mistake needs. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "shrink.h"
#include "test_report.h"

/* The most numbers that a mistake of the catalogue needs. */
#define LIMIT 10
#define TWO_BY_TWO 11 /* what needs two rows and two columns in a hidden layer: 1-2-1, M = 2 */

static void find(bp_counterexample *found, const char *id, bool same_shape)
{
    const bp_cause cause = {bp_mistake_named(id), NULL};
    ck_assert(cause.first && bp_shrink(found, &cause, same_shape, NULL));
}

static void verify_cause(bp_report *report, const bp_counterexample *f, const bp_cause *cause)
{
    const bp_planted planted[] = {bp_cause_planted(cause), {0}};
    bp_verify_options v = bp_verify_defaults;
    v.planted = planted;
    ck_assert(bp_verify(report, &f->net, &f->data.X, &f->data.Y, &v));
}

static void verify(bp_report *report, const bp_counterexample *f, const bp_mistake *m)
{
    const bp_cause cause = {m, NULL};
    verify_cause(report, f, &cause);
}

/* Numbers ------------------------------------------------------------------------------------- */

/* Whole, of -5 … 5, and no two equal ones beside or below each other; returns how many. */
static size_t ck_plain(const bp_mat *m, bool differ, const char *id)
{
    for (size_t i = 0; i < m->rows; i++) {
        for (size_t j = 0; j < m->cols; j++) {
            double x = BP_AT(m, i, j);
            ck_assert_msg(x == floor(x) && fabs(x) <= 5.0, "%s: %s holds %g", id, m->name, x);
            ck_assert_msg(!differ || ((i == 0 || x != BP_AT(m, i - 1, j)) &&
                                      (j == 0 || x != BP_AT(m, i, j - 1))),
                          "%s: %s has equal neighbours", id, m->name);
        }
    }
    return m->rows * m->cols;
}

static void ck_small(const bp_counterexample *f, const char *id, size_t limit)
{
    size_t numbers = ck_plain(&f->data.X, true, id) + ck_plain(&f->data.Y, false, id);
    for (size_t l = 1; l <= f->net.L; l++) {
        numbers += ck_plain(&f->net.W[l], true, id) + ck_plain(&f->net.b[l], true, id);
    }
    ck_assert_msg(numbers == f->numbers && numbers >= 4 && numbers <= limit, "%s: %zu numbers", id,
                  numbers);
}

/* Exposure ------------------------------------------------------------------------------------ */

/* By a tenth of the largest entry, unless the mistake is one of rounding; or by the shape. */
static void ck_visible(const bp_report *report, const bp_counterexample *f, const char *id)
{
    const bp_mat *right = &report->inputs.of[f->equation->target][f->layer];
    const bp_mat *wrong = &report->given.pass.of[f->equation->answer][f->layer];
    double gap = fabs(BP_AT(right, f->row, f->col) - BP_AT(wrong, f->row, f->col));
    bool rounding = strstr(id, "-float") != NULL;
    ck_assert_msg(isfinite(gap) && gap > 0.0, "%s: a gap of %g", id, gap);
    ck_assert_msg(gap >= (rounding ? 1e-8 : 0.0999) * bp_mat_largest(right), "%s: a gap of %g", id, gap);
}

/* σ' of the step before has one value, too. */
static void ck_older_kinks(const bp_report *report, const char *id)
{
    const bp_pass *older = &report->older.pass;
    for (size_t l = 1; l <= older->L; l++) {
        for (size_t i = 0; i < older->Z[l].rows * older->M; i++) {
            ck_assert_msg(!older->sigma[l]->kink || older->Z[l].v[i] != 0.0, "%s: a kink before", id);
        }
    }
}

static void ck_exposed(const bp_counterexample *f, const bp_mistake *m)
{
    bp_report report;
    verify(&report, f, m);
    for (size_t i = 0; i < report.count; i++) {
        const bp_result *r = &report.results[i];
        bool own = strcmp(r->equation->id, m->equation) == 0;
        ck_assert_msg(!r->culprit || own, "%s: %s is blamed", m->id, r->equation->id);
        ck_assert_msg(r->verdict != BP_KINK && r->verdict != BP_UNDECIDED, "%s: %s is %s", m->id,
                      r->equation->id, bp_verdict_name(r->verdict));
    }
    const bp_result *r = report_result(&report, m->equation, f->layer);
    ck_assert_msg(r->culprit && r->verdict >= BP_WRONG, "%s: not exposed", m->id);
    if (r->verdict == BP_WRONG) {
        ck_visible(&report, f, m->id);
    }
    if (f->looks_back) {
        ck_older_kinks(&report, m->id);
    }
    ck_assert_msg(!f->same_shape || r->verdict == BP_WRONG, "%s: another shape", m->id);
    bp_report_free(&report);
}

START_TEST(every_mistake_has_a_small_counterexample_that_verification_exposes)
{
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        bp_counterexample f;
        find(&f, m->id, false);
        bool order = strcmp(m->id, "dA-hidden-column-major") == 0 ||
                     strcmp(m->id, "dZ-hidden-column-major") == 0;
        ck_small(&f, m->id, order ? TWO_BY_TWO : LIMIT);
        ck_exposed(&f, m);
        bool remembers = strstr(m->id, "stale") || strstr(m->id, "not-zeroed");
        ck_assert_msg(f.looks_back == remembers, "%s: looks back %d", m->id, f.looks_back);
        bp_counterexample_free(&f);
    }
}
END_TEST

/* dW-order and dW-hadamard take a second and more: left out here. */
START_TEST(where_shapes_must_fit_the_numbers_tell)
{
    const char *const ids[] = {"affine-transpose",     "dZ-output-transposed",   "dW-column-major",
                               "dA-hidden-transposed", "dZ-hidden-no-transpose", "dW-transposed"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        bp_counterexample f;
        find(&f, ids[i], true);
        ck_small(&f, ids[i], BP_SHRINK_NUMBERS);
        ck_exposed(&f, bp_mistake_named(ids[i]));
        bp_counterexample_free(&f);
    }
}
END_TEST

/* What a mistake needs is there, and no more. */
START_TEST(a_counterexample_has_what_the_mistake_needs)
{
    static const struct {
        const char *id, *sigma;
        size_t L, M, N_0, N_1, numbers;
    } needs[] = {
        {"dW-last-sample", "identity", 1, 2, 1, 1, 6}, {"db-first-sample", "identity", 1, 2, 1, 1, 6},
        {"dW-sign", "identity", 1, 1, 1, 1, 4},        {"dW-transposed", "identity", 1, 1, 2, 1, 6},
        {"db-transposed", "identity", 1, 1, 1, 2, 7},  {"dA-hidden-sign", "identity", 2, 1, 1, 1, 6},
        {"dZ-output-slope-missing", "relu", 1, 1, 1, 1, 4},
        {"dZ-output-slope-at-A", "sigmoid", 1, 1, 1, 1, 4},
        {"dZ-output-slope-of-other", "relu", 2, 1, 1, 1, 6}, /* no softmax of one neuron */
        {"dZ-output-elementwise", "softmax", 1, 1, 1, 2, 7},
        {"affine-bias-per-weight", "identity", 1, 1, 2, 1, 6},
        {"affine-transpose", "identity", 1, 1, 2, 1, 6}, /* a 1×1 W is its own transpose */
        {"dW-column-major", "identity", 1, 1, 2, 2, 10},
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        bp_counterexample f;
        find(&f, needs[i].id, false);
        ck_assert_str_eq(f.net.sigma[1]->name, needs[i].sigma);
        ck_assert_str_eq(f.net.loss->name, "quadratic");
        ck_assert_msg(f.net.L == needs[i].L && f.data.X.cols == needs[i].M &&
                          f.net.N[0] == needs[i].N_0 && f.net.N[1] == needs[i].N_1 &&
                          f.numbers == needs[i].numbers,
                      "%s", needs[i].id);
        bp_counterexample_free(&f);
    }
}
END_TEST

/* The same matrix? Another shape is another matrix. */
static bool same(const bp_report *a, const bp_report *b, const bp_counterexample *f)
{
    const bp_mat *p = &a->given.pass.of[f->equation->answer][f->layer];
    const bp_mat *q = &b->given.pass.of[f->equation->answer][f->layer];
    return bp_mat_same_shape(p, q) && bp_mat_gap(p, q).gap < 1e-9;
}

START_TEST(of_two_mistakes_both_show)
{
    const char *const ids[][2] = {{"dW-transposed", "dW-sign"}, {"dW-last-sample", "dW-decay"},
                                  {"db-mean-twice", "db-sign"}, {"dW-not-zeroed", "dW-absolute"}};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const bp_cause both = {bp_mistake_named(ids[i][0]), bp_mistake_named(ids[i][1])};
        bp_counterexample f;
        bp_report pair, first, second;
        ck_assert(bp_shrink(&f, &both, false, NULL));
        ck_small(&f, ids[i][0], LIMIT);
        verify_cause(&pair, &f, &both);
        verify(&first, &f, both.first);
        verify(&second, &f, both.second);
        ck_assert_msg(!same(&pair, &first, &f) && !same(&pair, &second, &f), "%s", ids[i][0]);
        ck_assert_uint_ge(pair.culprits, 1);
        bp_report_free(&pair);
        bp_report_free(&first);
        bp_report_free(&second);
        bp_counterexample_free(&f);
    }
}
END_TEST

/* Nothing, and no memory ---------------------------------------------------------------------- */

START_TEST(what_cancels_shows_nowhere)
{
    const bp_cause cause = {bp_mistake_named("dZ-output-twice"), bp_mistake_named("dZ-output-half")};
    bp_counterexample f;
    ck_assert(bp_shrink(&f, &cause, false, NULL));
    ck_assert(f.numbers == 0 && !f.net.W && !f.data.X.v);
    bp_counterexample_free(&f);
}
END_TEST

static bool stop_after(void *user, size_t done, size_t total)
{
    size_t *left = user;
    ck_assert(done >= 1 && done <= total);
    return --*left > 0;
}

START_TEST(a_search_that_is_stopped_has_found_nothing)
{
    const bp_cause cause = {bp_mistake_named("dW-sign"), NULL};
    size_t left = 2;
    const bp_progress progress = {stop_after, &left};
    bp_counterexample f;
    ck_assert(bp_shrink(&f, &cause, false, &progress));
    ck_assert(f.numbers == 0 && left == 0);
}
END_TEST

START_TEST(without_memory_it_says_so_and_leaves_nothing)
{
    const bp_cause cause = {bp_mistake_named("dW-stale"), NULL};
    size_t failed = 0;
    bool complete = false;
    for (long after = 0; !complete; after += 97) {
        bp_counterexample f;
        dry_after(after);
        complete = bp_shrink(&f, &cause, false, NULL);
        dry_after(-1);
        failed += !complete;
        ck_assert(complete == (f.numbers > 0));
        bp_counterexample_free(&f);
    }
    ck_assert_uint_ge(failed, 10);
}
END_TEST

START_TEST(the_lists_name_every_activation_and_every_loss)
{
    size_t activations = 0, losses = 0;
    while (bp_activations[activations].name) {
        activations++;
    }
    while (bp_losses[losses].name) {
        losses++;
    }
    ck_assert_uint_eq(activations, BP_EASY_ACTIVATIONS);
    ck_assert_uint_eq(losses, BP_EASY_LOSSES);
    for (size_t i = 0; i < activations; i++) {
        ck_assert_ptr_nonnull(bp_activation_named(bp_easy_activations[i]));
    }
    for (size_t i = 0; i < losses; i++) {
        ck_assert_ptr_nonnull(bp_loss_named(bp_easy_losses[i]));
    }
}
END_TEST

Suite *shrink_suite(void)
{
    Suite *suite = suite_create("shrink");
    TCase *found = tcase_create("found"), *none = tcase_create("none");
    tcase_set_timeout(found, 120);
    tcase_add_test(found, every_mistake_has_a_small_counterexample_that_verification_exposes);
    tcase_add_test(found, where_shapes_must_fit_the_numbers_tell);
    tcase_add_test(found, of_two_mistakes_both_show);
    tcase_add_test(found, a_counterexample_has_what_the_mistake_needs);
    tcase_set_timeout(none, 120);
    tcase_add_test(none, what_cancels_shows_nowhere);
    tcase_add_test(none, a_search_that_is_stopped_has_found_nothing);
    tcase_add_test(none, without_memory_it_says_so_and_leaves_nothing);
    tcase_add_test(none, the_lists_name_every_activation_and_every_loss);
    suite_add_tcase(suite, found);
    suite_add_tcase(suite, none);
    return suite;
}
