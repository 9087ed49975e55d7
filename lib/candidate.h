/* A network that may be a counterexample: its numbers are set, and it is asked whether the mistake
 * shows. Private to shrink.c. */
#ifndef BP_CANDIDATE_H
#define BP_CANDIDATE_H

#include "shrink.h"

/* A number and, in W, b and X, what stands beside and above it, or NULL. */
typedef struct {
    double *at;
    const double *left, *above;
} bp_number;

typedef struct {
    const bp_cause *cause;
    const bp_equation *equation;
    bool same_shape;
    double visible;         /* the least gap that counts, in units of the largest entry */

    bp_net net, older_net;  /* now, and one step of learning before */
    bp_data data;
    bp_pass pass, older;
    bp_answers answers;     /* of somebody who makes the mistake */
    bp_answers alone;       /* of somebody who makes one of two */
    size_t numbers;
    bp_number number[BP_SHRINK_NUMBERS];    /* W^1, b^1, W^2, …, X, Y */

    size_t layer, row, col; /* where it was seen last */
    bool looks_back, dry;   /* dry: there was no memory */
} bp_candidate;

/* Of N[0] … N[L] neurons and M samples; cause, equation, same_shape and visible are left alone.
 * False: no memory; then it is empty. */
bool bp_candidate_new(bp_candidate *c, size_t L, const size_t *N, size_t M);
void bp_candidate_free(bp_candidate *c);

/* Runs the passes on the numbers that have been set. Does the mistake change what the equation
 * answers, by what is called visible, somewhere where all numbers are finite and no Z or A^L stands
 * on a kink? */
bool bp_candidate_shows(bp_candidate *c);

/* Of one that shows: does bp_verify see it, and nothing else? */
bool bp_candidate_is_exposed(bp_candidate *c);

#endif
