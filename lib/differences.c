#include <math.h>

#include "terms.h"
#include "witness.h"

typedef struct {
    const bp_difference *method;
    bp_path path;
    const bp_pass *base;  /* Z, A, C and Cx at the base point */
    const bp_pass *bound; /* their rounding errors */
} differences;

/* The ends ------------------------------------------------------------------------------------ */

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

/* The powers of h say how far off a quotient is only while a step is small for every curved σ that
 * it moves. Features of size 1e4 carry a step of 6e-6 in W further than that. */
static bool moves_far(const bp_activation *sigma, const bp_mat *Z, const bp_mat *base, double most)
{
    bool far = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        bool curved = bp_couples_neurons(sigma) || sigma->curvature(base->v[i]) > 0.0;
        far = far || (curved && !(fabs(Z->v[i] - base->v[i]) <= most));
    }
    return far;
}

static void look_around(const differences *d, bp_reading *r, bp_spot s)
{
    const bp_path *p = &d->path;
    const bp_net *net = p->net;
    for (size_t l = s.l; l <= net->L; l++) {
        const bp_mat *Z = &p->Z[l], *base = &d->base->Z[l];
        bool jumps = net->sigma[l]->kink || net->sigma[l]->bend;
        bool moved = jumps && pattern_moved(Z, base), kink = moved && net->sigma[l]->kink;
        r->kink = r->kink || kink;
        r->local_kink = r->local_kink || (kink && l == s.l);
        r->bent = r->bent || (moved && !kink);
        r->too_far = r->too_far || moves_far(net->sigma[l], Z, base, d->method->largest_move);
    }
    const bp_mat *A = &p->A[net->L];
    r->kink = r->kink || (net->loss->kink && loss_pattern_moved(A, &d->base->A[net->L], &p->Y));
}

/* Evaluates at x + h, keeps what is looked at, and returns the step that was really stored. */
static double visit(differences *d, bp_reading *r, bp_response *end, bp_spot s, double h)
{
    bp_path *p = &d->path;
    bp_evaluate(p, s, h);
    bp_mat_copy(&end->Cx, &p->Cx);
    bp_mat_copy(&end->Z, &p->Z[s.l]);
    bp_mat_copy(&end->A, &p->A[s.l]);
    if (s.l < p->net->L) {
        bp_mat_copy(&end->Z_next, &p->Z[s.l + 1]);
    }
    look_around(d, r, s);
    return p->stored;
}

/* The quotients ------------------------------------------------------------------------------- */

static void quotient(bp_mat *out, const bp_mat *high, const bp_mat *low, double width)
{
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] = (high->v[i] - low->v[i]) / width;
    }
}

/* D(h); for C the mean of the D(h) of the C_x */
static void difference_quotient(differences *d, bp_reading *r, bp_response *out, bp_spot s,
                                double h)
{
    double back = d->method->power == 1 ? 0.0 : -h;
    double from = visit(d, r, &r->low, s, back), width = visit(d, r, &r->high, s, h) - from;
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

#define PARTS 5

static bp_mat *part(bp_response *r, size_t k)
{
    bp_mat *parts[PARTS] = {&r->C, &r->Cx, &r->Z, &r->A, &r->Z_next};
    return parts[k];
}

/* Every number of the reading from its n quotients. */
static void extrapolate_all(const differences *d, bp_reading *r, bp_spot s, size_t n, double h)
{
    size_t L = d->path.net->L, next = s.l < L ? s.l + 1 : L;
    const bp_pass *e = d->bound;
    const bp_mat *bounds[PARTS] = {&e->C[L], &e->Cx[L], &e->Z[s.l], &e->A[s.l], &e->Z[next]};
    for (size_t k = 0; k < PARTS; k++) {
        bp_mat *value = part(&r->value, k), *bar = part(&r->bar, k);
        for (size_t i = 0; i < value->rows * value->cols; i++) {
            double D[BP_LEVELS];
            for (size_t j = 0; j < n; j++) {
                D[j] = part(&r->level[j], k)->v[i];
            }
            bp_estimate found = bp_extrapolate(d->method, D, n, r->bent, bounds[k]->v[i], h);
            value->v[i] = found.value;
            bar->v[i] = found.bar;
        }
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

static double value_at(const differences *d, bp_spot s)
{
    switch (s.place) {
    case BP_AT_W:
        return BP_AT(&d->path.W[s.l], s.row, s.col);
    case BP_AT_b:
        return BP_AT(&d->path.b[s.l], s.row, 0);
    case BP_AT_Z:
        return BP_AT(&d->base->Z[s.l], s.row, s.col);
    default:
        return BP_AT(&d->base->A[s.l], s.row, s.col);
    }
}

static bool is_clean(const bp_reading *r)
{
    return !r->kink && !r->too_far && !r->bent;
}

/* Every quotient, from the finest step up; returns how many there are. Richardson's method does
 * without the steps that cross a jump or move something far, if two are left; the others need all
 * of theirs. */
static size_t take_quotients(differences *d, bp_reading *r, bp_spot s, double h)
{
    const bp_difference *method = d->method;
    r->kink = r->local_kink = r->too_far = r->bent = false;
    for (size_t n = 0; n < method->levels; n++) {
        bool clean = is_clean(r);
        difference_quotient(d, r, &r->level[n], s, h * pow(method->ratio, (double)n));
        if (method->column == BP_BEST_COLUMN && n >= 2 && clean && !is_clean(r)) {
            r->kink = r->local_kink = r->too_far = r->bent = false;
            return n;
        }
    }
    return method->levels;
}

/* A step that crosses a kink is tried again, sixteen times shorter, twice: whoever is still there
 * stands on it, or nearly. */
static void read_spot(bp_reading *r, void *workspace, bp_spot s, double step)
{
    differences *d = workspace;
    double h = step * fmax(1.0, fabs(value_at(d, s)));
    size_t n = take_quotients(d, r, s, h);
    for (int tries = 0; tries < BP_KINK_RETRIES && r->kink; tries++) {
        h /= BP_KINK_SHORTER;
        n = take_quotients(d, r, s, h);
    }
    extrapolate_all(d, r, s, n, h);
    r->bar.C.v[0] += mean_rounding(&r->value.Cx);
}

bool bp_difference_quotients(bp_witness *w, const bp_difference *method, const bp_net *net,
                             const bp_mat *X, const bp_mat *Y, const bp_pass *bound, double step,
                             const bp_progress *progress)
{
    differences d = {.method = method, .base = &w->value, .bound = bound};
    bool complete = bp_witness_new(w, method->name, step, net, X, Y) &&
                    bp_path_new(&d.path, net, X, Y) && bp_witness_run(w, read_spot, &d, progress);
    w->evaluations = d.path.evaluations;
    bp_path_free(&d.path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
