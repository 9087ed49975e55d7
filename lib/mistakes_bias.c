#include "mistake_families.h"
#include "mistake_parts.h"

PART(last_sample, parts->terms = BP_LAST_TERM)
PART(first_sample, parts->terms = BP_FIRST_TERM)
PART(last_missing, parts->terms = BP_ALL_BUT_LAST)
PART(first_missing, parts->terms = BP_ALL_BUT_FIRST)
PART(of_dA, parts->error = &p->dA[l])
PART(of_next, parts->error = &p->dZ[l < p->L ? l + 1 : l])

/* One number for each sample: the sum over the neurons. */
static void neurons_summed(bp_mat *out, const bp_pass *p, size_t l, void *user)
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

/* What the step before has left. */
static void not_zeroed(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, 1.0, &p->older->db[l]);
}

static void decay(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, BP_LAMBDA, &p->b[l]);
}

const bp_mistake bp_bias_mistakes[] = {
    CHANGED("db-sign", "db", "∂C/∂b^l = −∂C/∂Z^l ones(M,1)", SIGN, bp_negate),
    CHANGED("db-mean-twice", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1)/M", MEAN_TWICE, bp_over_M),
    CHANGED("db-mean-missing", "db", "∂C/∂b^l = M ∂C/∂Z^l ones(M,1)", MEAN_MISSING, bp_times_M),
    CHANGED("db-twice", "db", "∂C/∂b^l = 2 ∂C/∂Z^l ones(M,1)", FACTOR_TWO, bp_double),
    CHANGED("db-half", "db", "∂C/∂b^l = ½ ∂C/∂Z^l ones(M,1)", FACTOR_HALF, bp_halve),
    RULED("db-neurons-summed", "db", "∂C/∂b^l = ones(1,N_l) ∂C/∂Z^l", NEURONS_SUMMED,
          neurons_summed),
    SWAPPED("db-last-sample", "db", "∂C/∂b^l_j = ∂C/∂Z^l_jM", LAST_SAMPLE, last_sample),
    SWAPPED("db-first-sample", "db", "∂C/∂b^l_j = ∂C/∂Z^l_j1", FIRST_SAMPLE, first_sample),
    SWAPPED("db-sample-missing", "db", "∂C/∂b^l_j = Σ_{m<M} ∂C/∂Z^l_jm", SAMPLE_MISSING,
            last_missing),
    SWAPPED("db-first-missing", "db", "∂C/∂b^l_j = Σ_{m>1} ∂C/∂Z^l_jm", FIRST_MISSING,
            first_missing),
    CHANGED("db-last-row", "db", "∂C/∂b^l without its last row", ROW_MISSING, bp_lose_last_row),
    CHANGED("db-not-zeroed", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + the step before's", NOT_ZEROED,
            not_zeroed),
    SWAPPED("db-of-dA", "db", "∂C/∂b^l = ∂C/∂A^l ones(M,1)", DA_FOR_DZ, of_dA),
    SWAPPED("db-next-layer", "db", "∂C/∂b^l = ∂C/∂Z^{l+1} ones(M,1)", BIAS_OF_NEXT, of_next),
    CHANGED("db-once-per-weight", "db", "∂C/∂b^l = N_{l-1} ∂C/∂Z^l ones(M,1)", ONCE_PER_WEIGHT,
            bp_times_inputs),
    CHANGED("db-transposed", "db", "∂C/∂b^l = (∂C/∂Z^l ones(M,1))ᵀ", TRANSPOSED, bp_transpose),
    {"db-decay", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + λb^l, λ = 0.1", FAMILY_WHERE(DECAY, bias),
     NULL, decay, NULL},
    CHANGED("db-absolute", "db", "∂C/∂b^l = |∂C/∂Z^l ones(M,1)|", ABSOLUTE, bp_sizes),
    CHANGED("db-guard", "db", "∂C/∂b^l = ∂C/∂Z^l ones(M,1) + 1e-8", GUARD, bp_guarded),
    CHANGED("db-float", "db", "∂C/∂b^l = (float)(∂C/∂Z^l ones(M,1))", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
