#include "rounding.h"

#include <math.h>

#include "terms.h"

/* γ (|W| |A_prev| + |b|) */
double bp_affine_rounding(const bp_pass *p, size_t l, size_t k, size_t m)
{
    const bp_mat *W = &p->W[l];
    double size = fabs(BP_AT(&p->b[l], k, 0));
    for (size_t i = 0; i < W->cols; i++) {
        size += fabs(BP_AT(W, k, i) * BP_AT(&p->A[l - 1], i, m));
    }
    return bp_gamma(W->cols + 1) * size + BP_TINY;
}

static double largest_of_column(const bp_mat *Z, size_t m)
{
    double top = BP_AT(Z, 0, m);
    for (size_t k = 1; k < Z->rows; k++) {
        top = fmax(top, BP_AT(Z, k, m));
    }
    return top;
}

/* e^{Z_j − top} by its own size: u A_j (N + r + |Z_j − top| + Σ_k A_k |Z_k − top|) */
static double softmax_rounding(const bp_mat *Z, const bp_mat *A, double r, size_t j, size_t m)
{
    double top = largest_of_column(Z, m), shared = 0.0;
    for (size_t k = 0; k < Z->rows; k++) {
        shared += BP_AT(A, k, m) * (top - BP_AT(Z, k, m));
    }
    double own = top - BP_AT(Z, j, m);
    return BP_U * BP_AT(A, j, m) * (own + shared + (double)Z->rows + r);
}

/* Elementwise: r u (|A| + |Z σ'|). */
double bp_activation_rounding(const bp_pass *p, size_t l, size_t j, size_t m)
{
    const bp_activation *sigma = p->sigma[l];
    if (bp_couples_neurons(sigma)) {
        return softmax_rounding(&p->Z[l], &p->A[l], sigma->roundings, j, m);
    }
    double z = BP_AT(&p->Z[l], j, m), slope = fabs(bp_slope(sigma, z));
    double size = fabs(BP_AT(&p->A[l], j, m)) + fabs(z) * slope;
    return sigma->roundings * (BP_U * size + BP_TINY);
}

/* Elementwise: |σ'| E_Z. softmax: an error of Z_k changes A_j by a share of itself,
 * A_j (E_Z_j + Σ_k A_k E_Z_k). */
double bp_activation_carried(const bp_pass *p, const bp_mat *e_Z, size_t l, size_t j, size_t m)
{
    const bp_activation *sigma = p->sigma[l];
    double carried = BP_AT(e_Z, j, m);
    if (!bp_couples_neurons(sigma)) {
        return fabs(bp_slope(sigma, BP_AT(&p->Z[l], j, m))) * carried;
    }
    for (size_t k = 0; k < e_Z->rows; k++) {
        carried += BP_AT(&p->A[l], k, m) * BP_AT(e_Z, k, m);
    }
    return BP_AT(&p->A[l], j, m) * carried;
}

double bp_loss_rounding(const bp_pass *p, size_t m)
{
    const bp_mat *A = &p->A[p->L];
    double size = 0.0;
    for (size_t j = 0; j < A->rows; j++) {
        size += fabs(p->net->loss->at(BP_AT(A, j, m), BP_AT(p->Y, j, m)));
    }
    return (bp_gamma(A->rows) + p->net->loss->roundings * BP_U) * size;
}
