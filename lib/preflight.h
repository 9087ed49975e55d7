/* Preflight: what about a network and its data would hide a mistake, whatever the witness.
 *
 *   bp_preflight         looks at a finished forward pass and, for the noise, at a witness
 *   bp_preflight_free
 *
 * A mistake is seen where it changes a number by more than the bars. It stays unseen where the
 * number is small whatever the equation says, where two numbers that might be confused are equal,
 * and where two shapes that might be confused are.
 */
#ifndef BP_PREFLIGHT_H
#define BP_PREFLIGHT_H

#include "numeric.h"

/* The worst first.
 *
 *   kind          layer l              first, second       count         value
 *   ZERO          of `quantity`                            1             0
 *   NOISE         of `quantity`        row, column         1             widest bar / largest entry
 *   LOSS          L                                        1             C
 *   DEAD          of the neurons       neuron j            dead ones     the largest Z^l_jm
 *   SATURATED     of the neurons       neuron j            saturated     the largest |σ'(Z^l_jm)|
 *   ONE_NEURON    a softmax layer      neuron j            1             the largest mass elsewhere
 *   CONSTANT      of W^l                                   1             W^l_11
 *   SYMMETRIC     of W^l               row, column         1             the largest gap / largest
 *   TWINS         of the neurons       neurons j, j'       with a twin   their gap / largest
 *   DUPLICATES    0                    samples m, m'       with a copy   0
 *   BATCH         first N_l = M                            such layers   M
 *   WIDTHS        second N_l of those  the first such l    such layers   N_l
 */
typedef enum {
    BP_WARN_ZERO, BP_WARN_NOISE, BP_WARN_LOSS, BP_WARN_DEAD, BP_WARN_SATURATED,
    BP_WARN_ONE_NEURON, BP_WARN_CONSTANT, BP_WARN_SYMMETRIC, BP_WARN_TWINS, BP_WARN_DUPLICATES,
    BP_WARN_BATCH, BP_WARN_WIDTHS, BP_WARNING_COUNT
} bp_warning_kind;

/* Neurons, samples, rows and columns are 0-based. */
typedef struct {
    bp_warning_kind kind;
    size_t layer, first, second, count;
    bp_quantity quantity;       /* BP_dW or BP_db, where the kind has one */
    double value;
} bp_warning;

/* Ordered by kind, and by layer within a kind; each layer has at most one of a kind. */
typedef struct {
    bp_warning *of;
    size_t count;
} bp_warnings;

/* Looks at the network, X, Y, Z, A and C of a pass that bp_forward has filled, or a witness. ZERO
 * and NOISE need a witness that was not stopped; NULL: they are not looked for.
 * False: no memory; then *found is empty and may be freed. */
bool bp_preflight(bp_warnings *found, const bp_pass *pass, const bp_witness *witness);
void bp_preflight_free(bp_warnings *found);

#endif
