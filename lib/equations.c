/* The backward half of the article, from §4 to §7, in its own order. The forward half, §3 and the
 * loss of §4, is forward.inc; the steps in between, entry by entry, are entries.c. Each formula
 * stands above the function that is the formula, in four words of the layer below:
 *
 *   bp_mat_mul_tn(C, P, Q)          C = Pᵀ Q
 *   bp_mat_mul_nt(C, P, Q)          C = P Qᵀ
 *   bp_mat_row_sums(s, P)           s = P ones(M,1)
 *   bp_pull_back(dZ, σ, dA, Z)      dZ = dA ⊙ σ'(Z); for softmax Jᵀ dA, column by column */
#include "equations.h"

/* §4  Output layer ---------------------------------------------------------------------------- */

/* [dA-output]   ∂C/∂A^L_jm = (1/M) ∂loss(A^L_jm, Y_jm)/∂A^L_jm
 *
 *               for the quadratic loss: ∂C/∂A^L = (A^L − Y)/M */
void bp_output_gradient(bp_mat *dA, const bp_loss *loss, const bp_mat *A, const bp_mat *Y)
{
    bp_require_same("bp_output_gradient", BP_SHAPE(A, "A"), BP_SHAPE(Y, "Y"));
    bp_require_same("bp_output_gradient", BP_SHAPE(dA, "dA"), BP_SHAPE(A, "A"));
    double M = (double)A->cols;
    for (size_t j = 0; j < A->rows; j++) {
        for (size_t m = 0; m < A->cols; m++) {
            BP_AT(dA, j, m) = loss->slope(BP_AT(A, j, m), BP_AT(Y, j, m)) / M;
        }
    }
}

/* [dZ-output]   ∂C/∂Z^L = ∂C/∂A^L ⊙ σ'^L(Z^L) */
void bp_output_error(bp_mat *dZ, const bp_activation *sigma, const bp_mat *dA, const bp_mat *Z)
{
    bp_pull_back(dZ, sigma, dA, Z);
}

/* §5  Back through the layers ----------------------------------------------------------------- */

/* [dA-hidden]   ∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}, the first half of the next one */
void bp_hidden_gradient(bp_mat *dA, const bp_mat *W_next, const bp_mat *dZ_next)
{
    bp_mat_mul_tn(dA, W_next, dZ_next);
}

/* [dZ-hidden]   ∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂Z^{l+1}) ⊙ σ'^l(Z^l) */
void bp_hidden_error(bp_mat *dZ, const bp_mat *W_next, const bp_mat *dZ_next,
                     const bp_activation *sigma, const bp_mat *Z)
{
    bp_mat_mul_tn(dZ, W_next, dZ_next);
    bp_pull_back(dZ, sigma, dZ, Z);
}

/* §6  The gradients of the parameters --------------------------------------------------------- */

/* [dW]          ∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ */
void bp_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
    bp_mat_mul_nt(dW, dZ, A_prev);
}

/* [db]          ∂C/∂b^l = ∂C/∂Z^l ones(M,1) */
void bp_bias_gradient(bp_mat *db, const bp_mat *dZ)
{
    bp_mat_row_sums(db, dZ);
}
