#include "candidate.h"

#include <math.h>

#include "pass.h"

/* A gap below this is rounding, even where the right answer is 0. */
#define SMALLEST_GAP 1e-9

static void collect_numbers(bp_candidate *c, const bp_mat *m, bool neighbours)
{
    for (size_t i = 0; i < m->rows; i++) {
        for (size_t j = 0; j < m->cols; j++) {
            c->number[c->numbers++] = (bp_number){
                .at = &BP_AT(m, i, j),
                .left = neighbours && j > 0 ? &BP_AT(m, i, j - 1) : NULL,
                .above = neighbours && i > 0 ? &BP_AT(m, i - 1, j) : NULL,
            };
        }
    }
}

bool bp_candidate_new(bp_candidate *c, size_t L, const size_t *N, size_t M)
{
    c->numbers = 0;
    if (!bp_net_new(&c->net, L, N) || !bp_net_new(&c->older_net, L, N) ||
        !bp_data_new(&c->data, N[0], N[L], M) ||
        !bp_pass_new(&c->pass, &c->net, &c->data.X, &c->data.Y) ||
        !bp_pass_new(&c->older, &c->older_net, &c->data.X, &c->data.Y) ||
        !bp_answers_new(&c->answers, &c->net, &c->data.X, &c->data.Y) ||
        !bp_answers_new(&c->alone, &c->net, &c->data.X, &c->data.Y)) {
        bp_candidate_free(c);
        return false;
    }
    for (size_t l = 1; l <= L; l++) {
        collect_numbers(c, &c->net.W[l], true);
        collect_numbers(c, &c->net.b[l], true);
    }
    collect_numbers(c, &c->data.X, true);
    collect_numbers(c, &c->data.Y, false);
    return true;
}

void bp_candidate_free(bp_candidate *c)
{
    bp_answers_free(&c->alone);
    bp_answers_free(&c->answers);
    bp_pass_free(&c->older);
    bp_pass_free(&c->pass);
    bp_data_free(&c->data);
    bp_net_free(&c->older_net);
    bp_net_free(&c->net);
}

/* Does it show? ------------------------------------------------------------------------------- */

static bool stands_on_kink(const bp_pass *p)
{
    bool kink = false;
    for (size_t l = 1; l <= p->L; l++) {
        for (size_t i = 0; i < p->Z[l].rows * p->M; i++) {
            kink = kink || (p->sigma[l]->kink && p->Z[l].v[i] == 0.0);
            kink = kink || (l == p->L && p->net->loss->kink && p->A[l].v[i] == p->Y->v[i]);
        }
    }
    return kink;
}

/* False: the numbers lead to a kink, or out of double. */
static bool run_passes(bp_candidate *c)
{
    bp_departure first;
    bp_mat_copy(&c->pass.A[0], &c->data.X);
    bp_mat_copy(&c->older.A[0], &c->data.X);
    bp_forward(&c->pass);
    if (stands_on_kink(&c->pass) || bp_leaves_double(&first, &c->pass)) {
        return false;
    }
    bp_backward(&c->pass);
    bp_step_back(&c->older_net, &c->pass, BP_LEARNING_RATE);
    bp_forward(&c->older);
    bp_backward(&c->older);
    return true;
}

static bool answer(bp_candidate *c, bp_answers *answers, const bp_cause *cause,
                   const bp_pass *older)
{
    const bp_planted planted[] = {bp_cause_planted(cause), {0}};
    c->dry = !bp_answer_equation(answers, c->equation, &c->pass, older, planted);
    return !c->dry;
}

/* Another shape is seen on a blackboard where there is something to be misplaced. */
static bool shows_in(bp_candidate *c, size_t l)
{
    bp_quantity q = c->equation->answer;
    const bp_mat *right = &c->pass.of[q][l], *wrong = &c->answers.pass.of[q][l];
    bool fits = !c->answers.broken[q][l][0] && bp_mat_same_shape(wrong, right);
    bp_gap gap = fits ? bp_mat_gap(wrong, right) : (bp_gap){0};
    double largest = bp_mat_largest(right);
    c->layer = l;
    c->row = gap.row;
    c->col = gap.col;
    if (!fits) {
        return !c->same_shape && largest > 0.0;
    }
    return isfinite(gap.gap) && gap.gap > SMALLEST_GAP && gap.gap >= c->visible * largest;
}

/* Two mistakes show where neither of them alone gives the same answer. */
static bool shows_both_in(bp_candidate *c, size_t l)
{
    const bp_mistake *parts[] = {c->cause->first, c->cause->second};
    bp_quantity q = c->equation->answer;
    const bp_mat *both = &c->answers.pass.of[q][l], *one = &c->alone.pass.of[q][l];
    bool differs = !c->answers.broken[q][l][0];
    for (size_t i = 0; i < 2 && differs; i++) {
        const bp_cause cause = {parts[i], NULL};
        differs = answer(c, &c->alone, &cause, &c->older) &&
                  (c->alone.broken[q][l][0] || !bp_mat_same_shape(one, both) ||
                   bp_mat_gap(one, both).gap > SMALLEST_GAP);
    }
    return differs;
}

bool bp_candidate_shows(bp_candidate *c)
{
    bool shown = false;
    if (!run_passes(c) || !answer(c, &c->answers, c->cause, &c->older)) {
        return false;
    }
    for (size_t l = 0; l <= c->pass.L && !shown && !c->dry; l++) {
        shown = bp_applies(c->equation, &c->net, c->pass.M, l) && shows_in(c, l) &&
                (!c->cause->second || shows_both_in(c, l));
    }
    return shown;
}

/* Is it exposed? ------------------------------------------------------------------------------ */

/* Gives the answer something else to remember: is it still the same? */
static bool looks_back(bp_candidate *c)
{
    bp_quantity q = c->equation->answer;
    const bp_mat *wrong = &c->answers.pass.of[q][c->layer];
    double before = BP_AT(wrong, c->row, c->col);
    return !c->answers.broken[q][c->layer][0] && answer(c, &c->answers, c->cause, &c->pass) &&
           BP_AT(wrong, c->row, c->col) != before;
}

static bool blames_it_alone(const bp_report *report, const bp_candidate *c)
{
    bool seen = false, alone = true;
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        bool own = r->equation == c->equation;
        seen = seen || (own && r->culprit && r->layer == c->layer);
        alone = alone && (own || !r->culprit) && r->verdict != BP_KINK &&
                r->verdict != BP_UNDECIDED;
    }
    return seen && alone;
}

bool bp_candidate_is_exposed(bp_candidate *c)
{
    const bp_planted planted[] = {bp_cause_planted(c->cause), {0}};
    bp_verify_options options = bp_verify_defaults;
    bp_report report;
    c->looks_back = looks_back(c);
    if (c->dry || (c->looks_back && stands_on_kink(&c->older))) {
        return false;
    }
    options.planted = planted;
    c->dry = !bp_verify(&report, &c->net, &c->data.X, &c->data.Y, &options);
    bool exposed = !c->dry && blames_it_alone(&report, c);
    bp_report_free(&report);
    return exposed;
}
