#include <math.h>

#include "witness.h"

static void imaginary_part(bp_mat *out, const bp_mat_z *in, double h)
{
    for (size_t i = 0; i < out->rows; i++) {
        for (size_t j = 0; j < out->cols; j++) {
            BP_AT(out, i, j) = cimag(BP_AT(in, i, j)) / h;
        }
    }
}

/* Does the disturbance reach an entry of Z^l that stands on the kink of σ^l exactly? */
static bool on_kink(const bp_path_z *p, size_t l)
{
    const bp_mat_z *Z = &p->Z[l];
    bool found = false;
    for (size_t i = 0; p->net->sigma[l]->kink && i < Z->rows * Z->cols; i++) {
        found = found || (creal(Z->v[i]) == 0.0 && cimag(Z->v[i]) != 0.0);
    }
    return found;
}

static bool loss_on_kink(const bp_path_z *p)
{
    const bp_mat_z *A = &p->A[p->net->L];
    bool found = false;
    for (size_t i = 0; p->net->loss->kink && i < A->rows * A->cols; i++) {
        found = found || (creal(A->v[i]) == p->Y.v[i] && cimag(A->v[i]) != 0.0);
    }
    return found;
}

/* Features of size 1e60 carry even 2^-200 to where i·step is not small any more. */
static bool moves_far(const bp_mat_z *Z)
{
    bool far = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        far = far || !(fabs(cimag(Z->v[i])) <= BP_LARGEST_COMPLEX_STEP);
    }
    return far;
}

/* ∂/∂x = Im f(x + ih)/h. The bars are filled in later (bounds.h), but for one that must be infinite. */
static void read_spot(bp_reading *r, void *workspace, bp_spot s, double h)
{
    bp_path_z *p = workspace;
    double complex C = bp_evaluate_z(p, s, h);
    r->value.C.v[0] = cimag(C) / h;
    imaginary_part(&r->value.Cx, &p->Cx, h);
    imaginary_part(&r->value.Z, &p->Z[s.l], h);
    imaginary_part(&r->value.A, &p->A[s.l], h);
    if (s.l < p->net->L) {
        imaginary_part(&r->value.Z_next, &p->Z[s.l + 1], h);
    }
    /* A^l comes after σ^l: disturbing it never meets the kink of layer l. */
    r->local_kink = s.place != BP_AT_A && on_kink(p, s.l);
    r->kink = r->local_kink || loss_on_kink(p);
    r->too_far = moves_far(&p->Z[s.l]);
    for (size_t l = s.l + 1; l <= p->net->L; l++) {
        r->kink = r->kink || on_kink(p, l);
        r->too_far = r->too_far || moves_far(&p->Z[l]);
    }
}

/* The complex path repeats the base point, but its exp and quotients may round otherwise: the bars
 * of Z and A are how far its real parts are from those of the real path. */
static void measure_base(bp_witness *w, bp_path_z *p)
{
    bp_evaluate_z(p, (bp_spot){0}, 0.0);
    for (size_t l = 1; l <= p->net->L; l++) {
        for (size_t i = 0; i < p->Z[l].rows * p->Z[l].cols; i++) {
            w->bar.Z[l].v[i] = fabs(creal(p->Z[l].v[i]) - w->value.Z[l].v[i]);
            w->bar.A[l].v[i] = fabs(creal(p->A[l].v[i]) - w->value.A[l].v[i]);
        }
    }
}

bool bp_complex_step(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                     double step, const bp_progress *progress)
{
    bp_path_z path = {0};
    bool complete = bp_witness_new(w, "complex", step, net, X, Y) &&
                    bp_path_new_z(&path, net, X, Y) &&
                    bp_witness_run(w, read_spot, &path, progress);
    if (complete) {
        measure_base(w, &path);
    }
    w->evaluations = path.evaluations;
    bp_path_free_z(&path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
