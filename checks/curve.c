#include "curve.h"

#include <math.h>
#include <string.h>

#include "contract.h"
#include "tsv.h"

size_t curve_columns(size_t L)
{
    return CURVE_LAYERS + CURVE_GROUPS * L;
}

size_t curve_column(size_t L, curve_group group, size_t l)
{
    return CURVE_LAYERS + (size_t)group * L + l - 1;
}

double *curve_row(const curve *c, size_t row)
{
    return c->cells + row * curve_columns(c->L);
}

double *curve_add(curve *c)
{
    size_t columns = curve_columns(c->L);
    if (c->rows == c->room) {
        size_t room = 2 * c->room + 16;
        double *cells = bp_calloc(room * columns, sizeof *cells);
        if (!cells) {
            return NULL;
        }
        if (c->rows > 0) {
            memcpy(cells, c->cells, c->rows * columns * sizeof *cells);
        }
        bp_free(c->cells);
        c->cells = cells;
        c->room = room;
    }
    double *row = curve_row(c, c->rows++);
    for (size_t i = 0; i < columns; i++) {
        row[i] = NAN;
    }
    return row;
}

void curve_free(curve *c)
{
    bp_free(c->cells);
    *c = (curve){0};
}

static const char *const names[CURVE_LAYERS] = {"epoch",     "loss",          "accuracy",
                                                "held_loss", "held_accuracy", "seconds"};
static const char *const groups[CURVE_GROUPS] = {"norm_W", "complex_", "central_", "kinks_"};

void curve_write(FILE *out, const curve *c)
{
    tsv_comment(out, "epoch: from 1");
    tsv_comment(out, "loss, accuracy: of the samples learned from, each before its own update; C");
    tsv_comment(out, "  without the term of lambda; the share of them classified rightly");
    tsv_comment(out, "held_loss, held_accuracy: of the samples held out, after the epoch");
    tsv_comment(out, "seconds: of learning, without the samples held out and without checks");
    tsv_comment(out, "norm_W1, ...: norm of dC/dW^l, mean over mini-batches spread over the epoch");
    tsv_comment(
        out, "complex_1, central_1, ...: |analytic - numeric| at the worst entry of dC/dW^l and");
    tsv_comment(out, "  dC/db^l over the largest numeric one, in one mini-batch after the epoch");
    tsv_comment(out, "kinks_1, ...: entries of those where the step has crossed a kink");
    tsv_comment(out, "nan: not measured");
    fputs("# ", out);
    for (size_t i = 0; i < CURVE_LAYERS; i++) {
        fprintf(out, "%s%s", i > 0 ? "\t" : "", names[i]);
    }
    for (size_t i = 0; i < CURVE_GROUPS * c->L; i++) {
        fprintf(out, "\t%s%zu", groups[i / c->L], i % c->L + 1);
    }
    fputc('\n', out);
    for (size_t row = 0; row < c->rows; row++) {
        for (size_t i = 0; i < curve_columns(c->L); i++) {
            double x = curve_row(c, row)[i];
            fputs(i > 0 ? "\t" : "", out);
            if (isnan(x)) { /* some libraries write -nan */
                fputs("nan", out);
            } else {
                fprintf(out, "%.17g", x);
            }
        }
        fputc('\n', out);
    }
}
