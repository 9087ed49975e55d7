#include "loss.h"

#include <math.h>
#include <string.h>

#include "forward.h"

static double one(double a, double y)
{
    (void)a;
    (void)y;
    return 1.0;
}

static double zero(double a, double y)
{
    (void)a;
    (void)y;
    return 0.0;
}

/* quadratic:       ½(y − a)²                       slope a − y */
static double quadratic_slope(double a, double y)
{
    return a - y;
}

/* cross-entropy:   −[y ln a + (1 − y) ln(1 − a)]   slope (1 − y)/(1 − a) − y/a */
static double cross_entropy_slope(double a, double y)
{
    double on = y != 0.0 ? y / a : 0.0;
    double off = y != 1.0 ? (1.0 - y) / (1.0 - a) : 0.0;
    return off - on;
}

static double cross_entropy_slope_terms(double a, double y)
{
    double on = y != 0.0 ? y / a : 0.0;
    double off = y != 1.0 ? (1.0 - y) / (1.0 - a) : 0.0;
    return fabs(off) + fabs(on);
}

static double cross_entropy_curvature(double a, double y)
{
    double on = y != 0.0 ? y / (a * a) : 0.0;
    double off = y != 1.0 ? (1.0 - y) / ((1.0 - a) * (1.0 - a)) : 0.0;
    return on + off;
}

/* categorical:     −y ln a                         slope −y/a */
static double categorical_slope(double a, double y)
{
    return y != 0.0 ? -y / a : 0.0;
}

static double categorical_curvature(double a, double y)
{
    return y != 0.0 ? y / (a * a) : 0.0;
}

/* absolute:        |a − y|                         slope ±1, and 0 on the kink a = y */
static double absolute_slope(double a, double y)
{
    return (double)(a > y) - (double)(a < y);
}

/* The size of a slope that is a single term. */
static double quadratic_slope_terms(double a, double y)
{
    return fabs(a - y);
}

static double categorical_slope_terms(double a, double y)
{
    return fabs(categorical_slope(a, y));
}

#define TERM(f) .at = f, .at_z = f##_z, .at_f = f##_f, .at_l = f##_l

#define SLOPE(slope_, terms_, curvature_) \
    .slope = slope_, .slope_terms = terms_, .curvature = curvature_

const bp_loss bp_losses[] = {
    {.name = "quadratic", TERM(bp_quadratic), SLOPE(quadratic_slope, quadratic_slope_terms, one),
     .roundings = 3.0},
    {.name = "cross-entropy", TERM(bp_cross_entropy),
     SLOPE(cross_entropy_slope, cross_entropy_slope_terms, cross_entropy_curvature),
     .roundings = 6.0, .pole = true},
    {.name = "categorical", TERM(bp_categorical),
     SLOPE(categorical_slope, categorical_slope_terms, categorical_curvature), .roundings = 4.0,
     .pole = true},
    {.name = "absolute", TERM(bp_absolute), SLOPE(absolute_slope, one, zero), .roundings = 1.0,
     .kink = true},
    {.name = NULL},
};

const bp_loss *bp_loss_named(const char *name)
{
    for (const bp_loss *loss = bp_losses; loss->name; loss++) {
        if (strcmp(loss->name, name) == 0) {
            return loss;
        }
    }
    return NULL;
}

const char *bp_loss_refuses(const bp_loss *loss, const bp_activation *sigma)
{
    bool softmax = bp_couples_neurons(sigma);
    bool sigmoid = strcmp(sigma->name, "sigmoid") == 0;
    if (loss->at == bp_categorical && !softmax) {
        return "categorical goes with softmax in the last layer only: it needs outputs that sum "
               "to 1";
    }
    if (loss->at == bp_cross_entropy && !softmax && !sigmoid) {
        return "cross-entropy goes with sigmoid or softmax in the last layer only: it needs "
               "outputs between 0 and 1";
    }
    return NULL;
}
