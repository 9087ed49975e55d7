#include "samples.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "csv.h"
#include "csv_text.h"
#include "digits.h"
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

/* Three arms from the middle, each a whole turn around it. */
static bool make_spiral(bp_samples *all, uint64_t seed)
{
    enum { ARMS = 3, ARM = 100 };
    const double turn = 6.283185307179586, noise = 0.03;
    if (!new_classes(all, ARMS * ARM, 2, ARMS)) {
        return false;
    }
    bp_rng rng = bp_rng_seed(seed ^ DATA_SEQUENCE);
    for (size_t m = 0; m < ARMS * ARM; m++) {
        size_t arm = m / ARM;
        double radius = (double)(m % ARM + 1) / ARM;
        double angle = turn * (radius + (double)arm / ARMS);
        BP_AT(&all->X, m, 0) = radius * cos(angle) + noise * bp_rng_normal(&rng);
        BP_AT(&all->X, m, 1) = radius * sin(angle) + noise * bp_rng_normal(&rng);
        BP_AT(&all->Y, m, arm) = 1.0;
    }
    return true;
}

static bool make_digits(bp_samples *all, uint64_t seed)
{
    (void)seed;
    if (!new_classes(all, BP_DIGITS, 64, 10)) {
        return false;
    }
    for (size_t m = 0; m < BP_DIGITS; m++) {
        for (size_t i = 0; i < 64; i++) {
            BP_AT(&all->X, m, i) = bp_digits_pixel(m, i) / 16.0;
        }
        BP_AT(&all->Y, m, (size_t)(bp_digits[m][0] - '0')) = 1.0;
    }
    return true;
}

const bp_source bp_sources[] = {{"iris", make_iris},     {"xor", make_xor},
                                {"moons", make_moons},   {"spiral", make_spiral},
                                {"digits", make_digits}, {NULL, NULL}};

static bool make(bp_samples *all, const bp_source *source, size_t targets, uint64_t seed,
                 char error[BP_MESSAGE_SIZE])
{
    if (targets > 0) {
        snprintf(error, BP_MESSAGE_SIZE,
                 "%s: expected a CSV file with %zu numeric targets, found data with classes",
                 source->name, targets);
        return false;
    }
    if (!source->make(all, seed)) {
        snprintf(error, BP_MESSAGE_SIZE, "%s: no memory", source->name);
        return false;
    }
    return true;
}

bool bp_samples_load(bp_samples *all, const char *name, size_t targets, uint64_t seed,
                     char error[BP_MESSAGE_SIZE])
{
    *all = (bp_samples){0};
    for (const bp_source *source = bp_sources; source->name; source++) {
        if (strcmp(name, source->name) == 0) {
            return make(all, source, targets, seed, error);
        }
    }
    FILE *file = fopen(name, "rb");
    if (!file) {
        bp_csv_text none = {.path = name, .error = error};
        return bp_csv_fail(&none, 0, "expected iris, xor, moons, spiral, digits or a CSV file: %s",
                           strerror(errno));
    }
    bool read = bp_csv_read(all, file, name, targets, error);
    fclose(file);
    return read;
}
