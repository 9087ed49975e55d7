/* One network: every mistake planted in it, by every method; and pairs of mistakes. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "campaign.h"
#include "diagnosis.h"
#include "rng.h"
#include "score.h"

enum { SCORE_SEQUENCE = 0x73636f72 };

#define MOST_WORK 5000 /* parameters times samples */
#define PAIRS 12       /* of mistakes, drawn for each network */

/* What is drawn ------------------------------------------------------------------------------- */

/* How many σ and losses go together; *found becomes number `wanted` of them. */
static uint64_t count_pairs(output_pair *found, uint64_t wanted)
{
    uint64_t count = 0;
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        for (const bp_loss *loss = bp_losses; loss->name; loss++) {
            bool fits = !bp_loss_refuses(loss, sigma);
            *found = fits && count == wanted ? (output_pair){sigma, loss} : *found;
            count += fits;
        }
    }
    return count;
}

output_pair score_pair(uint64_t seed)
{
    output_pair pair = {bp_activations, bp_losses};
    uint64_t count = count_pairs(&pair, 0);
    count_pairs(&pair, count > 0 ? seed % count : 0);
    return pair;
}

/* Of usual depth and scale, and not too large. A last softmax of one neuron is always 1, and no
 * derivative of ln(1 − A) exists. */
static bool is_wanted(const scene *s, output_pair output)
{
    bool real = strcmp(s->targets, "real") == 0;
    return s->net.L <= SCENE_USUAL_DEPTH && s->scale >= SCENE_USUAL_LEAST &&
           s->scale <= SCENE_USUAL_MOST && !(real && output.loss->pole) &&
           !(bp_couples_neurons(output.sigma) && s->net.N[s->net.L] == 1) &&
           bp_net_parameters(&s->net) * s->batch.X.cols <= MOST_WORK;
}

/* The campaign's networks, with the output that is this seed's turn. False: no memory. */
static bool draw(scene *s, bp_rng *rng, output_pair output)
{
    bool drawn = scene_draw(s, bp_rng_bits(rng));
    while (drawn && !is_wanted(s, output)) {
        scene_free(s);
        drawn = scene_draw(s, bp_rng_bits(rng));
    }
    if (drawn) {
        s->net.sigma[s->net.L] = output.sigma;
        s->net.loss = output.loss;
    }
    return drawn;
}

/* Planting ------------------------------------------------------------------------------------ */

typedef struct {
    bp_report report;
    bp_answers right;
    bool deaf;
} bench;

/* Puts what somebody who has made these mistakes would answer in the report, and judges it; first
 * NULL: the right answers. */
static bool plant(bench *b, const bp_equation *e, bp_cause cause)
{
    bp_report *report = &b->report;
    bp_planted planted[2] = {{0}};
    if (cause.first) {
        planted[0] = bp_cause_planted(&cause);
    }
    if (!bp_answer_equation(&report->given, e, &report->inputs, &report->older.pass, planted)) {
        return false;
    }
    for (size_t i = 0; i < report->count; i++) {
        bp_result *r = &report->results[i];
        if (r->equation == e) {
            *r = bp_judge_given(report, e, r->layer, b->deaf ? &b->right : &report->given);
        }
    }
    return true;
}

/* By what share of the largest entry a planted answer differs, beyond all that rounding explains;
 * where the right answer is 0 throughout, of 1. */
static double difference(const bench *b, const bp_equation *e, size_t l)
{
    bp_quantity q = e->answer;
    const bp_mat *right = &b->right.pass.of[q][l], *answer = &b->report.given.pass.of[q][l];
    if (b->report.given.broken[q][l][0] || !bp_mat_same_shape(answer, right)) {
        return HUGE_VAL;
    }
    double gap = bp_mat_gap(answer, right).gap - 2.0 * bp_mat_largest(&b->report.bound.of[q][l]);
    double largest = bp_mat_largest(right);
    return fmax(gap, 0.0) / (largest > 0.0 ? largest : 1.0);
}

static size_t judge_of(const bp_finding *f)
{
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        if (strcmp(f->method, bp_differences[i].name) == 0) {
            return BY_DIFFERENCES + i;
        }
    }
    return strcmp(f->method, "complex") == 0       ? BY_COMPLEX
           : strcmp(f->method, "directional") == 0 ? BY_DIRECTIONAL
           : strcmp(f->method, "taylor") == 0      ? BY_TAYLOR
                                                   : BY_REFERENCE;
}

/* What each judge says of one layer. A reference may be two: the better one counts. */
static void note_layer(mark *m, const bp_result *r, double share)
{
    bp_verdict said[JUDGES] = {BP_NOT_APPLICABLE};
    for (size_t i = 0; i < r->given_count; i++) {
        size_t judge = judge_of(&r->given[i]);
        said[judge] = bp_worse(said[judge], r->given[i].verdict);
    }
    for (size_t judge = 0; judge < JUDGES; judge++) {
        bool fine = judge == BY_COMPLEX || judge == BY_REFERENCE;
        uint8_t bit = (uint8_t)(1U << judge);
        if (said[judge] != BP_NOT_APPLICABLE && share > (fine ? SCORE_FINE : SCORE_COARSE)) {
            bool first = !(m->differs & bit);
            m->differs |= bit;
            m->caught |= first ? bit : 0;
            m->open |= first ? bit : 0;
            m->caught &= (uint8_t) ~(said[judge] < BP_WRONG ? bit : 0);
            m->open &= (uint8_t) ~(said[judge] == BP_CORRECT ? bit : 0);
        }
    }
}

/* What is planted, by every judge, in every layer; true: something is WRONG. */
static bool note_layers(mark *m, const bench *b, const bp_equation *e)
{
    bool wrong = false;
    for (size_t i = 0; i < b->report.count; i++) {
        const bp_result *r = &b->report.results[i];
        if (r->equation == e) {
            note_layer(m, r, difference(b, e, r->layer));
            wrong = wrong || r->verdict >= BP_WRONG;
        }
    }
    m->open &= (uint8_t)~m->caught;
    return wrong;
}

/* False: no memory. */
static bool take_one(mark *m, bench *b, bp_cause cause)
{
    const bp_equation *e = bp_equation_named(cause.first->equation);
    bool complete = plant(b, e, cause);
    if (complete && note_layers(m, b, e)) {
        bp_diagnosis d;
        complete = bp_diagnose(&d, &b->report, e);
        m->diagnosed = 1;
        m->named = bp_diagnosis_lists(&d, cause);
        m->simpler = cause.second && d.count > 0 && !d.causes[0].second;
        m->listed = (uint8_t)d.count;
    }
    return plant(b, e, (bp_cause){0}) && complete;
}

/* Two mistakes that may be made at once, drawn. A pair that gives the numbers of one mistake is
 * that mistake, for all that numbers tell. */
static bool take_pair(card *c, bench *b, bp_rng *rng)
{
    size_t count = bp_mistake_count();
    bp_cause cause;
    mark m = {0};
    do {
        cause.first = bp_mistake_at(bp_rng_below(rng, count));
        cause.second = bp_mistake_at(bp_rng_below(rng, count));
    } while (!bp_mistakes_compose(cause.first, cause.second));
    bool complete = take_one(&m, b, cause);
    c->pairs += m.diagnosed;
    c->pairs_named += m.named;
    c->pairs_simpler += m.simpler;
    return complete;
}

static bool take_all(card *c, bench *b, bp_rng *rng)
{
    bool complete = true;
    size_t count = bp_mistake_count();
    BP_REQUIRE(count <= MOST_MARKS, "score: more than %d mistakes", MOST_MARKS);
    for (size_t i = 0; complete && i < BP_EQUATION_COUNT; i++) {
        bp_diagnosis d = {0};
        complete = bp_diagnose(&d, &b->report, &bp_equations[i]);
        c->false_names += d.count > 0 || d.signature.kind != BP_NOTHING_IN_COMMON;
    }
    for (size_t i = 0; complete && i < count; i++) {
        complete = take_one(&c->marks[i], b, (bp_cause){bp_mistake_at(i), NULL});
    }
    for (size_t i = 0; complete && i < PAIRS; i++) {
        complete = take_pair(c, b, rng);
    }
    return complete;
}

static bool verify(card *c, const scene *s, bp_rng *rng, bool deaf)
{
    bench b = {.deaf = deaf};
    bp_verify_options v = {.use_complex = true, .use_directional = true, .use_taylor = true};
    v.seed = c->seed;
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        v.use[i] = true;
    }
    bool complete = bp_verify(&b.report, &s->net, &s->batch.X, &s->batch.Y, &v) &&
                    bp_answers_new(&b.right, &s->net, &s->batch.X, &s->batch.Y);
    if (complete) {
        bp_answer_given(&b.right, &b.report.inputs, &b.report.older.pass, NULL);
        complete = take_all(c, &b, rng);
    }
    bp_answers_free(&b.right);
    bp_report_free(&b.report);
    return complete;
}

void score_take(card *c, uint64_t seed, bool deaf)
{
    scene s;
    bp_rng rng = bp_rng_seed(seed ^ SCORE_SEQUENCE);
    *c = (card){.seed = seed, .taken = true};
    c->failed = !draw(&s, &rng, score_pair(seed));
    if (!c->failed) {
        c->failed = !verify(c, &s, &rng, deaf);
        scene_free(&s);
    }
}
