/* Numbers from elsewhere: answers that somebody has computed, in any language or by hand.
 *
 *   bp_handed_in_new, bp_handed_in_free
 *   bp_hand_in                 one matrix
 *   bp_is_usable               whether what follows from it can be computed
 *   bp_handed_in_chain         what is there, and what follows from it where something is not
 *   bp_handed_in_bounds        how far each of these numbers may be off
 *
 * bp_verify judges them in the place of rules: each given its own inputs, which are the other
 * numbers that were handed in, and against the witnesses.
 */
#ifndef BP_HANDED_IN_H
#define BP_HANDED_IN_H

#include "answers.h"

typedef struct {
    bp_pass value;                      /* value.of[q][l]: as it was handed in, of any shape */
    bp_pass rounded;                    /* by how much each entry was rounded when written down */
    bool *there[BP_QUANTITY_COUNT];     /* there[q][l]: it was handed in */
    bool single;                        /* computed in single precision */
    bool coarse;                        /* that, or written with few digits */
} bp_handed_in;

/* Nothing is there yet. False: no memory; then *h is empty and may be freed. */
bool bp_handed_in_new(bp_handed_in *h, const bp_net *net, const bp_mat *X, const bp_mat *Y);
void bp_handed_in_free(bp_handed_in *h);

/* `value` for quantity q in layer l, where q is one that a rule answers: Z A C dA dZ dW db. C may
 * be a single number: C without the C_m. `rounded` has its shape. False: no memory. */
bool bp_hand_in(bp_handed_in *h, bp_quantity q, size_t l, const bp_mat *value,
                const bp_mat *rounded);

/* It is there, all of it is finite, and it has the shape that it must have. */
bool bp_is_usable(const bp_handed_in *h, bp_quantity q, size_t l);

/* The chain of the equations, in which what is usable stands in the place of what the reference
 * would answer, or a rule of `planted`, which may be NULL: own inputs for everything. Of `except`,
 * or NULL, nothing is taken over. `older` as for bp_answer_chain. */
void bp_handed_in_chain(bp_answers *chain, const bp_handed_in *h, const bp_pass *older,
                        const bp_planted *planted, const bp_equation *except);

/* Rounding bounds of the chain's numbers, for any reasonable way of computing them: sums in any
 * order, σ' from A, softmax without subtracting the largest. False: no memory. */
bool bp_handed_in_bounds(bp_pass *bound, const bp_handed_in *h, const bp_pass *chain);

#endif
