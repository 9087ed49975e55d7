/* What the suites of data have in common: shapes, moments, counts, and memory that runs dry. */
#ifndef BP_TEST_DATA_H
#define BP_TEST_DATA_H

#define CK_FLOATING_DIG 17
#include <check.h>

#include <stdlib.h>

#include "data.h"

static inline bp_data loaded(const char *name, uint64_t seed)
{
    bp_data data;
    char error[BP_MESSAGE_SIZE] = "";
    ck_assert_msg(bp_data_load(&data, name, 0, seed, error), "%s", error);
    return data;
}

static inline void assert_same(const bp_mat *A, const bp_mat *B)
{
    ck_assert_uint_eq(A->rows, B->rows);
    ck_assert_uint_eq(A->cols, B->cols);
    ck_assert_mem_eq(A->v, B->v, A->rows * A->cols * sizeof *A->v);
}

static inline void assert_empty(const bp_data *data)
{
    ck_assert_ptr_null(data->X.v);
    ck_assert_ptr_null(data->Y.v);
    ck_assert_uint_eq(data->X.rows + data->X.cols + data->Y.rows + data->Y.cols, 0);
    ck_assert_uint_eq(data->classes, 0);
}

static inline double mean(const bp_mat *X, size_t row)
{
    double sum = 0.0;
    for (size_t m = 0; m < X->cols; m++) {
        sum += BP_AT(X, row, m);
    }
    return sum / (double)X->cols;
}

static inline double variance(const bp_mat *X, size_t row)
{
    double sum = 0.0, centre = mean(X, row);
    for (size_t m = 0; m < X->cols; m++) {
        sum += (BP_AT(X, row, m) - centre) * (BP_AT(X, row, m) - centre);
    }
    return sum / (double)X->cols;
}

/* Every column of Y is one-hot; the number of samples of class c. */
static inline size_t count_class(const bp_data *data, size_t c)
{
    size_t count = 0;
    for (size_t m = 0; m < data->Y.cols; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < data->Y.rows; j++) {
            double y = BP_AT(&data->Y, j, m);
            ck_assert_msg(y == 0.0 || y == 1.0, "Y[%zu,%zu] is %g", j + 1, m + 1, y);
            sum += y;
        }
        ck_assert_double_eq(sum, 1.0);
        count += BP_AT(&data->Y, c, m) == 1.0;
    }
    return count;
}

static size_t allocations_left;

static inline void *run_dry(size_t count, size_t size)
{
    if (allocations_left == 0) {
        return NULL;
    }
    allocations_left--;
    return calloc(count, size);
}

#endif
