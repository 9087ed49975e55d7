#include "bounds.h"

#include <math.h>

#include "pass.h"
#include "rounding.h"

/* §3  Forward --------------------------------------------------------------------------------- */

/* E_Z = |W| E_A_prev + what is rounded here */
static void affine_bound(bp_pass *e, const bp_pass *p, size_t l)
{
    const bp_mat *W = &p->W[l];
    for (size_t k = 0; k < W->rows; k++) {
        for (size_t m = 0; m < p->M; m++) {
            double carried = 0.0;
            for (size_t i = 0; i < W->cols; i++) {
                carried += fabs(BP_AT(W, k, i)) * BP_AT(&e->A[l - 1], i, m);
            }
            BP_AT(&e->Z[l], k, m) = carried + bp_affine_rounding(p, l, k, m);
        }
    }
}

/* E_A = |σ'| E_Z + ½|σ''| E_Z² + what is rounded here; softmax: no second order, |J| for |σ'|. */
static void activation_bound(bp_pass *e, const bp_pass *p, size_t l)
{
    const bp_activation *sigma = p->sigma[l];
    for (size_t j = 0; j < p->Z[l].rows; j++) {
        for (size_t m = 0; m < p->M; m++) {
            double e_z = BP_AT(&e->Z[l], j, m), bent = 0.0;
            if (!bp_couples_neurons(sigma)) {
                bent = 0.5 * sigma->curvature(BP_AT(&p->Z[l], j, m)) * e_z * e_z;
            }
            BP_AT(&e->A[l], j, m) = bp_activation_carried(p, &e->Z[l], l, j, m) + bent +
                                    bp_activation_rounding(p, l, j, m);
        }
    }
}

/* E_C = (1/M) Σ (|slope| E_A + ½ curvature E_A² + what the terms round) + γ Σ|terms| */
static void loss_bound(bp_pass *e, const bp_pass *p)
{
    size_t L = p->L, N = p->A[L].rows;
    const bp_loss *loss = p->net->loss;
    double sum = 0.0, sum_size = 0.0;
    for (size_t m = 0; m < p->M; m++) {
        double sample = bp_loss_rounding(p, m), size = 0.0;
        for (size_t j = 0; j < N; j++) {
            double a = BP_AT(&p->A[L], j, m), y = BP_AT(p->Y, j, m), e_a = BP_AT(&e->A[L], j, m);
            sample += (fabs(loss->slope(a, y)) + 0.5 * loss->curvature(a, y) * e_a) * e_a;
            size += fabs(loss->at(a, y));
        }
        BP_AT(&e->Cx[L], 0, m) = BP_AT(&e->C[L], 0, m + 1) = sample;
        sum += sample;
        sum_size += size;
    }
    e->C[L].v[0] = (sum + bp_gamma(p->M) * sum_size) / (double)p->M;
}

/* What was rounded besides, on the way from the equation that gave it to those that take it. */
static void add_rounded(bp_pass *e, const bp_pass *rounded, bp_quantity q, size_t l)
{
    for (size_t i = 0; rounded && i < e->of[q][l].rows * e->of[q][l].cols; i++) {
        e->of[q][l].v[i] += rounded->of[q][l].v[i];
    }
}

void bp_forward_bounds(bp_pass *bound, const bp_pass *pass, const bp_pass *rounded)
{
    bp_mat_fill(&bound->A[0], 0.0);
    for (size_t l = 1; l <= pass->L; l++) {
        affine_bound(bound, pass, l);
        add_rounded(bound, rounded, BP_Z, l);
        activation_bound(bound, pass, l);
        add_rounded(bound, rounded, BP_A, l);
        bp_mat_copy(&bound->z[l], &bound->Z[l]);
        bp_mat_copy(&bound->a[l], &bound->A[l]);
    }
    loss_bound(bound, pass);
    add_rounded(bound, rounded, BP_C, pass->L);
}

/* §4  The output layer ------------------------------------------------------------------------ */

/* Disturbing A^L itself by ih: Im ln(a + ih)/h is 1/a up to (h/a)²/3 of it, which only an a below
 * 1e-52 shows. In units of a slope's own change over h, for every loss with a pole. */
static double truncation(const bp_loss *loss, double a, double y, double step)
{
    double size = loss->slope_terms(a, y);
    double share = loss->pole && step > 0.0 && size > 0.0 ? step * loss->curvature(a, y) / size
                                                          : 0.0;
    return share * share * size;
}

/* E_dA = (curvature E_A + (r u + γ) Σ|terms of the slope|)/M. Where E_A is not small beside
 * the distance of A to a pole of the loss, the first order says nothing: no bound. */
static void output_gradient_bound(bp_pass *e, const bp_pass *p, double step, double least)
{
    size_t L = p->L, N = p->A[L].rows;
    const bp_loss *loss = p->net->loss;
    double M = (double)p->M, rounding = loss->roundings * BP_U + bp_gamma(N);
    for (size_t j = 0; j < N; j++) {
        for (size_t m = 0; m < p->M; m++) {
            double a = BP_AT(&p->A[L], j, m), y = BP_AT(p->Y, j, m), e_a = BP_AT(&e->A[L], j, m);
            double carried = loss->curvature(a, y) * e_a;
            double size = loss->slope_terms(a, y);
            bool at_pole = loss->pole && !(carried <= 0.5 * size);
            double bound = 2.0 * carried + rounding * size + truncation(loss, a, y, step);
            BP_AT(&e->dA[L], j, m) = at_pole ? HUGE_VAL : bound / M + least;
            BP_AT(&e->da[L], j, m) = M * BP_AT(&e->dA[L], j, m);
        }
    }
}

/* How far a computed ∂A_km/∂Z_jm may be. Elementwise: |σ''| E_Z + r u Σ|terms of σ'|;
 * softmax, a_k (δ_kj − a_j): E_A_k |δ_kj − a_j| + a_k E_A_j + (2N + r) u a_k (δ_kj + a_j), for both
 * a_k and a_j are quotients by a sum of N. */
static double jacobian_bound(const bp_pass *e, const bp_pass *p, size_t l, size_t k, size_t j,
                             size_t m)
{
    const bp_activation *sigma = p->sigma[l];
    if (!bp_couples_neurons(sigma)) {
        double z = BP_AT(&p->Z[l], j, m);
        double rounding = sigma->roundings * BP_U * sigma->slope_terms(z);
        return k == j ? sigma->curvature(z) * BP_AT(&e->Z[l], j, m) + rounding : 0.0;
    }
    double a_k = BP_AT(&p->A[l], k, m), a_j = BP_AT(&p->A[l], j, m), own = k == j;
    return BP_AT(&e->A[l], k, m) * fabs(own - a_j) + a_k * BP_AT(&e->A[l], j, m) +
           (2.0 * (double)p->A[l].rows + sigma->roundings) * BP_U * a_k * (own + a_j);
}

/* E_dZ_j = Σ_k (E_dA_k |J_kj| + (|dA_k| + E_dA_k) E_J_kj) + γ Σ|terms|. */
static void pull_back_bound(bp_pass *e, const bp_pass *p, size_t l, double least)
{
    const bp_activation *sigma = p->sigma[l];
    size_t N = p->Z[l].rows;
    for (size_t j = 0; j < N; j++) {
        for (size_t m = 0; m < p->M; m++) {
            bool all = bp_couples_neurons(sigma);
            double bound = least;
            for (size_t k = all ? 0 : j; k < (all ? N : j + 1); k++) {
                double J = fabs(bp_jacobian(sigma, &p->Z[l], k, j, m));
                double e_J = jacobian_bound(e, p, l, k, j, m) + least;
                double dA = fabs(BP_AT(&p->dA[l], k, m)), e_dA = BP_AT(&e->dA[l], k, m);
                bound += e_dA * J + (dA + e_dA) * e_J + bp_gamma(all ? N + 2 : 1) * dA * J;
            }
            BP_AT(&e->dZ[l], j, m) = bound;
            BP_AT(&e->delta[l], j, m) = (double)p->M * bound;
        }
    }
}

/* §5  Back through the layers ----------------------------------------------------------------- */

/* E_dA = |W_next|ᵀ E_dZ_next + γ |W_next|ᵀ |dZ_next|; the tangents sum over N_l terms, the backward
 * pass over N_{l+1}: γ takes the longer sum. */
static void hidden_gradient_bound(bp_pass *e, const bp_pass *p, size_t l, double least)
{
    const bp_mat *W = &p->W[l + 1];
    double gamma = bp_gamma(W->rows > W->cols ? W->rows : W->cols);
    for (size_t j = 0; j < W->cols; j++) {
        for (size_t m = 0; m < p->M; m++) {
            double bound = least;
            for (size_t k = 0; k < W->rows; k++) {
                bound += fabs(BP_AT(W, k, j)) *
                         (BP_AT(&e->dZ[l + 1], k, m) + gamma * fabs(BP_AT(&p->dZ[l + 1], k, m)));
            }
            BP_AT(&e->dA[l], j, m) = bound;
        }
    }
}

static void activation_local_bound(bp_pass *e, const bp_pass *p, size_t l)
{
    size_t N = p->Z[l].rows;
    for (size_t m = 0; m < p->M; m++) {
        for (size_t j = 0; j < N; j++) {
            for (size_t k = 0; k < N; k++) {
                BP_AT(&e->dAdZ[l], m * N + j, k) = jacobian_bound(e, p, l, k, j, m);
            }
        }
    }
}

/* ∂Z^{l+1}_km/∂Z^l_jm = Σ_i W_ki J_ij:  Σ_i |W_ki| E_J_ij + γ Σ|terms|; and the chain rule's sum
 * Σ_k dZ_next_k times it: Σ_k (E_dZ_next |local| + (|dZ_next| + E_dZ_next) E_local) + γ
 * Σ|terms|. */
static void error_local_bound(bp_pass *e, const bp_pass *p, size_t l, double least)
{
    const bp_activation *sigma = p->sigma[l];
    const bp_mat *W = &p->W[l + 1];
    size_t N = p->Z[l].rows;
    for (size_t row = 0; row < p->M * N; row++) {
        size_t j = row % N, m = row / N;
        double chain = 0.0;
        for (size_t k = 0; k < W->rows; k++) {
            double local = least, size = 0.0;
            for (size_t i = 0; i < N; i++) {
                double J = bp_depends(sigma, i, j) ? fabs(bp_jacobian(sigma, &p->Z[l], i, j, m))
                                                   : 0.0;
                local += fabs(BP_AT(W, k, i)) * (jacobian_bound(e, p, l, i, j, m) + least);
                size += fabs(BP_AT(W, k, i)) * J;
            }
            local += bp_gamma(bp_couples_neurons(sigma) ? N : 1) * size;
            BP_AT(&e->dZdZ[l], row, k) = local;
            double dZ = fabs(BP_AT(&p->dZ[l + 1], k, m)), e_dZ = BP_AT(&e->dZ[l + 1], k, m);
            chain += e_dZ * size + (dZ + e_dZ) * local + bp_gamma(W->rows) * dZ * size;
        }
        BP_AT(&e->dZ_chain[l], j, m) = chain;
    }
}

/* §6  The parameters -------------------------------------------------------------------------- */

/* One sample: E = E_dZ |A| + (|dZ| + E_dZ) E_A;  the sum over M samples: + γ Σ|dZ A|. */
static void weight_bounds(bp_pass *e, const bp_pass *p, size_t l, double least)
{
    size_t N = p->net->N[l], N_prev = p->net->N[l - 1];
    double gamma = bp_gamma(p->M), M = (double)p->M;
    for (size_t j = 0; j < N; j++) {
        for (size_t k = 0; k < N_prev; k++) {
            double bound = least;
            for (size_t m = 0; m < p->M; m++) {
                double dZ = fabs(BP_AT(&p->dZ[l], j, m)), e_dZ = BP_AT(&e->dZ[l], j, m);
                double A = fabs(BP_AT(&p->A[l - 1], k, m)), e_A = BP_AT(&e->A[l - 1], k, m);
                double part = e_dZ * A + (dZ + e_dZ) * e_A;
                BP_AT(&e->gW[l], m * N + j, k) = M * (part + bp_gamma(1) * dZ * A);
                BP_AT(&e->dZdW[l], j * N_prev + k, m) = e_A;
                bound += part + gamma * dZ * A;
            }
            BP_AT(&e->dW[l], j, k) = bound;
        }
    }
}

static void bias_bounds(bp_pass *e, const bp_pass *p, size_t l, double least)
{
    size_t N = p->net->N[l];
    for (size_t j = 0; j < N; j++) {
        double bound = least;
        for (size_t m = 0; m < p->M; m++) {
            double e_dZ = BP_AT(&e->dZ[l], j, m), dZ = fabs(BP_AT(&p->dZ[l], j, m));
            BP_AT(&e->gb[l], m * N + j, 0) = (double)p->M * e_dZ;
            bound += e_dZ + bp_gamma(p->M) * dZ;
        }
        BP_AT(&e->db[l], j, 0) = bound;
    }
}

void bp_backward_bounds(bp_pass *bound, const bp_pass *pass, double step, const bp_pass *rounded)
{
    double least = BP_TINY + bp_lost(pass, step);
    for (size_t l = pass->L; l >= 1; l--) {
        if (l == pass->L) {
            output_gradient_bound(bound, pass, step, least);
        } else {
            hidden_gradient_bound(bound, pass, l, least);
            error_local_bound(bound, pass, l, least);
        }
        add_rounded(bound, rounded, BP_dA, l);
        pull_back_bound(bound, pass, l, least);
        add_rounded(bound, rounded, BP_dZ, l);
        activation_local_bound(bound, pass, l);
        weight_bounds(bound, pass, l, least);
        add_rounded(bound, rounded, BP_dW, l);
        bias_bounds(bound, pass, l, least);
        add_rounded(bound, rounded, BP_db, l);
        bp_mat_copy(&bound->dW_chain[l], &bound->dW[l]);
        bp_mat_copy(&bound->db_chain[l], &bound->db[l]);
    }
    bp_collect(bound);
}
