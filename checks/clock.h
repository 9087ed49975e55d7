/* The time, for measurements.
 *
 *   clock_seconds    since some moment; the clock on the wall does not move it
 *   clock_run        that a piece of work takes
 *
 * Who includes this has asked for POSIX (_POSIX_C_SOURCE or _XOPEN_SOURCE).
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <math.h>
#include <stddef.h>
#include <time.h>

static inline double clock_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#define CLOCK_LEAST 0.03       /* seconds of one measurement: what is shorter is repeated */
#define CLOCK_MEASUREMENTS 3   /* of which the shortest counts: what disturbs only adds… */
#define CLOCK_LONG 0.15        /* …little to so many seconds, of which one measurement will do */

static inline double clock_run(void (*run)(void *work), void *work)
{
    double shortest = HUGE_VAL, passed = 0.0;
    for (int i = 0; i < CLOCK_MEASUREMENTS && passed < CLOCK_LONG; i++) {
        double begun = clock_seconds();
        size_t runs = 0;
        for (passed = 0.0; passed < CLOCK_LEAST; runs++) {
            run(work);
            passed = clock_seconds() - begun;
        }
        shortest = fmin(shortest, passed / (double)runs);
    }
    return shortest;
}

#endif
