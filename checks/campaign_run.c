/* One network through all methods: what each says of the reference answers, and of one entry that
 * has been disturbed. */
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "campaign.h"
#include "campaign_count.h"
#include "rng.h"

enum { SPOT_SEQUENCE = 0x73706f74 };

/* One network in PLANTED has its disturbance in a rule, and is verified again. */
#define PLANTED 10

const char *const campaign_trials[TRIALS] = {"3 bars", "1e-10 T", "1e-5 T", "3 bars, in a rule"};

/* As `backproof verify --method all`. */
static bp_verify_options all_methods(void)
{
    bp_verify_options v = bp_verify_defaults;
    v.use_complex = v.use_shift = true;
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        v.use[i] = true;
    }
    return v;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The disturbed entry ------------------------------------------------------------------------- */

typedef struct {
    const bp_equation *equation;
    size_t l, row, col;
    double size;
} disturbance;

/* One entry of one of the four gradients in one layer, all alike. */
static disturbance choose(bp_rng *rng, const bp_report *report)
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

static double largest_entry(const bp_mat *m)
{
    double largest = 0.0;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        largest = isfinite(m->v[i]) ? fmax(largest, fabs(m->v[i])) : largest;
    }
    return largest;
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

/* Just above three bars, and the smallest change where that is more. */
static double above_bars(double answer, double bars)
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
    try_size(v, TRIAL_BARS, &s, above_bars(s.answer.v[0], bars_of(&s)), how);
    try_size(v, TRIAL_FINE, &s, TRIAL_FINE_SHARE * r->largest, how);
    try_size(v, TRIAL_COARSE, &s, TRIAL_COARSE_SHARE * r->largest, how);
}

static void disturb_all(record *r, const bp_report *report, const disturbance *d, const manner *how)
{
    bp_quantity q = d->equation->target;
    r->largest = largest_entry(&report->by_complex.value.of[q][d->l]);
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
}

/* A disturbance in a rule --------------------------------------------------------------------- */

static void disturbed_rule(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const disturbance *d = user;
    d->equation->rule(out, pass, l, NULL);
    if (l == d->l) {
        BP_AT(out, d->row, d->col) += d->size;
    }
}

static void hear_planted(record *r, const bp_result *result, const disturbance *d, double size)
{
    for (size_t i = 0; i < result->given_count; i++) {
        const bp_finding *f = &result->given[i];
        voice *v = voice_of(r, f->method);
        v->visible[TRIAL_WHOLE] = size > TRIAL_VISIBLE * v->bar * r->largest;
        v->found[TRIAL_WHOLE] = f->verdict == BP_WRONG && f->row == d->row && f->col == d->col;
    }
}

/* One of the methods that see three of their bars, drawn; NULL: there is none. */
static const voice *draw_voice(const record *r, bp_rng *rng)
{
    const voice *seeing[MOST_VOICES];
    size_t count = 0;
    for (const voice *v = r->voices; v < r->voices + r->voice_count; v++) {
        if (v->visible[TRIAL_BARS]) {
            seeing[count++] = v;
        }
    }
    return count > 0 ? seeing[bp_rng_below(rng, count)] : NULL;
}

/* Whoever was blamed without the disturbance is a false alarm already. */
static void hear_all_planted(record *r, const bp_report *report, const disturbance *d, double size)
{
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *result = &report->results[i];
        bool own = result->equation == d->equation && result->layer == d->l;
        r->misled = r->misled || (result->culprit && !own && r->alarms == 0);
        if (own) {
            hear_planted(r, result, d, size);
        }
    }
}

/* Verifies again with three bars of one method. False: no memory. */
static bool plant(record *r, const scene *s, disturbance d, bp_rng *rng, const manner *how)
{
    const voice *v = draw_voice(r, rng);
    if (!v) {
        return true;
    }
    double size = above_bars(r->largest, v->bar * r->largest);
    bp_verify_options options = all_methods();
    bp_report report;
    d.size = how->deaf ? 0.0 : size;
    options.planted = (const bp_planted[]){{d.equation->id, disturbed_rule, &d}, {0}};
    if (!bp_verify(&report, &s->net, &s->batch.X, &s->batch.Y, &options)) {
        return false;
    }
    r->planted = true;
    hear_all_planted(r, &report, &d, size);
    bp_report_free(&report);
    return true;
}

/* All of it ----------------------------------------------------------------------------------- */

static bool take(record *r, const scene *s, bp_rng *rng, const manner *how)
{
    bp_report report;
    bp_verify_options options = all_methods();
    if (!bp_verify(&report, &s->net, &s->batch.X, &s->batch.Y, &options)) {
        return false;
    }
    disturbance d = choose(rng, &report);
    bool planted = bp_rng_below(rng, PLANTED) == 0;
    count_findings(r, &report, how);
    bool complete = note_clear(r, &report);
    disturb_all(r, &report, &d, how);
    bp_report_free(&report);
    r->usual = r->clear && s->net.L <= SCENE_USUAL_DEPTH && s->scale >= SCENE_USUAL_LEAST &&
               s->scale <= SCENE_USUAL_MOST;
    return complete && (!planted || plant(r, s, d, rng, how));
}

static void note_sizes(record *r, const scene *s)
{
    const bp_net *net = &s->net;
    r->L = net->L;
    r->narrowest = r->widest = net->N[0];
    for (size_t l = 1; l <= net->L; l++) {
        r->narrowest = net->N[l] < r->narrowest ? net->N[l] : r->narrowest;
        r->widest = net->N[l] > r->widest ? net->N[l] : r->widest;
    }
    r->parameters = bp_net_parameters(net);
    r->samples = s->batch.X.cols;
}

void record_take(record *r, uint64_t seed, const manner *how)
{
    scene s;
    double begun = now();
    bp_rng rng = bp_rng_seed(seed ^ SPOT_SEQUENCE);
    *r = (record){.seed = seed, .taken = true};
    r->failed = !scene_draw(&s, seed);
    if (!r->failed) {
        scene_describe(r->text, &s);
        note_sizes(r, &s);
        r->failed = !take(r, &s, &rng, how);
        scene_free(&s);
    }
    r->seconds = now() - begun;
}
