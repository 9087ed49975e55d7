/* The time, for measurements.
 *
 *   clock_seconds    since some moment; the clock on the wall does not move it
 *
 * Who includes this has asked for POSIX (_POSIX_C_SOURCE or _XOPEN_SOURCE).
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

static inline double clock_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
