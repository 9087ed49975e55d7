#include <math.h>
#include <string.h>

#include "along.h"
#include "terms.h"

/* Wider bars than this share of the gradient's length decide nothing. */
#define LIMIT 1e-3

/* What ⟨answer, V⟩ = Σ answer_ij V_ij is, and how far it may be off. */
typedef struct {
    double value, bar;
} inner_product;

static inner_product inner(const bp_mat *answer, const bp_mat *bound, const bp_mat *V)
{
    inner_product sum = {0.0, 0.0};
    double terms = 0.0;
    for (size_t j = 0; j < V->rows; j++) {
        for (size_t k = 0; k < V->cols; k++) {
            double term = BP_AT(answer, j, k) * BP_AT(V, j, k);
            sum.value += term;
            terms += fabs(term);
            sum.bar += BP_AT(bound, j, k) * fabs(BP_AT(V, j, k));
        }
    }
    sum.bar += isfinite(terms) ? bp_gamma(V->rows * V->cols + 1) * terms : 0.0;
    return sum;
}

/* ‖∂C/∂X‖: ⟨∂C/∂X, V⟩² is ‖∂C/∂X‖² on average. */
static double length(const bp_walk *walks, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += walks[i].slope * walks[i].slope;
    }
    return sqrt(sum / (double)count);
}

/* One direction -------------------------------------------------------------------------------- */

typedef bp_finding judge_one(const bp_walk *walk, inner_product claim, double length);

/* A verdict that needs no numbers, or BP_VERDICT_COUNT. */
static bp_verdict settled(const bp_walk *walk, inner_product claim)
{
    if (walk->first + 2 >= BP_HALVINGS) {
        return walk->kink ? BP_KINK : BP_UNDECIDED;
    }
    if (!isfinite(claim.bar) || !isfinite(walk->bar)) {
        return BP_UNDECIDED;
    }
    return isfinite(claim.value) ? BP_VERDICT_COUNT : BP_WRONG;
}

static bp_finding along_one(const bp_walk *walk, inner_product claim, double norm)
{
    bp_finding f = {.verdict = settled(walk, claim),
                    .step = walk->h,
                    .analytic = claim.value,
                    .numeric = walk->slope,
                    .gap = fabs(claim.value - walk->slope),
                    .bar = walk->bar + claim.bar};
    if (f.verdict == BP_UNDECIDED) {
        f.bar = HUGE_VAL; /* it may not be a number */
    }
    if (f.verdict == BP_VERDICT_COUNT) {
        f.verdict = !(f.gap <= f.bar)       ? BP_WRONG
                    : f.bar <= LIMIT * norm ? BP_CORRECT
                                            : BP_UNDECIDED;
    }
    f.seen = f.bar;
    return f;
}

/* A remainder counts where it is so many times what rounding may have put there. */
#define ABOVE_NOISE 8.0

/* Half way between an error of first order and none. */
#define WRONG_SLOPE 1.5
#define WRONG_SHARE 0.5

static double remainder_at(const bp_walk *walk, inner_product claim, size_t k)
{
    return walk->ahead[k] - bp_step_along(k) * claim.value;
}

/* What a remainder may owe to rounding, of the rise and of the claim. */
static double floor_at(const bp_walk *walk, inner_product claim, size_t k)
{
    return ABOVE_NOISE * (walk->noise[k] + bp_step_along(k) * claim.bar);
}

/* The first-order part of R(h) = αh + βh² + γh³, by R(h), R(2h) and R(4h), in units of R(h). Where
 * terms of second and third order cancel, the slope alone would mislead. */
static double linear_share(double R, double R_2, double R_4)
{
    return fabs((8.0 * R / 3.0 - R_2 + R_4 / 12.0) / R);
}

static bp_finding taylor_one(const bp_walk *walk, inner_product claim, double norm)
{
    bp_finding f = {.verdict = settled(walk, claim),
                    .step = walk->h,
                    .analytic = claim.value,
                    .numeric = walk->slope,
                    .slope = HUGE_VAL,
                    .seen = HUGE_VAL};
    size_t k = BP_HALVINGS - 1, coarsest = walk->first + 2;
    if (f.verdict != BP_VERDICT_COUNT) {
        f.slope = NAN;
        return f;
    }
    while (k > coarsest && !(fabs(remainder_at(walk, claim, k)) > floor_at(walk, claim, k))) {
        k--;
    }
    double R = remainder_at(walk, claim, k), R_2 = remainder_at(walk, claim, k - 1);
    double least = floor_at(walk, claim, k);
    bool straight = !(fabs(R) > least), wrong = false;
    if (!straight) {
        f.slope = log2(fabs(R_2 / R));
        double share = linear_share(R, R_2, remainder_at(walk, claim, k - 2));
        wrong = !(f.slope >= WRONG_SLOPE) && !(share < WRONG_SHARE);
    }
    f.step = bp_step_along(k);
    f.gap = fabs(R) / f.step;
    f.bar = f.seen = 2.0 * fmax(fabs(R), least) / f.step;
    f.verdict = wrong ? BP_WRONG : f.seen <= LIMIT * norm ? BP_CORRECT : BP_UNDECIDED;
    return f;
}

/* All directions ------------------------------------------------------------------------------- */

/* Of two with the same verdict the one that is nearer to being wrong. */
static bool is_worse(const bp_finding *a, const bp_finding *b)
{
    return a->verdict > b->verdict ||
           (a->verdict == b->verdict &&
            (a->slope < b->slope || (a->slope == b->slope && a->gap * b->bar > b->gap * a->bar)));
}

static bp_finding judge_all(const char *method, judge_one *judge, const bp_mat *answer,
                            const bp_mat *bound, const bp_directions *d, bp_quantity target,
                            size_t l)
{
    const bp_walk *walks = bp_walks_of(d, target, l);
    const bp_mat *V = &walks[0].V;
    bp_finding worst = {.method = method, .along = true, .verdict = BP_SHAPE_DIFFERS};
    if (answer->rows != V->rows || answer->cols != V->cols) {
        return worst;
    }
    double norm = length(walks, d->each), widest = 0.0;
    size_t of[BP_VERDICT_COUNT] = {0};
    for (size_t i = 0; i < d->each; i++) {
        bp_finding f = judge(&walks[i], inner(answer, bound, &walks[i].V), norm);
        f.row = i;
        of[f.verdict]++;
        widest = fmax(widest, f.seen);
        worst = i == 0 || is_worse(&f, &worst) ? f : worst;
    }
    worst.method = method;
    worst.along = true;
    worst.entries = d->each;
    worst.largest = norm;
    worst.seen = worst.widest = widest;
    memcpy(worst.of, of, sizeof of);
    if (norm == 0.0 && bp_mat_is_zero(answer) && worst.verdict <= BP_UNDECIDED) {
        worst.verdict = BP_VACUOUS;
    }
    return worst;
}

/* In n directions an entry that is off by δ is missed where each |δ V_ij| stays below a bar: with
 * probability erf(bar/(δ√2))^n. This is the δ for which that is `chance`, in units of the bar. */
static double missed_with(double chance, size_t n)
{
    double low = 0.0, high = 6.0;
    for (int halvings = 0; halvings < 60; halvings++) {
        double middle = 0.5 * (low + high);
        bool less = pow(erf(middle), (double)n) < chance;
        low = less ? middle : low;
        high = less ? high : middle;
    }
    return 1.0 / (low * sqrt(2.0));
}

bp_finding bp_judge_directional(const bp_mat *answer, const bp_mat *bound, const bp_directions *d,
                                bp_quantity target, size_t l)
{
    bp_finding f = judge_all("directional", along_one, answer, bound, d, target, l);
    f.seen *= missed_with(0.01, d->each);
    return f;
}

bp_finding bp_judge_taylor(const bp_mat *answer, const bp_mat *bound, const bp_directions *d,
                           bp_quantity target, size_t l)
{
    return judge_all("taylor", taylor_one, answer, bound, d, target, l);
}
