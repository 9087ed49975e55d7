/* The problem: the network, the data and the mini-batch that the options describe.
 *
 *   problem_build      makes them, or says in one sentence why it cannot
 *   problem_take       the same around samples that come from elsewhere
 *   problem_free
 *   problem_samples    the data alone
 *   problem_can_be_rebuilt
 *   problem_describe   one line about it
 */
#ifndef PROBLEM_H
#define PROBLEM_H

#include "network.h"
#include "options.h"
#include "samples.h"

/* Where nothing is said. The outer two widths are those of Iris and of random data. */
#define USUAL_LAYERS "4,5,3"
#define MANY_FEATURES 16
#define USUAL_HIDDEN_OF_MANY 30
#define USUAL_BATCH 7

typedef struct {
    const options *options;
    bp_samples all;
    bp_data batch;          /* the M samples that were drawn: X is batch.X, Y is batch.Y */
    bp_net net;             /* W and b drawn by seed, so that no layer is saturated */
} problem;

/* False: a sentence stands on stderr, *p is empty, and the program returns STATUS_BAD_INPUT.
 * *o must outlive *p. */
bool problem_build(problem *p, const options *o);

/* Takes over *data as the one mini-batch of a network of the widths N[0] … N[L], with --activations
 * and --loss; its parameters are 0. --data is what messages call the samples. */
bool problem_take(problem *p, const options *o, size_t L, const size_t *N, bp_data *data);
void problem_free(problem *p);

/* The samples that `data` names, without a network, and not standardised: --targets and --seed say
 * how, for random ones --layers and --batch too. `flag` is what named them: --data, say. `like` (or
 * NULL) are samples that these must fit (bp_samples_fit).
 * False: a sentence stands on stderr, and *all is empty. */
bool problem_samples(bp_samples *all, const options *o, const char *flag, const char *data,
                     const bp_samples *like);

/* From the same data again? A pipe gives them once. */
bool problem_can_be_rebuilt(const problem *p);

/* "4-5-3, sigmoid, quadratic loss, 43 parameters; iris, 7 of 150 samples; seed 1" */
#define PROBLEM_LINE 400
void problem_describe(char line[PROBLEM_LINE], const problem *p);

#endif
