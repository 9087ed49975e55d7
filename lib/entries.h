/* The derivation, in index form: one entry of each equation as an explicit sum.
 *
 * Every function adds the terms of one entry to *t (terms.h), in loops of its own: none calls a
 * matrix product. The sum is the entry; the sum of the terms' sizes bounds its rounding error.
 *
 *   bp_terms t = {0};
 *   bp_weight_gradient_entry(&t, &dZ, &A_prev, j, k);       t.sum is ∂C/∂W^l_jk
 *
 * Indices are 0-based here and 1-based wherever a person reads them. Shapes are those of
 * equations.h and are not checked again. A local derivative has an input and an output; the chain
 * rules read it from a matrix with a row for each input entry and a column for each output entry
 * (quantities.h).
 */
#ifndef BP_ENTRIES_H
#define BP_ENTRIES_H

#include "equations.h"
#include "terms.h"

/* [broadcast]   b̂_km = b_k                                                            §3 */
void bp_broadcast_entry(bp_terms *t, const bp_mat *b, size_t k);

/* [affine]      Z^l_km = Σ_i A^{l-1}_im W^l_ki + b^l_k                                 §3, 5 */
void bp_affine_entry(bp_terms *t, const bp_mat *W, const bp_mat *A_prev, const bp_mat *b, size_t k,
                     size_t m);

/* [loss]        C = (1/M) Σ_m Σ_j loss(A^L_jm, Y_jm)                                   §4 */
void bp_loss_entry(bp_terms *t, const bp_loss *loss, const bp_mat *A, const bp_mat *Y);

/* [dA-output]   ∂C/∂A^L_jm = (1/M) ∂loss(A^L_jm, Y_jm)/∂A^L_jm                         §4 */
void bp_output_gradient_entry(bp_terms *t, const bp_loss *loss, const bp_mat *A, const bp_mat *Y,
                              size_t j, size_t m);

/* [dA-local]    ∂A^l_km/∂Z^l_jm = σ'(Z^l_jm) for k = j, else 0;   softmax: a_k (δ_kj − a_j)  §4 */
void bp_activation_local_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *Z, size_t k,
                               size_t j, size_t m);

/* [dZ-output]   ∂C/∂Z^L_jm = Σ_k ∂C/∂A^L_km ∂A^L_km/∂Z^L_jm                            §4, 7
 *               elementwise σ: the one term k = j */
void bp_output_error_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *dA,
                           const bp_mat *Z, size_t j, size_t m);

/* [dZ-local]    ∂Z^{l+1}_km/∂Z^l_jm = W^{l+1}_kj σ'(Z^l_jm)                              §5
 *               softmax: Σ_i W^{l+1}_ki ∂A_im/∂Z_jm */
void bp_error_local_entry(bp_terms *t, const bp_activation *sigma, const bp_mat *Z,
                          const bp_mat *W_next, size_t k, size_t j, size_t m);

/* [columns]     ∂Z^{l+1}_km/∂Z^l_jm' = 0 for m ≠ m': the term 0                          §0, 5 */
void bp_columns_entry(bp_terms *t);

/* [dZ-chain]    ∂C/∂Z^l_jm = Σ_k ∂C/∂Z^{l+1}_km ∂Z^{l+1}_km/∂Z^l_jm                    §5
 *               where dZdZ has a row for each (j,m), sample by sample, and a column for each k. */
void bp_error_chain_entry(bp_terms *t, const bp_mat *dZ_next, const bp_mat *dZdZ, size_t j,
                          size_t m);

/* [dA-hidden]   ∂C/∂A^l_jm = Σ_k W^{l+1}_kj ∂C/∂Z^{l+1}_km                             §5 */
void bp_hidden_gradient_entry(bp_terms *t, const bp_mat *W_next, const bp_mat *dZ_next, size_t j,
                              size_t m);

/* [dZ-hidden]   ∂C/∂Z^l_jm = Σ_k ∂C/∂Z^{l+1}_km W^{l+1}_kj σ'(Z^l_jm)                  §5, 7
 *               softmax: Σ_i Σ_k ∂C/∂Z^{l+1}_km W^{l+1}_ki ∂A_im/∂Z_jm */
void bp_hidden_error_entry(bp_terms *t, const bp_mat *W_next, const bp_mat *dZ_next,
                           const bp_activation *sigma, const bp_mat *Z, size_t j, size_t m);

/* [dW-local]    ∂Z^l_im/∂W^l_jk = A^{l-1}_km for i = j, else 0                         §6.1 */
void bp_weight_local_entry(bp_terms *t, const bp_mat *A_prev, size_t i, size_t m, size_t j,
                           size_t k);

/* [dW-chain]    ∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂W^l_jk                            §6.1
 *               where dZdW has a row for each (j,k), row by row, and a column for each m. */
void bp_weight_chain_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *dZdW, size_t j, size_t k);

/* [dW]          ∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm A^{l-1}_km                                 §6.1, 7 */
void bp_weight_gradient_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *A_prev, size_t j,
                              size_t k);

/* [db-local]    ∂Z^l_im/∂b^l_j = 1 for i = j, else 0                                   §6.2 */
void bp_bias_local_entry(bp_terms *t, size_t i, size_t j);

/* [db-chain]    ∂C/∂b^l_j = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂b^l_j                              §6.2
 *               where dZdb has a row for each j and a column for each m. */
void bp_bias_chain_entry(bp_terms *t, const bp_mat *dZ, const bp_mat *dZdb, size_t j);

/* [db]          ∂C/∂b^l_j = Σ_m ∂C/∂Z^l_jm                                             §6.2, 7 */
void bp_bias_gradient_entry(bp_terms *t, const bp_mat *dZ, size_t j);

#endif
