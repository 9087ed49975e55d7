/* How errors and bars compare, counted entry by entry, quantity by quantity.
 *
 *   tally_add       one entry
 *   tally_merge     adds one tally to another
 *   tally_median    of bar/error, over the entries whose error is not 0
 */
#ifndef BARS_TALLY_H
#define BARS_TALLY_H

#include <stdbool.h>
#include <stddef.h>

/* Medians come out of a histogram of log2(bar/error), from -8 to 120, so many bins an octave. */
#define TALLY_BINS_PER_OCTAVE 16
#define TALLY_BINS (128 * TALLY_BINS_PER_OCTAVE)

typedef struct {
    size_t entries;             /* with a bar; `exact` of them have no error at all */
    size_t exact, exceeded;
    size_t unbarred;            /* no bar: a kink, or a bar that is infinite */
    double worst;               /* the largest error/bar */
    size_t bins[TALLY_BINS];
} tally;

/* False: the error exceeds the bar, or is not a number. */
bool tally_add(tally *t, double error, double bar);
void tally_merge(tally *into, const tally *from);
double tally_median(const tally *t);

#endif
