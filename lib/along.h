/* Directions: C along a random matrix V instead of entry by entry.
 *
 *   bp_directions_walk      C(X + hV) − C(X) for every W, b, Z and A, with h shorter and shorter
 *   bp_walks_of             the walks for one of them
 *   bp_step_along           h of step k
 *   bp_judge_directional    is ⟨∂C/∂X, V⟩ the slope of C along V?
 *   bp_judge_taylor         is what it leaves of C(X + hV) − C(X) of order h², not h?
 *   bp_directions_free
 *
 * Both see a whole matrix at once and take a few dozen evaluations for it, however large it is;
 * they cannot say which entry is wrong. docs/directions.md derives what they see.
 */
#ifndef BP_ALONG_H
#define BP_ALONG_H

#include <stdint.h>

#include "numeric.h"
#include "verdict.h"

#define BP_DIRECTIONS 4         /* for each matrix, where nobody asks for more */
#define BP_HALVINGS 24          /* steps of 2^-3, 2^-4, … */

/* One direction. The entries of V are N(0,1); step k is h = 2^-(k+3). */
typedef struct {
    bp_quantity target;                 /* dW, db, dZ or dA: what it is a slope for */
    size_t l;
    bp_mat V;
    double ahead[BP_HALVINGS], back[BP_HALVINGS];   /* C(X ± hV) − C(X), as a mean of C_m's */
    double noise[BP_HALVINGS];          /* what rounding may have done to each */
    size_t first;                       /* from here on, no step crosses a kink or goes far */
    bool kink;                          /* because of a kink there is no such step */
    double slope, bar, h;               /* (ahead − back)/2h where its bar is narrowest */
} bp_walk;

typedef struct {
    bp_walk *walks;
    size_t each, count, evaluations;    /* `each` directions for each matrix */
} bp_directions;

double bp_step_along(size_t k);

/* *base holds the base point, *noise what it rounds: bp_step_noise. Walks that a progress report
 * stops are left without a step. False: no memory; then *d is empty and may be freed. */
bool bp_directions_walk(bp_directions *d, const bp_pass *base, const bp_pass *noise, size_t each,
                        uint64_t seed, const bp_progress *progress);
void bp_directions_free(bp_directions *d);

/* The first of the d->each walks for a quantity in layer l ≥ 1; NULL: nobody walks for it. */
const bp_walk *bp_walks_of(const bp_directions *d, bp_quantity target, size_t l);

/* An answer, good to ±bound, against its walks. In the finding an entry is a direction, `row` says
 * which, and `largest` is what the walks take for the length ‖∂C/∂X‖ of the gradient.
 *
 * directional: the gap of ⟨answer, V⟩ and the slope, in units of the bars. seen: an entry that is
 * wrong by so much is missed once in a hundred draws of the directions.
 *
 * Taylor: the order of R(h) = |C(X + hV) − C(X) − h⟨answer, V⟩|, read off where R is just above the
 * noise: 2 where the answer is right, 1 where it is not. slope: this order, ∞ where C is straight.
 * seen: an error of ⟨answer, V⟩ that would have made it 1. There is no tolerance. */
typedef bp_finding bp_along_judge(const bp_mat *answer, const bp_mat *bound,
                                  const bp_directions *d, bp_quantity target, size_t l);
bp_along_judge bp_judge_directional, bp_judge_taylor;

#endif
