/* How accurate each numeric derivative can be, measured.
 *
 *   accuracy_measure    runs every method at a few steps about its best, on several networks
 *
 * The networks: 6-10-8-4, tanh, sigmoid in the last layer, quadratic loss, 16 samples from N(0,1)
 * with one-hot targets, drawn by seeds 1, 2, …; ∂C/∂W and ∂C/∂b, 194 numbers. For a method and a
 * network the best step is taken, for each of the three errors by itself; what is reported is the
 * median over the networks.
 */
#ifndef ACCURACY_H
#define ACCURACY_H

#include <stdbool.h>
#include <stddef.h>

#define ACCURACY_ROWS 7
#define ACCURACY_SEEDS 10

typedef enum { ACCURACY_MEDIAN, ACCURACY_MAX, ACCURACY_NORM, ACCURACY_ERRORS } accuracy_error;

/* n is a derivative, a the exact one. median, max: of |n − a|/max(|n|,|a|), parameter by parameter;
 * norm: ‖n − a‖/(‖n‖ + ‖a‖). */
typedef struct {
    const char *method;
    double attainable[ACCURACY_ERRORS];     /* what was measured elsewhere on such a network */
    double error[ACCURACY_ERRORS];          /* what is measured here */
} accuracy_row;

/* May be so many times the attainable error. */
#define ACCURACY_FACTOR 3.0

/* False: no memory. long double must be wider than double. */
bool accuracy_measure(accuracy_row rows[ACCURACY_ROWS], size_t seeds);

#endif
