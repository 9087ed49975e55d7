#include <math.h>

#include "rounding.h"
#include "terms.h"
#include "witness.h"

typedef struct {
    const bp_difference *method;
    bp_path path;
    const bp_pass *base;  /* Z, A, C and Cx at the base point */
    const bp_pass *noise; /* their rounding errors */
    bool automatic;
} differences;

/* The ends ------------------------------------------------------------------------------------ */

/* Evaluates at x + h, keeps what is looked at, and returns the step that was really stored. */
static double visit(differences *d, bp_reading *r, bp_response *end, bp_spot s, double h)
{
    bp_path *p = &d->path;
    end->C.v[0] = bp_evaluate(p, s, h);
    bp_mat_copy(&end->Cx, &p->Cx);
    bp_mat_copy(&end->Z, &p->Z[s.l]);
    bp_mat_copy(&end->A, &p->A[s.l]);
    if (s.l < p->net->L) {
        bp_mat_copy(&end->Z_next, &p->Z[s.l + 1]);
    }
    bp_look_around(&r->met, p, d->base, s.l, d->method->largest_move);
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

enum { PART_C, PART_CX, PART_Z, PART_A, PART_Z_NEXT, PARTS };

static bp_mat *part(bp_response *r, size_t k)
{
    bp_mat *parts[PARTS] = {&r->C, &r->Cx, &r->Z, &r->A, &r->Z_next};
    return parts[k];
}

/* E of part k of what is looked at. */
static const bp_mat *noise_of(const differences *d, bp_spot s, size_t k)
{
    size_t L = d->path.net->L, next = s.l < L ? s.l + 1 : L;
    const bp_pass *e = d->noise;
    const bp_mat *noise[PARTS] = {&e->C[L], &e->Cx[L], &e->Z[s.l], &e->A[s.l], &e->z[next]};
    return noise[k];
}

/* Number i of part k from its n quotients. What is next to nothing at the base point may be more at
 * the ends, where it is rounded too. */
static bp_estimate estimate(const differences *d, bp_reading *r, bp_spot s, size_t n, size_t k,
                            size_t i)
{
    double D[BP_LEVELS];
    for (size_t j = 0; j < n; j++) {
        D[j] = part(&r->level[j], k)->v[i];
    }
    double end = fmax(fabs(part(&r->high, k)->v[i]), fabs(part(&r->low, k)->v[i]));
    double E = noise_of(d, s, k)->v[i] + BP_U * end;
    return bp_extrapolate(d->method, D, n, r->met.bent, E, r->h);
}

static void estimate_all(const differences *d, bp_reading *r, bp_spot s, size_t n)
{
    for (size_t k = 0; k < PARTS; k++) {
        bp_mat *value = part(&r->value, k), *bar = part(&r->bar, k);
        for (size_t i = 0; i < value->rows * value->cols; i++) {
            bp_estimate found = estimate(d, r, s, n, k, i);
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

/* Every quotient, from the finest step up; returns how many there are. Richardson's method does
 * without the steps that cross a jump or move something far, if three are left; the others need all
 * of theirs. */
static size_t take_quotients(differences *d, bp_reading *r, bp_spot s, double h)
{
    const bp_difference *method = d->method;
    r->met = (bp_crossing){0};
    r->h = h;
    for (size_t n = 0; n < method->levels; n++) {
        bool clean = bp_is_clean(&r->met);
        difference_quotient(d, r, &r->level[n], s, h * pow(method->ratio, (double)n));
        if (method->column == BP_BEST_COLUMN && n >= 3 && clean && !bp_is_clean(&r->met)) {
            r->met = (bp_crossing){0};
            return n;
        }
    }
    return method->levels;
}

/* Whoever still crosses a kink after these stands on it, or nearly. Over a jump of σ'' the error of
 * a long step is part smooth, part not, and its two parts may hide each other. */
static size_t take_clean_quotients(differences *d, bp_reading *r, bp_spot s, double h)
{
    size_t n = take_quotients(d, r, s, h);
    for (int tries = d->automatic ? -1 : 0; tries < BP_KINK_RETRIES && r->met.kink; tries++) {
        h /= BP_KINK_SHORTER;
        n = take_quotients(d, r, s, h);
    }
    for (int tries = 0; tries < BP_STEP_TRIES && d->automatic && (r->met.too_far || r->met.bent);
         tries++) {
        h /= BP_STEP_STRIDE;
        n = take_quotients(d, r, s, h);
    }
    return n;
}

/* Truncation t h^q and rounding n/h together are least where q t h^q = n/h. */
static double stretch_of(const bp_difference *method, bp_estimate now)
{
    double truncation = now.bar - now.rounding, q = method->power * (method->column + 1.0);
    return pow(BP_STEP_USUAL * now.rounding / (q * truncation), 1.0 / (q + 1.0));
}

/* Whatever is curved most decides; Z^l is linear in W^l and b^l. The way leads down only: where
 * nothing is curved, a long step would meet other numbers, with other rounding errors. */
static double better_step(const differences *d, bp_reading *r, bp_spot s, size_t n)
{
    const bp_difference *method = d->method;
    double stretch = 1.0;
    for (size_t k = 0; k < (s.place == BP_AT_Z ? PARTS : PART_Z); k++) {
        const bp_mat *looked_at = part(&r->value, k);
        for (size_t i = 0; i < looked_at->rows * looked_at->cols; i++) {
            stretch = fmin(stretch, stretch_of(method, estimate(d, r, s, n, k, i)));
        }
    }
    return r->h * fmax(1.0 / BP_STEP_STRIDE, stretch);
}

/* A step that is not clean is not taken, and the last that was is taken again. */
static size_t search_step(differences *d, bp_reading *r, bp_spot s, size_t n)
{
    for (int tries = 0; tries < BP_STEP_TRIES && bp_is_clean(&r->met); tries++) {
        double h = r->h, better = better_step(d, r, s, n);
        if (better > 0.5 * h && better < 2.0 * h) {
            return n;
        }
        n = take_quotients(d, r, s, better);
        if (!bp_is_clean(&r->met)) {
            return take_quotients(d, r, s, h);
        }
    }
    return n;
}

static void read_spot(bp_reading *r, void *workspace, bp_spot s, double step)
{
    differences *d = workspace;
    bool searches = d->automatic && d->method->column != BP_BEST_COLUMN;
    double first = searches ? BP_STEP_STRIDE * step : step;
    size_t n = take_clean_quotients(d, r, s, first * fmax(1.0, fabs(value_at(d, s))));
    if (searches) {
        n = search_step(d, r, s, n);
    }
    estimate_all(d, r, s, n);
    r->bar.C.v[0] += mean_rounding(&r->value.Cx);
}

bool bp_difference_quotients(bp_witness *w, const bp_difference *method, const bp_net *net,
                             const bp_mat *X, const bp_mat *Y, const bp_pass *noise, double step,
                             const bp_progress *progress)
{
    bool automatic = step == 0.0;
    differences d = {.method = method, .base = &w->value, .noise = noise, .automatic = automatic};
    bool complete = bp_witness_new(w, method->name, automatic ? method->step : step, net, X, Y) &&
                    bp_path_new(&d.path, net, X, Y) && bp_witness_run(w, read_spot, &d, progress);
    w->evaluations = d.path.evaluations;
    bp_path_free(&d.path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
