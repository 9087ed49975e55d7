/* Data: samples in columns, as the article has them.
 *
 *   bp_data_new, bp_data_free    own memory
 *   bp_data_load                 by name (iris, xor, moons) or from a CSV file
 *   bp_data_random               random inputs and targets for any layer widths
 *   bp_data_standardise          features with mean 0 and variance 1
 *   bp_data_batch                M samples drawn by seed, stratified over the classes
 *
 * The same seed gives the same numbers.
 */
#ifndef BP_DATA_H
#define BP_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include "contract.h"
#include "matrix.h"

typedef struct {
    bp_mat X;           /* features × samples */
    bp_mat Y;           /* targets × samples; classes as one-hot columns */
    size_t classes;     /* as many as Y has rows; 0: numeric targets, nothing to stratify over */
} bp_data;

/* Zeros for that many samples. False: no memory; then *data is empty and may be freed. */
bool bp_data_new(bp_data *data, size_t features, size_t targets, size_t samples);
void bp_data_free(bp_data *data);

/* The built-in data of that name; any other name is the path of a CSV file with a header line,
 * numeric columns, and the class in the last column, or, if targets > 0, that many numeric targets
 * in the last columns. Classes are numbered in the order of their first appearance.
 *
 *   iris     150 flowers, 4 features, 3 classes (iris.h)
 *   xor      4 samples, 2 features, the classes 0 and 1
 *   moons    200 samples on two half circles, 2 features, 2 classes; noise from N(0,0.01) by seed
 *
 * False: *data is empty, and `error` holds one sentence with file, line and column. */
bool bp_data_load(bp_data *data, const char *name, size_t targets, uint64_t seed,
                  char error[BP_MESSAGE_SIZE]);

/* M samples with N_0 features from N(0,1) and N_L positive targets that sum to 1 in each sample
 * (in (0,1) where N_L is 1). False: no memory; then *data is empty. */
bool bp_data_random(bp_data *data, size_t N_0, size_t N_L, size_t M, uint64_t seed);

/* Each feature minus its mean, divided by its standard deviation (n in the denominator); a
 * constant feature becomes 0. */
void bp_data_standardise(bp_data *data);

/* M columns of `all`, drawn without replacement by seed, in shuffled order. Each class gets its
 * share of M, rounded down; the places left go to the classes with the largest remainders, of
 * equal ones to the first. *batch is overwritten. Requires 1 ≤ M ≤ samples.
 * False: no memory; then *batch is empty. */
bool bp_data_batch(bp_data *batch, const bp_data *all, size_t M, uint64_t seed);

#endif
