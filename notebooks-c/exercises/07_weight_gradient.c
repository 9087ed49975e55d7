/* Exercise 07: the weight gradient
 *
 * Goal     Fill dW with ∂C/∂W^l, from dZ = ∂C/∂Z^l and A_prev = A^{l-1}.
 * Shapes   dW is N_l×N_{l-1}, dZ is N_l×M, A_prev is N_{l-1}×M. dW has its shape already, but it
 *          arrives holding something old.
 * Read     docs/derivation.md#dW, and the lesson notebooks-c/07_weights_and_biases.c
 * Tools    BP_AT(dW, j, k) is the entry in row j and column k, both counted from 0; dW->rows and
 *          dW->cols are its shape (lib/matrix.h). Indices are size_t; to divide by a size, write
 *          (double)dZ->cols
 * Check    make exercise-07
 * Stuck?   make exercise-07 HINT=1
 */
#include "matrix.h"

void student_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
    /* Yours to write; these three lines only keep the compiler quiet. */
    (void)dW;
    (void)dZ;
    (void)A_prev;
}
