/* What the figures about ∂C/∂W and ∂C/∂b share: a report, and a walk through all their entries.
 *
 *   gradients_measure    the problem of the options, and what numeric methods say of it
 *   gradients_free
 *   gradient_first, gradient_next     W^1, b^1, W^2, …, each row by row
 *   gradient_at          the entry in a pass of answers, of numeric derivatives, of bars
 *   gradient_compare     backpropagation's entry with a numeric one
 *   gradient_largest     what errors are measured by
 *   gradient_place       its four columns in a table
 */
#ifndef GRADIENTS_H
#define GRADIENTS_H

#include "problem.h"
#include "verify.h"

typedef struct {
    problem problem;
    bp_report report;
} gradients;

/* By these methods. False: a sentence stands on stderr, and *g is empty. *g must not move, and *o
 * outlive it. */
bool gradients_measure(gradients *g, const options *o, const bp_verify_options *methods);
void gradients_free(gradients *g);

typedef struct {
    bp_quantity of;         /* BP_dW or BP_db; BP_QUANTITY_COUNT after the last one */
    size_t l, row, col;     /* row and col 0-based */
} gradient_entry;

gradient_entry gradient_first(void);
gradient_entry gradient_next(gradient_entry e, const bp_net *net);
double gradient_at(const bp_pass *pass, gradient_entry e);

/* |analytic − numeric|, and how far the two may be apart by rounding and truncation. bars is
 * infinite where nothing can be said: at a kink, or beyond what double can hold. */
typedef struct {
    double gap, bars;
} gradient_gap;
gradient_gap gradient_compare(const bp_report *report, const bp_witness *w, gradient_entry e);

/* The largest |∂C/∂W^l_jk| and |∂C/∂b^l_j| of all layers. */
double gradient_largest(const gradients *g);

/* Writes layer, of, row and col with tabs between them, where `of` is W or b and row and col are
 * 1-based; the names of these columns and what they mean are below. No tab behind them. */
void gradient_place(FILE *out, gradient_entry e);
#define GRADIENT_PLACE "layer\tof\trow\tcol"
#define GRADIENT_PLACE_COMMENT                                  \
    "# layer, of, row, col: the entry of W^layer or b^layer, counted from 1\n"

#endif
