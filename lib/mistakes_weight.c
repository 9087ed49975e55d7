#include "mistake_families.h"

/* Samples first … first + count − 1 of ∂C/∂Z^l (A^{l-1})ᵀ. */
static void weight_part(bp_mat *out, const bp_pass *p, size_t l, size_t first, size_t count)
{
    const bp_mat *dZ = &p->dZ[l], *A = &p->A[l - 1];
    if (count == 0) {
        bp_mat_fill(out, 0.0);
        return;
    }
    bp_mat errors = bp_mat_view(dZ, 0, first, dZ->rows, count);
    bp_mat outputs = bp_mat_view(A, 0, first, A->rows, count);
    bp_mat_mul_nt(out, &errors, &outputs);
}

WRONG(W_last_sample, weight_part(out, p, l, p->M - 1, 1))
WRONG(W_first_sample, weight_part(out, p, l, 0, 1))
WRONG(W_sample_missing, weight_part(out, p, l, 0, p->M - 1))
WRONG(W_of_A, bp_mat_mul_nt(out, &p->dZ[l], &p->A[l]))
WRONG(W_of_Z, bp_mat_mul_nt(out, &p->dZ[l], l > 1 ? &p->Z[l - 1] : &p->A[0]))
WRONG(W_of_dA, bp_mat_mul_nt(out, &p->dA[l], &p->A[l - 1]))
WRONG(W_order, bp_mat_mul_tn(out, &p->A[l - 1], &p->dZ[l]))
WRONG(W_hadamard, bp_mat_hadamard(out, &p->dZ[l], &p->A[l - 1]))
WRONG(W_stale, bp_mat_mul_nt(out, &p->dZ[l], &p->older->A[l - 1]))

/* out += Σ_m ∂C/∂Z^l_jm A^{l-1}_k(m+shift) */
static void weight_sum(bp_mat *out, const bp_pass *p, size_t l, size_t shift)
{
    const bp_mat *dZ = &p->dZ[l], *A = &p->A[l - 1];
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(&p->W[l], "W"));
    bp_require_inner("a mistake", BP_SHAPE(dZ, "dZ"), dZ->cols, BP_SHAPE(A, "A"), A->cols);
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t k = 0; k < out->cols; k++) {
            for (size_t m = 0; m < dZ->cols; m++) {
                BP_AT(out, j, k) += BP_AT(dZ, j, m) * BP_AT(A, k, (m + shift) % A->cols);
            }
        }
    }
}

static void W_shifted(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_fill(out, 0.0);
    weight_sum(out, p, l, 1);
}

WRONG(W_not_zeroed, weight_sum(out, p, l, 0))

static void W_decay(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add_decay(out, &p->W[l]);
}

static void W_decay_over_M(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add_decay(out, &p->W[l]);
    bp_over_M(out, p, l);
}

const bp_mistake bp_weight_mistakes[] = {
    CHANGED("dW-sign", "dW", "∂C/∂W^l = −∂C/∂Z^l (A^{l-1})ᵀ", SIGN, bp_negate),
    CHANGED("dW-mean-twice", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ/M", MEAN_TWICE, bp_over_M),
    CHANGED("dW-mean-missing", "dW", "∂C/∂W^l = M ∂C/∂Z^l (A^{l-1})ᵀ", MEAN_MISSING, bp_times_M),
    CHANGED("dW-twice", "dW", "∂C/∂W^l = 2 ∂C/∂Z^l (A^{l-1})ᵀ", FACTOR_TWO, bp_double),
    CHANGED("dW-half", "dW", "∂C/∂W^l = ½ ∂C/∂Z^l (A^{l-1})ᵀ", FACTOR_HALF, bp_halve),
    {"dW-other-A", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^l)ᵀ", FAMILY(OTHER_A), W_of_A, NULL},
    {"dW-of-Z", "dW", "∂C/∂W^l = ∂C/∂Z^l (Z^{l-1})ᵀ", FAMILY(Z_FOR_A), W_of_Z, NULL},
    {"dW-of-dA", "dW", "∂C/∂W^l = ∂C/∂A^l (A^{l-1})ᵀ", FAMILY(DA_FOR_DZ), W_of_dA, NULL},
    CHANGED("dW-transposed", "dW", "∂C/∂W^l = A^{l-1} (∂C/∂Z^l)ᵀ", TRANSPOSED, bp_transpose),
    {"dW-order", "dW", "∂C/∂W^l = (A^{l-1})ᵀ ∂C/∂Z^l", FAMILY(ORDER), W_order, NULL},
    {"dW-hadamard", "dW", "∂C/∂W^l = ∂C/∂Z^l ⊙ A^{l-1}", FAMILY(HADAMARD_FOR_PRODUCT), W_hadamard,
     NULL},
    {"dW-last-sample", "dW", "∂C/∂W^l_jk = ∂C/∂Z^l_jM A^{l-1}_kM", FAMILY(LAST_SAMPLE),
     W_last_sample, NULL},
    {"dW-first-sample", "dW", "∂C/∂W^l_jk = ∂C/∂Z^l_j1 A^{l-1}_k1", FAMILY(FIRST_SAMPLE),
     W_first_sample, NULL},
    {"dW-sample-missing", "dW", "∂C/∂W^l_jk = Σ_{m<M} ∂C/∂Z^l_jm A^{l-1}_km",
     FAMILY(SAMPLE_MISSING), W_sample_missing, NULL},
    {"dW-samples-shifted", "dW", "∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm A^{l-1}_k(m+1)",
     FAMILY(SAMPLES_SHIFTED), W_shifted, NULL},
    CHANGED("dW-last-row", "dW", "∂C/∂W^l without its last row", ROW_MISSING, bp_lose_last_row),
    CHANGED("dW-last-column", "dW", "∂C/∂W^l without its last column", COLUMN_MISSING,
            bp_lose_last_column),
    {"dW-not-zeroed", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + the step before's", FAMILY(NOT_ZEROED),
     W_not_zeroed, NULL},
    CHANGED("dW-decay", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + λW^l, λ = 0.1", DECAY, W_decay),
    CHANGED("dW-decay-over-M", "dW", "∂C/∂W^l = (∂C/∂Z^l (A^{l-1})ᵀ + λW^l)/M, λ = 0.1",
            DECAY_OVER_M, W_decay_over_M),
    {"dW-stale", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1} of the step before)ᵀ",
     FAMILY_WHERE(STALE, layer_below), W_stale, NULL},
    CHANGED("dW-column-major", "dW", "∂C/∂W^l, stored column by column", COLUMN_MAJOR,
            bp_column_major),
    CHANGED("dW-absolute", "dW", "∂C/∂W^l = |∂C/∂Z^l (A^{l-1})ᵀ|", ABSOLUTE, bp_sizes),
    CHANGED("dW-guard", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + 1e-8", GUARD, bp_guarded),
    CHANGED("dW-float", "dW", "∂C/∂W^l = (float)(∂C/∂Z^l (A^{l-1})ᵀ)", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
