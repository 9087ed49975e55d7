/* Rounding bounds: the article's equations once more, on absolute values. docs/error-bars.md derives
 * each.
 *
 *   bp_forward_bounds     how far the computed Z, A, C and C_x may be from the exact ones
 *   bp_backward_bounds    how far each computed derivative may be
 *   bp_complex_bars       the bars of the complex step
 *
 * Every entry of a bound answers for one computed number, with all that was rounded before it. u is
 * 2^-53 and γ_n = nu/(1 − nu). An elementary function is taken to be right to a few u.
 */
#ifndef BP_BOUNDS_H
#define BP_BOUNDS_H

#include "entries.h"
#include "numeric.h"

/* Fills b_hat, Z, A, C, Cx and their single-sample twins of *bound for the forward path whose Z and A
 * stand in *pass. bound must be a pass over the same net and samples. */
void bp_forward_bounds(bp_pass *bound, const bp_pass *pass);

/* Fills the derivatives of *bound, for a backward pass (and for the tangents of the complex step,
 * which take the same paths in the other direction). dA and dZ stand in *pass. */
void bp_backward_bounds(bp_pass *bound, const bp_pass *pass);

/* Sets the bars of a complex-step witness: the bound, and what vanishes when a derivative times h falls
 * below the smallest double. */
void bp_complex_bars(bp_witness *w, const bp_pass *bound);

#endif
