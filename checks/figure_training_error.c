/* How exact the gradient is, and numeric derivatives are, while a network learns. */
#include <math.h>

#include "around.h"
#include "figure_tables.h"
#include "say.h"
#include "training.h"
#include "tsv.h"

#define PLAIN_STEP 1e-4 /* for every entry, whatever it crosses */

/* The central difference as one writes it first, for ∂C/∂W^l and ∂C/∂b^l. */
typedef struct {
    double error; /* as the curve's: of the worse of the two */
    size_t kinks;
} plain;

/* (C(x + h) − C(x − h))/2h, and whether a kink is on the way from one end to the other. */
static double quotient(bp_path *path, const bp_pass *base, bp_spot s, bool *kink)
{
    bp_crossing met = {0};
    double below = bp_evaluate(path, s, -PLAIN_STEP), width = -path->stored;
    bp_look_around(&met, path, base, s.l, HUGE_VAL);
    double above = bp_evaluate(path, s, PLAIN_STEP);
    width += path->stored;
    bp_look_around(&met, path, base, s.l, HUGE_VAL);
    *kink = met.kink;
    return (above - below) / width;
}

static void add_matrix(plain *p, bp_path *path, const bp_pass *base, bp_place place, size_t l)
{
    const bp_mat *analytic = place == BP_AT_W ? &base->dW[l] : &base->db[l];
    double gap = 0.0, largest = 0.0;
    for (size_t j = 0; j < analytic->rows; j++) {
        for (size_t k = 0; k < analytic->cols; k++) {
            bool kink;
            double numeric = quotient(path, base, (bp_spot){place, l, j, k}, &kink);
            gap = fmax(gap, fabs(BP_AT(analytic, j, k) - numeric));
            largest = fmax(largest, fabs(numeric));
            p->kinks += kink;
        }
    }
    p->error = fmax(p->error, gap == 0.0 ? 0.0 : gap / largest);
}

/* layers[1] … layers[L], for the mini-batch and the gradients that training_check has judged: they
 * are those that the trainer's pass still holds. False: a sentence stands on stderr. */
static bool differ(plain *layers, const training *t)
{
    const bp_pass *base = &t->trainer.batch.pass;
    bp_path path;
    if (!bp_path_new(&path, &t->p.net, &base->A[0], base->Y)) {
        complain("no memory for the figure");
        return false;
    }
    for (size_t l = 1; l <= base->L; l++) {
        layers[l] = (plain){0};
        add_matrix(&layers[l], &path, base, BP_AT_W, l);
        add_matrix(&layers[l], &path, base, BP_AT_b, l);
    }
    bp_path_free(&path);
    return true;
}

static void write_head(FILE *out, const training *t)
{
    static const char *const names[] = {"complex", "central", "plain", "kinks"};
    training_comment(out, t);
    tsv_comment(out, "epoch: from 1");
    tsv_comment(out, "complex_1, ...: |analytic - numeric| at the worst entry of dC/dW^l or");
    tsv_comment(out, "  dC/db^l, over the largest numeric one, of one mini-batch after the epoch");
    tsv_comment(out, "central_1, ...: the same by a central difference, a step for each entry");
    fprintf(out,
            "# plain_1, ...: the same by a central difference, the step %g for all\n"
            "# kinks_1, ...: entries at which that step crosses a kink\n"
            "# epoch",
            PLAIN_STEP);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t l = 1; l <= t->p.net.L; l++) {
            fprintf(out, "\t%s_%zu", names[i], l);
        }
    }
    fputc('\n', out);
}

static void write_epoch(FILE *out, const training *t, const plain *layers)
{
    static const curve_group groups[] = {CURVE_COMPLEX, CURVE_CENTRAL};
    const double *row = curve_row(&t->curve, t->curve.rows - 1);
    size_t L = t->curve.L;
    fprintf(out, "%.0f", row[CURVE_EPOCH]);
    for (size_t i = 0; i < 2; i++) {
        for (size_t l = 1; l <= L; l++) {
            fprintf(out, "\t%.6e", row[curve_column(L, groups[i], l)]);
        }
    }
    for (size_t l = 1; l <= L; l++) {
        fprintf(out, "\t%.6e", layers[l].error);
    }
    for (size_t l = 1; l <= L; l++) {
        fprintf(out, "\t%zu", layers[l].kinks);
    }
    fputc('\n', out);
}

bool figure_training_error(FILE *out, training *t, training_wishes *how)
{
    uint64_t epochs = how->epochs;
    plain *layers = bp_calloc(t->p.net.L + 1, sizeof *layers);
    if (!layers) {
        complain("no memory for the figure");
        return false;
    }
    bool written = true;
    how->check_every = 1;
    write_head(out, t);
    for (how->epochs = 1; written && how->epochs <= epochs; how->epochs++) {
        written = training_finite_epochs(t) && differ(layers, t);
        if (written) {
            write_epoch(out, t, layers);
        }
    }
    bp_free(layers);
    return written;
}
