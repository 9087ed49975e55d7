#include <math.h>

#include "terms.h"
#include "witness.h"

typedef struct {
    bp_path path;
    const bp_pass *base;  /* Z, A, C and Cx at the base point */
    const bp_pass *bound; /* their rounding errors */
} central;

static int sign(double x)
{
    return (x > 0.0) - (x < 0.0);
}

/* Has an entry of Z^l changed sides of σ^l's kink? */
static bool pattern_moved(const bp_mat *Z, const bp_mat *base)
{
    bool moved = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        moved = moved || sign(Z->v[i]) != sign(base->v[i]);
    }
    return moved;
}

static bool loss_pattern_moved(const bp_mat *A, const bp_mat *base, const bp_mat *Y)
{
    bool moved = false;
    for (size_t i = 0; i < A->rows * A->cols; i++) {
        moved = moved || sign(A->v[i] - Y->v[i]) != sign(base->v[i] - Y->v[i]);
    }
    return moved;
}

/* D(h) and D(2h) say how far off they are only while a step is small for every curved σ that it
 * moves. Features of size 1e4 carry a step of 6e-6 in W further than this. */
#define LARGEST_MOVE 1e-2

static bool moves_far(const bp_activation *sigma, const bp_mat *Z, const bp_mat *base)
{
    bool far = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        bool curved = bp_couples_neurons(sigma) || sigma->curvature(base->v[i]) > 0.0;
        far = far || (curved && !(fabs(Z->v[i] - base->v[i]) <= LARGEST_MOVE));
    }
    return far;
}

static void look_for_kinks(const central *c, bp_reading *r, bp_spot s)
{
    const bp_path *p = &c->path;
    const bp_net *net = p->net;
    for (size_t l = s.l; l <= net->L; l++) {
        bool moved = net->sigma[l]->kink && pattern_moved(&p->Z[l], &c->base->Z[l]);
        r->kink = r->kink || moved;
        r->local_kink = r->local_kink || (moved && l == s.l);
        r->too_far = r->too_far || moves_far(net->sigma[l], &p->Z[l], &c->base->Z[l]);
    }
    const bp_mat *A = &p->A[net->L];
    r->kink = r->kink || (net->loss->kink && loss_pattern_moved(A, &c->base->A[net->L], &p->Y));
}

/* Evaluates at x + h, keeps what is looked at, and returns the step that was really stored. */
static double visit(central *c, bp_reading *r, bp_response *end, bp_spot s, double h)
{
    bp_path *p = &c->path;
    bp_evaluate(p, s, h);
    bp_mat_copy(&end->Cx, &p->Cx);
    bp_mat_copy(&end->Z, &p->Z[s.l]);
    bp_mat_copy(&end->A, &p->A[s.l]);
    if (s.l < p->net->L) {
        bp_mat_copy(&end->Z_next, &p->Z[s.l + 1]);
    }
    look_for_kinks(c, r, s);
    return p->stored;
}

static void quotient(bp_mat *out, const bp_mat *high, const bp_mat *low, double width)
{
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] = (high->v[i] - low->v[i]) / width;
    }
}

/* D(h) = (f(x + h) − f(x − h))/2h; for C the mean of the D(h) of the C_x */
static void difference_quotient(central *c, bp_reading *r, bp_response *out, bp_spot s, double h)
{
    double width = visit(c, r, &r->high, s, h) - visit(c, r, &r->low, s, -h);
    quotient(&out->Cx, &r->high.Cx, &r->low.Cx, width);
    quotient(&out->Z, &r->high.Z, &r->low.Z, width);
    quotient(&out->A, &r->high.A, &r->low.A, width);
    quotient(&out->Z_next, &r->high.Z_next, &r->low.Z_next, width);
    double sum = 0.0;
    for (size_t m = 0; m < out->Cx.cols; m++) {
        sum += out->Cx.v[m];
    }
    out->C.v[0] = sum / (double)out->Cx.cols;
}

/* bar = |D(h) − D(2h)| + E/h, and the roundings of the quotient; the bar arrives as D(2h). */
static void set_bar(bp_mat *bar, const bp_mat *value, const bp_mat *bound, double h)
{
    for (size_t i = 0; i < value->rows * value->cols; i++) {
        double size = fabs(value->v[i]);
        bar->v[i] = fabs(value->v[i] - bar->v[i]) + bound->v[i] / h + bp_gamma(4) * size;
    }
}

/* The roundings of a mean of M quotients. */
static double mean_rounding(const bp_mat *Cx)
{
    double size = 0.0;
    for (size_t m = 0; m < Cx->cols; m++) {
        size += fabs(Cx->v[m]);
    }
    return bp_gamma(Cx->cols + 4) * size / (double)Cx->cols;
}

static double value_at(const central *c, bp_spot s)
{
    switch (s.place) {
    case BP_AT_W:
        return BP_AT(&c->path.W[s.l], s.row, s.col);
    case BP_AT_b:
        return BP_AT(&c->path.b[s.l], s.row, 0);
    case BP_AT_Z:
        return BP_AT(&c->base->Z[s.l], s.row, s.col);
    default:
        return BP_AT(&c->base->A[s.l], s.row, s.col);
    }
}

static void read_spot(bp_reading *r, void *workspace, bp_spot s, double step)
{
    central *c = workspace;
    size_t L = c->path.net->L;
    double h = step * fmax(1.0, fabs(value_at(c, s)));
    r->kink = r->local_kink = r->too_far = false;
    difference_quotient(c, r, &r->value, s, h);
    difference_quotient(c, r, &r->bar, s, 2.0 * h);
    set_bar(&r->bar.C, &r->value.C, &c->bound->C[L], h);
    r->bar.C.v[0] += mean_rounding(&r->value.Cx);
    set_bar(&r->bar.Cx, &r->value.Cx, &c->bound->Cx[L], h);
    set_bar(&r->bar.Z, &r->value.Z, &c->bound->Z[s.l], h);
    set_bar(&r->bar.A, &r->value.A, &c->bound->A[s.l], h);
    if (s.l < L) {
        set_bar(&r->bar.Z_next, &r->value.Z_next, &c->bound->Z[s.l + 1], h);
    }
}

bool bp_central_difference(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                           const bp_pass *bound, double step, const bp_progress *progress)
{
    central c = {.base = &w->value, .bound = bound};
    bool complete = bp_witness_new(w, "central", step, net, X, Y) &&
                    bp_path_new(&c.path, net, X, Y) && bp_witness_run(w, read_spot, &c, progress);
    w->evaluations = c.path.evaluations;
    bp_path_free(&c.path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
