/* backproof compare, in parts: the full-matrix method beside the per-sample one, §8.
 *
 *   compare_gradients    ∂C/∂W and ∂C/∂b of two mini-batches by both
 *   compare_runs         two runs that differ in nothing but the method
 *   compare_times        the time for a sample, as M grows
 *   comparison_free
 *   show_comparison, comparison_to_json
 *   write_runs, write_times      tables for gnuplot; save_runs, save_times   as files
 */
#ifndef COMPARE_H
#define COMPARE_H

#include "training.h"

/* A gradient by both methods, at the entry where they are farthest apart in units of the bound. The
 * bound is twice the rounding bound of a backward pass: each may be as far from the truth. */
typedef struct {
    bp_quantity quantity;           /* BP_dW or BP_db */
    size_t layer, entries, row, col;
    double gap, bound, largest;
    double share;                   /* gap/bound there */
    bool agrees;                    /* every entry within its bound */
} compared_gradient;

typedef struct {
    training_result full, per_sample;
    double loss_gap;                /* |difference|/C at the mini-batch where it is largest */
    double parameter_gap;           /* after the epoch: largest |difference| over the largest */
} compared_epoch;

#define COMPARE_SIZES 11            /* M = 1, 2, 4 … 1024 */

typedef struct {
    size_t M;
    double full, per_sample;        /* seconds for C and its gradients, per sample */
} compared_time;

typedef struct {
    compared_gradient *gradients;   /* ∂C/∂W^1 ∂C/∂b^1 ∂C/∂W^2 … */
    size_t gradient_count;
    size_t M, fewer;                /* samples of the two mini-batches */
    compared_epoch *epochs;
    size_t epoch_count;
    compared_time times[COMPARE_SIZES];
    size_t time_count;
} comparison;

/* *t is a run that has not begun, by the full-matrix method. False: a sentence stands on stderr. */
bool compare_gradients(comparison *c, training *t);
bool compare_runs(comparison *c, training *t, size_t epochs);
bool compare_times(comparison *c, training *t);
void comparison_free(comparison *c);

/* Do all gradients agree? */
bool comparison_agrees(const comparison *c);

void show_comparison(const comparison *c, const training *t);
bool comparison_to_json(const comparison *c, const training *t);

/* For gnuplot: a comment for each column, their names, the rows. */
void write_runs(FILE *out, const comparison *c, const training *t);
void write_times(FILE *out, const comparison *c, const training *t);

/* The same as files of their own. False: a sentence stands on stderr. */
bool save_runs(const char *path, const comparison *c, const training *t);
bool save_times(const char *path, const comparison *c, const training *t);

#endif
