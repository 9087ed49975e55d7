#include "activation.h"

#include <math.h>
#include <string.h>

#include "contract.h"
#include "forward.h"
#include "scalar.h"

/* For each σ: its slope σ'(z), the sum of the sizes of the slope's terms where there are several,
 * and a bound on its curvature |σ''(z)|. */

static double zero(double z)
{
    (void)z;
    return 0.0;
}

static double one(double z)
{
    (void)z;
    return 1.0;
}

/* sigmoid once more, for the slopes that contain it: they are judged beside the forward path and
 * must not fall with it. */
static double gate(double z)
{
    double q = exp(-fabs(z));
    return (z < 0.0 ? q : 1.0) / (1.0 + q);
}

/* sigmoid' = q/(1 + q)², q = e^{−|z|};   sigmoid'' = sigmoid' (1 − 2 sigmoid) */
static double sigmoid_slope(double z)
{
    double q = exp(-fabs(z));
    return q / ((1.0 + q) * (1.0 + q));
}

/* tanh' = 4q/(1 + q)², q = e^{−2|z|};   tanh'' = −2 tanh tanh' */
static double tanh_slope(double z)
{
    double q = exp(-2.0 * fabs(z));
    return 4.0 * q / ((1.0 + q) * (1.0 + q));
}

static double tanh_curvature(double z)
{
    return 2.0 * tanh_slope(z);
}

static double relu_slope(double z)
{
    return z > 0.0 ? 1.0 : 0.0;
}

static double leaky_relu_slope(double z)
{
    return z > 0.0 ? 1.0 : (double)BP_LEAK;
}

/* elu' = e^z for z < 0, else 1: no jump at 0 */
static double elu_slope(double z)
{
    return z < 0.0 ? exp(z) : 1.0;
}

static double elu_curvature(double z)
{
    return z < 0.0 ? exp(z) : 0.0;
}

/* softplus' = sigmoid */
static double softplus_slope(double z)
{
    return gate(z);
}

/* x·sigmoid'(w); x stands between two halves of e^{−|w|}, which alone may be subnormal */
static double gated_slope(double x, double w)
{
    double root = exp(-0.5 * fabs(w)), q = root * root;
    return x * root * (root / ((1.0 + q) * (1.0 + q)));
}

/* silu' = s + z s', s = sigmoid(z);   silu'' = 2s' + z s'' */
static double silu_slope(double z)
{
    return gate(z) + gated_slope(z, z);
}

static double silu_slope_terms(double z)
{
    return gate(z) + gated_slope(fabs(z), z);
}

static double silu_curvature(double z)
{
    return (2.0 + fabs(z)) * sigmoid_slope(z);
}

/* gelu = z s(w) with w = 2u, w' = 2√(2/π)(1 + 3·0.044715 z²), w'' = 12√(2/π)·0.044715 z:
 * gelu' = s + z s' w';   gelu'' = 2 s' w' + z (s'' w'² + s' w'').
 * The rest δ that rounding took from w turns s' into s'(w)(1 + δ (s(−w) − s(w))); to s alone, the
 * smaller term where w is large, it means nothing.
 * In the tails everything but gelu' = 1 or 0 has vanished. */
static double gelu_w_slope(double z)
{
    return 2.0 * (double)BP_GELU_SCALE * (1.0 + 3.0 * (double)BP_GELU_CUBIC * z * z);
}

static double gelu_slope(double z)
{
    if (fabs(z) > (double)BP_GELU_TAIL) {
        return z > 0.0 ? 1.0 : 0.0;
    }
    double w = bp_gelu_w(z), rest = bp_gelu_w_rest(z), on = gate(w), off = gate(-w);
    return on + gated_slope(z * gelu_w_slope(z), w) * (1.0 + rest * (off - on));
}

static double gelu_slope_terms(double z)
{
    if (fabs(z) > (double)BP_GELU_TAIL) {
        return 1.0;
    }
    double w = bp_gelu_w(z);
    return gate(w) + gated_slope(fabs(z) * gelu_w_slope(z), w);
}

static double gelu_curvature(double z)
{
    if (fabs(z) > (double)BP_GELU_TAIL) {
        return 0.0;
    }
    double v = gelu_w_slope(z);
    double v_slope = 12.0 * (double)BP_GELU_SCALE * (double)BP_GELU_CUBIC * fabs(z);
    return sigmoid_slope(bp_gelu_w(z)) * (2.0 * v + fabs(z) * (v * v + v_slope));
}

#define MAP(f) .at = f, .at_z = f##_z, .at_f = f##_f, .at_l = f##_l
#define SLOPE(slope_, terms_, curvature_) \
    .slope = slope_, .slope_terms = terms_, .curvature = curvature_

/* How many u: the largest that was measured is 4.6 for sigmoid' and tanh', 7.8 for gelu'. */
const bp_activation bp_activations[] = {
    {.name = "identity", MAP(bp_identity), SLOPE(one, one, zero), .roundings = 0.0},
    {.name = "sigmoid", MAP(bp_sigmoid), SLOPE(sigmoid_slope, sigmoid_slope, sigmoid_slope),
     .roundings = 6.0},
    {.name = "tanh", MAP(bp_hyperbolic), SLOPE(tanh_slope, tanh_slope, tanh_curvature),
     .roundings = 6.0},
    {.name = "relu", MAP(bp_relu), SLOPE(relu_slope, relu_slope, zero), .roundings = 0.0,
     .kink = true},
    {.name = "leaky-relu", MAP(bp_leaky_relu), SLOPE(leaky_relu_slope, leaky_relu_slope, zero),
     .roundings = 2.0, .kink = true},
    {.name = "elu", MAP(bp_elu), SLOPE(elu_slope, elu_slope, elu_curvature), .roundings = 3.0,
     .bend = true},
    {.name = "softplus", MAP(bp_softplus), SLOPE(softplus_slope, softplus_slope, sigmoid_slope),
     .roundings = 5.0},
    {.name = "silu", MAP(bp_silu), SLOPE(silu_slope, silu_slope_terms, silu_curvature),
     .roundings = 8.0},
    {.name = "gelu", MAP(bp_gelu), SLOPE(gelu_slope, gelu_slope_terms, gelu_curvature),
     .roundings = 10.0},
    {.name = "softmax", .roundings = 6.0},
    {.name = NULL},
};

const bp_activation *bp_activation_named(const char *name)
{
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        if (strcmp(sigma->name, name) == 0) {
            return sigma;
        }
    }
    return NULL;
}

bool bp_couples_neurons(const bp_activation *sigma)
{
    return sigma->at == NULL;
}

bool bp_depends(const bp_activation *sigma, size_t k, size_t j)
{
    return k == j || bp_couples_neurons(sigma);
}

double bp_slope(const bp_activation *sigma, double z)
{
    if (sigma->numeric) {
        return cimag(sigma->at_z(bp_complex(z, BP_COMPLEX_STEP))) / BP_COMPLEX_STEP;
    }
    return sigma->slope(z);
}

/* softmax ------------------------------------------------------------------------------------- */

/* The largest entry of column m, and Σ_k e^{Z_km − top}: then A_jm = e^{Z_jm − top}/sum. */
typedef struct {
    double top, sum;
} column_scale;

static column_scale scale_of(const bp_mat *Z, size_t m)
{
    column_scale scale = {BP_AT(Z, 0, m), 0.0};
    for (size_t k = 1; k < Z->rows; k++) {
        scale.top = fmax(scale.top, BP_AT(Z, k, m));
    }
    for (size_t k = 0; k < Z->rows; k++) {
        scale.sum += bp_exp_below(BP_AT(Z, k, m), scale.top);
    }
    return scale;
}

static double share(const bp_mat *Z, size_t j, size_t m, column_scale scale)
{
    return bp_exp_below(BP_AT(Z, j, m), scale.top) / scale.sum;
}

/* ∂A_km/∂Z_jm by the complex step through the forward path's own softmax. */
static double numeric_share_slope(const bp_activation *sigma, const bp_mat *Z, size_t k, size_t j,
                                  size_t m)
{
    bp_mat_z column = sigma->column;
    column.rows = Z->rows;
    for (size_t i = 0; i < Z->rows; i++) {
        BP_AT(&column, i, 0) = bp_complex(BP_AT(Z, i, m), i == j ? BP_COMPLEX_STEP : 0.0);
    }
    bp_activate_z(&column, sigma, &column);
    return cimag(BP_AT(&column, k, 0)) / BP_COMPLEX_STEP;
}

double bp_jacobian(const bp_activation *sigma, const bp_mat *Z, size_t k, size_t j, size_t m)
{
    if (!bp_depends(sigma, k, j)) {
        return 0.0;
    }
    if (!bp_couples_neurons(sigma)) {
        return bp_slope(sigma, BP_AT(Z, j, m));
    }
    if (sigma->numeric) {
        return numeric_share_slope(sigma, Z, k, j, m);
    }
    column_scale scale = scale_of(Z, m);
    double a_k = share(Z, k, m, scale), a_j = share(Z, j, m, scale);
    return k == j ? a_k * (1.0 - a_k) : -a_k * a_j;
}

/* dZ_jm = a_j (dA_jm − Σ_k dA_km a_k) */
static void softmax_pull_back(bp_mat *dZ, const bp_mat *dA, const bp_mat *Z, size_t m)
{
    column_scale scale = scale_of(Z, m);
    double mean = 0.0;
    for (size_t k = 0; k < Z->rows; k++) {
        mean += BP_AT(dA, k, m) * share(Z, k, m, scale);
    }
    for (size_t j = 0; j < Z->rows; j++) {
        BP_AT(dZ, j, m) = share(Z, j, m, scale) * (BP_AT(dA, j, m) - mean);
    }
}

/* The pull-back and the numeric twin ---------------------------------------------------------- */

void bp_pull_back(bp_mat *dZ, const bp_activation *sigma, const bp_mat *dA, const bp_mat *Z)
{
    bp_require_same("bp_pull_back", BP_SHAPE(dA, "dA"), BP_SHAPE(Z, "Z"));
    bp_require_same("bp_pull_back", BP_SHAPE(dZ, "dZ"), BP_SHAPE(dA, "dA"));
    for (size_t m = 0; m < Z->cols; m++) {
        if (!bp_couples_neurons(sigma)) {
            for (size_t j = 0; j < Z->rows; j++) {
                BP_AT(dZ, j, m) = BP_AT(dA, j, m) * bp_slope(sigma, BP_AT(Z, j, m));
            }
        } else {
            softmax_pull_back(dZ, dA, Z, m);
        }
    }
}

bool bp_activation_numeric(bp_activation *twin, const bp_activation *sigma, size_t width)
{
    *twin = *sigma;
    twin->numeric = true;
    if (bp_couples_neurons(sigma)) {
        double complex *v = bp_calloc(width, sizeof *v);
        twin->column = (bp_mat_z){.rows = v ? width : 0, .cols = 1, .stride = 1, .v = v};
        return v != NULL;
    }
    return true;
}

void bp_activation_free(bp_activation *twin)
{
    bp_free(twin->column.v);
    twin->column = (bp_mat_z){0};
}
