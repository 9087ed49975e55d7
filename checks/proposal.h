/* A network in which mistakes can be seen that this one hides, found by looking for them there.
 *
 *   propose             tries a handful of changes to the problem, the least first
 *   proposal_options    what to write on the command line
 */
#ifndef PROPOSAL_H
#define PROPOSAL_H

#include "hidden.h"
#include "problem.h"

#define PROPOSAL_DEPTH 3

typedef struct {
    unsigned change;        /* what is changed; 0: nothing hides less */
    size_t N[PROPOSAL_DEPTH + 1];
    size_t hidden, absent;  /* there */
} proposal;

/* The first that hides nothing, or else the one that hides least. The witnesses are those of the
 * report; `found` is what its network hides. */
proposal propose(const bp_hidden *found, const bp_report *report, const problem *p);

/* "--layers 4,5,6,3 --activations softmax,tanh,softmax" */
#define PROPOSAL_LINE 300
void proposal_options(char text[PROPOSAL_LINE], const proposal *n, const problem *p);

#endif
