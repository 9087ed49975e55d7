#include "bounds.h"

/* Disturbing A^L itself by ih: Im ln(a + ih)/h is 1/a up to (h/a)²/3 of it, which only an a below
 * 1e-52 shows. In units of a slope's own change over h, for every loss with a pole. */
static void add_truncation(bp_witness *w, const bp_pass *p)
{
    const bp_loss *loss = p->net->loss;
    size_t L = p->L;
    for (size_t i = 0; loss->pole && i < p->A[L].rows * p->M; i++) {
        double a = p->A[L].v[i], y = BP_AT(p->Y, i / p->M, i % p->M);
        double size = loss->slope_terms(a, y);
        double share = size > 0.0 ? w->step * loss->curvature(a, y) / size : 0.0;
        w->bar.da[L].v[i] += share * share * size;
        w->bar.dA[L].v[i] += share * share * size / (double)p->M;
    }
}

double bp_lost(const bp_pass *pass, double step)
{
    return (double)(bp_net_parameters(pass->net) * pass->M) * 0x1p-1074 / step;
}

void bp_local_bounds(bp_pass *bound, bp_witness *w, const bp_pass *pass)
{
    double lost = bp_lost(pass, w->step);
    bp_mat_fill(&bound->A[0], 0.0);
    for (size_t l = 1; l <= pass->L; l++) {
        bp_mat_copy(&bound->Z[l], &w->bar.Z[l]);
        bp_mat_copy(&bound->A[l], &w->bar.A[l]);
    }
    bp_backward_bounds(bound, pass);
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; l <= pass->L; l++) {
            const bp_mat *from = &bound->of[q][l];
            for (size_t i = 0; i < from->rows * from->cols; i++) {
                w->bar.of[q][l].v[i] += from->v[i] + lost;
            }
        }
    }
    add_truncation(w, pass);
}
