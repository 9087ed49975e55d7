/* Typical wrong answers to exercise 07, one for each macro; checks/check_exercises.sh knows what
 * each of them must be told. */
#include <math.h>
#include <stdlib.h>

#include "matrix.h"

/* Most mistakes are a change of one thing in the right answer. */
#define FACTOR 1.0
#define FIRST 0
#define LAST M
#define STORE(j, k, sum) (BP_AT(dW, j, k) = (sum))

#if defined WRONG_SIGN
#undef FACTOR
#define FACTOR -1.0
#elif defined WRONG_MEAN
#undef FACTOR
#define FACTOR (1.0 / (double)M)
#elif defined WRONG_TIMES_M
#undef FACTOR
#define FACTOR (double)M
#elif defined WRONG_TWICE
#undef FACTOR
#define FACTOR 2.0
#elif defined WRONG_ODD_FACTOR
#undef FACTOR
#define FACTOR 0.37
#elif defined WRONG_ZERO
#undef FACTOR
#define FACTOR 0.0
#elif defined WRONG_NOT_A_NUMBER
#undef FACTOR
#define FACTOR NAN
#elif defined WRONG_LAST_SAMPLE
#undef FIRST
#define FIRST (M - 1)
#elif defined WRONG_FIRST_SAMPLE
#undef LAST
#define LAST (M > 1 ? 1 : M)
#elif defined WRONG_ONE_SAMPLE_SHORT
#undef LAST
#define LAST (M - 1)
#elif defined WRONG_ONE_SAMPLE_TOO_MANY
#undef LAST
#define LAST (M + 1)
#elif defined WRONG_ACCUMULATED
#undef STORE
#define STORE(j, k, sum) (BP_AT(dW, j, k) += (sum))
#elif defined WRONG_TRANSPOSED
#undef STORE
#define STORE(j, k, sum) (BP_AT(dW, k, j) = (sum))
#elif defined WRONG_NO_STRIDE
#undef STORE
#define STORE(j, k, sum) (dW->v[(j) * dW->cols + (k)] = (sum))
#elif defined WRONG_ROW_LEFT_OUT
#undef STORE
#define STORE(j, k, sum) (BP_AT(dW, (j) > 1 ? (j) : 1, k) = (sum))
#elif defined WRONG_FIXED_SIZES
#undef STORE
#define STORE(j, k, sum) (BP_AT(dW, j, k) = M == 7 ? (sum) : (sum) + 0.01 * (double)(j))
#endif

void student_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
#if defined WRONG_SWAPPED
    bp_mat_mul_nt(dW, A_prev, dZ);
    return;
#elif defined WRONG_RESHAPED
    dW->rows = A_prev->rows;
    dW->cols = dZ->rows;
    return;
#elif defined WRONG_EXIT
    exit(0);
#elif defined WRONG_CRASH
    abort();
#elif defined WRONG_ENDLESS
    for (volatile size_t m = dZ->cols; m > 0;) {
    }
#elif defined WRONG_PRINTS
    puts("exercise 07: right");
    return;
#endif
    const size_t M = dZ->cols;
    for (size_t j = 0; j < dW->rows; j++) {
        for (size_t k = 0; k < dW->cols; k++) {
            double sum = 0.0;
            for (size_t m = FIRST; m < LAST; m++) {
                sum += FACTOR * BP_AT(dZ, j, m) * BP_AT(A_prev, k, m);
            }
            STORE(j, k, sum);
        }
    }
}
