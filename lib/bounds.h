/* Rounding bounds: the article's equations once more, on absolute values. docs/error-bars.md
 * derives each.
 *
 *   bp_forward_bounds     how far the computed Z, A, C and C_x may be from the exact ones
 *   bp_step_noise         by how much rounding may change what a disturbance changes
 *   bp_backward_bounds    how far each computed derivative may be
 *   bp_local_bounds       how far both may be from the derivative at the computed Z and A
 *   bp_lost               what a complex step loses below the smallest double
 *
 * Every entry of a bound answers for one computed number, with all that was rounded before it. u is
 * 2^-53 and γ_n = nu/(1 − nu). σ, σ' and a loss term are taken to be right to as many u as their
 * records say (`roundings`).
 */
#ifndef BP_BOUNDS_H
#define BP_BOUNDS_H

#include "entries.h"
#include "numeric.h"

/* Fills b_hat, Z, A, C, Cx and their single-sample twins of *bound for the forward path whose Z
 * and A stand in *pass. bound must be a pass over the same net and samples. `rounded`: by how much
 * each number may have been rounded besides, say when it was written down; NULL: not at all. */
void bp_forward_bounds(bp_pass *bound, const bp_pass *pass, const bp_pass *rounded);

/* E of the difference quotients. Two evaluations that differ in one entry have in common what was
 * rounded before that entry; what comes after is rounded anew, and C feels each rounding by its
 * derivative: E_C = Σ |∂C/∂Z| (rounding of Z) + Σ |∂C/∂A| (rounding of A) + (rounding of the loss).
 * Fills Z (where W^l or b^l is disturbed), z (of Z^l, where Z^{l-1} is), A, Cx and C of *noise.
 * *pass holds the base point with ∂C/∂Z and ∂C/∂A, *bound its forward bounds, for what is of
 * second order. */
void bp_step_noise(bp_pass *noise, const bp_pass *pass, const bp_pass *bound);

/* Fills the derivatives of *bound, for a backward pass (and for the tangents of the complex step,
 * which take the same paths in the other direction), from its Z and A. dA and dZ stand in *pass.
 * `step`: of the complex step that these come from, or 0: what it has lost or truncated, whatever
 * is computed from them carries on. `rounded` as above. */
void bp_backward_bounds(bp_pass *bound, const bp_pass *pass, double step, const bp_pass *rounded);

/* The same for the complex step and what is compared with it. Both differentiate, without
 * truncation, at one base point, the computed Z and A; so nothing of the forward path's rounding
 * parts them but the little by which the base points differ, which the witness has measured
 * (bar.Z, bar.A). Fills *bound with what a backward pass may be off, and the witness's bars with
 * that and what vanishes when a derivative times h falls below the smallest double. */
void bp_local_bounds(bp_pass *bound, bp_witness *w, const bp_pass *pass);

/* What vanishes in a complex step: each term of a tangent times h may be the smallest subnormal
 * number off, and the layers above may enlarge that. dA and dZ stand in *pass. step 0: nothing. */
double bp_lost(const bp_pass *pass, double step);

#endif
