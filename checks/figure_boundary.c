/* The regions into which a network divides the plane, while it learns. */
#include <math.h>

#include "figure_tables.h"
#include "say.h"
#include "training.h"
#include "tsv.h"

#define SIDE 61     /* points of the plane, each way */
#define MARGIN 0.12 /* of the samples' range, around them */

/* Of all epochs these parts are shown, as whole numbers that differ: 1, 5, 20 and 100 of 100. */
static const uint64_t parts[] = {100, 20, 5, 1};
enum { SNAPSHOTS = sizeof parts / sizeof *parts };

typedef struct {
    bp_samples points; /* of no class: Y is 0 */
    size_t *which;
} plane;

/* From side to side of feature i. */
static void set_positions(double at[SIDE], const bp_samples *all, size_t i)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t m = 0; m < all->X.rows; m++) {
        low = fmin(low, BP_AT(&all->X, m, i));
        high = fmax(high, BP_AT(&all->X, m, i));
    }
    double width = high > low ? high - low : 1.0;
    for (size_t step = 0; step < SIDE; step++) {
        at[step] = low - MARGIN * width + (1.0 + 2.0 * MARGIN) * width * (double)step / (SIDE - 1);
    }
}

static bool new_plane(plane *p, const bp_samples *all)
{
    *p = (plane){.which = bp_calloc(SIDE * SIDE, sizeof *p->which)};
    if (!p->which || !bp_samples_new(&p->points, SIDE * SIDE, 2, all->Y.cols)) {
        return false;
    }
    double x[SIDE], y[SIDE];
    set_positions(x, all, 0);
    set_positions(y, all, 1);
    for (size_t k = 0; k < SIDE * SIDE; k++) {
        p->which[k] = k;
        BP_AT(&p->points.X, k, 0) = x[k / SIDE];
        BP_AT(&p->points.X, k, 1) = y[k % SIDE];
    }
    return true;
}

static void free_plane(plane *p)
{
    bp_free(p->which);
    bp_samples_free(&p->points);
}

/* From 1; 0: none. */
static size_t class_of(const bp_mat *Y, size_t m)
{
    size_t c = Y->cols;
    while (c > 0 && BP_AT(Y, m, c - 1) == 0.0) {
        c--;
    }
    return c;
}

static void write_point(FILE *out, const training *t, const bp_samples *points, size_t k, size_t m)
{
    const bp_mat *A = &t->trainer.batch.pass.A[t->p.net.L];
    size_t answer = 0;
    for (size_t j = 1; j < A->rows; j++) {
        answer = BP_AT(A, j, m) > BP_AT(A, answer, m) ? j : answer;
    }
    fprintf(out, "%zu\t%.5f\t%.5f\t%zu\t%zu", t->trainer.epochs, BP_AT(&points->X, k, 0),
            BP_AT(&points->X, k, 1), class_of(&points->Y, k), answer + 1);
    for (size_t j = 0; j < A->rows; j++) {
        fprintf(out, "\t%.4f", BP_AT(A, j, m));
    }
    fputc('\n', out);
}

/* A block of rows, with an empty line after each `line` of them. */
static void write_points(FILE *out, training *t, const bp_samples *points, const size_t *which,
                         size_t line)
{
    bp_batch *batch = &t->trainer.batch;
    size_t count = points->X.rows, room = batch->room;
    for (size_t done = 0; done < count; done += room) {
        size_t M = count - done < room ? count - done : room;
        bp_batch_take(batch, points, which + done, M);
        bp_forward(&batch->pass);
        for (size_t m = 0; m < M; m++) {
            write_point(out, t, points, which[done + m], m);
            fputs((done + m + 1) % line == 0 ? "\n" : "", out);
        }
    }
    fputs("\n\n", out);
}

/* Learns until the next snapshot, and the next. */
static bool write_snapshots(FILE *out, training *t, training_wishes *how)
{
    plane p;
    uint64_t epochs = how->epochs;
    bool complete = new_plane(&p, &t->p.all);
    if (!complete) {
        complain("no memory for the figure");
    }
    for (size_t i = 0; complete && i < SNAPSHOTS; i++) {
        how->epochs = epochs / parts[i] > i ? epochs / parts[i] : i + 1;
        complete = training_finite_epochs(t);
        if (complete) {
            write_points(out, t, &p.points, p.which, SIDE);
            write_points(out, t, &t->p.all, t->order, SIZE_MAX);
        }
    }
    free_plane(&p);
    return complete;
}

static void write_head(FILE *out, const training *t)
{
    training_comment(out, t);
    tsv_comment(out, "For each epoch shown a block with points of the plane, and one with the");
    tsv_comment(out, "samples.");
    tsv_comment(out, "epoch: so many have been learned");
    tsv_comment(out, "x, y: the two features");
    tsv_comment(out, "own: class of a sample, from 1; 0: a point of the plane has none");
    tsv_comment(out, "answer: class of the largest output");
    tsv_comment(out, "a_1, ...: the outputs A^L");
    fputs("# epoch\tx\ty\town\tanswer", out);
    for (size_t j = 1; j <= t->p.all.Y.cols; j++) {
        fprintf(out, "\ta_%zu", j);
    }
    fputc('\n', out);
}

bool figure_boundary(FILE *out, training *t, training_wishes *how)
{
    size_t features = t->p.all.X.cols;
    if (features != 2 || t->p.all.classes < 2) {
        complain("plot boundary wants two features and classes, as moons, spiral and xor have: %s "
                 "has %zu features and %zu classes",
                 t->options->data, features, t->p.all.classes);
        return false;
    }
    if (how->epochs < SNAPSHOTS) {
        complain("plot boundary shows four epochs: --epochs wants 4 or more");
        return false;
    }
    write_head(out, t);
    return write_snapshots(out, t, how);
}
