#include "along.h"

#include <math.h>

#include "around.h"
#include "contract.h"
#include "rng.h"
#include "rounding.h"
#include "terms.h"

static const bp_quantity targets[] = {BP_dW, BP_db, BP_dZ, BP_dA};
enum { TARGETS = sizeof targets / sizeof *targets, SEQUENCE = 0x616c6f6e };

/* How far a Z under a curved σ may move: as for Richardson's method, whose steps are as long. */
#define LARGEST_MOVE 0.5

typedef struct {
    const bp_pass *base, *noise;
    bp_path path;
    bp_mat Cx; /* of the base point */
} walker;

/* Goes to X + hV and returns by how much C has risen. That X + hV is rounded E_C knows: what it
 * makes of W is no more than what Z rounds. *noise becomes what the rise may be off, if that is
 * more. Not a number where nobody knows. */
static double rise(walker *w, const bp_walk *walk, double h, bp_crossing *met, double *noise)
{
    bp_place place = bp_place_of(walk->target);
    double C = bp_evaluate_along(&w->path, place, walk->l, &walk->V, h), sum = 0.0, sizes = 0.0;
    double M = (double)w->Cx.cols;
    for (size_t m = 0; m < w->Cx.cols; m++) {
        double change = w->path.Cx.v[m] - w->Cx.v[m];
        sum += change;
        sizes += fabs(change);
    }
    bp_look_around(met, &w->path, w->base, walk->l, LARGEST_MOVE);
    double E = w->noise->C[w->base->L].v[0] + BP_U * fabs(C);
    double off = 2.0 * E + bp_gamma(w->Cx.cols + 4) * sizes / M;
    *noise = fmax(*noise, off);
    return isfinite(off) ? sum / M : NAN;
}

double bp_step_along(size_t k)
{
    return ldexp(1.0, -(int)k - 3);
}

static double quotient(const bp_walk *walk, size_t k)
{
    return (walk->ahead[k] - walk->back[k]) / (2.0 * bp_step_along(k));
}

/* As the central difference judges itself, by its coarser neighbour; and by the one before, lest
 * two agree by chance. */
static void find_slope(bp_walk *walk)
{
    walk->bar = HUGE_VAL;
    for (size_t k = walk->first + 2; k < BP_HALVINGS; k++) {
        double D = quotient(walk, k), before = quotient(walk, k - 1);
        double near = fabs(D - before), next = fabs(before - quotient(walk, k - 2)) / 4.0;
        double bar = (near > next ? near : next) + walk->noise[k] / bp_step_along(k);
        if (bar < walk->bar) {
            walk->slope = D;
            walk->bar = bar;
            walk->h = bp_step_along(k);
        }
    }
}

static void walk_along(walker *w, bp_walk *walk)
{
    for (size_t k = 0; k < BP_HALVINGS; k++) {
        bp_crossing met = {0};
        walk->ahead[k] = rise(w, walk, bp_step_along(k), &met, &walk->noise[k]);
        walk->back[k] = rise(w, walk, -bp_step_along(k), &met, &walk->noise[k]);
        bool usable = bp_is_clean(&met) && isfinite(walk->ahead[k]) && isfinite(walk->back[k]);
        walk->first = usable ? walk->first : k + 1;
        walk->kink = met.kink;
    }
    find_slope(walk);
}

static bool new_walk(bp_walk *walk, const walker *w, bp_quantity target, size_t l, bp_rng *rng)
{
    bp_shape shape = bp_quantity_shape(w->base->net, w->base->M, target, l);
    *walk = (bp_walk){.target = target, .l = l, .bar = HUGE_VAL, .first = BP_HALVINGS};
    if (!bp_mat_new(&walk->V, shape.rows, shape.cols)) {
        return false;
    }
    for (size_t i = 0; i < shape.rows * shape.cols; i++) {
        walk->V.v[i] = bp_rng_normal(rng);
    }
    return true;
}

static bool walk_all(bp_directions *d, walker *w, uint64_t seed, const bp_progress *progress)
{
    bp_rng rng = bp_rng_seed(seed ^ SEQUENCE);
    bool complete = true, stopped = false;
    for (size_t i = 0; complete && i < d->count; i++) {
        bp_quantity target = targets[i / d->each % TARGETS];
        complete = new_walk(&d->walks[i], w, target, 1 + i / (d->each * TARGETS), &rng);
        if (complete && !stopped) {
            d->walks[i].first = 0;
            walk_along(w, &d->walks[i]);
            stopped = progress && !progress->report(progress->user, i + 1, d->count);
        }
    }
    return complete;
}

bool bp_directions_walk(bp_directions *d, const bp_pass *base, const bp_pass *noise, size_t each,
                        uint64_t seed, const bp_progress *progress)
{
    walker w = {.base = base, .noise = noise};
    *d = (bp_directions){.each = each, .count = base->L * TARGETS * each};
    d->walks = bp_calloc(d->count, sizeof *d->walks);
    bool complete = d->walks && bp_mat_new(&w.Cx, 1, base->M) &&
                    bp_path_new(&w.path, base->net, &base->A[0], base->Y);
    if (complete) {
        bp_evaluate(&w.path, (bp_spot){0}, 0.0);
        bp_mat_copy(&w.Cx, &w.path.Cx);
        complete = walk_all(d, &w, seed, progress);
    }
    d->evaluations = w.path.evaluations;
    bp_mat_free(&w.Cx);
    bp_path_free(&w.path);
    if (!complete) {
        bp_directions_free(d);
    }
    return complete;
}

void bp_directions_free(bp_directions *d)
{
    for (size_t i = 0; d->walks && i < d->count; i++) {
        bp_mat_free(&d->walks[i].V);
    }
    bp_free(d->walks);
    *d = (bp_directions){0};
}

const bp_walk *bp_walks_of(const bp_directions *d, bp_quantity target, size_t l)
{
    for (size_t i = 0; i < d->count; i += d->each) {
        if (d->walks[i].target == target && d->walks[i].l == l) {
            return &d->walks[i];
        }
    }
    return NULL;
}
