/* The error of numeric derivatives against their step, measured.
 *
 *   steps_measure        runs every method at every step
 *   steps_free
 *   steps_parameters     the entries of every W^l and b^l
 *   steps_central_f, steps_central, steps_central_l      one central difference
 *
 * Seven methods find ∂C/∂W^l and ∂C/∂b^l, all layers together, at every step h from 1e-20 to 1: the
 * central difference in float, double and long double, and in double the complex step, the forward
 * and the five-point difference, and Richardson's, whose finest step is h.
 *
 * What they are measured against must be better than each of them, and must not come from the
 * derivation, which is on trial. It is the central difference in long double, with the powers of h
 * in its error eliminated one after the other (Romberg's extrapolation; of all its columns the one
 * that agrees best with its neighbours, as Ridders does it), and it says how far it may be off
 * itself. The complex step cannot be the reference: it would be measured against itself.
 */
#ifndef STEPS_H
#define STEPS_H

#include "path.h"

enum { STEPS_FLOAT, STEPS_DOUBLE, STEPS_LONG_DOUBLE, STEPS_COMPLEX, STEPS_FORWARD,
       STEPS_FIVE_POINT, STEPS_RICHARDSON, STEPS_METHODS };

/* What a person calls them, and the first half of the names of their columns. */
extern const struct steps_method {
    const char *name, *column;
} steps_methods[STEPS_METHODS];

#define STEPS_SMALLEST_DECADE 20        /* steps begin at 1e-20 */

typedef struct {
    double h;
    double norm[STEPS_METHODS];         /* ‖numeric − reference‖/‖reference‖ */
    double worst[STEPS_METHODS];        /* max |numeric − reference| / max |reference| */
} steps_row;

typedef struct {
    bp_spot spot;
    long double value, bar;             /* the reference, and how far it may be off */
} steps_parameter;

typedef struct {
    steps_row *rows;
    steps_parameter *parameters;
    size_t row_count, parameter_count;
    long double norm, largest, bar;     /* of the reference: ‖·‖, max |·|, and ‖bars‖ */
} steps;

/* False: no memory; then *s is empty and may be freed. A gradient that is zero throughout has
 * norm == 0, and then no errors are measured. */
bool steps_measure(steps *s, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                   size_t per_decade);
void steps_free(steps *s);

/* All entries of W^l and b^l, with l = 1 … L, to be freed with bp_free. NULL: no memory. */
steps_parameter *steps_parameters(const bp_net *net);

/* Σ_m (C_m(x+h) − C_m(x−h)) / (M·width), where width is the distance between the ends as stored: 0
 * where the step is too small to change x, and then the difference is 0 too. */
long double steps_central_f(bp_path_f *low, bp_path_f *high, bp_spot spot, long double h);
long double steps_central(bp_path *low, bp_path *high, bp_spot spot, long double h);
long double steps_central_l(bp_path_l *low, bp_path_l *high, bp_spot spot, long double h);

#endif
