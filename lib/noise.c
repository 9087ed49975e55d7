#include <math.h>

#include "bounds.h"
#include "rounding.h"

/* Layer l's share of the noise of C_m: what each Z and A rounds, carried on by the derivatives, and
 * to second order what all that was rounded before does to a curve. */
static double layer_noise(const bp_pass *p, const bp_pass *bound, size_t l, size_t m)
{
    const bp_activation *sigma = p->sigma[l];
    double M = (double)p->M, sum = 0.0;
    for (size_t j = 0; j < p->Z[l].rows; j++) {
        double e_z = BP_AT(&bound->Z[l], j, m), bent = 0.0;
        if (!bp_couples_neurons(sigma)) {
            bent = 0.5 * sigma->curvature(BP_AT(&p->Z[l], j, m)) * e_z * e_z;
        }
        sum += M * fabs(BP_AT(&p->dZ[l], j, m)) * bp_affine_rounding(p, l, j, m) +
               M * fabs(BP_AT(&p->dA[l], j, m)) * (bp_activation_rounding(p, l, j, m) + bent);
    }
    return sum;
}

static double loss_bent(const bp_pass *p, const bp_pass *bound, size_t m)
{
    size_t L = p->L;
    double sum = 0.0;
    for (size_t j = 0; j < p->A[L].rows; j++) {
        double e_a = BP_AT(&bound->A[L], j, m);
        sum += p->net->loss->curvature(BP_AT(&p->A[L], j, m), BP_AT(p->Y, j, m)) * e_a * e_a;
    }
    return 0.5 * sum;
}

static void sample_noise(bp_pass *noise, const bp_pass *p, const bp_pass *bound, size_t m)
{
    double sum = bp_loss_rounding(p, m) + loss_bent(p, bound, m);
    for (size_t l = 1; l <= p->L; l++) {
        sum += layer_noise(p, bound, l, m);
    }
    noise->Cx[p->L].v[m] = sum;
}

/* Where layer l−1 is disturbed, what A^{l-1} rounds is carried into Z^l; where W^l, b^l or Z^l is,
 * A^{l-1} stays what it was. */
static void local_noise(bp_pass *noise, const bp_pass *p, size_t l, size_t m)
{
    const bp_mat *W = &p->W[l];
    for (size_t k = 0; k < W->rows; k++) {
        double carried = 0.0;
        for (size_t i = 0; l > 1 && i < W->cols; i++) {
            carried += fabs(BP_AT(W, k, i)) * BP_AT(&noise->A[l - 1], i, m);
        }
        BP_AT(&noise->Z[l], k, m) = bp_affine_rounding(p, l, k, m);
        BP_AT(&noise->z[l], k, m) = BP_AT(&noise->Z[l], k, m) + carried;
        BP_AT(&noise->A[l], k, m) = bp_activation_rounding(p, l, k, m);
    }
}

void bp_step_noise(bp_pass *noise, const bp_pass *pass, const bp_pass *bound)
{
    double sum = 0.0;
    for (size_t m = 0; m < pass->M; m++) {
        for (size_t l = 1; l <= pass->L; l++) {
            local_noise(noise, pass, l, m);
        }
        sample_noise(noise, pass, bound, m);
        sum += noise->Cx[pass->L].v[m];
    }
    noise->C[pass->L].v[0] = sum / (double)pass->M;
}
