#include "steps.h"

#include <float.h>
#include <math.h>

#include "contract.h"
#include "rounding.h"
#include "say.h"
#include "witness.h"

const struct steps_method steps_methods[STEPS_METHODS] = {
    [STEPS_FLOAT] = {"central difference, float", "central_float"},
    [STEPS_DOUBLE] = {"central difference, double", "central_double"},
    [STEPS_LONG_DOUBLE] = {"central difference, long double", "central_long_double"},
    [STEPS_COMPLEX] = {"complex step, double", "complex_double"},
    [STEPS_FORWARD] = {"forward difference, double", "forward_double"},
    [STEPS_FIVE_POINT] = {"five-point difference, double", "five_point_double"},
    [STEPS_RICHARDSON] = {"Richardson's method, double", "richardson_double"},
};

/* Each method ------------------------------------------------------------------------------------
 * A difference needs both ends at once. */
typedef struct {
    bp_path_f low_f, high_f;
    bp_path low, high;
    bp_path_l low_l, high_l;
    bp_path_z tilted;
} paths;

static void free_paths(paths *p)
{
    bp_path_free_f(&p->low_f);
    bp_path_free_f(&p->high_f);
    bp_path_free(&p->low);
    bp_path_free(&p->high);
    bp_path_free_l(&p->low_l);
    bp_path_free_l(&p->high_l);
    bp_path_free_z(&p->tilted);
}

static bool new_paths(paths *p, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    *p = (paths){0};
    bool complete = bp_path_new_f(&p->low_f, net, X, Y) && bp_path_new_f(&p->high_f, net, X, Y) &&
                    bp_path_new(&p->low, net, X, Y) && bp_path_new(&p->high, net, X, Y) &&
                    bp_path_new_l(&p->low_l, net, X, Y) && bp_path_new_l(&p->high_l, net, X, Y) &&
                    bp_path_new_z(&p->tilted, net, X, Y);
    if (!complete) {
        free_paths(p);
    }
    return complete;
}

#define CENTRAL(number, suffix)                                                                  \
    long double steps_central##suffix(bp_path##suffix *low, bp_path##suffix *high, bp_spot spot, \
                                      long double h)                                             \
    {                                                                                            \
        bp_evaluate##suffix(low, spot, -(number)h);                                              \
        bp_evaluate##suffix(high, spot, (number)h);                                              \
        number sum = 0, width = high->stored - low->stored;                                      \
        for (size_t m = 0; m < high->Cx.cols; m++) {                                             \
            sum += high->Cx.v[m] - low->Cx.v[m];                                                 \
        }                                                                                        \
        return width > 0 ? sum / ((number)high->Cx.cols * width) : 0;                            \
    }

CENTRAL(float, _f)
CENTRAL(double, )
CENTRAL(long double, _l)

/* (C(x+h) − C(x))/h: `low` stays at x. */
static double forward(paths *p, bp_spot spot, double h)
{
    double sum = 0.0;
    bp_evaluate(&p->low, spot, 0.0);
    bp_evaluate(&p->high, spot, h);
    for (size_t m = 0; m < p->high.Cx.cols; m++) {
        sum += p->high.Cx.v[m] - p->low.Cx.v[m];
    }
    return p->high.stored > 0.0 ? sum / ((double)p->high.Cx.cols * p->high.stored) : 0.0;
}

/* What the method makes of central differences at h, h·ratio, h·ratio², … A quotient is as far off
 * as two roundings of C over its step. */
static double extrapolated(const bp_difference *method, paths *p, bp_spot spot, double h)
{
    double D[BP_LEVELS];
    for (size_t i = 0; i < method->levels; i++) {
        double step = h * pow(method->ratio, (double)i);
        D[i] = (double)steps_central(&p->low, &p->high, spot, step);
    }
    return bp_extrapolate(method, D, method->levels, false, BP_U * fabs(p->low.C), h).value;
}

static void derivatives(long double d[STEPS_METHODS], paths *p, bp_spot spot, double h)
{
    d[STEPS_FLOAT] = steps_central_f(&p->low_f, &p->high_f, spot, h);
    d[STEPS_DOUBLE] = steps_central(&p->low, &p->high, spot, h);
    d[STEPS_LONG_DOUBLE] = steps_central_l(&p->low_l, &p->high_l, spot, h);
    d[STEPS_COMPLEX] = cimag(bp_evaluate_z(&p->tilted, spot, h)) / h;
    d[STEPS_FORWARD] = forward(p, spot, h);
    d[STEPS_FIVE_POINT] = extrapolated(&bp_differences[BP_FIVE_POINT], p, spot, h);
    d[STEPS_RICHARDSON] = extrapolated(&bp_differences[BP_RICHARDSON], p, spot, h);
}

/* The reference ------------------------------------------------------------------------------- */

/* T[i][0] is the central difference with h = 2^-(1 + i/2); column j is free of h², h⁴, … h^2j. A
 * column's rounding errors are a few times those of its smallest step. */
static void extrapolate(steps_parameter *x, paths *p)
{
    enum { ROWS = 32 };
    long double T[ROWS][ROWS];
    x->bar = INFINITY;
    for (int i = 0; i < ROWS; i++) {
        long double h = exp2l(-1.0L - 0.5L * i), power = 1.0L;
        T[i][0] = steps_central_l(&p->low_l, &p->high_l, x->spot, h);
        long double rounding = LDBL_EPSILON * fabsl(p->low_l.C) / h;
        for (int j = 1; j <= i; j++) {
            power *= 2.0L;
            T[i][j] = T[i][j - 1] + (T[i][j - 1] - T[i - 1][j - 1]) / (power - 1.0L);
            long double left = fabsl(T[i][j] - T[i][j - 1]);
            long double above = fabsl(T[i][j] - T[i - 1][j - 1]);
            long double bar = rounding + fmaxl(left, above);
            if (bar < x->bar) {
                x->bar = bar;
                x->value = T[i][j];
            }
        }
    }
}

steps_parameter *steps_parameters(const bp_net *net)
{
    steps_parameter *all = bp_calloc(bp_net_parameters(net), sizeof *all), *next = all;
    for (size_t l = 1; all && l <= net->L; l++) {
        for (size_t j = 0; j < net->N[l]; j++) {
            for (size_t k = 0; k < net->N[l - 1]; k++) {
                (next++)->spot = (bp_spot){BP_AT_W, l, j, k};
            }
            (next++)->spot = (bp_spot){BP_AT_b, l, j, 0};
        }
    }
    return all;
}

/* The sweep ----------------------------------------------------------------------------------- */

void steps_free(steps *s)
{
    bp_free(s->parameters);
    bp_free(s->rows);
    *s = (steps){0};
}

static bool new_steps(steps *s, const bp_net *net, size_t per_decade)
{
    *s = (steps){.parameter_count = bp_net_parameters(net),
                 .row_count = STEPS_SMALLEST_DECADE * per_decade + 1};
    s->parameters = steps_parameters(net);
    s->rows = bp_calloc(s->row_count, sizeof *s->rows);
    if (!s->parameters || !s->rows) {
        steps_free(s);
        return false;
    }
    for (size_t i = 0; i < s->row_count; i++) {
        s->rows[i].h = pow(10.0, (double)i / (double)per_decade - STEPS_SMALLEST_DECADE);
    }
    return true;
}

static void find_reference(steps *s, paths *p)
{
    long double squares = 0.0L, bars = 0.0L;
    for (size_t i = 0; i < s->parameter_count; i++) {
        steps_parameter *x = &s->parameters[i];
        extrapolate(x, p);
        squares += x->value * x->value;
        bars += x->bar * x->bar;
        s->largest = fmaxl(s->largest, fabsl(x->value));
    }
    s->norm = sqrtl(squares);
    s->bar = sqrtl(bars);
}

/* Not a number is the largest error of all. */
static double finite_or_infinite(long double error)
{
    return isfinite(error) ? (double)error : INFINITY;
}

static void measure(steps_row *r, const steps *s, paths *p)
{
    long double squares[STEPS_METHODS] = {0}, worst[STEPS_METHODS] = {0};
    for (size_t i = 0; i < s->parameter_count; i++) {
        const steps_parameter *x = &s->parameters[i];
        long double d[STEPS_METHODS];
        derivatives(d, p, x->spot, r->h);
        for (size_t k = 0; k < STEPS_METHODS; k++) {
            long double gap = fabsl(d[k] - x->value);
            squares[k] += gap * gap;
            worst[k] = gap <= worst[k] ? worst[k] : gap;
        }
    }
    for (size_t k = 0; k < STEPS_METHODS; k++) {
        r->norm[k] = finite_or_infinite(sqrtl(squares[k]) / s->norm);
        r->worst[k] = finite_or_infinite(worst[k] / s->largest);
    }
}

bool steps_measure(steps *s, const bp_net *net, const bp_mat *X, const bp_mat *Y, size_t per_decade)
{
    paths p;
    if (!new_steps(s, net, per_decade)) {
        return false;
    }
    if (!new_paths(&p, net, X, Y)) {
        steps_free(s);
        return false;
    }
    find_reference(s, &p);
    for (size_t i = 0; s->norm > 0.0L && i < s->row_count; i++) {
        measure(&s->rows[i], s, &p);
        progress(i + 1, s->row_count);
    }
    free_paths(&p);
    return true;
}
