#include "mistake_families.h"
#include "mistake_parts.h"

/* What the factor σ'(Z) may become: σ' at something, or something else. */
typedef double factor_at(const bp_pass *p, size_t l, size_t j, size_t m);

/* σ'(Z); softmax as if it were elementwise. */
static double at_Z(const bp_pass *p, size_t l, size_t j, size_t m)
{
    double a = BP_AT(&p->A[l], j, m);
    return bp_couples_neurons(p->sigma[l]) ? a * (1.0 - a)
                                           : bp_slope(p->sigma[l], BP_AT(&p->Z[l], j, m));
}

static double value(const bp_pass *p, size_t l, size_t j, size_t m)
{
    return BP_AT(&p->A[l], j, m);
}

static void times(bp_mat *out, const bp_pass *p, size_t l, factor_at *factor)
{
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(&p->Z[l], "Z"));
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < out->cols; m++) {
            BP_AT(out, j, m) *= factor(p, l, j, m);
        }
    }
}

#define INSTEAD(name, ...)                                    \
    static void name(bp_mat *out, const bp_pass *p, size_t l) \
    {                                                         \
        __VA_ARGS__;                                          \
    }

INSTEAD(at_A, bp_pull_back(out, p->sigma[l], out, &p->A[l]))
INSTEAD(at_older_Z, bp_pull_back(out, p->sigma[l], out, &p->older->Z[l]))
INSTEAD(times_value, times(out, p, l, value))

/* The layer below's, or in the first layer the last one's; a twin would have that layer's width. */
INSTEAD(of_other_layer, bp_pull_back(out, p->net->sigma[l > 1 ? l - 1 : p->L], out, &p->Z[l]))

INSTEAD(elementwise, times(out, p, l, at_Z))
INSTEAD(twice, bp_pull_back(out, p->sigma[l], out, &p->Z[l]);
        bp_pull_back(out, p->sigma[l], out, &p->Z[l]))

static void add_slope(bp_mat *out, const bp_pass *p, size_t l)
{
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < out->cols; m++) {
            BP_AT(out, j, m) += at_Z(p, l, j, m);
        }
    }
}

PART(slope_missing, parts->pull = NULL)
PART(slope_at_A, parts->pull = at_A)
PART(slope_is_value, parts->pull = times_value)
PART(slope_twice, parts->pull = twice)
PART(slope_of_other, parts->pull = of_other_layer)
PART(slope_elementwise, parts->pull = elementwise)
PART(slope_added, parts->pull = add_slope)
PART(slope_at_older_Z, parts->pull = at_older_Z)

/* What the step before has left. */
INSTEAD(not_zeroed, bp_add(out, 1.0, &p->older->dZ[l]))

WRONG(shortcut, bp_difference_over_M(out, &p->A[l], p->Y))

/* Output layer: u is ∂C/∂A^L; hidden layers: u is (W^{l+1})ᵀ ∂C/∂Z^{l+1}. */
#define BOTH(name, right_side, family, transform, swap)                                         \
    {                                                                                           \
        "dZ-output-" name,                                                                      \
        "dZ-output",                                                                            \
        "∂C/∂Z^L = " right_side ", u = ∂C/∂A^L",                                                \
        FAMILY(family),                                                                         \
        NULL,                                                                                   \
        transform,                                                                              \
        swap},                                                                                  \
    {                                                                                           \
        "dZ-hidden-" name, "dZ-hidden", "∂C/∂Z^l = " right_side ", u = (W^{l+1})ᵀ ∂C/∂Z^{l+1}", \
            FAMILY(family), NULL, transform, swap                                               \
    }

const bp_mistake bp_slope_mistakes[] = {
    BOTH("sign", "−u ⊙ σ'(Z)", SIGN, bp_negate, NULL),
    BOTH("mean-twice", "u ⊙ σ'(Z)/M", MEAN_TWICE, bp_over_M, NULL),
    BOTH("mean-missing", "M u ⊙ σ'(Z)", MEAN_MISSING, bp_times_M, NULL),
    BOTH("twice", "2 u ⊙ σ'(Z)", FACTOR_TWO, bp_double, NULL),
    BOTH("half", "½ u ⊙ σ'(Z)", FACTOR_HALF, bp_halve, NULL),
    BOTH("slope-missing", "u", SLOPE_MISSING, NULL, slope_missing),
    BOTH("slope-at-A", "u ⊙ σ'(A)", SLOPE_AT_A, NULL, slope_at_A),
    BOTH("slope-is-value", "u ⊙ σ(Z)", SLOPE_IS_VALUE, NULL, slope_is_value),
    BOTH("slope-twice", "u ⊙ σ'(Z) ⊙ σ'(Z)", SLOPE_TWICE, NULL, slope_twice),
    BOTH("slope-of-other", "u ⊙ σ'^{l-1}(Z)", SLOPE_OF_OTHER, NULL, slope_of_other),
    BOTH("elementwise", "u ⊙ a(1 − a), for softmax", SOFTMAX_ELEMENTWISE, NULL, slope_elementwise),
    BOTH("added", "u + σ'(Z)", SUM_FOR_PRODUCT, NULL, slope_added),
    BOTH("stale", "u ⊙ σ'(Z before the update)", STALE, NULL, slope_at_older_Z),
    BOTH("transposed", "(u ⊙ σ'(Z))ᵀ", TRANSPOSED, bp_transpose, NULL),
    BOTH("last-row", "u ⊙ σ'(Z) without its last row", ROW_MISSING, bp_lose_last_row, NULL),
    BOTH("last-column", "u ⊙ σ'(Z) without its last column", COLUMN_MISSING, bp_lose_last_column,
         NULL),
    BOTH("column-major", "u ⊙ σ'(Z), stored column by column", COLUMN_MAJOR, bp_column_major, NULL),
    BOTH("not-zeroed", "u ⊙ σ'(Z) + the step before's", NOT_ZEROED, not_zeroed, NULL),
    BOTH("absolute", "|u ⊙ σ'(Z)|", ABSOLUTE, bp_sizes, NULL),
    BOTH("guard", "u ⊙ σ'(Z) + 1e-8", GUARD, bp_guarded, NULL),
    BOTH("float", "(float)(u ⊙ σ'(Z))", SINGLE_PRECISION, bp_to_float, NULL),
    RULED("dZ-output-shortcut", "dZ-output", "∂C/∂Z^L = (A^L − Y)/M", OUTPUT_SHORTCUT, shortcut),
    {0},
};
