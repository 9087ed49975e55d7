#include "data.h"

#include "rng.h"

/* One seed serves data, batch and parameters. Each gets a sequence of its own, or X would begin
 * with the numbers of W^1. */
enum { DATA_SEQUENCE = 0x64617461 };

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
