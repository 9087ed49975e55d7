/* Figures of networks that learn: their loss, the size of their gradients, what a sample costs. */
#include <math.h>

#include "compare.h"
#include "figure_tables.h"
#include "tsv.h"

#define LOSS_EPOCHS 30
#define NORM_EPOCHS 40

/* A run in silence, as `how` says. False: a sentence stands on stderr, and *t is empty. */
static bool learn(training *t, options *o, training_wishes *how)
{
    static const training_words none;
    how->json = true;
    if (!training_build(t, o, how, &none)) {
        return false;
    }
    if (!training_epochs(t)) {
        training_free(t);
        return false;
    }
    return true;
}

/* The root mean square of the entries of ∂C/∂W^l. */
static double rms(const training *t, const double *row, size_t l)
{
    size_t entries = t->p.net.N[l] * t->p.net.N[l - 1];
    return row[curve_column(t->curve.L, CURVE_NORM, l)] / sqrt((double)entries);
}

bool figure_gradient_norms(FILE *out, options *o)
{
    training_wishes how = training_usual();
    training t;
    how.epochs = NORM_EPOCHS;
    how.init = "scaled";
    if (!learn(&t, o, &how)) {
        return false;
    }
    training_comment(out, &t);
    tsv_comment(out, "epoch: from 1");
    tsv_comment(out,
                "rms_1, ...: root mean square of the entries of dC/dW^l, mean over mini-batches");
    tsv_comment(out, "  spread over the epoch");
    fputs("# epoch", out);
    for (size_t l = 1; l <= t.p.net.L; l++) {
        fprintf(out, "\trms_%zu", l);
    }
    for (size_t i = 0; i < t.curve.rows; i++) {
        const double *row = curve_row(&t.curve, i);
        fprintf(out, "\n%.0f", row[CURVE_EPOCH]);
        for (size_t l = 1; l <= t.p.net.L; l++) {
            fprintf(out, "\t%.6e", rms(&t, row, l));
        }
    }
    fputc('\n', out);
    training_free(&t);
    return true;
}

bool figure_loss(FILE *out, options *o)
{
    static const training_words none;
    training_wishes how = training_usual();
    comparison c = {0};
    training t;
    if (!training_build(&t, o, &how, &none)) {
        return false;
    }
    bool compared = compare_runs(&c, &t, LOSS_EPOCHS);
    if (compared) {
        write_runs(out, &c, &t);
    }
    comparison_free(&c);
    training_free(&t);
    return compared;
}

bool figure_batch_size(FILE *out, options *o)
{
    training_wishes how = training_usual();
    static const training_words none;
    comparison c = {0};
    training t;
    if (!training_build(&t, o, &how, &none)) {
        return false;
    }
    bool timed = compare_times(&c, &t);
    if (timed) {
        write_times(out, &c, &t);
    }
    comparison_free(&c);
    training_free(&t);
    return timed;
}
