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

typedef struct {
    bp_path_z path;
    const bp_pass *base; /* Z and A at the base point, by the real path */
} complex_step;

/* A disturbed number meets a kink at 0 where the base point stands on it, and where the complex
 * path, which may round otherwise, stands on its other side. */
static bool meets_kink(double base, double complex now)
{
    bool other_side = (creal(now) > 0.0) != (base > 0.0);
    return cimag(now) != 0.0 && (base == 0.0 || other_side);
}

static bool on_kink(const complex_step *c, size_t l)
{
    const bp_mat_z *Z = &c->path.Z[l];
    bool found = false;
    for (size_t i = 0; c->path.net->sigma[l]->kink && i < Z->rows * Z->cols; i++) {
        found = found || meets_kink(c->base->Z[l].v[i], Z->v[i]);
    }
    return found;
}

static bool loss_on_kink(const complex_step *c)
{
    size_t L = c->path.net->L;
    const bp_mat_z *A = &c->path.A[L];
    bool found = false;
    for (size_t i = 0; c->path.net->loss->kink && i < A->rows * A->cols; i++) {
        double y = c->path.Y.v[i];
        found = found || meets_kink(c->base->A[L].v[i] - y, A->v[i] - y);
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

/* ∂/∂x = Im f(x + ih)/h. The bars are filled in later (bounds.h), but for one that must be
 * infinite. */
static void read_spot(bp_reading *r, void *workspace, bp_spot s, double h)
{
    complex_step *c = workspace;
    bp_path_z *p = &c->path;
    double complex C = bp_evaluate_z(p, s, h);
    r->h = h;
    r->value.C.v[0] = cimag(C) / h;
    imaginary_part(&r->value.Cx, &p->Cx, h);
    imaginary_part(&r->value.Z, &p->Z[s.l], h);
    imaginary_part(&r->value.A, &p->A[s.l], h);
    if (s.l < p->net->L) {
        imaginary_part(&r->value.Z_next, &p->Z[s.l + 1], h);
    }
    r->met.local_kink = on_kink(c, s.l);
    r->met.kink = r->met.local_kink || loss_on_kink(c);
    r->met.too_far = moves_far(&p->Z[s.l]);
    for (size_t l = s.l + 1; l <= p->net->L; l++) {
        r->met.kink = r->met.kink || on_kink(c, l);
        r->met.too_far = r->met.too_far || moves_far(&p->Z[l]);
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
    complex_step c = {.base = &w->value};
    bool complete = bp_witness_new(w, "complex", step, net, X, Y) &&
                    bp_path_new_z(&c.path, net, X, Y) && bp_witness_run(w, read_spot, &c, progress);
    if (complete) {
        measure_base(w, &c.path);
    }
    w->evaluations = c.path.evaluations;
    bp_path_free_z(&c.path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
