/* Trials: what to change so that a warning goes away, found by changing it and looking again.
 *
 *   trials_run      the first of the changes that suit a kind of warning after which it is gone
 *
 * A change rebuilds the problem with other options. It counts only if the kind is gone from every
 * layer and nothing new has come.
 */
#ifndef TRIALS_H
#define TRIALS_H

#include "preflight.h"
#include "problem.h"
#include "verify.h"

typedef enum {
    TRY_NOTHING, TRY_METHOD, TRY_SEED, TRY_STANDARDISE, TRY_BOTH, TRY_BATCH, TRY_WIDTHS,
    TRY_RANDOM_DATA, TRY_SCALE, TRY_COUNT
} trial_kind;

#define TRIAL_LAYERS 64

typedef struct {
    trial_kind kind;            /* of the best one; BOTH: a seed, standardised */
    uint64_t number;            /* the seed, or M */
    double divisor;             /* of the targets */
    char layers[TRIAL_LAYERS];
    size_t before, after;       /* how many neurons, samples, layers are concerned; after 0: none */
    size_t tried;               /* how many changes */
} trial;

/* `work` is what may still be spent, in multiplications; TRIALS_WORK is about a second. */
#define TRIALS_WORK 5e8
trial trials_run(const bp_warnings *found, bp_warning_kind kind, const bp_report *report,
                 const problem *p, double *work);

/* The witness that the noise is told from: the central difference, or else the first of those heard
 * that is one of differences, or the complex step. */
const bp_witness *trials_witness(const bp_report *report);

#endif
