#include "mistake_families.h"

/* All neurons of the layer above but the last. */
static void short_of_one(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_mat *W = &p->W[l + 1], *dZ = &p->dZ[l + 1];
    (void)user;
    if (W->rows == 1) {
        bp_mat_fill(out, 0.0);
        return;
    }
    bp_mat rows = bp_mat_view(W, 0, 0, W->rows - 1, W->cols);
    bp_mat errors = bp_mat_view(dZ, 0, 0, W->rows - 1, dZ->cols);
    bp_mat_mul_tn(out, &rows, &errors);
}

/* The last neuron of the layer above, in a sum that is set and not added to. */
static void last_of_sum(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_mat *W = &p->W[l + 1], *dZ = &p->dZ[l + 1];
    (void)user;
    bp_mat row = bp_mat_view(W, W->rows - 1, 0, 1, W->cols);
    bp_mat errors = bp_mat_view(dZ, W->rows - 1, 0, 1, dZ->cols);
    bp_mat_mul_tn(out, &row, &errors);
}

WRONG(no_transpose, bp_mat_mul(out, &p->W[l + 1], &p->dZ[l + 1]))
WRONG(other_W, bp_mat_mul_tn(out, &p->W[l], &p->dZ[l + 1]))
WRONG(of_dA, bp_mat_mul_tn(out, &p->W[l + 1], &p->dA[l + 1]))
WRONG(stale_W, bp_mat_mul_tn(out, &p->older->W[l + 1], &p->dZ[l + 1]))

/* The step from ∂C/∂A^l to ∂C/∂Z^l, in which nothing is wrong. */
static void pull_back(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_pull_back(out, p->sigma[l], out, &p->Z[l]);
}

const bp_mistake bp_back_mistakes[] = {
    CHANGED("dA-hidden-sign", "dA-hidden", "∂C/∂A^l = −(W^{l+1})ᵀ ∂C/∂Z^{l+1}", SIGN, bp_negate),
    CHANGED("dA-hidden-mean-twice", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}/M", MEAN_TWICE,
            bp_over_M),
    {"dA-hidden-transposed", "dA-hidden", "∂C/∂A^l = (∂C/∂Z^{l+1})ᵀ W^{l+1}",
     FAMILY_WHERE(ORDER, answer), NULL, bp_transpose},
    {"dA-hidden-no-transpose", "dA-hidden", "∂C/∂A^l = W^{l+1} ∂C/∂Z^{l+1}", FAMILY(NO_TRANSPOSE),
     no_transpose, NULL},
    {"dA-hidden-other-W", "dA-hidden", "∂C/∂A^l = (W^l)ᵀ ∂C/∂Z^{l+1}", FAMILY(OTHER_W), other_W,
     NULL},
    {"dA-hidden-of-dA", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂A^{l+1}",
     FAMILY_WHERE(DA_FOR_DZ, active_above), of_dA, NULL},
    {"dA-hidden-short", "dA-hidden", "∂C/∂A^l_jm = Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km",
     FAMILY(NEURON_MISSING), short_of_one, NULL},
    {"dA-hidden-last-term", "dA-hidden", "∂C/∂A^l_jm = W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}",
     FAMILY(LAST_OF_SUM), last_of_sum, NULL},
    {"dA-hidden-stale", "dA-hidden", "∂C/∂A^l = (W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}",
     FAMILY_WHERE(STALE, any), stale_W, NULL},
    {"dZ-hidden-no-transpose", "dZ-hidden", "∂C/∂Z^l = (W^{l+1} ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)",
     FAMILY(NO_TRANSPOSE), no_transpose, pull_back},
    {"dZ-hidden-other-W", "dZ-hidden", "∂C/∂Z^l = ((W^l)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", FAMILY(OTHER_W),
     other_W, pull_back},
    {"dZ-hidden-of-dA", "dZ-hidden", "∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂A^{l+1}) ⊙ σ'(Z^l)",
     FAMILY_WHERE(DA_FOR_DZ, active_above), of_dA, pull_back},
    {"dZ-hidden-short", "dZ-hidden",
     "∂C/∂Z^l_jm = σ'(Z^l_jm) Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km", FAMILY(NEURON_MISSING),
     short_of_one, pull_back},
    {"dZ-hidden-last-term", "dZ-hidden",
     "∂C/∂Z^l_jm = σ'(Z^l_jm) W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}", FAMILY(LAST_OF_SUM),
     last_of_sum, pull_back},
    {"dZ-hidden-stale-W", "dZ-hidden",
     "∂C/∂Z^l = ((W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", FAMILY_WHERE(STALE, any),
     stale_W, pull_back},
    {0},
};
