/* The forward path, §3 and §4 of the article, from one source (forward.inc) for four number types:
 *
 *   double            bp_broadcast    bp_affine    bp_activate    bp_average_loss
 *   double complex    bp_broadcast_z  bp_affine_z  bp_activate_z  bp_average_loss_z
 *   float             …_f             long double  …_l
 *
 *   [broadcast]   b̂_km = b_k                                                                  §3
 *                 where b is N×1, b_hat is N×M (no aliasing).
 *   [affine]      Z = W A_prev + b̂                                                           §3, 5
 *                 where W is N_l×N_{l-1}, A_prev is N_{l-1}×M, Z and b_hat are N_l×M (no aliasing).
 *   [activation]  A = σ(Z)                                                                    §3
 *                 where A and Z are N×M; A may be Z.
 *   [loss]        C = (1/M) Σ_m C_m,  C_m = Σ_j loss(A_jm, Y_jm)                              §4
 *                 where A and Y are N×M, Cx is 1×M or NULL and receives the C_m; C is returned.
 *
 * Each overwrites its first argument and allocates nothing; shapes that do not fit break the
 * contract. W, b and Y stay real in the complex path. Source: docs/derivation.md.
 */
#ifndef BP_FORWARD_H
#define BP_FORWARD_H

#include "activation.h"
#include "loss.h"

#define BP_FORWARD_PROTOTYPES(number, mat, real, real_mat, suffix)                               \
    void bp_broadcast##suffix(real_mat *b_hat, const real_mat *b);                               \
    void bp_affine##suffix(mat *Z, const real_mat *W, const mat *A_prev, const real_mat *b_hat); \
    void bp_activate##suffix(mat *A, const bp_activation *sigma, const mat *Z);                  \
    number bp_average_loss##suffix(mat *Cx, const bp_loss *loss, const mat *A, const real_mat *Y); \
    number bp_identity##suffix(number z);                                                        \
    number bp_sigmoid##suffix(number z);                                                         \
    number bp_hyperbolic##suffix(number z);                                                      \
    number bp_relu##suffix(number z);                                                            \
    number bp_leaky_relu##suffix(number z);                                                      \
    number bp_elu##suffix(number z);                                                             \
    number bp_softplus##suffix(number z);                                                        \
    number bp_silu##suffix(number z);                                                            \
    number bp_gelu##suffix(number z);                                                            \
    number bp_gelu_w##suffix(number z); /* gelu's exponent, and what its rounding took away */   \
    real bp_gelu_w_rest##suffix(real x);                                                         \
    number bp_exp_below##suffix(number z, real top); /* e^{z − top}, softmax's numerator */

BP_FORWARD_PROTOTYPES(double, bp_mat, double, bp_mat, )
BP_FORWARD_PROTOTYPES(double complex, bp_mat_z, double, bp_mat, _z)
BP_FORWARD_PROTOTYPES(float, bp_mat_f, float, bp_mat_f, _f)
BP_FORWARD_PROTOTYPES(long double, bp_mat_l, long double, bp_mat_l, _l)

#define BP_LOSS_PROTOTYPES(number, real, suffix)                 \
    number bp_quadratic##suffix(number a, real y);               \
    number bp_cross_entropy##suffix(number a, real y);           \
    number bp_categorical##suffix(number a, real y);             \
    number bp_absolute##suffix(number a, real y);

BP_LOSS_PROTOTYPES(double, double, )
BP_LOSS_PROTOTYPES(double complex, double, _z)
BP_LOSS_PROTOTYPES(float, float, _f)
BP_LOSS_PROTOTYPES(long double, long double, _l)

#endif
