/* The algorithm of the article, with its own equations in its own order.
 *
 *   bp_forward     §3, §4: b̂, Z and A of every layer, then C
 *   bp_gradients   §4 to §7: ∂C/∂A^L, ∂C/∂Z from the last layer to the first; ∂C/∂W, ∂C/∂b
 *   bp_backward    the same, and ∂C/∂A of the hidden layers, which no other step needs
 *   bp_leaves_double   where Z, A or the loss overflows, or A^L meets a pole
 *   bp_step_back   the parameters one step of learning before
 *   bp_collect     §2, §8: the matrices that the single samples are compared with
 *
 * All read and write one pass (quantities.h) and allocate nothing.
 */
#ifndef BP_PASS_H
#define BP_PASS_H

#include "quantities.h"

void bp_forward(bp_pass *pass);

/* Where a forward pass leaves what double can hold. */
typedef struct {
    bp_quantity quantity;   /* Z or A */
    size_t l, row, col;
    double value;
} bp_departure;

/* The first of them, from layer 1 up: a Z or A that is not finite, or an A^L at which the loss or
 * its slope is not, as where it is rounded to 0 or 1 under a logarithm. False: there is none. */
bool bp_leaves_double(bp_departure *first, const bp_pass *pass);

void bp_gradients(bp_pass *pass);
void bp_backward(bp_pass *pass);

/* W and b of *older, a network of the same widths, become what they were before a step of gradient
 * descent, W_older = W + η ∂C/∂W with the ∂C/∂W of *pass, or nearly; σ and loss are those of its
 * net. */
#define BP_LEARNING_RATE 0.5 /* η, unless somebody knows better */
void bp_step_back(bp_net *older, const bp_pass *pass, double eta);

/* stack^l = [Z; A; ∂C/∂Z]^l, stack^0 = C, accumulate^l = [∂C/∂W  ∂C/∂b]^l. A part whose shape is
 * not that of its quantity leaves NaN behind. */
void bp_collect(bp_pass *pass);

#endif
