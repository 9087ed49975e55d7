/* Activations: σ^l, its derivative, and its pull-back J_σᵀ.
 *
 *   bp_activation_named     the record of a name: identity sigmoid tanh relu leaky-relu elu
 *                           softplus silu gelu softmax
 *   bp_slope                σ'(z), elementwise σ only
 *   bp_jacobian             ∂A_km/∂Z_jm, any σ
 *   bp_pull_back            ∂C/∂Z = J_σᵀ ∂C/∂A, any σ; elementwise: ∂C/∂A ⊙ σ'(Z)
 *   bp_activation_numeric   the same σ with its derivative taken by the complex step
 *
 * The map itself, A = σ(Z), is part of the forward path (forward.h), which has one source for four
 * number types. The derivative is computed from Z: taken from A, sigmoid' = A(1−A) has lost half
 * its digits at z = 20 and is 0 from z = 37 on.
 */
#ifndef BP_ACTIVATION_H
#define BP_ACTIVATION_H

#include "matrix.h"

typedef struct {
    const char *name;

    /* σ(z) in the four number types; NULL for softmax, which maps a column and not a number. */
    double (*at)(double z);
    double complex (*at_z)(double complex z);
    float (*at_f)(float z);
    long double (*at_l)(long double z);

    double (*slope)(double z);      /* σ'(z) */
    double (*slope_terms)(double z);/* Σ|terms| of σ'(z) */
    double (*curvature)(double z);  /* a bound on |σ''| at z */
    double roundings;               /* σ and σ' are right to so many u = 2^-53 of |σ| + |zσ'| and
                                     * of slope_terms, by any path; softmax: and N more */
    bool kink;                      /* σ' jumps at z = 0 */
    bool bend;                      /* σ'' jumps at z = 0 */

    bool numeric;                   /* the derivative comes from the complex step */
    bp_mat_z column;                /* its work space, where σ is softmax */
} bp_activation;

/* The record of that name, or NULL. bp_activations[i].name == NULL ends the table. */
extern const bp_activation bp_activations[];
const bp_activation *bp_activation_named(const char *name);

/* True for softmax: every entry of a column of A depends on every entry of that column of Z. */
bool bp_couples_neurons(const bp_activation *sigma);

/* False where ∂A_km/∂Z_jm is 0 by construction: k ≠ j, and σ elementwise. */
bool bp_depends(const bp_activation *sigma, size_t k, size_t j);

/* σ'(z)              where σ is elementwise; relu'(0) = 0, leaky-relu'(0) = 0.01. */
double bp_slope(const bp_activation *sigma, double z);

/* ∂A_km/∂Z_jm        where Z is N×M; softmax: a_k (δ_kj − a_j). */
double bp_jacobian(const bp_activation *sigma, const bp_mat *Z, size_t k, size_t j, size_t m);

/* dZ = J_σᵀ dA       where dZ, dA, Z are N×M; dZ may be dA.
 * Elementwise σ: dZ = dA ⊙ σ'(Z). softmax: dZ_jm = a_jm (dA_jm − Σ_k dA_km a_km). */
void bp_pull_back(bp_mat *dZ, const bp_activation *sigma, const bp_mat *dA, const bp_mat *Z);

/* A copy of sigma whose bp_slope and bp_jacobian are Im σ(z + ih)/h, h = 2^-200: it knows the map
 * alone, so an equation can be judged with a σ' that is right whatever `slope` says. (softmax's
 * pull-back takes A from the map and needs no derivative.) `width`: the most neurons of a column.
 * False: no memory. Freed by bp_activation_free. */
bool bp_activation_numeric(bp_activation *twin, const bp_activation *sigma, size_t width);
void bp_activation_free(bp_activation *twin);

/* The step of every complex-step derivative: a power of two, so that dividing by it is exact. */
#define BP_COMPLEX_STEP 0x1p-200

/* leaky-relu's slope for z < 0, the two numbers of gelu's tanh form, and where its tails begin. Of
 * type long double: each number type rounds them for itself. */
#define BP_LEAK 0.01L
#define BP_GELU_CUBIC 0.044715L
#define BP_GELU_SCALE 0.79788456080286535588L /* √(2/π) */
#define BP_GELU_TAIL 60.0L

#endif
