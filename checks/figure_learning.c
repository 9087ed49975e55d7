/* Figures of networks that learn: their loss, the size of their gradients, what a sample costs. */
#include <math.h>

#include "compare.h"
#include "figure_tables.h"
#include "say.h"
#include "tsv.h"

/* The root mean square of the entries of ∂C/∂W^l. */
static double rms(const training *t, const double *row, size_t l)
{
    size_t entries = t->p.net.N[l] * t->p.net.N[l - 1];
    return row[curve_column(t->curve.L, CURVE_NORM, l)] / sqrt((double)entries);
}

bool figure_gradient_norms(FILE *out, training *t, training_wishes *how)
{
    (void)how;
    if (!training_finite_epochs(t)) {
        return false;
    }
    training_comment(out, t);
    tsv_comment(out, "epoch: from 1");
    tsv_comment(out,
                "rms_1, ...: root mean square of the entries of dC/dW^l, mean over mini-batches");
    tsv_comment(out, "  spread over the epoch");
    fputs("# epoch", out);
    for (size_t l = 1; l <= t->p.net.L; l++) {
        fprintf(out, "\trms_%zu", l);
    }
    for (size_t i = 0; i < t->curve.rows; i++) {
        const double *row = curve_row(&t->curve, i);
        fprintf(out, "\n%.0f", row[CURVE_EPOCH]);
        for (size_t l = 1; l <= t->p.net.L; l++) {
            fprintf(out, "\t%.6e", rms(t, row, l));
        }
    }
    fputc('\n', out);
    return true;
}

static bool is_finite(const comparison *c)
{
    for (size_t i = 0; i < c->epoch_count; i++) {
        if (!isfinite(c->epochs[i].full.loss) || !isfinite(c->epochs[i].per_sample.loss)) {
            complain(TRAINING_LOST, i + 1);
            return false;
        }
    }
    return true;
}

bool figure_loss(FILE *out, training *t, training_wishes *how)
{
    comparison c = {0};
    bool compared = compare_runs(&c, t, (size_t)how->epochs) && is_finite(&c);
    if (compared) {
        write_runs(out, &c, t);
    }
    comparison_free(&c);
    return compared;
}

bool figure_batch_size(FILE *out, training *t, training_wishes *how)
{
    (void)how;
    comparison c = {0};
    bool timed = compare_times(&c, t);
    if (timed) {
        write_times(out, &c, t);
    }
    comparison_free(&c);
    return timed;
}
