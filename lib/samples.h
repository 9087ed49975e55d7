/* All the samples there are, a row each, as files have them. A mini-batch of them has its samples
 * in columns, as the article has them (data.h). Rows, because what is drawn is samples: the numbers
 * of one stand side by side here, and in columns as far apart as there are samples.
 *
 *   bp_samples_new, bp_samples_free    own memory
 *   bp_samples_from                    the rows of a mini-batch's columns
 *   bp_sources                         the table of what is built in
 *   bp_samples_load                    by name (iris, xor, moons, …) or from a CSV file
 *   bp_samples_fit                     for what is learnt from others: the same classes
 *   bp_samples_standardise             features with mean 0 and variance 1, seen from some samples
 *   bp_samples_take                    the mini-batch of these samples, in this order
 *   bp_samples_batch                   M samples drawn by seed, stratified over the classes
 *   bp_samples_split                   some to learn from, some held out, stratified, by seed
 *
 * The same seed gives the same numbers.
 */
#ifndef BP_SAMPLES_H
#define BP_SAMPLES_H

#include "data.h"

typedef struct {
    bp_mat X;           /* samples × features */
    bp_mat Y;           /* samples × targets; classes as one-hot rows */
    size_t classes;     /* as many as Y has columns; 0: numeric targets, nothing to stratify over */
    char *names;        /* of the classes, one string behind the other; NULL: they are numbers */
} bp_samples;

/* Zeros. False: no memory; then *all is empty and may be freed. */
bool bp_samples_new(bp_samples *all, size_t samples, size_t features, size_t targets);
void bp_samples_free(bp_samples *all);

/* X of *all is the transpose of the batch's, and so is Y. False: no memory; then *all is empty. */
bool bp_samples_from(bp_samples *all, const bp_data *batch);

/* The table of what is built in; a name of NULL ends it. make() returns false without memory; then
 * *all is empty. */
typedef struct {
    const char *name;
    bool (*make)(bp_samples *all, uint64_t seed);
} bp_source;
extern const bp_source bp_sources[];

/* The built-in data of that name; any other name is the path of a CSV file with a header line,
 * numeric columns, and the class in the last column, or, if targets > 0, that many numeric targets
 * in the last columns. Classes are numbered in the order of their first appearance.
 *
 *   iris     150 flowers, 4 features, 3 classes (iris.h)
 *   xor      4 samples, 2 features, the classes 0 and 1
 *   moons    200 samples on two half circles, 2 features, 2 classes; noise from N(0,0.01) by seed
 *   spiral   300 samples on three arms, a turn each, 2 features, 3 classes; noise from N(0,0.0009)
 *   digits   1797 handwritten digits, 64 pixels from 0 to 1, 10 classes (digits.h)
 *
 * False: *all is empty, and `error` holds one sentence with file, line and column. */
bool bp_samples_load(bp_samples *all, const char *name, size_t targets, uint64_t seed,
                     char error[BP_MESSAGE_SIZE]);

/* Makes samples from elsewhere fit those to learn from, *like, which must have as many features and
 * as many numeric targets. Classes get the numbers that they have in *like: by their names where
 * both have names, else they keep their own. *like may have more of them, but none may be missing
 * there. The names of *all are gone then: those of *like hold.
 * False: *all is as it was, and `error` holds one sentence. */
bool bp_samples_fit(bp_samples *all, const bp_samples *like, char error[BP_MESSAGE_SIZE]);

/* Each feature minus its mean, divided by its standard deviation (n in the denominator), both taken
 * over the samples which[0] … which[count-1] (NULL: over all, and count does not matter) and
 * applied to all, and to `others` (NULL: there are none) with as many features; a feature that is
 * constant over those becomes 0.
 * False: no memory; then nothing has changed. */
bool bp_samples_standardise(bp_samples *all, const size_t *which, size_t count, bp_samples *others);

/* Column m of X and Y becomes sample which[m], for each column they have
 * where X is N_0×M, Y is N_L×M (the two may be parts of a pass). */
void bp_samples_take(bp_mat *X, bp_mat *Y, const bp_samples *all, const size_t *which);

/* M samples drawn without replacement by seed, in shuffled order. Each class gets its share of M,
 * rounded down; the places left go to the classes with the largest remainders, of equal ones to the
 * first. *batch is overwritten. Requires 1 ≤ M ≤ samples.
 * False: no memory; then *batch is empty. */
bool bp_samples_batch(bp_data *batch, const bp_samples *all, size_t M, uint64_t seed);

/* order[0], order[1], … becomes a permutation of all sample numbers, drawn by seed: the last `held`
 * of them are held out, and each class has its share of these, as in bp_samples_batch.
 * `order` has room for all. Requires held ≤ samples. False: no memory. */
bool bp_samples_split(size_t *order, const bp_samples *all, size_t held, uint64_t seed);

#endif
