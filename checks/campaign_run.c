/* One network through all methods: what each says of the reference answers, and of one entry that
 * has been disturbed. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>

#include "campaign.h"
#include "campaign_count.h"
#include "campaign_disturb.h"
#include "clock.h"
#include "rng.h"

enum { SPOT_SEQUENCE = 0x73706f74 };

/* One network in PLANTED has its disturbance in a rule, and is verified again. */
#define PLANTED 10

/* As `backproof verify --method all`. */
static bp_verify_options all_methods(uint64_t seed)
{
    bp_verify_options v = bp_verify_defaults;
    v.use_complex = v.use_shift = v.use_directional = v.use_taylor = true;
    v.seed = seed;
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        v.use[i] = true;
    }
    return v;
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
        bool there = f->along || (f->row == d->row && f->col == d->col);
        v->found[TRIAL_WHOLE] = f->verdict == BP_WRONG && there;
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
    double size = campaign_above_bars(r->largest, v->bar * r->largest);
    bp_verify_options options = all_methods(r->seed);
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
    bp_verify_options options = all_methods(r->seed);
    if (!bp_verify(&report, &s->net, &s->batch.X, &s->batch.Y, &options)) {
        return false;
    }
    disturbance d = campaign_choose(rng, &report);
    bool planted = bp_rng_below(rng, PLANTED) == 0;
    count_findings(r, &report, how);
    bool complete = note_clear(r, &report);
    campaign_disturb(r, &report, &d, how);
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
    double begun = clock_seconds();
    bp_rng rng = bp_rng_seed(seed ^ SPOT_SEQUENCE);
    *r = (record){.seed = seed, .taken = true};
    r->failed = !scene_draw(&s, seed);
    if (!r->failed) {
        scene_describe(r->text, &s);
        note_sizes(r, &s);
        r->failed = !take(r, &s, &rng, how);
        scene_free(&s);
    }
    r->seconds = clock_seconds() - begun;
}
