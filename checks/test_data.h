/* What the suites of data have in common: shapes, moments, counts, and memory that runs dry. */
#ifndef BP_TEST_DATA_H
#define BP_TEST_DATA_H

#define CK_FLOATING_DIG 17
#include <check.h>

#include <stdlib.h>

#include "samples.h"

static inline bp_samples loaded(const char *name, uint64_t seed)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE] = "";
    ck_assert_msg(bp_samples_load(&all, name, 0, seed, error), "%s", error);
    return all;
}

static inline void assert_same(const bp_mat *A, const bp_mat *B)
{
    ck_assert_uint_eq(A->rows, B->rows);
    ck_assert_uint_eq(A->cols, B->cols);
    ck_assert_mem_eq(A->v, B->v, A->rows * A->cols * sizeof *A->v);
}

/* Of bp_data and of bp_samples. */
#define assert_empty(data)                                                                     \
    do {                                                                                       \
        ck_assert_ptr_null((data)->X.v);                                                       \
        ck_assert_ptr_null((data)->Y.v);                                                       \
        ck_assert_uint_eq((data)->X.rows + (data)->X.cols + (data)->Y.rows + (data)->Y.cols, 0); \
        ck_assert_uint_eq((data)->classes, 0);                                                 \
    } while (0)

/* Numbers that stand `step` apart: a row of a matrix, or a column. */
typedef struct {
    const double *v;
    size_t count, step;
} series;

static inline series row(const bp_mat *A, size_t i)
{
    return (series){&BP_AT(A, i, 0), A->cols, 1};
}

static inline series column(const bp_mat *A, size_t j)
{
    return (series){&BP_AT(A, 0, j), A->rows, A->stride};
}

static inline double mean(series x)
{
    double sum = 0.0;
    for (size_t m = 0; m < x.count; m++) {
        sum += x.v[m * x.step];
    }
    return sum / (double)x.count;
}

static inline double variance(series x)
{
    double sum = 0.0, centre = mean(x);
    for (size_t m = 0; m < x.count; m++) {
        sum += (x.v[m * x.step] - centre) * (x.v[m * x.step] - centre);
    }
    return sum / (double)x.count;
}

/* Every row of Y is one-hot; the number of samples of class c. */
static inline size_t count_class(const bp_samples *all, size_t c)
{
    size_t count = 0;
    for (size_t m = 0; m < all->Y.rows; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < all->Y.cols; j++) {
            double y = BP_AT(&all->Y, m, j);
            ck_assert_msg(y == 0.0 || y == 1.0, "Y[%zu,%zu] is %g", m + 1, j + 1, y);
            sum += y;
        }
        ck_assert_double_eq(sum, 1.0);
        count += BP_AT(&all->Y, m, c) == 1.0;
    }
    return count;
}

/* Numbered samples: feature 0 of sample m is m. Class c has sizes[c] of them, in a row. */
static inline bp_samples numbered(const size_t *sizes, size_t classes)
{
    size_t samples = 0;
    for (size_t c = 0; c < classes; c++) {
        samples += sizes[c];
    }
    bp_samples all;
    ck_assert(bp_samples_new(&all, samples, 2, classes));
    all.classes = classes;
    for (size_t c = 0, m = 0; c < classes; c++) {
        for (size_t end = m + sizes[c]; m < end; m++) {
            BP_AT(&all.X, m, 0) = (double)m;
            BP_AT(&all.X, m, 1) = 0.5 - (double)m;
            BP_AT(&all.Y, m, c) = 1.0;
        }
    }
    return all;
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
