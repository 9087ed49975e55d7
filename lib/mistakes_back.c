#include "mistake_families.h"
#include "mistake_parts.h"

PART(short_of_one, parts->terms = BP_ALL_BUT_LAST)
PART(last_of_sum, parts->terms = BP_LAST_TERM)
PART(no_transpose, parts->upright = true)
PART(other_W, parts->W = &p->W[l])
PART(stale_W, parts->W = &p->older->W[l + 1])
PART(of_dA, parts->error = &p->dA[l + 1])

/* What the step before has left. */
static void not_zeroed(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_add(out, 1.0, &p->older->dA[l]);
}

const bp_mistake bp_back_mistakes[] = {
    CHANGED("dA-hidden-sign", "dA-hidden", "∂C/∂A^l = −(W^{l+1})ᵀ ∂C/∂Z^{l+1}", SIGN, bp_negate),
    CHANGED("dA-hidden-mean-twice", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}/M", MEAN_TWICE,
            bp_over_M),
    CHANGED("dA-hidden-mean-missing", "dA-hidden", "∂C/∂A^l = M (W^{l+1})ᵀ ∂C/∂Z^{l+1}",
            MEAN_MISSING, bp_times_M),
    CHANGED("dA-hidden-twice", "dA-hidden", "∂C/∂A^l = 2 (W^{l+1})ᵀ ∂C/∂Z^{l+1}", FACTOR_TWO,
            bp_double),
    CHANGED("dA-hidden-half", "dA-hidden", "∂C/∂A^l = ½ (W^{l+1})ᵀ ∂C/∂Z^{l+1}", FACTOR_HALF,
            bp_halve),
    {"dA-hidden-transposed", "dA-hidden", "∂C/∂A^l = (∂C/∂Z^{l+1})ᵀ W^{l+1}",
     FAMILY_WHERE(ORDER, turned), NULL, bp_transpose, NULL},
    SWAPPED("dA-hidden-no-transpose", "dA-hidden", "∂C/∂A^l = W^{l+1} ∂C/∂Z^{l+1}", NO_TRANSPOSE,
            no_transpose),
    SWAPPED("dA-hidden-other-W", "dA-hidden", "∂C/∂A^l = (W^l)ᵀ ∂C/∂Z^{l+1}", OTHER_W, other_W),
    SWAPPED_WHERE("dA-hidden-of-dA", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂A^{l+1}", DA_FOR_DZ,
                  active_above, of_dA),
    SWAPPED("dA-hidden-short", "dA-hidden", "∂C/∂A^l_jm = Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km",
            NEURON_MISSING, short_of_one),
    SWAPPED("dA-hidden-last-term", "dA-hidden",
            "∂C/∂A^l_jm = W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}", LAST_OF_SUM, last_of_sum),
    CHANGED("dA-hidden-last-row", "dA-hidden", "∂C/∂A^l without its last row", ROW_MISSING,
            bp_lose_last_row),
    CHANGED("dA-hidden-last-column", "dA-hidden", "∂C/∂A^l without its last column", COLUMN_MISSING,
            bp_lose_last_column),
    CHANGED("dA-hidden-column-major", "dA-hidden", "∂C/∂A^l, stored column by column", COLUMN_MAJOR,
            bp_column_major),
    CHANGED("dA-hidden-not-zeroed", "dA-hidden",
            "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1} + the step before's", NOT_ZEROED, not_zeroed),
    CHANGED("dA-hidden-absolute", "dA-hidden", "∂C/∂A^l = |(W^{l+1})ᵀ ∂C/∂Z^{l+1}|", ABSOLUTE,
            bp_sizes),
    CHANGED("dA-hidden-guard", "dA-hidden", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1} + 1e-8", GUARD,
            bp_guarded),
    CHANGED("dA-hidden-float", "dA-hidden", "∂C/∂A^l = (float)((W^{l+1})ᵀ ∂C/∂Z^{l+1})",
            SINGLE_PRECISION, bp_to_float),
    SWAPPED_WHERE("dA-hidden-stale", "dA-hidden",
                  "∂C/∂A^l = (W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}", STALE, any, stale_W),
    SWAPPED("dZ-hidden-no-transpose", "dZ-hidden", "∂C/∂Z^l = (W^{l+1} ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)",
            NO_TRANSPOSE, no_transpose),
    SWAPPED("dZ-hidden-other-W", "dZ-hidden", "∂C/∂Z^l = ((W^l)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", OTHER_W,
            other_W),
    SWAPPED_WHERE("dZ-hidden-of-dA", "dZ-hidden", "∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂A^{l+1}) ⊙ σ'(Z^l)",
                  DA_FOR_DZ, active_above, of_dA),
    SWAPPED("dZ-hidden-short", "dZ-hidden",
            "∂C/∂Z^l_jm = σ'(Z^l_jm) Σ_{k<N_{l+1}} W^{l+1}_kj ∂C/∂Z^{l+1}_km", NEURON_MISSING,
            short_of_one),
    SWAPPED("dZ-hidden-last-term", "dZ-hidden",
            "∂C/∂Z^l_jm = σ'(Z^l_jm) W^{l+1}_Nj ∂C/∂Z^{l+1}_Nm, N = N_{l+1}", LAST_OF_SUM,
            last_of_sum),
    SWAPPED_WHERE("dZ-hidden-stale-W", "dZ-hidden",
                  "∂C/∂Z^l = ((W^{l+1} of the step before)ᵀ ∂C/∂Z^{l+1}) ⊙ σ'(Z^l)", STALE, any,
                  stale_W),
    {0},
};
