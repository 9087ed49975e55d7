/* The smallest counterexample: a network of few numbers, all of them small and whole, in which a
 * mistake shows. It fits on a blackboard.
 *
 *   bp_shrink                  looks for it
 *   bp_counterexample_free
 *
 * What is smaller, the first that differs decides:
 *
 *   1  fewer numbers to write: W, b, X and Y together
 *   2  fewer layers, then fewer samples, then narrower layers, the input first
 *   3  it shows by a tenth of the largest entry or more, or by its shape
 *   4  an easier loss, by bp_easy_losses
 *   5  easier activations: the sum of their places in bp_easy_activations
 *   6  plainer numbers: the sum of their places in bp_plain_numbers
 *
 * A 0 is the least plain number: what it multiplies takes no part, and might be wrong unseen. For
 * the same reason no number of W, b and X stands beside or below its equal, and no softmax has one
 * neuron.
 */
#ifndef BP_SHRINK_H
#define BP_SHRINK_H

#include "data.h"
#include "mistakes.h"
#include "verify.h"

/* As far as it looks: layers, neurons in a layer, samples, numbers, the sum of rule 5, fillings of
 * each choice of shape, σ and loss. */
#define BP_SHRINK_LAYERS 3
#define BP_SHRINK_WIDTH 3
#define BP_SHRINK_SAMPLES 3
#define BP_SHRINK_NUMBERS 14
#define BP_SHRINK_EASE 9
#define BP_SHRINK_FILLINGS 2000

#define BP_EASY_ACTIVATIONS 10
#define BP_EASY_LOSSES 4
#define BP_PLAIN_NUMBERS 6
extern const char *const bp_easy_activations[BP_EASY_ACTIVATIONS];
extern const char *const bp_easy_losses[BP_EASY_LOSSES];
extern const double bp_plain_numbers[BP_PLAIN_NUMBERS];

typedef struct {
    bp_net net;
    bp_data data;           /* X and Y */
    size_t numbers;         /* W, b, X and Y together; 0: nothing was found, and nothing is held */
    const bp_equation *equation;
    size_t layer, row, col; /* where it shows: the entry with the largest gap, 0-based */
    bool same_shape;        /* as it was asked for */
    bool looks_back;        /* the mistake reads what was one step of learning before */
} bp_counterexample;

/* The smallest network in which bp_verify calls the cause's equation WRONG or SHAPE, blames no
 * other, and leaves none open; of two mistakes neither alone would give the same there. same_shape:
 * an answer of another shape does not count, nor does a broken contract; the numbers must tell.
 * False: no memory; then *found is empty. */
bool bp_shrink(bp_counterexample *found, const bp_cause *cause, bool same_shape,
               const bp_progress *progress);
void bp_counterexample_free(bp_counterexample *found);

#endif
