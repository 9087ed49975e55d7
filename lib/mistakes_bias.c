#include "mistake_families.h"

static void bias_part(bp_mat *out, const bp_pass *p, size_t l, size_t first, size_t count)
{
    bp_mat part = bp_mat_view(&p->dZ[l], 0, first, p->dZ[l].rows, count);
    bp_mat_fill(out, 0.0);
    if (count > 0) {
        bp_mat_row_sums(out, &part);
    }
}

/* One number for each sample: the sum over the neurons. */
static void b_neurons_summed(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_mat *dZ = &p->dZ[l];
    (void)user;
    BP_REQUIRE(bp_mat_resize(out, 1, dZ->cols), "a mistake: no memory for 1×%zu", dZ->cols);
    for (size_t m = 0; m < dZ->cols; m++) {
        for (size_t j = 0; j < dZ->rows; j++) {
            BP_AT(out, 0, m) += BP_AT(dZ, j, m);
        }
    }
}

static void b_not_zeroed(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_mat *dZ = &p->dZ[l];
    (void)user;
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(&p->b[l], "b"));
    for (size_t j = 0; j < dZ->rows; j++) {
        for (size_t m = 0; m < dZ->cols; m++) {
            BP_AT(out, j, 0) += BP_AT(dZ, j, m);
        }
    }
}

WRONG(b_last_sample, bias_part(out, p, l, p->M - 1, 1))
WRONG(b_first_sample, bias_part(out, p, l, 0, 1))
WRONG(b_sample_missing, bias_part(out, p, l, 0, p->M - 1))
WRONG(b_of_dA, bp_mat_row_sums(out, &p->dA[l]))
WRONG(b_of_next, bp_mat_row_sums(out, &p->dZ[l < p->L ? l + 1 : l]))

static void b_decay(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add_decay(out, &p->b[l]);
}

const bp_mistake bp_bias_mistakes[] = {
    CHANGED("db-sign", "db", "∂C/∂b^l = −∂C/∂Z^l ones(M,1)", SIGN, bp_negate),
    CHANGED("db-mean-twice", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1)/M", MEAN_TWICE, bp_over_M),
    CHANGED("db-mean-missing", "db", "∂C/∂b^l = M ∂C/∂Z^l ones(M,1)", MEAN_MISSING, bp_times_M),
    CHANGED("db-twice", "db", "∂C/∂b^l = 2 ∂C/∂Z^l ones(M,1)", FACTOR_TWO, bp_double),
    CHANGED("db-half", "db", "∂C/∂b^l = ½ ∂C/∂Z^l ones(M,1)", FACTOR_HALF, bp_halve),
    {"db-neurons-summed", "db", "∂C/∂b^l = ones(1,N_l) ∂C/∂Z^l", FAMILY(NEURONS_SUMMED),
     b_neurons_summed, NULL},
    {"db-last-sample", "db", "∂C/∂b^l_j = ∂C/∂Z^l_jM", FAMILY(LAST_SAMPLE), b_last_sample, NULL},
    {"db-first-sample", "db", "∂C/∂b^l_j = ∂C/∂Z^l_j1", FAMILY(FIRST_SAMPLE), b_first_sample, NULL},
    {"db-sample-missing", "db", "∂C/∂b^l_j = Σ_{m<M} ∂C/∂Z^l_jm", FAMILY(SAMPLE_MISSING),
     b_sample_missing, NULL},
    CHANGED("db-last-row", "db", "∂C/∂b^l without its last row", ROW_MISSING, bp_lose_last_row),
    {"db-not-zeroed", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + the step before's", FAMILY(NOT_ZEROED),
     b_not_zeroed, NULL},
    {"db-of-dA", "db", "∂C/∂b^l = ∂C/∂A^l ones(M,1)", FAMILY(DA_FOR_DZ), b_of_dA, NULL},
    {"db-next-layer", "db", "∂C/∂b^l = ∂C/∂Z^{l+1} ones(M,1)", FAMILY(BIAS_OF_NEXT), b_of_next,
     NULL},
    CHANGED("db-once-per-weight", "db", "∂C/∂b^l = N_{l-1} ∂C/∂Z^l ones(M,1)", ONCE_PER_WEIGHT,
            bp_times_inputs),
    CHANGED("db-transposed", "db", "∂C/∂b^l = (∂C/∂Z^l ones(M,1))ᵀ", TRANSPOSED, bp_transpose),
    {"db-decay", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + λb^l, λ = 0.1", FAMILY_WHERE(DECAY, bias),
     NULL, b_decay},
    CHANGED("db-absolute", "db", "∂C/∂b^l = |∂C/∂Z^l ones(M,1)|", ABSOLUTE, bp_sizes),
    CHANGED("db-guard", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + 1e-8", GUARD, bp_guarded),
    CHANGED("db-float", "db", "∂C/∂b^l = (float)(∂C/∂Z^l ones(M,1))", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
