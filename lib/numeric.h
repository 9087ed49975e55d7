/* Numeric witnesses: derivatives that know nothing of the derivation. Each runs the forward path
 * only, disturbs one entry at a time (bp_evaluate), and fills a pass with derivatives.
 *
 *   bp_complex_step           Im C(x + ih)/h, h = 2^-200: no truncation, no cancellation
 *   bp_central_difference     (C(x + h) − C(x − h))/2h, h = 6e-6·max(1,|x|)
 *   bp_witness_free
 */
#ifndef BP_NUMERIC_H
#define BP_NUMERIC_H

#include "path.h"
#include "quantities.h"

typedef struct {
    const char *method;
    double step;            /* h, or h for |x| ≤ 1 */
    size_t evaluations;     /* of the forward path */
    bp_pass value;          /* ∂C/∂…, ∂C_x/∂…, local derivatives; the base point's Z, A, C */
    bp_pass bar;            /* how far each may be off; the complex step's: bounds.h */
    bp_pass kink;           /* 1 where none exists, or the step has crossed a kink */
} bp_witness;

/* Told after each disturbed entry how many of all have been visited; may be NULL. */
typedef struct {
    void (*report)(void *user, size_t done, size_t total);
    void *user;
} bp_progress;

#define BP_CENTRAL_STEP 6e-6

/* A complex step above this has a truncation error that double can see. */
#define BP_LARGEST_COMPLEX_STEP 1e-10

/* Fills w with the derivatives of every quantity in every layer, at the base point (net, X, Y).
 * False: no memory; then *w is empty and may be freed. */
bool bp_complex_step(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                     double step, const bp_progress *progress);

/* Likewise. The bar is |D(h) − D(2h)| + E/h, where E is what `bound` says of the rounding error of
 * the output (Z, A, C and Cx of a pass that bp_forward_bounds has filled). The step is the one
 * really stored, and the differences are summed: Σ_m (C_m(x+h) − C_m(x−h)). */
bool bp_central_difference(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                           const bp_pass *bound, double step, const bp_progress *progress);

void bp_witness_free(bp_witness *w);

#endif
