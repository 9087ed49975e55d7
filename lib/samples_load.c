#include "samples.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "csv.h"
#include "csv_text.h"
#include "iris.h"
#include "rng.h"

enum { DATA_SEQUENCE = 0x64617461 }; /* data.c says why */

static bool new_classes(bp_samples *all, size_t samples, size_t features, size_t classes)
{
    bool complete = bp_samples_new(all, samples, features, classes);
    all->classes = complete ? classes : 0;
    return complete;
}

static bool make_iris(bp_samples *all, uint64_t seed)
{
    (void)seed;
    if (!new_classes(all, 150, 4, 3)) {
        return false;
    }
    for (size_t m = 0; m < 150; m++) {
        for (size_t i = 0; i < 4; i++) {
            BP_AT(&all->X, m, i) = bp_iris[m / 50][m % 50][i];
        }
        BP_AT(&all->Y, m, m / 50) = 1.0;
    }
    return true;
}

static bool make_xor(bp_samples *all, uint64_t seed)
{
    (void)seed;
    if (!new_classes(all, 4, 2, 2)) {
        return false;
    }
    for (size_t m = 0; m < 4; m++) {
        size_t p = m / 2, q = m % 2;
        BP_AT(&all->X, m, 0) = (double)p;
        BP_AT(&all->X, m, 1) = (double)q;
        BP_AT(&all->Y, m, p ^ q) = 1.0;
    }
    return true;
}

/* The upper half of the unit circle around (0,0), the lower half of the one around (1,½). */
static bool make_moons(bp_samples *all, uint64_t seed)
{
    enum { HALF = 100 };
    const double pi = 3.141592653589793, noise = 0.1;
    if (!new_classes(all, 2 * HALF, 2, 2)) {
        return false;
    }
    bp_rng rng = bp_rng_seed(seed ^ DATA_SEQUENCE);
    for (size_t m = 0; m < 2 * HALF; m++) {
        bool lower = m >= HALF;
        double angle = pi * (double)(m % HALF) / (HALF - 1);
        double x = lower ? 1.0 - cos(angle) : cos(angle);
        double y = lower ? 0.5 - sin(angle) : sin(angle);
        BP_AT(&all->X, m, 0) = x + noise * bp_rng_normal(&rng);
        BP_AT(&all->X, m, 1) = y + noise * bp_rng_normal(&rng);
        BP_AT(&all->Y, m, lower) = 1.0;
    }
    return true;
}

static const struct {
    const char *name;
    bool (*make)(bp_samples *all, uint64_t seed);
} built_in[] = {{"iris", make_iris}, {"xor", make_xor}, {"moons", make_moons}};

static bool make_built_in(bp_samples *all, size_t which, size_t targets, uint64_t seed,
                          char error[BP_MESSAGE_SIZE])
{
    const char *name = built_in[which].name;
    if (targets > 0) {
        snprintf(error, BP_MESSAGE_SIZE,
                 "%s: expected a CSV file with %zu numeric targets, found data with classes", name,
                 targets);
        return false;
    }
    if (!built_in[which].make(all, seed)) {
        snprintf(error, BP_MESSAGE_SIZE, "%s: no memory", name);
        return false;
    }
    return true;
}

bool bp_samples_load(bp_samples *all, const char *name, size_t targets, uint64_t seed,
                     char error[BP_MESSAGE_SIZE])
{
    *all = (bp_samples){0};
    for (size_t which = 0; which < sizeof built_in / sizeof *built_in; which++) {
        if (strcmp(name, built_in[which].name) == 0) {
            return make_built_in(all, which, targets, seed, error);
        }
    }
    FILE *file = fopen(name, "rb");
    if (!file) {
        bp_csv_text none = {.path = name, .error = error};
        return bp_csv_fail(&none, 0, "expected iris, xor, moons or a CSV file: %s",
                           strerror(errno));
    }
    bool read = bp_csv_read(all, file, name, targets, error);
    fclose(file);
    return read;
}
