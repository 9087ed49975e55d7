/* What each method says of the reference answers of one network. */
#define _POSIX_C_SOURCE 200809L
#include "campaign_count.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "preflight.h"
#include "say.h"

voice *voice_of(record *r, const char *method)
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
        v->numeric = bp_is_numeric(f);
        v->findings[f->verdict]++;
        for (size_t verdict = 0; verdict < BP_VERDICT_COUNT; verdict++) {
            v->entries[verdict] += (uint32_t)f->of[verdict];
        }
        if (is_alarm(f, how->narrow)) {
            note_alarm(r, report, result, f, in_chain, how->aloud);
        }
    }
}

void count_findings(record *r, const bp_report *report, const manner *how)
{
    for (size_t i = 0; i < report->count; i++) {
        count(r, report, &report->results[i], false, how);
        count(r, report, &report->results[i], true, how);
    }
    r->evaluations = report->evaluations;
}

/* What the warnings call saturated: a derivative below this. */
#define SATURATED 1e-3

/* A softmax is saturated sample by sample, for within one its neurons depend on each other. */
static bool saturates_a_sample(const bp_pass *p, size_t l)
{
    bool found = false;
    for (size_t m = 0; bp_couples_neurons(p->sigma[l]) && m < p->M; m++) {
        double elsewhere = 0.0, top = 0.0;
        for (size_t j = 0; j < p->A[l].rows; j++) {
            elsewhere += BP_AT(&p->A[l], j, m);
            top = fmax(top, BP_AT(&p->A[l], j, m));
        }
        found = found || (p->A[l].rows > 1 && elsewhere - top <= SATURATED);
    }
    return found;
}

bool note_clear(record *r, const bp_report *report)
{
    bp_warnings found;
    bool complete = bp_preflight(&found, &report->inputs, &report->by_complex);
    r->clear = true;
    for (size_t i = 0; i < found.count; i++) {
        bp_warning_kind kind = found.of[i].kind;
        r->clear = r->clear && kind != BP_WARN_ZERO && kind != BP_WARN_DEAD &&
                   kind != BP_WARN_SATURATED && kind != BP_WARN_ONE_NEURON;
    }
    for (size_t l = 1; l <= report->inputs.L; l++) {
        r->clear = r->clear && !saturates_a_sample(&report->inputs, l);
    }
    bp_preflight_free(&found);
    return complete;
}
