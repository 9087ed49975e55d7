/* The error of numeric derivatives against their step, measured.
 *
 *   steps_measure    runs every method at every step
 *   steps_free
 *
 * Four methods find ∂C/∂W^l and ∂C/∂b^l, all layers together, at every step h from 1e-20 to 1: the
 * central difference in float, double and long double, and the complex step in double.
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

enum { STEPS_FLOAT, STEPS_DOUBLE, STEPS_LONG_DOUBLE, STEPS_COMPLEX, STEPS_METHODS };

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

#endif
