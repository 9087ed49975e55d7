#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "say.h"
#include "training.h"

#define USUAL_LEARNING_BATCH 10
#define USUAL_FRACTION 0.25
#define FEW 20 /* samples, of which none are held out unless somebody says so */

training_wishes training_usual(void)
{
    return (training_wishes){
        .method = "full-matrix", .init = "quiet", .eta = 1.0, .test_fraction = -1.0, .epochs = 30};
}

/* All samples of *t in the order of t->order, of which `held` are held out. */
static bool split(training *t, size_t held)
{
    size_t n = t->p.all.X.rows, tests = t->test.X.rows;
    t->order = bp_calloc(n + tests, sizeof *t->order);
    if (!t->order || !bp_samples_split(t->order, &t->p.all, held, t->options->seed)) {
        complain("no memory for %zu samples", n + tests);
        return false;
    }
    for (size_t m = 0; m < tests; m++) {
        t->order[n + m] = m;
    }
    t->learned = n - held;
    t->held = tests > 0 ? &t->test : &t->p.all;
    t->held_which = t->order + n - held;
    t->held_count = held + tests;
    return true;
}

/* The samples of --test-data, or a share of --data. */
static bool hold_out(training *t)
{
    const training_wishes *w = t->wishes;
    size_t n = t->p.all.X.rows;
    double fraction = w->test_fraction;
    if (w->test_data && fraction > 0.0) {
        complain("--test-fraction holds out a share of --data, but --test-data has the samples to "
                 "hold out: give one of them");
        return false;
    }
    if (fraction < 0.0) {
        fraction = w->test_data || n < FEW ? 0.0 : USUAL_FRACTION;
    }
    size_t held = (size_t)fmin(round(fraction * (double)n), (double)n);
    if (held == n) {
        complain("--test-fraction %g leaves none of the %zu samples to learn from", fraction, n);
        return false;
    }
    return (!w->test_data ||
            problem_samples(&t->test, t->options, "--test-data", w->test_data, &t->p.all)) &&
           split(t, held);
}

/* Only so many of those that are not held out, as they come in the order drawn. */
static bool restrict_to(training *t, uint64_t wanted)
{
    if (wanted > t->learned) {
        complain("--learn-from %" PRIu64 " is more than the %zu samples that are not held out",
                 wanted, t->learned);
        return false;
    }
    t->learned = wanted > 0 ? (size_t)wanted : t->learned;
    return true;
}

/* Mean and variance are those of the samples learned from: nothing is known of the others. */
static bool standardise(training *t)
{
    if (!bp_samples_standardise(&t->p.all, t->order, t->learned, t->test.X.v ? &t->test : NULL)) {
        complain("no memory to standardise %s", t->options->data);
        return false;
    }
    return true;
}

/* As --init says; --seed draws. */
static bool draw(training *t)
{
    bp_net *net = &t->p.net;
    uint64_t seed = t->options->seed;
    if (strcmp(t->wishes->init, "quiet") != 0) {
        bp_net_draw_normal(net, strcmp(t->wishes->init, "scaled") == 0, seed);
        return true;
    }
    bp_data some;
    size_t M = t->p.batch.X.cols < t->learned ? t->p.batch.X.cols : t->learned;
    if (!bp_data_new(&some, t->p.all.X.cols, t->p.all.Y.cols, M)) {
        complain("no memory for %zu samples", M);
        return false;
    }
    bp_samples_take(&some.X, &some.Y, &t->p.all, t->order);
    bp_net_draw(net, &some.X, seed);
    bp_data_free(&some);
    return true;
}

static bool start(training *t)
{
    const training_wishes *w = t->wishes;
    uint64_t M = t->options->batch;
    const bp_train_options how = {
        .eta = w->eta,
        .momentum = w->momentum,
        .lambda = w->lambda,
        .batch = M > 0 ? (size_t)M : USUAL_LEARNING_BATCH,
        .per_sample = strcmp(w->method, "per-sample") == 0,
        .seed = t->options->seed,
    };
    t->curve.L = t->p.net.L;
    if (!bp_trainer_new(&t->trainer, &t->p.net, &t->p.all, t->order, t->learned, &how)) {
        complain("no memory to learn with %zu parameters, %zu samples at a time",
                 bp_net_parameters(&t->p.net), how.batch);
        return false;
    }
    return true;
}

bool training_build(training *t, options *o, const training_wishes *w, const training_words *words)
{
    *t = (training){.options = o, .wishes = w, .words = words, .planned = w->epochs};
    bool wanted = o->standardise;
    o->standardise = false; /* not before it is known which samples are held out */
    bool built = problem_build(&t->p, o);
    o->standardise = wanted;
    if (!built || !hold_out(t) || !restrict_to(t, w->learn_from) || (wanted && !standardise(t)) ||
        !draw(t) || !start(t) || (w->load && !training_load(t))) {
        training_free(t);
        return false;
    }
    return true;
}

void training_free(training *t)
{
    bp_trainer_free(&t->trainer);
    curve_free(&t->curve);
    bp_free(t->order);
    bp_samples_free(&t->test);
    problem_free(&t->p);
    *t = (training){0};
}
