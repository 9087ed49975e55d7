/* What is equal that should not be. Private to preflight.c and alike.c. */
#ifndef BP_ALIKE_H
#define BP_ALIKE_H

#include "preflight.h"

/* The central difference may leave bars of this share of a matrix' largest entry before its verdict
 * is UNDECIDED. Two weights that are closer to each other may be exchanged, and a row that a
 * derivative of σ shrinks below it may be wrong, without a change that it must see. */
#define BP_UNSEEN 1e-3

/* True: found->layer has what found->kind is about; the rest of *found has been filled in. The
 * first three need a layer that has weights. */
typedef bool bp_look(bp_warning *found, const bp_pass *pass);

bp_look bp_look_for_constant, bp_look_for_symmetric, bp_look_for_twins;
bp_look bp_look_for_duplicates, bp_look_at_batch, bp_look_at_widths;

#endif
