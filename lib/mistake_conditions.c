/* Where a mistake shows. Each condition is one line: what people read, and the same in C; the suite
 * mistakes holds them against the numbers. p is the pass, l the layer, `right` the right answer. */
#include <math.h>
#include <string.h>

#include "mistake_families.h"

#define WHERE(name, words, ...)                                               \
    static bool name##_holds(const bp_pass *p, size_t l, const bp_mat *right) \
    {                                                                         \
        (void)p, (void)l, (void)right;                                        \
        return __VA_ARGS__;                                                   \
    }                                                                         \
    const bp_condition bp_##name = {words, name##_holds};

static bool is(const bp_pass *p, size_t l, const char *sigma)
{
    return strcmp(p->net->sigma[l]->name, sigma) == 0;
}

static bool is_one_number(const bp_mat *m)
{
    return m->rows == 1 && m->cols == 1;
}

static bool any(const bp_mat *m, bool (*is_so)(double))
{
    bool found = false;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        found = found || is_so(m->v[i]);
    }
    return found;
}

static bool is_negative(double x)
{
    return x < 0.0;
}

static bool is_longer_than_float(double x)
{
    return (double)(float)x != x;
}

static bool line_is_zero(const bp_mat *m, bool row)
{
    bp_mat line = row ? bp_mat_view(m, m->rows - 1, 0, 1, m->cols) : bp_mat_column(m, m->cols - 1);
    return bp_mat_is_zero(&line);
}

static bool samples_differ(const bp_mat *m)
{
    bool found = false;
    for (size_t k = 1; k < m->cols; k++) {
        bp_mat before = bp_mat_column(m, k - 1), column = bp_mat_column(m, k);
        found = found || bp_mat_gap(&before, &column).gap > 0.0;
    }
    return found;
}

static bool is_own_transpose(const bp_mat *m)
{
    bool all = m->rows == m->cols;
    for (size_t i = 0; all && i < m->rows * m->cols; i++) {
        size_t j = i / m->cols, k = i % m->cols;
        all = BP_AT(m, j, k) == BP_AT(m, k, j);
    }
    return all;
}

/* Do its numbers, stored column by column and read row by row, stand elsewhere? */
static bool has_order(const bp_mat *m)
{
    bool found = false;
    for (size_t j = 0; j < m->rows; j++) {
        for (size_t k = 0; k < m->cols; k++) {
            size_t place = k * m->rows + j;
            found = found || BP_AT(m, place / m->cols, place % m->cols) != BP_AT(m, j, k);
        }
    }
    return found;
}

static bool targets_sum_to_1(const bp_mat *Y)
{
    bool all = true;
    for (size_t m = 0; m < Y->cols; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < Y->rows; j++) {
            sum += BP_AT(Y, j, m);
        }
        all = all && fabs(sum - 1.0) <= 1e-12;
    }
    return all;
}

/* (A^L − Y)/M is ∂C/∂Z^L for these. */
static bool slope_cancels(const bp_pass *p)
{
    const char *loss = p->net->loss->name;
    return (strcmp(loss, "cross-entropy") == 0 && is(p, p->L, "sigmoid")) ||
           (strcmp(loss, "categorical") == 0 && targets_sum_to_1(p->Y)) ||
           (strcmp(loss, "quadratic") == 0 && is(p, p->L, "identity"));
}

static bool is_quadratic(const bp_pass *p)
{
    return strcmp(p->net->loss->name, "quadratic") == 0;
}

WHERE(where_any, "in any network", true)

/* Sizes --------------------------------------------------------------------------------------- */

WHERE(where_samples, "where M > 1", p->M > 1)
WHERE(where_mean_differs, "where M ≠ N_l", p->M != p->net->N[l])
WHERE(where_neurons, "where N_l > 1", p->net->N[l] > 1)
WHERE(where_inputs, "where N_{l-1} > 1", p->net->N[l - 1] > 1)
WHERE(where_neurons_above, "where N_{l+1} > 1", p->net->N[l + 1] > 1)
WHERE(where_turned, "where the right answer is not its own transpose", !is_own_transpose(right))
WHERE(where_dZ, "where ∂C/∂Z^l is not 1×1", !is_one_number(&p->dZ[l]))
WHERE(where_W, "where W^l is not 1×1", !is_one_number(&p->W[l]))
WHERE(where_W_above, "where W^{l+1} is not 1×1", !is_one_number(&p->W[l + 1]))
WHERE(where_factors, "where ∂C/∂Z^l or A^{l-1} is not 1×1",
      !is_one_number(&p->dZ[l]) || !is_one_number(&p->A[l - 1]))

/* Layers -------------------------------------------------------------------------------------- */

WHERE(where_layer_above, "where l < L", l < p->L)
WHERE(where_layer_below, "where l > 1", l > 1)
WHERE(where_active_below, "where l > 1 and σ^{l-1} is not the identity",
      l > 1 && !is(p, l - 1, "identity"))

/* Functions ----------------------------------------------------------------------------------- */

WHERE(where_active, "where σ^l is not the identity", !is(p, l, "identity"))
WHERE(where_active_above, "where σ^{l+1} is not the identity", !is(p, l + 1, "identity"))
WHERE(where_curved, "where σ^l bends not only at 0: not identity, relu, leaky-relu",
      !is(p, l, "identity") && !is(p, l, "relu") && !is(p, l, "leaky-relu"))
WHERE(where_slope, "where σ'^l is not only 0 and 1: not identity, relu",
      !is(p, l, "identity") && !is(p, l, "relu"))
WHERE(where_others, "where σ^l is not σ^{l-1} (in layer 1: not σ^L)",
      p->net->sigma[l] != p->net->sigma[l > 1 ? l - 1 : p->L])
WHERE(where_softmax, "where σ^l is softmax", bp_couples_neurons(p->net->sigma[l]))
WHERE(where_slope_stays,
      "where σ^L and the loss are not sigmoid and cross-entropy, identity and quadratic, or, with "
      "targets that sum to 1, softmax and categorical",
      !slope_cancels(p))
WHERE(where_Z_is_not_A, "where σ^L is not the identity, or the loss not quadratic",
      !is(p, l, "identity") || !is_quadratic(p))

/* Numbers ------------------------------------------------------------------------------------- */

WHERE(where_nonzero, "where the right answer is not 0", !bp_mat_is_zero(right))
WHERE(where_negative, "where a right entry is negative", any(right, is_negative))
WHERE(where_order, "where the right answer, read column by column, is another", has_order(right))
WHERE(where_last_row, "where the last row is not 0", !line_is_zero(right, true))
WHERE(where_last_column, "where the last column is not 0", !line_is_zero(right, false))
WHERE(where_long, "where a right entry has more than 24 bits", any(right, is_longer_than_float))
WHERE(where_small, "where the largest entry is below 1e6", bp_mat_largest(right) < 1e6)
WHERE(where_target, "where Y is not 0, or the loss not quadratic",
      !bp_mat_is_zero(p->Y) || !is_quadratic(p))
WHERE(where_samples_differ, "where both ∂C/∂Z^l and A^{l-1} differ between samples",
      samples_differ(&p->dZ[l]) && samples_differ(&p->A[l - 1]))
WHERE(where_bias, "where b^l is not 0", !bp_mat_is_zero(&p->b[l]))
WHERE(where_weight, "where W^l is not 0", !bp_mat_is_zero(&p->W[l]))
WHERE(where_weight_or_mean, "where M > 1 or W^l is not 0", p->M > 1 || !bp_mat_is_zero(&p->W[l]))
