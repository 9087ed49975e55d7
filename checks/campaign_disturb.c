/* One entry is disturbed: who sees it? */
#define _POSIX_C_SOURCE 200809L
#include "campaign_disturb.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#include "campaign_count.h"

const char *const campaign_trials[TRIALS] = {"3 bars", "1e-10 T", "1e-5 T", "3 bars, in a rule"};

/* The disturbed entry ------------------------------------------------------------------------- */

disturbance campaign_choose(bp_rng *rng, const bp_report *report)
{
    size_t L = report->inputs.L, l = 1 + bp_rng_below(rng, L);
    const char *const ids[] = {"dW", "db", l < L ? "dZ-hidden" : "dZ-output",
                               l < L ? "dA-hidden" : "dA-output"};
    disturbance d = {.equation = bp_equation_named(ids[bp_rng_below(rng, 4)]), .l = l};
    const bp_mat *m = &report->inputs.of[d.equation->target][l];
    d.row = bp_rng_below(rng, m->rows);
    d.col = bp_rng_below(rng, m->cols);
    return d;
}

/* What a method says of that entry alone. */
typedef struct {
    bp_mat answer, numeric, bar, bound, kink;
} spot;

static spot spot_of(const bp_report *report, const bp_witness *w, const bp_pass *bound,
                    const disturbance *d)
{
    bp_quantity q = d->equation->answer;
    const bp_pass *from[] = {&report->given.pass, &w->value, &w->bar, bound, &w->kink};
    spot s;
    bp_mat *to[] = {&s.answer, &s.numeric, &s.bar, &s.bound, &s.kink};
    for (size_t i = 0; i < 5; i++) {
        *to[i] = bp_mat_view(&from[i]->of[q][d->l], d->row, d->col, 1, 1);
    }
    return s;
}

static double bars_of(const spot *s)
{
    double bars = s->bar.v[0] + s->bound.v[0];
    return s->kink.v[0] == 0.0 && isfinite(bars) && isfinite(s->answer.v[0]) ? bars : HUGE_VAL;
}

static bool is_visible(double answer, double size, double bars)
{
    return fabs(answer + size - answer) > TRIAL_VISIBLE * bars;
}

static void try_size(voice *v, int trial, const spot *s, double size, const manner *how)
{
    double disturbed = s->answer.v[0] + (how->deaf ? 0.0 : size);
    bp_mat answer = {1, 1, 1, &disturbed, ""};
    bp_evidence evidence = {.numeric = &s->numeric,
                            .bar = &s->bar,
                            .bound = &s->bound,
                            .kink = &s->kink,
                            .limit = HUGE_VAL};
    v->visible[trial] = is_visible(s->answer.v[0], size, bars_of(s));
    v->found[trial] = bp_judge(&answer, &evidence).verdict == BP_WRONG;
}

double campaign_above_bars(double answer, double bars)
{
    double size = TRIAL_VISIBLE * bars * (1.0 + 1e-6);
    return isfinite(bars) ? fmax(size, 2.0 * DBL_EPSILON * fabs(answer)) : 0.0;
}

static void disturb(record *r, const bp_report *report, const bp_witness *w, const bp_pass *bound,
                    const disturbance *d, const manner *how)
{
    voice *v = voice_of(r, w->method);
    spot s = spot_of(report, w, bound, d);
    v->asked = true;
    v->bar = r->largest > 0.0 ? bars_of(&s) / r->largest : HUGE_VAL;
    try_size(v, TRIAL_BARS, &s, campaign_above_bars(s.answer.v[0], bars_of(&s)), how);
    try_size(v, TRIAL_FINE, &s, TRIAL_FINE_SHARE * r->largest, how);
    try_size(v, TRIAL_COARSE, &s, TRIAL_COARSE_SHARE * r->largest, how);
}

/* What sees the matrix as a whole ------------------------------------------------------------ */

typedef struct {
    bp_along_judge *judge;
    bp_mat *answer;
    const bp_mat *bound;
    const bp_directions *directions;
    const disturbance *at;
} whole;

static bp_finding judge_whole(const whole *w, const bp_directions *directions)
{
    return w->judge(w->answer, w->bound, directions, w->at->equation->answer, w->at->l);
}

/* The bar on an entry: of the direction that moves it most, beside that direction's bar. */
static double bar_on_entry(const whole *w)
{
    const bp_walk *walks = bp_walks_of(w->directions, w->at->equation->answer, w->at->l);
    double bar = HUGE_VAL;
    for (size_t i = 0; i < w->directions->each; i++) {
        bp_walk walk = walks[i];
        bp_directions alone = {.walks = &walk, .each = 1, .count = 1};
        bp_finding f = judge_whole(w, &alone);
        if (f.verdict <= BP_UNDECIDED && isfinite(f.widest)) {
            bar = fmin(bar, f.widest / fabs(BP_AT(&walk.V, w->at->row, w->at->col)));
        }
    }
    return bar;
}

static void disturb_along(record *r, const bp_report *report, const char *method,
                          bp_along_judge *judge, const disturbance *d, const manner *how)
{
    bp_quantity q = d->equation->answer;
    bp_mat answer = report->given.pass.of[q][d->l]; /* it is put back */
    double *entry = &BP_AT(&answer, d->row, d->col), before = *entry;
    whole w = {judge, &answer, &report->bound.of[q][d->l], &report->directions, d};
    double bar = bar_on_entry(&w);
    voice *v = voice_of(r, method);
    const double sizes[] = {campaign_above_bars(before, bar), TRIAL_FINE_SHARE * r->largest,
                            TRIAL_COARSE_SHARE * r->largest};
    v->asked = true;
    v->bar = r->largest > 0.0 ? bar / r->largest : HUGE_VAL;
    for (int trial = TRIAL_BARS; trial <= TRIAL_COARSE; trial++) {
        *entry = before + (how->deaf ? 0.0 : sizes[trial]);
        v->visible[trial] = is_visible(before, sizes[trial], bar);
        v->found[trial] = judge_whole(&w, &report->directions).verdict == BP_WRONG;
        *entry = before;
    }
}

/* Everybody ------------------------------------------------------------------------------------ */

void campaign_disturb(record *r, const bp_report *report, const disturbance *d, const manner *how)
{
    bp_quantity q = d->equation->target;
    r->largest = bp_mat_largest(&report->by_complex.value.of[q][d->l]);
    char label[BP_MESSAGE_SIZE];
    bp_quantity_label(label, &report->inputs, q, d->l, d->row, d->col);
    snprintf(r->entry, sizeof r->entry, "%.*s", (int)sizeof r->entry - 1, label);
    disturb(r, report, &report->by_complex, &report->local, d, how);
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        disturb(r, report, &report->by[i], &report->bound, d, how);
    }
    if (q == BP_dZ || q == BP_db) {
        disturb(r, report, &report->by_shift, &report->local, d, how);
    }
    disturb_along(r, report, "directional", bp_judge_directional, d, how);
    disturb_along(r, report, "taylor", bp_judge_taylor, d, how);
}
