/* The article's index forms, from §3 to §7, in its own order: the explicit sums, term by term. */
#include "entries.h"

#define entry bp_entry_factor
#define jacobian bp_slope_factor
#define number bp_number_factor

/* §3  Forward propagation --------------------------------------------------------------------- */

/* [broadcast]   b̂_km = b_k */
void bp_broadcast_entry(bp_terms *t, const bp_mat *b, size_t k)
{
    BP_TERM(t, entry(b, k, 0));
}

/* [affine]   Z^l_km = Σ_i A^{l-1}_im W^l_ki + b^l_k */
void bp_affine_entry(bp_terms *t, const bp_mat *W, const bp_mat *A_prev, const bp_mat *b, size_t k,
                     size_t m)
{
    for (size_t i = 0; i < A_prev->rows; i++) {
        BP_TERM(t, entry(A_prev, i, m), entry(W, k, i));
    }
    BP_TERM(t, entry(b, k, 0));
}

/* §4  The loss and the output layer ----------------------------------------------------------- */

/* [loss]   C = (1/M) Σ_m Σ_j loss(A^L_jm, Y_jm) */
void bp_loss_entry(bp_terms *t, const bp_loss *loss, const bp_mat *A, const bp_mat *Y)
{
    for (size_t m = 0; m < A->cols; m++) {
        for (size_t j = 0; j < A->rows; j++) {
            double value = loss->at(BP_AT(A, j, m), BP_AT(Y, j, m));
            BP_TERM(t, number(1.0 / (double)A->cols, "1/M"),
                    (bp_factor){value, A, j, m, "loss(%s)"});
        }
    }
}

/* [dA-output]   ∂C/∂A^L_jm = (1/M) ∂loss(A^L_jm, Y_jm)/∂A^L_jm */
void bp_output_gradient_entry(bp_terms *t, const bp_loss *loss, const bp_mat *A, const bp_mat *Y,
                              size_t j, size_t m)
{
    double value = loss->slope(BP_AT(A, j, m), BP_AT(Y, j, m));
    BP_TERM(t, number(1.0 / (double)A->cols, "1/M"), (bp_factor){value, A, j, m, "∂loss/∂%s"});
}

/* [dA-local]   ∂A^l_km/∂Z^l_jm = σ'(Z^l_jm) for k = j, else 0;   softmax: a_k (δ_kj − a_j) */
void bp_activation_local_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *Z, size_t k,
                               size_t j, size_t m)
{
    if (bp_depends(sigma, k, j)) {
        BP_TERM(t, jacobian(sigma, Z, k, j, m));
    }
}

/* [dZ-output]   ∂C/∂Z^L_jm = Σ_k ∂C/∂A^L_km ∂A^L_km/∂Z^L_jm */
void bp_output_error_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *dA,
                           const bp_mat *Z, size_t j, size_t m)
{
    for (size_t k = 0; k < dA->rows; k++) {
        if (bp_depends(sigma, k, j)) {
            BP_TERM(t, entry(dA, k, m), jacobian(sigma, Z, k, j, m));
        }
    }
}

/* §5  Back through the layers ----------------------------------------------------------------- */

/* [dZ-local]   ∂Z^{l+1}_km/∂Z^l_jm = W^{l+1}_kj σ'(Z^l_jm) */
void bp_error_local_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *Z,
                          const bp_mat *W_next, size_t k, size_t j, size_t m)
{
    for (size_t i = 0; i < Z->rows; i++) {
        if (bp_depends(sigma, i, j)) {
            BP_TERM(t, entry(W_next, k, i), jacobian(sigma, Z, i, j, m));
        }
    }
}

/* [columns]   ∂Z^{l+1}_km/∂Z^l_jm' = 0 for m ≠ m' */
void bp_columns_entry(bp_terms *t)
{
    BP_TERM(t, number(0.0, "0"));
}

/* [dZ-chain]   ∂C/∂Z^l_jm = Σ_k ∂C/∂Z^{l+1}_km ∂Z^{l+1}_km/∂Z^l_jm */
void bp_error_chain_entry(bp_terms *t, const bp_mat *dZ_next, const bp_mat *dZdZ, size_t j,
                          size_t m)
{
    size_t N = dZdZ->rows / dZ_next->cols;
    for (size_t k = 0; k < dZ_next->rows; k++) {
        BP_TERM(t, entry(dZ_next, k, m), entry(dZdZ, m * N + j, k));
    }
}

/* [dA-hidden]   ∂C/∂A^l_jm = Σ_k W^{l+1}_kj ∂C/∂Z^{l+1}_km */
void bp_hidden_gradient_entry(bp_terms *t, const bp_mat *W_next, const bp_mat *dZ_next, size_t j,
                              size_t m)
{
    for (size_t k = 0; k < dZ_next->rows; k++) {
        BP_TERM(t, entry(W_next, k, j), entry(dZ_next, k, m));
    }
}

/* [dZ-hidden]   ∂C/∂Z^l_jm = Σ_k ∂C/∂Z^{l+1}_km W^{l+1}_kj σ'(Z^l_jm) */
void bp_hidden_error_entry(bp_terms *t, const bp_mat *W_next, const bp_mat *dZ_next,
                           const bp_activation *sigma, const bp_mat *Z, size_t j, size_t m)
{
    for (size_t i = 0; i < Z->rows; i++) {
        for (size_t k = 0; bp_depends(sigma, i, j) && k < dZ_next->rows; k++) {
            BP_TERM(t, entry(dZ_next, k, m), entry(W_next, k, i), jacobian(sigma, Z, i, j, m));
        }
    }
}

/* §6  The gradients of the parameters --------------------------------------------------------- */

/* [dW-local]   ∂Z^l_im/∂W^l_jk = A^{l-1}_km for i = j, else 0 */
void bp_weight_local_entry(bp_terms *t, const bp_mat *A_prev, size_t i, size_t m, size_t j,
                           size_t k)
{
    if (i == j) {
        BP_TERM(t, entry(A_prev, k, m));
    }
}

/* [dW-chain]   ∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂W^l_jk */
void bp_weight_chain_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *dZdW, size_t j, size_t k)
{
    size_t N_prev = dZdW->rows / dZ->rows;
    for (size_t m = 0; m < dZ->cols; m++) {
        BP_TERM(t, entry(dZ, j, m), entry(dZdW, j * N_prev + k, m));
    }
}

/* [dW]   ∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm A^{l-1}_km */
void bp_weight_gradient_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *A_prev, size_t j,
                              size_t k)
{
    for (size_t m = 0; m < dZ->cols; m++) {
        BP_TERM(t, entry(dZ, j, m), entry(A_prev, k, m));
    }
}

/* [db-local]   ∂Z^l_im/∂b^l_j = 1 for i = j, else 0 */
void bp_bias_local_entry(bp_terms *t, size_t i, size_t j)
{
    if (i == j) {
        BP_TERM(t, number(1.0, "1"));
    }
}

/* [db-chain]   ∂C/∂b^l_j = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂b^l_j */
void bp_bias_chain_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *dZdb, size_t j)
{
    for (size_t m = 0; m < dZ->cols; m++) {
        BP_TERM(t, entry(dZ, j, m), entry(dZdb, j, m));
    }
}

/* [db]   ∂C/∂b^l_j = Σ_m ∂C/∂Z^l_jm */
void bp_bias_gradient_entry(bp_terms *t, const bp_mat *dZ, size_t j)
{
    for (size_t m = 0; m < dZ->cols; m++) {
        BP_TERM(t, entry(dZ, j, m));
    }
}
