/* Numeric witnesses: derivatives that know nothing of the derivation. Each runs the forward path
 * only, disturbs one entry at a time (bp_evaluate), and fills a pass with derivatives.
 *
 *   bp_complex_step           Im C(x + ih)/h, h = 2^-200: no truncation, no cancellation
 *   bp_difference_quotients   (C(x + h) − C(x − h))/2h and its kin
 *   bp_difference_named       forward, central, five-point, richardson
 *   bp_bias_shift             a whole row of ∂C/∂Z from one bias
 *   bp_place_of                 what is to be disturbed
 *   bp_witness_free
 */
#ifndef BP_NUMERIC_H
#define BP_NUMERIC_H

#include "path.h"
#include "quantities.h"

typedef struct {
    const char *method;
    double step;            /* h, or where the search for it began, for |x| ≤ 1 */
    size_t evaluations;     /* of the forward path */
    bool whole;             /* false: it was stopped before the end */
    bp_pass value;          /* ∂C/∂…, ∂C_x/∂…, local derivatives; the base point's Z, A, C */
    bp_pass bar;            /* how far each may be off; the complex step's: bounds.h */
    bp_pass kink;           /* 1 where none exists, or the step has crossed a kink */
    bp_pass h;              /* the step that each was taken with */
} bp_witness;

/* Told after each disturbed entry how many of all have been visited; may be NULL. Where it answers
 * false, the rest is left: those numbers become 0 with an infinite bar. */
typedef struct {
    bool (*report)(void *user, size_t done, size_t total);
    void *user;
} bp_progress;

/* What is disturbed for a gradient: W for dW, b for db, Z for dZ, A for dA; nothing for what is no
 * gradient. */
bp_place bp_place_of(bp_quantity gradient);

#define BP_CENTRAL_STEP 6e-6

/* A complex step above this has a truncation error that double can see. */
#define BP_LARGEST_COMPLEX_STEP 1e-10

/* Fills w with the derivatives of every quantity in every layer, at the base point (net, X, Y).
 * False: no memory; then *w is empty and may be freed. */
bool bp_complex_step(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                     double step, const bp_progress *progress);

/* A way to make a derivative out of differences (differences.c). */
typedef struct {
    const char *name;       /* forward, central, five-point, richardson; NULL ends the table */
    double step;            /* the finest h, for |x| ≤ 1; times |x| beyond. Or the first to try */
    size_t levels;          /* quotients D(h), D(h·ratio), D(h·ratio²), … */
    double ratio;
    int power;              /* of h in the error of D: 1 one-sided, 2 two-sided */
    int column;             /* powers of h eliminated; BP_BEST_COLUMN: as many as help */
    double largest_move;    /* of a Z under a curved σ: beyond it there is no bar */
} bp_difference;

#define BP_BEST_COLUMN (-1)

/* A step that crosses a kink is tried again, so many times, so many times shorter. */
#define BP_KINK_RETRIES 2
#define BP_KINK_SHORTER 16.0

/* The automatic step: try, see from the distance of the quotients how curved C is, go to the step
 * where truncation and rounding are in balance; at most so many times, each time at most so far.
 * Rounding errors are seldom an eighth of what they may be. */
#define BP_STEP_TRIES 4
#define BP_STEP_STRIDE 16.0
#define BP_STEP_USUAL 0.25

enum { BP_FORWARD, BP_CENTRAL, BP_FIVE_POINT, BP_RICHARDSON, BP_DIFFERENCES };

extern const bp_difference bp_differences[BP_DIFFERENCES + 1];
const bp_difference *bp_difference_named(const char *name);

/* Likewise. A bar is the distance of an estimate from its coarser neighbour, for the central
 * difference |D(h) − D(2h)|, and E/h, where E is the rounding error of the output (Z, z, A, C and
 * Cx of *noise: bp_step_noise). step 0: each entry has its own, found from these two parts of its
 * bar. The step is the one really stored, and the differences are summed: Σ_m (C_m(x+h) −
 * C_m(x−h)). */
bool bp_difference_quotients(bp_witness *w, const bp_difference *method, const bp_net *net,
                             const bp_mat *X, const bp_mat *Y, const bp_pass *noise, double step,
                             const bp_progress *progress);

/* ∂C/∂Z^l and ∂C/∂b^l without disturbing any Z: shifting b^l_j moves row j of Z^l in every column
 * alike, and samples never touch each other, so the M losses C_m say what each Z^l_jm alone would
 * have done. Fills dZ and db of *shift from what w has read off at the biases; its bars and kinks
 * are theirs. False: no memory; then *shift is empty and may be freed. */
bool bp_bias_shift(bp_witness *shift, const bp_witness *w);

void bp_witness_free(bp_witness *w);

#endif
