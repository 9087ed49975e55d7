/* The article once more in long double, without a look at the library's equations: what is true, to
 * eleven bits more than double has. Comes after <check.h>.
 *
 *   exact_new       the forward and the backward pass of a network
 *   exact_disturb   the forward pass, with one number disturbed
 *   exact_at        one entry of any quantity, layer by layer as in quantities.h
 *   exact_spot      what a witness disturbs to find an entry
 */
#ifndef BP_TEST_EXACT_H
#define BP_TEST_EXACT_H

#include "path.h"
#include "quantities.h"
#include "test_formulas.h"
#include "test_nets.h"

typedef long double exact_layer[NETS_WIDTH][NETS_SAMPLES];

typedef struct {
    const bp_net *net;
    const bp_mat *Y;
    size_t M;
    exact_layer Z[NETS_DEPTH + 1], A[NETS_DEPTH + 1], dA[NETS_DEPTH + 1], dZ[NETS_DEPTH + 1];
    long double Cx[NETS_SAMPLES];
} exact_pass;

/* ∂A_km/∂Z_jm */
static inline long double exact_jacobian(const exact_pass *e, size_t l, size_t k, size_t j, size_t m)
{
    const char *name = e->net->sigma[l]->name;
    if (strcmp(name, "softmax") != 0) {
        return k == j ? exact_slope(name, e->Z[l][j][m]) : 0.0L;
    }
    long double others = 0.0L;
    for (size_t i = 0; i < e->net->N[l]; i++) {
        others += i == j ? 0.0L : e->A[l][i][m];
    }
    return e->A[l][k][m] * (k == j ? others : -e->A[l][j][m]);
}

/* The two passes ----------------------------------------------------------------------------- */

static inline void exact_activate(exact_pass *e, size_t l, size_t m)
{
    const char *name = e->net->sigma[l]->name;
    size_t N = e->net->N[l];
    for (size_t j = 0; j < N; j++) {
        if (strcmp(name, "softmax") == 0) {
            long double sum = 0.0L;
            for (size_t k = 0; k < N; k++) {
                sum += expl(e->Z[l][k][m] - e->Z[l][j][m]);
            }
            e->A[l][j][m] = 1.0L / sum;
        } else {
            e->A[l][j][m] = exact_sigma(name, e->Z[l][j][m]);
        }
    }
}

static inline long double exact_moved(bp_spot s, bp_place place, size_t l, size_t row, size_t col,
                                      long double step)
{
    return s.place == place && s.l == l && s.row == row && s.col == col ? step : 0.0L;
}

static inline void exact_disturb(exact_pass *e, bp_spot s, long double step)
{
    const bp_net *net = e->net;
    for (size_t m = 0; m < e->M; m++) {
        for (size_t l = 1; l <= net->L; l++) {
            for (size_t k = 0; k < net->N[l]; k++) {
                long double z = BP_AT(&net->b[l], k, 0) + exact_moved(s, BP_AT_b, l, k, 0, step);
                for (size_t i = 0; i < net->N[l - 1]; i++) {
                    z += (BP_AT(&net->W[l], k, i) + exact_moved(s, BP_AT_W, l, k, i, step)) *
                         e->A[l - 1][i][m];
                }
                e->Z[l][k][m] = z + exact_moved(s, BP_AT_Z, l, k, m, step);
            }
            exact_activate(e, l, m);
            for (size_t k = 0; k < net->N[l]; k++) {
                e->A[l][k][m] += exact_moved(s, BP_AT_A, l, k, m, step);
            }
        }
        e->Cx[m] = 0.0L;
        for (size_t j = 0; j < net->N[net->L]; j++) {
            e->Cx[m] += exact_loss(net->loss->name, e->A[net->L][j][m], BP_AT(e->Y, j, m));
        }
    }
}

static inline void exact_backward(exact_pass *e)
{
    const bp_net *net = e->net;
    for (size_t m = 0; m < e->M; m++) {
        for (size_t l = net->L; l >= 1; l--) {
            for (size_t j = 0; j < net->N[l]; j++) {
                long double dA = 0.0L;
                for (size_t k = 0; l < net->L && k < net->N[l + 1]; k++) {
                    dA += BP_AT(&net->W[l + 1], k, j) * e->dZ[l + 1][k][m];
                }
                e->dA[l][j][m] = l < net->L ? dA
                                            : exact_loss_slope(net->loss->name, e->A[l][j][m],
                                                               BP_AT(e->Y, j, m)) /
                                                  (long double)e->M;
            }
            for (size_t j = 0; j < net->N[l]; j++) {
                e->dZ[l][j][m] = 0.0L;
                for (size_t k = 0; k < net->N[l]; k++) {
                    e->dZ[l][j][m] += e->dA[l][k][m] * exact_jacobian(e, l, k, j, m);
                }
            }
        }
    }
}

static inline void exact_new(exact_pass *e, const nets *n)
{
    *e = (exact_pass){.net = &n->net, .Y = &n->data.Y, .M = n->data.X.cols};
    for (size_t i = 0; i < n->data.X.rows; i++) {
        for (size_t m = 0; m < e->M; m++) {
            e->A[0][i][m] = BP_AT(&n->data.X, i, m);
        }
    }
    exact_disturb(e, (bp_spot){0}, 0.0L);
    exact_backward(e);
}

/* Entries of a pass -------------------------------------------------------------------------- */

/* Σ_m dZ_jm A_km;  k = N_{l−1}: Σ_m dZ_jm */
static inline long double exact_gradient(const exact_pass *e, size_t l, size_t j, size_t k)
{
    long double sum = 0.0L;
    for (size_t m = 0; m < e->M; m++) {
        sum += e->dZ[l][j][m] * (k < e->net->N[l - 1] ? e->A[l - 1][k][m] : 1.0L);
    }
    return sum;
}

/* ∂Z^{l+1}_km/∂Z^l_jm */
static inline long double exact_local(const exact_pass *e, size_t l, size_t k, size_t j, size_t m)
{
    long double sum = 0.0L;
    for (size_t i = 0; i < e->net->N[l]; i++) {
        sum += BP_AT(&e->net->W[l + 1], k, i) * exact_jacobian(e, l, i, j, m);
    }
    return sum;
}

static inline long double exact_mean_loss(const exact_pass *e)
{
    long double sum = 0.0L;
    for (size_t m = 0; m < e->M; m++) {
        sum += e->Cx[m];
    }
    return sum / (long double)e->M;
}

static inline long double exact_at(const exact_pass *e, bp_quantity q, size_t l, size_t row,
                                   size_t col)
{
    size_t N = e->net->N[l], N_prev = l > 0 ? e->net->N[l - 1] : 0, M = e->M;
    long double samples = (long double)M;
    switch (q) {
    case BP_b_hat:
        return BP_AT(&e->net->b[l], row, 0);
    case BP_Z:
    case BP_z:
        return e->Z[l][row][col];
    case BP_A:
    case BP_a:
        return e->A[l][row][col];
    case BP_C:
        return col == 0 ? exact_mean_loss(e) : e->Cx[col - 1];
    case BP_Cx:
        return e->Cx[col];
    case BP_dA:
        return e->dA[l][row][col];
    case BP_da:
        return e->dA[l][row][col] * samples;
    case BP_dZ:
    case BP_dZ_chain:
        return e->dZ[l][row][col];
    case BP_delta:
        return e->dZ[l][row][col] * samples;
    case BP_dAdZ:
        return col < N ? exact_jacobian(e, l, col, row % N, row / N) : 0.0L;
    case BP_dZdZ:
        return exact_local(e, l, col, row % N, row / N);
    case BP_columns:
        return 0.0L;
    case BP_dZdW:
        return col < M ? e->A[l - 1][row % N_prev][col] : 0.0L;
    case BP_dZdb:
        return col < M ? 1.0L : 0.0L;
    case BP_dW:
    case BP_dW_chain:
        return exact_gradient(e, l, row, col);
    case BP_db:
    case BP_db_chain:
        return exact_gradient(e, l, row, N_prev);
    case BP_gW:
        return e->dZ[l][row % N][row / N] * samples * e->A[l - 1][col][row / N];
    case BP_gb:
        return e->dZ[l][row % N][row / N] * samples;
    case BP_accumulate:
        return exact_gradient(e, l, row, col);
    case BP_stack:
        return l == 0        ? exact_mean_loss(e)
               : row < N     ? e->Z[l][row][col]
               : row < 2 * N ? e->A[l][row - N][col]
                             : e->dZ[l][row - 2 * N][col];
    default:
        return NAN;
    }
}

/* The entry that is disturbed to find this one. */
static inline bp_spot exact_spot(const exact_pass *e, bp_quantity q, size_t l, size_t row,
                                 size_t col)
{
    size_t N = e->net->N[l], N_prev = e->net->N[l - 1];
    switch (q) {
    case BP_dA:
    case BP_da:
        return (bp_spot){BP_AT_A, l, row, col};
    case BP_dAdZ:
    case BP_dZdZ:
        return (bp_spot){BP_AT_Z, l, row % N, row / N};
    case BP_stack:
        return (bp_spot){BP_AT_Z, l, row % N, col};
    case BP_dZdW:
        return (bp_spot){BP_AT_W, l, row / N_prev, row % N_prev};
    case BP_dW:
        return (bp_spot){BP_AT_W, l, row, col};
    case BP_gW:
        return (bp_spot){BP_AT_W, l, row % N, col};
    case BP_accumulate:
        return (bp_spot){col < N_prev ? BP_AT_W : BP_AT_b, l, row, col < N_prev ? col : 0};
    case BP_db:
    case BP_dZdb:
    case BP_gb:
        return (bp_spot){BP_AT_b, l, row % N, 0};
    default:
        return (bp_spot){BP_AT_Z, l, row, col};
    }
}

#endif
