/* One network through all methods: what each says of the reference answers, and of one entry that
 * has been disturbed. */
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "campaign.h"
#include "preflight.h"
#include "rng.h"
#include "say.h"
#include "verify.h"

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

/* Reference answers --------------------------------------------------------------------------- */

/* The record of a method; a new one where it has not been heard yet. */
static voice *voice_of(record *r, const char *method)
{
    size_t i = 0;
    while (i < r->voice_count && strcmp(r->voices[i].name, method) != 0) {
        i++;
    }
    BP_REQUIRE(i < MOST_VOICES, "campaign: more than %d methods", MOST_VOICES);
    if (i == r->voice_count) {
        r->voices[i] = (voice){.bar = HUGE_VAL};
        snprintf(r->voices[i].name, sizeof r->voices[i].name, "%s", method);
        r->voice_count++;
    }
    return &r->voices[i];
}

/* A finding holds the entry that is the worst in units of its bars: whether narrower bars would
 * have made the tensor WRONG, it can tell. */
static bool is_alarm(const bp_finding *f, double narrow)
{
    bool narrower = narrow > 1.0 && f->verdict <= BP_UNDECIDED && f->gap > f->bar / narrow;
    return f->verdict >= BP_WRONG || narrower;
}

static void note_alarm(record *r, const bp_report *report, const bp_result *result,
                       const bp_finding *f, bool in_chain, bool aloud)
{
    char label[BP_MESSAGE_SIZE], text[ALARM_SIZE];
    bp_result_label(label, report, result, f->row, f->col);
    snprintf(text, sizeof text, "%s%s by %s, %s: %.9e, numeric %.9e, gap %.2e, bar %.2e",
             result->equation->id, in_chain ? " in the chain" : "", f->method, label, f->analytic,
             f->numeric, f->gap, f->bar);
    if (r->alarms++ == 0) {
        memcpy(r->alarm, text, sizeof r->alarm);
    }
    if (aloud) {
        say(stderr, "seed %ju: %s\n", (uintmax_t)r->seed, text);
    }
}

static void count(record *r, const bp_report *report, const bp_result *result, bool in_chain,
                  const manner *how)
{
    const bp_finding *findings = in_chain ? result->chain : result->given;
    size_t n = in_chain ? result->chain_count : result->given_count;
    for (const bp_finding *f = findings; f < findings + n; f++) {
        voice *v = voice_of(r, f->method);
        v->numeric = f->step != 0.0;
        v->findings[f->verdict]++;
        for (size_t verdict = 0; verdict < BP_VERDICT_COUNT; verdict++) {
            v->entries[verdict] += (uint32_t)f->of[verdict];
        }
        if (is_alarm(f, how->narrow)) {
            note_alarm(r, report, result, f, in_chain, how->aloud);
        }
    }
}

static void count_all(record *r, const bp_report *report, const manner *how)
{
    for (size_t i = 0; i < report->count; i++) {
        count(r, report, &report->results[i], false, how);
        count(r, report, &report->results[i], true, how);
    }
    r->evaluations = report->evaluations;
}

/* Nothing is vacuous or saturated: no ∂C/∂W or ∂C/∂b is zero throughout, no neuron is dead or
 * saturated, no softmax has one neuron only. False: no memory. */
static bool look(record *r, const bp_report *report)
{
    bp_warnings found;
    bool complete = bp_preflight(&found, &report->inputs, &report->by_complex);
    r->clear = true;
    for (size_t i = 0; i < found.count; i++) {
        bp_warning_kind kind = found.of[i].kind;
        r->clear = r->clear && kind != BP_WARN_ZERO && kind != BP_WARN_DEAD &&
                   kind != BP_WARN_SATURATED && kind != BP_WARN_ONE_NEURON;
    }
    bp_preflight_free(&found);
    return complete;
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

/* Verifies again with three bars of one method, drawn among those that have any. False: no
 * memory. */
static bool plant(record *r, const scene *s, disturbance d, bp_rng *rng, const manner *how)
{
    const voice *v = &r->voices[bp_rng_below(rng, r->voice_count)];
    double size = above_bars(r->largest, v->bar * r->largest);
    bp_verify_options options = all_methods();
    bp_report report;
    r->planted = v->visible[TRIAL_BARS];
    d.size = how->deaf ? 0.0 : size;
    options.planted = (const bp_planted[]){{d.equation->id, disturbed_rule, &d}, {0}};
    if (!r->planted) {
        return true;
    }
    if (!bp_verify(&report, &s->net, &s->batch.X, &s->batch.Y, &options)) {
        return false;
    }
    for (size_t i = 0; i < report.count; i++) {
        const bp_result *result = &report.results[i];
        bool own = result->equation == d.equation && result->layer == d.l;
        r->misled = r->misled || (result->culprit && !own);
        if (own) {
            hear_planted(r, result, &d, size);
        }
    }
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
    count_all(r, &report, how);
    bool complete = look(r, &report);
    disturb_all(r, &report, &d, how);
    bp_report_free(&report);
    r->usual = r->clear && s->net.L <= SCENE_USUAL_DEPTH && s->scale >= SCENE_USUAL_LEAST &&
               s->scale <= SCENE_USUAL_MOST;
    return complete && (!planted || plant(r, s, d, rng, how));
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
        r->L = s.net.L;
        r->parameters = bp_net_parameters(&s.net);
        r->samples = s.batch.X.cols;
        r->failed = !take(r, &s, &rng, how);
        scene_free(&s);
    }
    r->seconds = now() - begun;
}
