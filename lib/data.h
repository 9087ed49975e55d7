/* Data: the samples of a mini-batch in columns, as the article has them. Where they are drawn from:
 * samples.h.
 *
 *   bp_data_new, bp_data_free    own memory
 *   bp_data_random               random inputs and targets for any layer widths
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

/* M samples with N_0 features from N(0,1) and N_L positive targets that sum to 1 in each sample
 * (in (0,1) where N_L is 1). False: no memory; then *data is empty. */
bool bp_data_random(bp_data *data, size_t N_0, size_t N_L, size_t M, uint64_t seed);

#endif
