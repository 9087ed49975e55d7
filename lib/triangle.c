#include <math.h>
#include <string.h>

#include "terms.h"
#include "witness.h"

/* A quotient of differences is D(h) = f' + c_1 h^p + c_2 h^2p + …, with p = 1 where one end is the
 * base point, p = 2 where the two ends lie on either side of it. Two of them at different h make
 * one in which the first power is gone; going on, a triangle of them (Neville's). The methods take
 * different places of that triangle, and all judge themselves by their neighbour. */
const bp_difference bp_differences[BP_DIFFERENCES + 1] = {
    {.name = "forward",
     .step = 1e-7,
     .levels = 2,
     .ratio = 2.0,
     .power = 1,
     .column = 0,
     .largest_move = 1e-2},
    {.name = "central",
     .step = BP_CENTRAL_STEP,
     .levels = 2,
     .ratio = 2.0,
     .power = 2,
     .column = 0,
     .largest_move = 1e-2},
    {.name = "five-point",
     .step = 1e-3,
     .levels = 4,
     .ratio = 2.0,
     .power = 2,
     .column = 1,
     .largest_move = 0.25},
    {.name = "richardson",
     .step = 4e-3,
     .levels = 10,
     .ratio = 1.4,
     .power = 2,
     .column = BP_BEST_COLUMN,
     .largest_move = 0.5},
    {.name = NULL},
};

const bp_difference *bp_difference_named(const char *name)
{
    for (const bp_difference *d = bp_differences; d->name; d++) {
        if (strcmp(d->name, name) == 0) {
            return d;
        }
    }
    return NULL;
}

/* How many times the distance from its coarser neighbour an estimate may be off. By the lowest
 * power of h alone the two errors are as 1 to `factor`, and the distance is factor − 1 times the
 * smaller: three times that is allowed. The best place of a triangle is picked because its
 * neighbours agree, maybe by chance: five times, and in the later columns, where the next powers
 * of h are as large, one and a half times the distance at least. Over a jump of σ'' there are no
 * powers: four times. */
static double caution(const bp_difference *method, double factor, bool bent)
{
    bool picked = method->column == BP_BEST_COLUMN;
    double times = (picked ? 5.0 : 3.0) / (factor - 1.0);
    return bent ? 4.0 : picked ? fmax(1.5, times) : times;
}

/* The distance of a[0] from its coarser neighbour a[1]; and where there is a third, what the
 * distance of these two promises, lest the first two agree by chance. */
static double distance(const double *a, size_t count, double factor)
{
    double near = fabs(a[0] - a[1]);
    double next = count > 2 ? fabs(a[1] - a[2]) / fmin(factor, 16.0) : 0.0;
    return next > near ? next : near; /* fmax would lose a NaN */
}

bp_estimate bp_extrapolate(const bp_difference *method, const double *D, size_t n, bool bent,
                           double E, double h)
{
    double a[BP_LEVELS], e[BP_LEVELS];
    bp_estimate best = {NAN, HUGE_VAL, HUGE_VAL};
    bool free = method->column == BP_BEST_COLUMN && !bent;
    size_t column_taken = bent || free ? 0 : (size_t)method->column;
    for (size_t i = 0; i < n; i++) {
        a[i] = D[i];
        e[i] = (method->power == 1 ? 2.0 : 1.0) * E / (h * pow(method->ratio, (double)i));
    }
    for (size_t column = 0; column + 1 < n; column++) {
        double factor = pow(method->ratio, (double)(method->power * ((int)column + 1)));
        double times = caution(method, factor, bent);
        size_t count = n - column, places = free && n > 2 ? count - 2 : 1;
        for (size_t i = 0; i < places; i++) {
            double rounding = e[i] + bp_gamma(4) * fabs(a[i]);
            double truncation = times * distance(a + i, count - i, factor);
            double bar = truncation + rounding;
            bool taken = free ? bar < best.bar : column == column_taken;
            best = taken ? (bp_estimate){a[i], bar, rounding} : best;
        }
        for (size_t i = 0; i + 1 < count; i++) {
            a[i] = (factor * a[i] - a[i + 1]) / (factor - 1.0);
            e[i] = (factor * e[i] + e[i + 1]) / (factor - 1.0);
        }
    }
    return best;
}
