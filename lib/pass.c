#include "pass.h"

#include <math.h>

#include "equations.h"

void bp_forward(bp_pass *pass)
{
    size_t L = pass->L;
    for (size_t l = 1; l <= L; l++) {
        bp_broadcast(&pass->b_hat[l], &pass->b[l]);
        bp_affine(&pass->Z[l], &pass->W[l], &pass->A[l - 1], &pass->b_hat[l]);
        bp_activate(&pass->A[l], pass->sigma[l], &pass->Z[l]);
    }
    bp_mat Cx = bp_mat_view(&pass->C[L], 0, 1, 1, pass->M);
    pass->C[L].v[0] = bp_average_loss(&Cx, pass->net->loss, &pass->A[L], pass->Y);
}

static bool holds(const bp_pass *pass, bp_quantity quantity, size_t l, size_t row, size_t col)
{
    double value = BP_AT(&pass->of[quantity][l], row, col);
    bool output = quantity == BP_A && l == pass->L, finite = isfinite(value);
    if (finite && output) {
        double y = BP_AT(pass->Y, row, col);
        finite = isfinite(pass->net->loss->at(value, y)) &&
                 isfinite(pass->net->loss->slope(value, y));
    }
    return finite;
}

bool bp_leaves_double(bp_departure *first, const bp_pass *pass)
{
    for (size_t i = 0; i < 2 * pass->L; i++) {
        bp_quantity quantity = i % 2 ? BP_A : BP_Z;
        size_t l = 1 + i / 2;
        const bp_mat *m = &pass->of[quantity][l];
        for (size_t row = 0; row < m->rows; row++) {
            for (size_t col = 0; col < m->cols; col++) {
                if (!holds(pass, quantity, l, row, col)) {
                    *first = (bp_departure){quantity, l, row, col, BP_AT(m, row, col)};
                    return true;
                }
            }
        }
    }
    return false;
}

void bp_gradients(bp_pass *pass)
{
    size_t L = pass->L;
    bp_output_gradient(&pass->dA[L], pass->net->loss, &pass->A[L], pass->Y);
    bp_output_error(&pass->dZ[L], pass->sigma[L], &pass->dA[L], &pass->Z[L]);
    for (size_t l = L - 1; l >= 1; l--) {
        bp_hidden_error(&pass->dZ[l], &pass->W[l + 1], &pass->dZ[l + 1], pass->sigma[l],
                        &pass->Z[l]);
    }
    for (size_t l = 1; l <= L; l++) {
        bp_weight_gradient(&pass->dW[l], &pass->dZ[l], &pass->A[l - 1]);
        bp_bias_gradient(&pass->db[l], &pass->dZ[l]);
    }
}

void bp_backward(bp_pass *pass)
{
    bp_gradients(pass);
    for (size_t l = pass->L - 1; l >= 1; l--) {
        bp_hidden_gradient(&pass->dA[l], &pass->W[l + 1], &pass->dZ[l + 1]);
    }
}

void bp_step_back(bp_net *older, const bp_pass *pass, double eta)
{
    older->loss = pass->net->loss;
    for (size_t l = 1; l <= pass->L; l++) {
        const bp_mat *from[] = {&pass->W[l], &pass->b[l]}, *slope[] = {&pass->dW[l], &pass->db[l]};
        bp_mat *to[] = {&older->W[l], &older->b[l]};
        older->sigma[l] = pass->net->sigma[l];
        for (size_t q = 0; q < 2; q++) {
            for (size_t i = 0; i < to[q]->rows * to[q]->cols; i++) {
                to[q]->v[i] = from[q]->v[i] + eta * slope[q]->v[i];
            }
        }
    }
}

/* Copies `part` into the rows and columns of `whole` that begin at (row, col) and are its own. */
static void place(bp_mat *whole, size_t row, size_t col, size_t rows, size_t cols,
                  const bp_mat *part)
{
    bp_mat view = bp_mat_view(whole, row, col, rows, cols);
    if (part->rows == rows && part->cols == cols) {
        bp_mat_copy(&view, part);
    } else {
        bp_mat_fill(&view, NAN);
    }
}

void bp_collect(bp_pass *pass)
{
    pass->stack[0].v[0] = pass->C[pass->L].v[0];
    for (size_t l = 1; l <= pass->L; l++) {
        size_t N = pass->net->N[l], N_prev = pass->net->N[l - 1], M = pass->M;
        place(&pass->stack[l], 0, 0, N, M, &pass->Z[l]);
        place(&pass->stack[l], N, 0, N, M, &pass->A[l]);
        place(&pass->stack[l], 2 * N, 0, N, M, &pass->dZ[l]);
        place(&pass->accumulate[l], 0, 0, N, N_prev, &pass->dW[l]);
        place(&pass->accumulate[l], 0, N_prev, N, 1, &pass->db[l]);
    }
}
