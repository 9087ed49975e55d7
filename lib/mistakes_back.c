#include "mistake_families.h"

/* The same two steps for ∂C/∂A^l and ∂C/∂Z^l, with another matrix in the place of one of theirs. */
static void back(bp_mat *out, const bp_pass *p, size_t l, const bp_mat *W, const bp_mat *error,
                 bool pulled)
{
    bp_mat_mul_tn(out, W, error);
    if (pulled) {
        bp_pull_back(out, p->sigma[l], out, &p->Z[l]);
    }
}

static void straight(bp_mat *out, const bp_pass *p, size_t l, bool pulled)
{
    bp_mat_mul(out, &p->W[l + 1], &p->dZ[l + 1]);
    if (pulled) {
        bp_pull_back(out, p->sigma[l], out, &p->Z[l]);
    }
}

/* All neurons of the layer above but the last. */
static void short_of_one(bp_mat *out, const bp_pass *p, size_t l, bool pulled)
{
    const bp_mat *W = &p->W[l + 1], *dZ = &p->dZ[l + 1];
    bp_mat rows = bp_mat_view(W, 0, 0, W->rows - 1, W->cols);
    bp_mat errors = bp_mat_view(dZ, 0, 0, W->rows - 1, dZ->cols);
    if (W->rows == 1) {
        bp_mat_fill(out, 0.0);
    } else {
        back(out, p, l, &rows, &errors, pulled);
    }
}

/* The last neuron of the layer above, in a sum that is set and not added to. */
static void last_of_sum(bp_mat *out, const bp_pass *p, size_t l, bool pulled)
{
    const bp_mat *W = &p->W[l + 1], *dZ = &p->dZ[l + 1];
    bp_mat row = bp_mat_view(W, W->rows - 1, 0, 1, W->cols);
    bp_mat errors = bp_mat_view(dZ, W->rows - 1, 0, 1, dZ->cols);
    back(out, p, l, &row, &errors, pulled);
}

WRONG(A_no_transpose, straight(out, p, l, false))
WRONG(Z_no_transpose, straight(out, p, l, true))
WRONG(A_other_W, back(out, p, l, &p->W[l], &p->dZ[l + 1], false))
WRONG(Z_other_W, back(out, p, l, &p->W[l], &p->dZ[l + 1], true))
WRONG(A_of_dA, back(out, p, l, &p->W[l + 1], &p->dA[l + 1], false))
WRONG(Z_of_dA, back(out, p, l, &p->W[l + 1], &p->dA[l + 1], true))
WRONG(A_short_of_one, short_of_one(out, p, l, false))
WRONG(Z_short_of_one, short_of_one(out, p, l, true))
WRONG(A_last_of_sum, last_of_sum(out, p, l, false))
WRONG(Z_last_of_sum, last_of_sum(out, p, l, true))
WRONG(A_stale, back(out, p, l, &p->older->W[l + 1], &p->dZ[l + 1], false))
WRONG(Z_stale_W, back(out, p, l, &p->older->W[l + 1], &p->dZ[l + 1], true))

const bp_mistake bp_back_mistakes[] = {
    CHANGED("dA-hidden-sign", "dA-hidden", "∂C/∂A^l = −(W^{l+1})ᵀ ∂C/∂Z^{l+1}", SIGN, bp_negate),
    CHANGED("dA-hidden-mean-twice", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}/M", MEAN_TWICE,
            bp_over_M),
    CHANGED("dA-hidden-transposed", "dA-hidden", "∂C/∂A^l = (∂C/∂Z^{l+1})ᵀ W^{l+1}", ORDER,
            bp_transpose),
    {"dA-hidden-no-transpose", "dA-hidden", "∂C/∂A^l = W^{l+1} ∂C/∂Z^{l+1}", FAMILY(NO_TRANSPOSE),
     A_no_transpose, NULL},
    {"dA-hidden-other-W", "dA-hidden", "∂C/∂A^l = (W^l)ᵀ ∂C/∂Z^{l+1}", FAMILY(OTHER_W), A_other_W,
     NULL},
    {"dA-hidden-of-dA", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂A^{l+1}", FAMILY(DA_FOR_DZ), A_of_dA,
     NULL},
    {"dA-hidden-short", "dA-hidden", "∂C/∂A^l_jm = Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km",
     FAMILY(NEURON_MISSING), A_short_of_one, NULL},
    {"dA-hidden-last-term", "dA-hidden", "∂C/∂A^l_jm = W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}",
     FAMILY(LAST_OF_SUM), A_last_of_sum, NULL},
    {"dA-hidden-stale", "dA-hidden", "∂C/∂A^l = (W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}",
     FAMILY(STALE), A_stale, NULL},
    {"dZ-hidden-no-transpose", "dZ-hidden", "∂C/∂Z^l = (W^{l+1} ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)",
     FAMILY(NO_TRANSPOSE), Z_no_transpose, NULL},
    {"dZ-hidden-other-W", "dZ-hidden", "∂C/∂Z^l = ((W^l)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", FAMILY(OTHER_W),
     Z_other_W, NULL},
    {"dZ-hidden-of-dA", "dZ-hidden", "∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂A^{l+1}) ⊙ σ'(Z^l)",
     FAMILY(DA_FOR_DZ), Z_of_dA, NULL},
    {"dZ-hidden-short", "dZ-hidden",
     "∂C/∂Z^l_jm = σ'(Z^l_jm) Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km", FAMILY(NEURON_MISSING),
     Z_short_of_one, NULL},
    {"dZ-hidden-last-term", "dZ-hidden",
     "∂C/∂Z^l_jm = σ'(Z^l_jm) W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}", FAMILY(LAST_OF_SUM),
     Z_last_of_sum, NULL},
    {"dZ-hidden-stale-W", "dZ-hidden",
     "∂C/∂Z^l = ((W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", FAMILY(STALE), Z_stale_W,
     NULL},
    {0},
};
