#include "mistake_families.h"
#include "mistake_parts.h"

PART(last_sample, parts->terms = BP_LAST_TERM)
PART(first_sample, parts->terms = BP_FIRST_TERM)
PART(last_missing, parts->terms = BP_ALL_BUT_LAST)
PART(first_missing, parts->terms = BP_ALL_BUT_FIRST)
PART(shifted, parts->shift = 1)
PART(of_A, parts->input = &p->A[l])
PART(of_Z, parts->input = l > 1 ? &p->Z[l - 1] : &p->A[0])
PART(of_older_A, parts->input = &p->older->A[l - 1])
PART(of_dA, parts->error = &p->dA[l])

WRONG(order, bp_mat_mul_tn(out, &p->A[l - 1], &p->dZ[l]))
WRONG(hadamard, bp_mat_hadamard(out, &p->dZ[l], &p->A[l - 1]))

/* Both factors are summed over the samples before they are multiplied. */
static void summed_first(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_mat *dZ = &p->dZ[l], *A = &p->A[l - 1];
    (void)user;
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(&p->W[l], "W"));
    bp_mat_fill(out, 0.0);
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t k = 0; k < out->cols; k++) {
            double error = 0.0, input = 0.0;
            for (size_t m = 0; m < dZ->cols; m++) {
                error += BP_AT(dZ, j, m);
                input += BP_AT(A, k, m);
            }
            BP_AT(out, j, k) = error * input;
        }
    }
}

/* What the step before has left. */
static void not_zeroed(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, 1.0, &p->older->dW[l]);
}

static void W_decay(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, BP_LAMBDA, &p->W[l]);
}

static void W_decay_over_M(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, BP_LAMBDA, &p->W[l]);
    bp_over_M(out, p, l);
}

const bp_mistake bp_weight_mistakes[] = {
    CHANGED("dW-sign", "dW", "∂C/∂W^l = −∂C/∂Z^l (A^{l-1})ᵀ", SIGN, bp_negate),
    CHANGED("dW-mean-twice", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ/M", MEAN_TWICE, bp_over_M),
    CHANGED("dW-mean-missing", "dW", "∂C/∂W^l = M ∂C/∂Z^l (A^{l-1})ᵀ", MEAN_MISSING, bp_times_M),
    CHANGED("dW-twice", "dW", "∂C/∂W^l = 2 ∂C/∂Z^l (A^{l-1})ᵀ", FACTOR_TWO, bp_double),
    CHANGED("dW-half", "dW", "∂C/∂W^l = ½ ∂C/∂Z^l (A^{l-1})ᵀ", FACTOR_HALF, bp_halve),
    SWAPPED("dW-other-A", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^l)ᵀ", OTHER_A, of_A),
    SWAPPED("dW-of-Z", "dW", "∂C/∂W^l = ∂C/∂Z^l (Z^{l-1})ᵀ", Z_FOR_A, of_Z),
    SWAPPED("dW-of-dA", "dW", "∂C/∂W^l = ∂C/∂A^l (A^{l-1})ᵀ", DA_FOR_DZ, of_dA),
    CHANGED("dW-transposed", "dW", "∂C/∂W^l = A^{l-1} (∂C/∂Z^l)ᵀ", TRANSPOSED, bp_transpose),
    RULED("dW-order", "dW", "∂C/∂W^l = (A^{l-1})ᵀ ∂C/∂Z^l", ORDER, order),
    RULED("dW-hadamard", "dW", "∂C/∂W^l = ∂C/∂Z^l ⊙ A^{l-1}", HADAMARD_FOR_PRODUCT, hadamard),
    RULED("dW-summed-first", "dW", "∂C/∂W^l = (∂C/∂Z^l ones(M,1)) (A^{l-1} ones(M,1))ᵀ",
          SUMMED_FIRST, summed_first),
    SWAPPED("dW-last-sample", "dW", "∂C/∂W^l_jk = ∂C/∂Z^l_jM A^{l-1}_kM", LAST_SAMPLE, last_sample),
    SWAPPED("dW-first-sample", "dW", "∂C/∂W^l_jk = ∂C/∂Z^l_j1 A^{l-1}_k1", FIRST_SAMPLE,
            first_sample),
    SWAPPED("dW-sample-missing", "dW", "∂C/∂W^l_jk = Σ_{m<M} ∂C/∂Z^l_jm A^{l-1}_km", SAMPLE_MISSING,
            last_missing),
    SWAPPED("dW-first-missing", "dW", "∂C/∂W^l_jk = Σ_{m>1} ∂C/∂Z^l_jm A^{l-1}_km", FIRST_MISSING,
            first_missing),
    SWAPPED("dW-samples-shifted", "dW", "∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm A^{l-1}_k(m+1)",
            SAMPLES_SHIFTED, shifted),
    CHANGED("dW-last-row", "dW", "∂C/∂W^l without its last row", ROW_MISSING, bp_lose_last_row),
    CHANGED("dW-last-column", "dW", "∂C/∂W^l without its last column", COLUMN_MISSING,
            bp_lose_last_column),
    CHANGED("dW-not-zeroed", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + the step before's", NOT_ZEROED,
            not_zeroed),
    CHANGED("dW-decay", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + λW^l, λ = 0.1", DECAY, W_decay),
    CHANGED("dW-decay-over-M", "dW", "∂C/∂W^l = (∂C/∂Z^l (A^{l-1})ᵀ + λW^l)/M, λ = 0.1",
            DECAY_OVER_M, W_decay_over_M),
    SWAPPED_WHERE("dW-stale", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1} of the step before)ᵀ", STALE,
                  layer_below, of_older_A),
    CHANGED("dW-column-major", "dW", "∂C/∂W^l, stored column by column", COLUMN_MAJOR,
            bp_column_major),
    CHANGED("dW-absolute", "dW", "∂C/∂W^l = |∂C/∂Z^l (A^{l-1})ᵀ|", ABSOLUTE, bp_sizes),
    CHANGED("dW-guard", "dW", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ + 1e-8", GUARD, bp_guarded),
    CHANGED("dW-float", "dW", "∂C/∂W^l = (float)(∂C/∂Z^l (A^{l-1})ᵀ)", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
