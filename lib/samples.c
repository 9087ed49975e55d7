#include "samples.h"

#include <math.h>

#include "rng.h"

/* A sequence for each, as in data.c: what is held out is not what a batch begins with. */
enum { BATCH_SEQUENCE = 0x62617463, SPLIT_SEQUENCE = 0x73706c74 };

bool bp_samples_new(bp_samples *all, size_t samples, size_t features, size_t targets)
{
    *all = (bp_samples){0};
    if (!bp_mat_new(&all->X, samples, features) || !bp_mat_new(&all->Y, samples, targets)) {
        bp_samples_free(all);
        return false;
    }
    return true;
}

void bp_samples_free(bp_samples *all)
{
    bp_mat_free(&all->X);
    bp_mat_free(&all->Y);
    bp_free(all->names);
    *all = (bp_samples){0};
}

static void transpose(bp_mat *rows, const bp_mat *columns)
{
    for (size_t m = 0; m < rows->rows; m++) {
        for (size_t i = 0; i < rows->cols; i++) {
            BP_AT(rows, m, i) = BP_AT(columns, i, m);
        }
    }
}

bool bp_samples_from(bp_samples *all, const bp_data *batch)
{
    if (!bp_samples_new(all, batch->X.cols, batch->X.rows, batch->Y.rows)) {
        return false;
    }
    transpose(&all->X, &batch->X);
    transpose(&all->Y, &batch->Y);
    all->classes = batch->classes;
    return true;
}

/* Features ------------------------------------------------------------------------------------ */

typedef struct {
    double largest;                   /* absolute value */
    int exponent;                     /* largest < 2^exponent */
    double smallest, mean, deviation; /* of the numbers divided by 2^exponent */
} feature;

static void find_ranges(feature *of, const bp_samples *all, const size_t *which, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const double *x = &BP_AT(&all->X, which ? which[k] : k, 0);
        for (size_t i = 0; i < all->X.cols; i++) {
            of[i].smallest = k > 0 ? fmin(of[i].smallest, x[i]) : x[i];
            of[i].largest = fmax(of[i].largest, fabs(x[i]));
        }
    }
    for (size_t i = 0; i < all->X.cols; i++) {
        frexp(of[i].largest, &of[i].exponent);
        of[i].smallest = ldexp(of[i].smallest, -of[i].exponent);
    }
}

/* Brought near 1 by a power of two, no sum overflows; measured from the smallest number, numbers
 * that differ in their last digits only keep that difference, and equal ones become exactly 0. */
static void bring_near(bp_samples *all, const feature *of)
{
    for (size_t m = 0; m < all->X.rows; m++) {
        for (size_t i = 0; i < all->X.cols; i++) {
            double *x = &BP_AT(&all->X, m, i);
            *x = ldexp(*x, -of[i].exponent) - of[i].smallest;
        }
    }
}

static void find_means(feature *of, const bp_samples *all, const size_t *which, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < all->X.cols; i++) {
            of[i].mean += BP_AT(&all->X, which ? which[k] : k, i);
        }
    }
    for (size_t i = 0; i < all->X.cols; i++) {
        of[i].mean /= (double)n;
    }
}

static void find_deviations(feature *of, const bp_samples *all, const size_t *which, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < all->X.cols; i++) {
            double off = BP_AT(&all->X, which ? which[k] : k, i) - of[i].mean;
            of[i].deviation += off * off;
        }
    }
    for (size_t i = 0; i < all->X.cols; i++) {
        of[i].deviation = sqrt(of[i].deviation / (double)n);
    }
}

static void scale(bp_samples *all, const feature *of)
{
    for (size_t m = 0; m < all->X.rows; m++) {
        for (size_t i = 0; i < all->X.cols; i++) {
            double *x = &BP_AT(&all->X, m, i);
            *x = of[i].deviation > 0.0 ? (*x - of[i].mean) / of[i].deviation : 0.0;
        }
    }
}

bool bp_samples_standardise(bp_samples *all, const size_t *which, size_t count, bp_samples *others)
{
    size_t n = which ? count : all->X.rows;
    feature *of = bp_calloc(all->X.cols, sizeof *of);
    if (!of) {
        return false;
    }
    find_ranges(of, all, which, n);
    bring_near(all, of);
    find_means(of, all, which, n);
    find_deviations(of, all, which, n);
    scale(all, of);
    if (others) {
        bring_near(others, of);
        scale(others, of);
    }
    bp_free(of);
    return true;
}

/* Samples ------------------------------------------------------------------------------------- */

/* Column m of `out` becomes row which[m]. Some rows are read abreast, so that what is written lies
 * together. */
static void turn(bp_mat *out, const bp_mat *rows, const size_t *which)
{
    enum { ABREAST = 16 };
    for (size_t first = 0; first < out->cols; first += ABREAST) {
        size_t end = first + ABREAST < out->cols ? first + ABREAST : out->cols;
        for (size_t i = 0; i < out->rows; i++) {
            for (size_t m = first; m < end; m++) {
                BP_AT(out, i, m) = BP_AT(rows, which[m], i);
            }
        }
    }
}

void bp_samples_take(bp_mat *X, bp_mat *Y, const bp_samples *all, const size_t *which)
{
    BP_REQUIRE(X->rows == all->X.cols && Y->rows == all->Y.cols && X->cols == Y->cols,
               "bp_samples_take: X is %zu×%zu and Y is %zu×%zu, but a sample has %zu features and "
               "%zu targets",
               X->rows, X->cols, Y->rows, Y->cols, all->X.cols, all->Y.cols);
    turn(X, &all->X, which);
    turn(Y, &all->Y, which);
}

/* What a class has in all, and the places it gets. */
typedef struct {
    size_t size, places, remainder;
} stratum;

static size_t stratum_of(const bp_samples *all, size_t m)
{
    size_t c = 0;
    while (c + 1 < all->classes && BP_AT(&all->Y, m, c) == 0.0) {
        c++;
    }
    return c;
}

static void share(stratum *strata, size_t count, size_t samples, size_t places)
{
    size_t left = places;
    for (size_t c = 0; c < count; c++) {
        strata[c].places = places * strata[c].size / samples;
        strata[c].remainder = places * strata[c].size % samples;
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

static void swap(size_t *a, size_t *b)
{
    size_t kept = *a;
    *a = *b;
    *b = kept;
}

/* Shuffles from the front; a sample whose class has a place left joins those that are drawn. */
static void draw(size_t *order, const bp_samples *all, stratum *strata, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    size_t samples = all->X.rows;
    for (size_t m = 0; m < samples; m++) {
        order[m] = m;
    }
    for (size_t m = 0, drawn = 0; m < samples; m++) {
        swap(&order[m], &order[m + bp_rng_below(&rng, samples - m)]);
        stratum *its = &strata[stratum_of(all, order[m])];
        if (its->places > 0) {
            its->places--;
            swap(&order[drawn++], &order[m]);
        }
    }
}

/* A permutation of all samples; the first `places` are drawn, of each class its share. */
static bool draw_stratified(size_t *order, const bp_samples *all, size_t places, uint64_t seed)
{
    size_t count = all->classes > 0 ? all->classes : 1;
    stratum *strata = bp_calloc(count, sizeof *strata);
    if (!strata) {
        return false;
    }
    for (size_t m = 0; m < all->X.rows; m++) {
        strata[stratum_of(all, m)].size++;
    }
    share(strata, count, all->X.rows, places);
    draw(order, all, strata, seed);
    bp_free(strata);
    return true;
}

bool bp_samples_batch(bp_data *batch, const bp_samples *all, size_t M, uint64_t seed)
{
    size_t samples = all->X.rows;
    BP_REQUIRE(M >= 1 && M <= samples, "bp_samples_batch: %zu samples of %zu", M, samples);
    size_t *order = bp_calloc(samples, sizeof *order);
    *batch = (bp_data){0};
    bool complete = order && draw_stratified(order, all, M, seed ^ BATCH_SEQUENCE) &&
                    bp_data_new(batch, all->X.cols, all->Y.cols, M);
    if (complete) {
        batch->classes = all->classes;
        bp_samples_take(&batch->X, &batch->Y, all, order);
    }
    bp_free(order);
    return complete;
}

bool bp_samples_split(size_t *order, const bp_samples *all, size_t held, uint64_t seed)
{
    size_t samples = all->X.rows;
    BP_REQUIRE(samples >= 1 && held <= samples, "bp_samples_split: %zu samples of %zu", held,
               samples);
    if (!draw_stratified(order, all, held, seed ^ SPLIT_SEQUENCE)) {
        return false;
    }
    for (size_t m = 0; 2 * m + 1 < samples; m++) {
        swap(&order[m], &order[samples - 1 - m]);
    }
    return true;
}
