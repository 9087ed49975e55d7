/* §2 of the article: the same for one sample, in vectors, in loops of their own; and the two sums
 * that lead back to M samples. Vectors are N×1 matrices, columns of a larger one for instance.
 *
 *   id                 equation                                   function
 *   single-z           z^l = W^l a^{l-1} + b^l                    bp_single_z
 *   single-a           a^l = σ^l(z^l)                             bp_single_a
 *   single-loss        C_x = Σ_j loss(a^L_j, y_j), no 1/M         bp_single_loss
 *   single-dZ-output   δ^L = ∇_a C_x ⊙ σ'^L(z^L)                  bp_single_output_error
 *   single-dZ-hidden   δ^l = ((W^{l+1})ᵀ δ^{l+1}) ⊙ σ'^l(z^l)       bp_single_hidden_error
 *   single-dW          ∂C_x/∂W^l = δ^l (a^{l-1})ᵀ                 bp_single_weight_gradient
 *   single-db          ∂C_x/∂b^l = δ^l                            bp_single_bias_gradient
 *   stack              column m of ∂C/∂Z^l is δ^l_m / M           bp_stack
 *   accumulate         ∂C/∂W = (1/M) Σ_m ∂C_m/∂W, b likewise      bp_accumulate
 *
 * The article builds on its author's article on one sample, which is not at hand: this section is
 * our reconstruction of it. The first argument is overwritten; nothing may alias unless it says so.
 */
#ifndef BP_SINGLE_H
#define BP_SINGLE_H

#include "forward.h"

/* [single-z]   z_j = Σ_k W_jk a_prev_k + b_j                                                  §2
 * where W is N_l×N_{l-1}, a_prev is N_{l-1}×1, b and z are N_l×1. */
void bp_single_z(bp_mat *z, const bp_mat *W, const bp_mat *a_prev, const bp_mat *b);

/* [single-a]   a_j = σ(z_j)          where a and z are N_l×1. */
void bp_single_a(bp_mat *a, const bp_activation *sigma, const bp_mat *z);

/* [single-loss]   C_x = Σ_j loss(a_j, y_j)          where a and y are N_L×1. */
double bp_single_loss(const bp_loss *loss, const bp_mat *a, const bp_mat *y);

/* [single-dZ-output]   δ_j = Σ_k ∂C_x/∂a_k ∂a_k/∂z_j;   elementwise σ: ∂C_x/∂a_j σ'(z_j)
 * where da, z and delta are N_L×1. */
void bp_single_output_error(bp_mat *delta, const bp_activation *sigma, const bp_mat *da,
                            const bp_mat *z);

/* [single-dZ-hidden]   δ_j = Σ_i (Σ_k W_next_ki δ_next_k) ∂a_i/∂z_j;   elementwise σ: i = j only
 * where W_next is N_{l+1}×N_l, delta_next is N_{l+1}×1, z and delta are N_l×1. */
void bp_single_hidden_error(bp_mat *delta, const bp_mat *W_next, const bp_mat *delta_next,
                            const bp_activation *sigma, const bp_mat *z);

/* [single-dW]   ∂C_x/∂W_jk = δ_j a_prev_k          where dW is N_l×N_{l-1}. */
void bp_single_weight_gradient(bp_mat *dW, const bp_mat *delta, const bp_mat *a_prev);

/* [single-db]   ∂C_x/∂b_j = δ_j                    where db and delta are N_l×1. */
void bp_single_bias_gradient(bp_mat *db, const bp_mat *delta);

/* [stack]   dZ_jm = δ_jm / M                       where dZ is N_l×M; column m of delta is sample
 * m's δ^l. dZ may be delta. */
void bp_stack(bp_mat *dZ, const bp_mat *delta);

/* [stack]   C = (1/M) Σ_m C_m      where Cx is 1×M. */
double bp_stack_loss(const bp_mat *Cx);

/* [accumulate]   mean = (1/M) Σ_m part_m           where parts is (M·p)×q: M blocks of p rows, one
 * for each sample; mean is p×q. */
void bp_accumulate(bp_mat *mean, const bp_mat *parts);

#endif
