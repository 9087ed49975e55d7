/* The answer to exercise 07, for checks/check_exercises.sh. */
#include "matrix.h"

void student_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
    for (size_t j = 0; j < dW->rows; j++) {
        for (size_t k = 0; k < dW->cols; k++) {
            double sum = 0.0;
            for (size_t m = 0; m < dZ->cols; m++) {
                sum += BP_AT(dZ, j, m) * BP_AT(A_prev, k, m);
            }
            BP_AT(dW, j, k) = sum;
        }
    }
}
