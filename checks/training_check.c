#include <math.h>
#include <string.h>

#include "say.h"
#include "training.h"
#include "verify.h"

static bool show_progress(void *user, size_t done, size_t total)
{
    (void)user;
    progress(training_interrupted() ? total : done, total);
    return !training_interrupted();
}

/* The larger of what stands there and x; not a number is the largest of all. */
static void raise_to(double *cell, double x)
{
    *cell = isnan(*cell) || !(x <= *cell) ? x : *cell;
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
        double error = f->gap == 0.0 ? 0.0 : f->gap / f->largest;
        raise_to(&row[curve_column(L, group, r->layer)], error);
        *kinks = (isnan(*kinks) ? 0.0 : *kinks) + (complex_step ? 0.0 : (double)f->of[BP_KINK]);
    }
    t->wrong = t->wrong || r->chain_verdict >= BP_WRONG;
    t->open = t->open || (r->chain_verdict > BP_CORRECT && r->chain_verdict < BP_WRONG);
}

/* The mini-batch that the epoch began with. */
static bool take_batch(const training *t, bp_data *batch)
{
    const bp_trainer *trainer = &t->trainer;
    size_t M = trainer->options.batch < trainer->n ? trainer->options.batch : trainer->n;
    if (!bp_data_new(batch, t->p.all.X.cols, t->p.all.Y.cols, M)) {
        return false;
    }
    bp_samples_take(&batch->X, &batch->Y, &t->p.all, trainer->order);
    return true;
}

bool training_check(training *t, double *row)
{
    const bp_progress bar = {.report = show_progress};
    bp_verify_options v = bp_verify_defaults;
    bp_report report;
    bp_data batch;
    v.progress = &bar;
    v.seed = t->options->seed;
    if (!take_batch(t, &batch) || !bp_verify(&report, &t->p.net, &batch.X, &batch.Y, &v)) {
        complain("no memory to check the gradient");
        bp_data_free(&batch);
        return false;
    }
    for (size_t i = 0; i < report.count && !training_interrupted(); i++) {
        const char *id = report.results[i].equation->id;
        if (strcmp(id, "dW") == 0 || strcmp(id, "db") == 0) {
            record(t, row, &report.results[i]);
        }
    }
    bp_report_free(&report);
    bp_data_free(&batch);
    return true;
}
