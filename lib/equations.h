/* The derivation, in matrix form: one function for each equation, in the article's order.
 *
 *   id          equation                                        function                §
 *   broadcast   b̂^l = b^l copied into M columns                 bp_broadcast            3
 *   affine      Z^l = W^l A^{l-1} + b̂^l                         bp_affine               3
 *   activation  A^l = σ^l(Z^l)                                  bp_activate             3
 *   loss        C = (1/M) Σ_m Σ_j loss(A^L_jm, Y_jm)            bp_average_loss         4
 *   dA-output   ∂C/∂A^L = (A^L − Y)/M, or the loss's own        bp_output_gradient      4
 *   dZ-output   ∂C/∂Z^L = ∂C/∂A^L ⊙ σ'^L(Z^L)                   bp_output_error         4, 7
 *   dA-hidden   ∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}                bp_hidden_gradient      5
 *   dZ-hidden   ∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂Z^{l+1}) ⊙ σ'^l(Z^l)    bp_hidden_error         5, 7
 *   dW          ∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ                    bp_weight_gradient      6.1, 7
 *   db          ∂C/∂b^l = ∂C/∂Z^l ones(M,1)                     bp_bias_gradient        6.2, 7
 *
 * The first four are the forward path and live in forward.h. M samples are M columns; dX means
 * ∂C/∂X. Every function overwrites its first argument, allocates nothing, keeps no state. Source
 * of all: docs/derivation.md, the paragraph with the id as its anchor.
 */
#ifndef BP_EQUATIONS_H
#define BP_EQUATIONS_H

#include "forward.h"

/* [dA-output]   ∂C/∂A^L_jm = (1/M) ∂loss(A^L_jm, Y_jm)/∂A^L_jm;   quadratic: (A^L − Y)/M  §4
 * where dA, A, Y are N_L×M; dA may be A. The only place of the backward path that knows 1/M. */
void bp_output_gradient(bp_mat *dA, const bp_loss *loss, const bp_mat *A, const bp_mat *Y);

/* [dZ-output]   ∂C/∂Z^L = ∂C/∂A^L ⊙ σ'^L(Z^L);   softmax: J_σᵀ ∂C/∂A^L, column by column  §4, 7
 * where dZ, dA, Z are N_L×M; dZ may be dA. */
void bp_output_error(bp_mat *dZ, const bp_activation *sigma, const bp_mat *dA, const bp_mat *Z);

/* [dA-hidden]   ∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}                                       §5
 * where W_next is N_{l+1}×N_l, dZ_next is N_{l+1}×M, dA is N_l×M (no aliasing). */
void bp_hidden_gradient(bp_mat *dA, const bp_mat *W_next, const bp_mat *dZ_next);

/* [dZ-hidden]   ∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂Z^{l+1}) ⊙ σ'^l(Z^l)                           §5, 7
 * where W_next is N_{l+1}×N_l, dZ_next is N_{l+1}×M, dZ and Z are N_l×M (no aliasing). */
void bp_hidden_error(bp_mat *dZ, const bp_mat *W_next, const bp_mat *dZ_next,
                     const bp_activation *sigma, const bp_mat *Z);

/* [dW]          ∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ                                           §6.1, 7
 * where dZ is N_l×M, A_prev is N_{l-1}×M, dW is N_l×N_{l-1} (no aliasing). */
void bp_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev);

/* [db]          ∂C/∂b^l = ∂C/∂Z^l ones(M,1)                                            §6.2, 7
 * where dZ is N_l×M, db is N_l×1 (no aliasing). */
void bp_bias_gradient(bp_mat *db, const bp_mat *dZ);

#endif
