#include "bounds.h"

#include <math.h>

/* The layers above enlarge what was lost below as they enlarge everything: by ∂C_x/∂Z and ∂C_x/∂A,
 * or on the way to the next Z, by W. */
double bp_lost(const bp_pass *pass, double step)
{
    double M = (double)pass->M, enlarged = 1.0;
    for (size_t l = 1; l <= pass->L; l++) {
        double slope = fmax(bp_mat_largest(&pass->dA[l]), bp_mat_largest(&pass->dZ[l]));
        enlarged = fmax(enlarged, fmax(M * slope, bp_mat_largest(&pass->W[l])));
    }
    double terms = (double)bp_net_parameters(pass->net) * M;
    return step > 0.0 ? terms * enlarged * 0x1p-1074 / step : 0.0;
}

void bp_local_bounds(bp_pass *bound, bp_witness *w, const bp_pass *pass)
{
    double lost = bp_lost(pass, w->step);
    bp_mat_fill(&bound->A[0], 0.0);
    for (size_t l = 1; l <= pass->L; l++) {
        bp_mat_copy(&bound->Z[l], &w->bar.Z[l]);
        bp_mat_copy(&bound->A[l], &w->bar.A[l]);
    }
    bp_backward_bounds(bound, pass, w->step, NULL);
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; l <= pass->L; l++) {
            const bp_mat *from = &bound->of[q][l];
            for (size_t i = 0; i < from->rows * from->cols; i++) {
                w->bar.of[q][l].v[i] += from->v[i] + lost;
            }
        }
    }
}
