#include "bars_tally.h"

#include <math.h>

static size_t bin_of(double ratio)
{
    double bin = floor((log2(ratio) + 8.0) * TALLY_BINS_PER_OCTAVE);
    return bin <= 0.0 ? 0 : bin >= TALLY_BINS ? TALLY_BINS - 1 : (size_t)bin;
}

bool tally_add(tally *t, double error, double bar)
{
    if (!isfinite(bar)) {
        t->unbarred++;
        return true;
    }
    t->entries++;
    if (error == 0.0) {
        t->exact++;
        return true;
    }
    error = isnan(error) ? HUGE_VAL : error;
    bool held = error <= bar;
    t->exceeded += !held;
    t->worst = error / bar <= t->worst ? t->worst : error / bar;
    t->bins[bin_of(bar / error)]++;
    return held;
}

void tally_merge(tally *into, const tally *from)
{
    into->entries += from->entries;
    into->exact += from->exact;
    into->exceeded += from->exceeded;
    into->unbarred += from->unbarred;
    into->worst = from->worst <= into->worst ? into->worst : from->worst;
    for (size_t i = 0; i < TALLY_BINS; i++) {
        into->bins[i] += from->bins[i];
    }
}

/* The upper end of the bin in which half of all entries are reached. */
double tally_median(const tally *t)
{
    size_t count = t->entries - t->exact, below = 0, bin = 0;
    while (bin < TALLY_BINS && 2 * (below += t->bins[bin]) < count) {
        bin++;
    }
    return count > 0 ? exp2((double)(bin + 1) / TALLY_BINS_PER_OCTAVE - 8.0) : 0.0;
}
