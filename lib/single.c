#include "single.h"

/* [single-z]   z_j = Σ_k W_jk a_prev_k + b_j */
void bp_single_z(bp_mat *z, const bp_mat *W, const bp_mat *a_prev, const bp_mat *b)
{
    bp_require_inner("bp_single_z", BP_SHAPE(W, "W"), W->cols, BP_SHAPE(a_prev, "a_prev"),
                     a_prev->rows);
    bp_require_same("bp_single_z", BP_SHAPE(z, "z"), BP_SHAPE(b, "b"));
    for (size_t j = 0; j < z->rows; j++) {
        double sum = 0.0;
        for (size_t k = 0; k < W->cols; k++) {
            sum += BP_AT(W, j, k) * BP_AT(a_prev, k, 0);
        }
        BP_AT(z, j, 0) = sum + BP_AT(b, j, 0);
    }
}

/* [single-a]   a_j = σ(z_j) */
void bp_single_a(bp_mat *a, const bp_activation *sigma, const bp_mat *z)
{
    bp_require_same("bp_single_a", BP_SHAPE(a, "a"), BP_SHAPE(z, "z"));
    if (bp_couples_neurons(sigma)) {
        bp_activate(a, sigma, z);
        return;
    }
    for (size_t j = 0; j < z->rows; j++) {
        BP_AT(a, j, 0) = sigma->at(BP_AT(z, j, 0));
    }
}

/* [single-loss]   C_x = Σ_j loss(a_j, y_j) */
double bp_single_loss(const bp_loss *loss, const bp_mat *a, const bp_mat *y)
{
    bp_require_same("bp_single_loss", BP_SHAPE(a, "a"), BP_SHAPE(y, "y"));
    double C_x = 0.0;
    for (size_t j = 0; j < a->rows; j++) {
        C_x += loss->at(BP_AT(a, j, 0), BP_AT(y, j, 0));
    }
    return C_x;
}

/* [single-dZ-output]   δ_j = Σ_k ∂C_x/∂a_k ∂a_k/∂z_j */
void bp_single_output_error(bp_mat *delta, const bp_activation *sigma, const bp_mat *da,
                            const bp_mat *z)
{
    bp_require_same("bp_single_output_error", BP_SHAPE(da, "da"), BP_SHAPE(z, "z"));
    bp_require_same("bp_single_output_error", BP_SHAPE(delta, "δ"), BP_SHAPE(da, "da"));
    for (size_t j = 0; j < z->rows; j++) {
        double sum = 0.0;
        for (size_t k = 0; k < z->rows; k++) {
            if (bp_depends(sigma, k, j)) {
                sum += BP_AT(da, k, 0) * bp_jacobian(sigma, z, k, j, 0);
            }
        }
        BP_AT(delta, j, 0) = sum;
    }
}

/* [single-dZ-hidden]   δ_j = Σ_i (Σ_k W_next_ki δ_next_k) ∂a_i/∂z_j */
void bp_single_hidden_error(bp_mat *delta, const bp_mat *W_next, const bp_mat *delta_next,
                            const bp_activation *sigma, const bp_mat *z)
{
    bp_require_inner("bp_single_hidden_error", BP_SHAPE(W_next, "W_next"), W_next->rows,
                     BP_SHAPE(delta_next, "δ_next"), delta_next->rows);
    bp_require_inner("bp_single_hidden_error", BP_SHAPE(W_next, "W_next"), W_next->cols,
                     BP_SHAPE(z, "z"), z->rows);
    bp_require_same("bp_single_hidden_error", BP_SHAPE(delta, "δ"), BP_SHAPE(z, "z"));
    for (size_t j = 0; j < z->rows; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < z->rows; i++) {
            for (size_t k = 0; bp_depends(sigma, i, j) && k < W_next->rows; k++) {
                sum +=
                    BP_AT(W_next, k, i) * BP_AT(delta_next, k, 0) * bp_jacobian(sigma, z, i, j, 0);
            }
        }
        BP_AT(delta, j, 0) = sum;
    }
}

/* [single-dW]   ∂C_x/∂W_jk = δ_j a_prev_k */
void bp_single_weight_gradient(bp_mat *dW, const bp_mat *delta, const bp_mat *a_prev)
{
    bp_require_same("bp_single_weight_gradient", BP_SHAPE(dW, "dW"),
                    (bp_shape){delta->rows, a_prev->rows, "δ·aᵀ"});
    for (size_t j = 0; j < dW->rows; j++) {
        for (size_t k = 0; k < dW->cols; k++) {
            BP_AT(dW, j, k) = BP_AT(delta, j, 0) * BP_AT(a_prev, k, 0);
        }
    }
}

/* [single-db]   ∂C_x/∂b_j = δ_j */
void bp_single_bias_gradient(bp_mat *db, const bp_mat *delta)
{
    bp_require_same("bp_single_bias_gradient", BP_SHAPE(db, "db"), BP_SHAPE(delta, "δ"));
    for (size_t j = 0; j < db->rows; j++) {
        BP_AT(db, j, 0) = BP_AT(delta, j, 0);
    }
}

/* [stack]   dZ_jm = δ_jm / M */
void bp_stack(bp_mat *dZ, const bp_mat *delta)
{
    bp_require_same("bp_stack", BP_SHAPE(dZ, "dZ"), BP_SHAPE(delta, "δ"));
    double M = (double)delta->cols;
    for (size_t j = 0; j < dZ->rows; j++) {
        for (size_t m = 0; m < dZ->cols; m++) {
            BP_AT(dZ, j, m) = BP_AT(delta, j, m) / M;
        }
    }
}

/* [stack]   C = (1/M) Σ_m C_m */
double bp_stack_loss(const bp_mat *Cx)
{
    double sum = 0.0;
    for (size_t m = 0; m < Cx->cols; m++) {
        sum += BP_AT(Cx, 0, m);
    }
    return sum / (double)Cx->cols;
}

/* [accumulate]   mean = (1/M) Σ_m part_m */
void bp_accumulate(bp_mat *mean, const bp_mat *parts)
{
    size_t p = mean->rows, M = parts->rows / p;
    bp_require_same("bp_accumulate", BP_SHAPE(parts, "parts"),
                    (bp_shape){M * p, mean->cols, "M blocks"});
    bp_mat_fill(mean, 0.0);
    for (size_t m = 0; m < M; m++) {
        for (size_t j = 0; j < p; j++) {
            for (size_t k = 0; k < mean->cols; k++) {
                BP_AT(mean, j, k) += BP_AT(parts, m * p + j, k);
            }
        }
    }
    for (size_t j = 0; j < p; j++) {
        for (size_t k = 0; k < mean->cols; k++) {
            BP_AT(mean, j, k) /= (double)M;
        }
    }
}
