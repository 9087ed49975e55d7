#include <math.h>
#include <string.h>

#include "say.h"
#include "training.h"
#include "verify_out.h"

/* A silent run has a bar of its own. */
static bool show_progress(void *user, size_t done, size_t total)
{
    const training *t = user;
    if (!t->wishes->json) {
        progress(training_interrupted() ? total : done, total);
    }
    return !training_interrupted();
}

/* The larger of what stands there, if anything does, and x; not a number is the largest of all. */
static void raise_to(double *cell, double x)
{
    *cell = isnan(x) ? HUGE_VAL : isnan(*cell) ? x : fmax(*cell, x);
}

static void record(training *t, double *row, const bp_result *r)
{
    size_t L = t->curve.L;
    double *kinks = &row[curve_column(L, CURVE_KINKS, r->layer)];
    for (size_t k = 0; k < r->chain_count; k++) {
        const bp_finding *f = &r->chain[k];
        bool complex_step = strcmp(f->method, "complex") == 0;
        if (!bp_is_numeric(f)) {
            continue;
        }
        curve_group group = complex_step ? CURVE_COMPLEX : CURVE_CENTRAL;
        raise_to(&row[curve_column(L, group, r->layer)], relative_gap(f));
        *kinks = (isnan(*kinks) ? 0.0 : *kinks) + (complex_step ? 0.0 : (double)f->of[BP_KINK]);
    }
    t->wrong = t->wrong || r->chain_verdict >= BP_WRONG;
    t->open = t->open || (r->chain_verdict > BP_CORRECT && r->chain_verdict < BP_WRONG);
}

/* What the trainer would learn with from the mini-batch that the epoch began with: that is judged,
 * and not what the equations answer when verify asks them. */
static bool hand_in(bp_handed_in *numbers, training *t, bp_data *batch)
{
    bp_trainer *trainer = &t->trainer;
    const bp_pass *pass = &trainer->batch.pass;
    size_t M = trainer->batch.room;
    bool complete = bp_data_new(batch, t->p.all.X.cols, t->p.all.Y.cols, M) &&
                    bp_handed_in_new(numbers, &t->p.net, &batch->X, &batch->Y);
    if (complete) {
        bp_samples_take(&batch->X, &batch->Y, &t->p.all, trainer->order);
        bp_trainer_gradients(trainer, trainer->order, M);
    }
    for (size_t l = 1; complete && l <= t->p.net.L; l++) { /* nothing was rounded: zeros */
        complete = bp_hand_in(numbers, BP_dW, l, &pass->dW[l], &numbers->rounded.of[BP_dW][l]) &&
                   bp_hand_in(numbers, BP_db, l, &pass->db[l], &numbers->rounded.of[BP_db][l]);
    }
    return complete;
}

bool training_check(training *t, double *row)
{
    const bp_progress bar = {.report = show_progress, .user = t};
    bp_verify_options v = bp_verify_defaults;
    bp_report report = {0};
    bp_data batch = {0};
    bp_handed_in numbers = {0};
    v.progress = &bar;
    v.handed_in = &numbers;
    bool complete = hand_in(&numbers, t, &batch) &&
                    bp_verify(&report, &t->p.net, &batch.X, &batch.Y, &v);
    if (!complete) {
        complain("no memory to check the gradient");
    }
    for (size_t i = 0; i < report.count && !training_interrupted(); i++) {
        const char *id = report.results[i].equation->id;
        if (strcmp(id, "dW") == 0 || strcmp(id, "db") == 0) {
            record(t, row, &report.results[i]);
        }
    }
    bp_report_free(&report);
    bp_handed_in_free(&numbers);
    bp_data_free(&batch);
    return complete;
}
