#include "data.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "csv.h"
#include "csv_text.h"
#include "iris.h"
#include "rng.h"

/* One seed serves data, batch and parameters. Each gets a sequence of its own, or X would begin
 * with the numbers of W^1. */
enum { DATA_SEQUENCE = 0x64617461, BATCH_SEQUENCE = 0x62617463 };

bool bp_data_new(bp_data *data, size_t features, size_t targets, size_t samples)
{
    *data = (bp_data){0};
    if (!bp_mat_new(&data->X, features, samples) || !bp_mat_new(&data->Y, targets, samples)) {
        bp_data_free(data);
        return false;
    }
    bp_mat_name(&data->X, "X");
    bp_mat_name(&data->Y, "Y");
    return true;
}

void bp_data_free(bp_data *data)
{
    bp_mat_free(&data->X);
    bp_mat_free(&data->Y);
    data->classes = 0;
}

static bool new_classes(bp_data *data, size_t features, size_t classes, size_t samples)
{
    bool complete = bp_data_new(data, features, classes, samples);
    data->classes = complete ? classes : 0;
    return complete;
}

static bool make_iris(bp_data *data, uint64_t seed)
{
    (void)seed;
    if (!new_classes(data, 4, 3, 150)) {
        return false;
    }
    for (size_t m = 0; m < 150; m++) {
        for (size_t i = 0; i < 4; i++) {
            BP_AT(&data->X, i, m) = bp_iris[m / 50][m % 50][i];
        }
        BP_AT(&data->Y, m / 50, m) = 1.0;
    }
    return true;
}

static bool make_xor(bp_data *data, uint64_t seed)
{
    (void)seed;
    if (!new_classes(data, 2, 2, 4)) {
        return false;
    }
    for (size_t m = 0; m < 4; m++) {
        size_t p = m / 2, q = m % 2;
        BP_AT(&data->X, 0, m) = (double)p;
        BP_AT(&data->X, 1, m) = (double)q;
        BP_AT(&data->Y, p ^ q, m) = 1.0;
    }
    return true;
}

/* The upper half of the unit circle around (0,0), the lower half of the one around (1,½). */
static bool make_moons(bp_data *data, uint64_t seed)
{
    enum { HALF = 100 };
    const double pi = 3.141592653589793, noise = 0.1;
    if (!new_classes(data, 2, 2, 2 * HALF)) {
        return false;
    }
    bp_rng rng = bp_rng_seed(seed ^ DATA_SEQUENCE);
    for (size_t m = 0; m < 2 * HALF; m++) {
        bool lower = m >= HALF;
        double angle = pi * (double)(m % HALF) / (HALF - 1);
        double x = lower ? 1.0 - cos(angle) : cos(angle);
        double y = lower ? 0.5 - sin(angle) : sin(angle);
        BP_AT(&data->X, 0, m) = x + noise * bp_rng_normal(&rng);
        BP_AT(&data->X, 1, m) = y + noise * bp_rng_normal(&rng);
        BP_AT(&data->Y, lower, m) = 1.0;
    }
    return true;
}

static const struct {
    const char *name;
    bool (*make)(bp_data *data, uint64_t seed);
} built_in[] = {{"iris", make_iris}, {"xor", make_xor}, {"moons", make_moons}};

static bool make_built_in(bp_data *data, size_t which, size_t targets, uint64_t seed,
                          char error[BP_MESSAGE_SIZE])
{
    const char *name = built_in[which].name;
    if (targets > 0) {
        snprintf(error, BP_MESSAGE_SIZE,
                 "%s: expected a CSV file with %zu numeric targets, found data with classes", name,
                 targets);
        return false;
    }
    if (!built_in[which].make(data, seed)) {
        snprintf(error, BP_MESSAGE_SIZE, "%s: no memory", name);
        return false;
    }
    return true;
}

bool bp_data_load(bp_data *data, const char *name, size_t targets, uint64_t seed,
                  char error[BP_MESSAGE_SIZE])
{
    *data = (bp_data){0};
    for (size_t which = 0; which < sizeof built_in / sizeof *built_in; which++) {
        if (strcmp(name, built_in[which].name) == 0) {
            return make_built_in(data, which, targets, seed, error);
        }
    }
    FILE *file = fopen(name, "rb");
    if (!file) {
        bp_csv_text none = {.path = name, .error = error};
        return bp_csv_fail(&none, 0, "expected iris, xor, moons or a CSV file: %s",
                           strerror(errno));
    }
    bool read = bp_csv_read(data, file, name, targets, error);
    fclose(file);
    return read;
}

bool bp_data_random(bp_data *data, size_t N_0, size_t N_L, size_t M, uint64_t seed)
{
    if (!bp_data_new(data, N_0, N_L, M)) {
        return false;
    }
    bp_rng rng = bp_rng_seed(seed ^ DATA_SEQUENCE);
    for (size_t m = 0; m < M; m++) {
        double sum = 0.0;
        for (size_t i = 0; i < N_0; i++) {
            BP_AT(&data->X, i, m) = bp_rng_normal(&rng);
        }
        for (size_t j = 0; j < N_L; j++) {
            BP_AT(&data->Y, j, m) = 0.1 + 0.8 * bp_rng_uniform(&rng);
            sum += BP_AT(&data->Y, j, m);
        }
        for (size_t j = 0; N_L > 1 && j < N_L; j++) {
            BP_AT(&data->Y, j, m) /= sum;
        }
    }
    return true;
}

static double mean(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t m = 0; m < n; m++) {
        sum += x[m];
    }
    return sum / (double)n;
}

static double standard_deviation(const double *x, double centre, size_t n)
{
    double sum = 0.0;
    for (size_t m = 0; m < n; m++) {
        sum += (x[m] - centre) * (x[m] - centre);
    }
    return sqrt(sum / (double)n);
}

/* Brought near 1 by a power of two, no sum overflows; measured from the smallest number, numbers
 * that differ in their last digits only keep that difference, and equal ones become exactly 0. */
static void standardise(double *x, size_t n)
{
    double smallest = x[0], largest = 0.0;
    for (size_t m = 0; m < n; m++) {
        smallest = fmin(smallest, x[m]);
        largest = fmax(largest, fabs(x[m]));
    }
    int exponent;
    frexp(largest, &exponent);
    for (size_t m = 0; m < n; m++) {
        x[m] = ldexp(x[m], -exponent) - ldexp(smallest, -exponent);
    }
    double centre = mean(x, n), deviation = standard_deviation(x, centre, n);
    for (size_t m = 0; m < n; m++) {
        x[m] = deviation > 0.0 ? (x[m] - centre) / deviation : 0.0;
    }
}

void bp_data_standardise(bp_data *data)
{
    for (size_t i = 0; data->X.cols > 0 && i < data->X.rows; i++) {
        standardise(&BP_AT(&data->X, i, 0), data->X.cols);
    }
}

/* What a class has in all and gets in the batch. */
typedef struct {
    size_t size, places, remainder;
} stratum;

static size_t stratum_of(const bp_data *data, size_t m)
{
    size_t c = 0;
    while (c + 1 < data->classes && BP_AT(&data->Y, c, m) == 0.0) {
        c++;
    }
    return c;
}

static void share(stratum *strata, size_t count, size_t samples, size_t M)
{
    size_t left = M;
    for (size_t c = 0; c < count; c++) {
        strata[c].places = M * strata[c].size / samples;
        strata[c].remainder = M * strata[c].size % samples;
        left -= strata[c].places;
    }
    for (; left > 0; left--) {
        stratum *most = strata;
        for (size_t c = 1; c < count; c++) {
            most = strata[c].remainder > most->remainder ? &strata[c] : most;
        }
        most->places++;
        most->remainder = 0;
    }
}

static void take(bp_data *batch, size_t to, const bp_data *all, size_t from)
{
    bp_mat x = bp_mat_column(&batch->X, to), x_all = bp_mat_column(&all->X, from);
    bp_mat y = bp_mat_column(&batch->Y, to), y_all = bp_mat_column(&all->Y, from);
    bp_mat_copy(&x, &x_all);
    bp_mat_copy(&y, &y_all);
}

/* Shuffles from the front, and takes a sample where its class has a place left. */
static void draw(bp_data *batch, const bp_data *all, stratum *strata, size_t *order, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed ^ BATCH_SEQUENCE);
    size_t samples = all->X.cols;
    for (size_t m = 0; m < samples; m++) {
        order[m] = m;
    }
    for (size_t m = 0, taken = 0; taken < batch->X.cols; m++) {
        size_t other = m + bp_rng_below(&rng, samples - m);
        size_t drawn = order[other];
        order[other] = order[m];
        stratum *its = &strata[stratum_of(all, drawn)];
        if (its->places > 0) {
            its->places--;
            take(batch, taken++, all, drawn);
        }
    }
}

bool bp_data_batch(bp_data *batch, const bp_data *all, size_t M, uint64_t seed)
{
    size_t samples = all->X.cols, count = all->classes > 0 ? all->classes : 1;
    BP_REQUIRE(M >= 1 && M <= samples, "bp_data_batch: %zu samples of %zu", M, samples);
    stratum *strata = bp_calloc(count, sizeof *strata);
    size_t *order = bp_calloc(samples, sizeof *order);
    *batch = (bp_data){0};
    bool complete = strata && order && bp_data_new(batch, all->X.rows, all->Y.rows, M);
    if (complete) {
        batch->classes = all->classes;
        for (size_t m = 0; m < samples; m++) {
            strata[stratum_of(all, m)].size++;
        }
        share(strata, count, samples, M);
        draw(batch, all, strata, order, seed);
    }
    bp_free(strata);
    bp_free(order);
    return complete;
}
