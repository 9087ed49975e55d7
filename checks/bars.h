/* The experiment of bars.c: what is compared, and one network of it.
 *
 *   bars_kinds      what has a bar
 *   bars_try        draws a network by seed, verifies it, and compares all with the truth
 */
#ifndef BARS_H
#define BARS_H

#include "bars_tally.h"
#include "numeric.h"
#include "wide.h"

/* The median of bar/error may be so much. */
#define BARS_RUNNING_LIMIT 2000.0
#define BARS_LIMIT 100.0

enum {
    BARS_FORWARD_PATH,      /* Z, A, C: bp_forward_bounds */
    BARS_CHAIN,             /* answers in the chain, and */
    BARS_CHAIN_COMPLEX,     /* the complex step: the running bound, from the exact derivative */
    BARS_GIVEN,             /* answers given correct inputs, and */
    BARS_COMPLEX,           /* the complex step: the local bound, at the computed base point */
    BARS_DIFFERENCE,        /* a difference, its bar and the running bound; one kind each */
    BARS_KINDS = BARS_DIFFERENCE + BP_DIFFERENCES
};

typedef struct {
    const char *name;
    double limit;           /* of the median of bar/error */
} bars_kind;

extern const bars_kind bars_kinds[BARS_KINDS];

typedef struct {
    tally of[BARS_KINDS][BP_QUANTITY_COUNT];
    size_t networks, complaints[BARS_KINDS];
} bars_tallies;

/* Parameters of the usual size times 10^-decades … 10^decades. Says so where an error exceeds its
 * bar. False: no memory. */
bool bars_try(bars_tallies *all, const wide_type *type, unsigned long seed, double decades);

#endif
