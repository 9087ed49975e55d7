#include "mistake_families.h"

void bp_difference_over_M(bp_mat *out, const bp_mat *first, const bp_mat *second)
{
    bp_require_same("a mistake", BP_SHAPE(first, "first"), BP_SHAPE(second, "second"));
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(first, "first"));
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < out->cols; m++) {
            BP_AT(out, j, m) = (BP_AT(first, j, m) - BP_AT(second, j, m)) / (double)out->cols;
        }
    }
}

/* Another loss whose slope exists for these outputs. */
static const bp_loss *other_loss(const bp_pass *p)
{
    const bp_loss *quadratic = bp_loss_named("quadratic");
    return p->net->loss == quadratic ? bp_loss_named("absolute") : quadratic;
}

WRONG(no_target, bp_mat_copy(out, &p->A[l]))

static void slope_of_other_loss(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    const bp_loss *loss = other_loss(p);
    (void)user;
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < out->cols; m++) {
            BP_AT(out, j, m) = loss->slope(BP_AT(&p->A[l], j, m), BP_AT(p->Y, j, m)) / (double)p->M;
        }
    }
}

WRONG(weighted_input_minus_target, bp_difference_over_M(out, &p->Z[l], p->Y))

const bp_mistake bp_output_mistakes[] = {
    CHANGED("dA-output-sign", "dA-output", "∂C/∂A^L = (Y − A^L)/M", SIGN, bp_negate),
    CHANGED("dA-output-mean-missing", "dA-output", "∂C/∂A^L = A^L − Y", MEAN_MISSING, bp_times_M),
    CHANGED("dA-output-mean-twice", "dA-output", "∂C/∂A^L = (A^L − Y)/M²", MEAN_TWICE, bp_over_M),
    CHANGED("dA-output-mean-inverted", "dA-output", "∂C/∂A^L = M (A^L − Y)", MEAN_INVERTED,
            bp_times_M_squared),
    CHANGED("dA-output-mean-of-neurons", "dA-output", "∂C/∂A^L = (A^L − Y)/N_L", MEAN_OF_NEURONS,
            bp_M_over_N),
    CHANGED("dA-output-twice", "dA-output", "∂C/∂A^L = 2 (A^L − Y)/M", FACTOR_TWO, bp_double),
    CHANGED("dA-output-half", "dA-output", "∂C/∂A^L = ½ (A^L − Y)/M", FACTOR_HALF, bp_halve),
    {"dA-output-no-target", "dA-output", "∂C/∂A^L = A^L/M", FAMILY(NO_TARGET), no_target, bp_over_M,
     NULL},
    {"dA-output-of-Z", "dA-output", "∂C/∂A^L = (Z^L − Y)/M", FAMILY_WHERE(Z_FOR_A, Z_is_not_A),
     weighted_input_minus_target, NULL, NULL},
    RULED("dA-output-other-loss", "dA-output", "∂C/∂A^L of another loss", OTHER_LOSS,
          slope_of_other_loss),
    CHANGED("dA-output-transposed", "dA-output", "∂C/∂A^L = ((A^L − Y)/M)ᵀ", TRANSPOSED,
            bp_transpose),
    CHANGED("dA-output-last-row", "dA-output", "∂C/∂A^L without its last row", ROW_MISSING,
            bp_lose_last_row),
    CHANGED("dA-output-last-column", "dA-output", "∂C/∂A^L without its last column", COLUMN_MISSING,
            bp_lose_last_column),
    CHANGED("dA-output-column-major", "dA-output", "∂C/∂A^L, stored column by column", COLUMN_MAJOR,
            bp_column_major),
    CHANGED("dA-output-absolute", "dA-output", "∂C/∂A^L = |A^L − Y|/M", ABSOLUTE, bp_sizes),
    CHANGED("dA-output-guard", "dA-output", "∂C/∂A^L = (A^L − Y)/M + 1e-8", GUARD, bp_guarded),
    CHANGED("dA-output-float", "dA-output", "∂C/∂A^L = (float)((A^L − Y)/M)", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
