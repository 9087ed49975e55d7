#include "mistake_parts.h"

#include <string.h>

static bool is(const bp_equation *e, const char *id)
{
    return strcmp(e->id, id) == 0;
}

static void pull_back(bp_mat *out, const bp_pass *p, size_t l)
{
    bp_pull_back(out, p->sigma[l], out, &p->Z[l]);
}

bp_parts bp_parts_of(const bp_equation *e, const bp_pass *p, size_t l)
{
    if (is(e, "dZ-output")) {
        return (bp_parts){.error = &p->dA[l], .pull = pull_back};
    }
    if (is(e, "dW") || is(e, "db")) {
        return (bp_parts){.error = &p->dZ[l], .input = &p->A[l - 1]};
    }
    BP_REQUIRE(is(e, "dA-hidden") || is(e, "dZ-hidden"), "%s has no parts", e->id);
    return (bp_parts){.error = &p->dZ[l + 1],
                      .W = &p->W[l + 1],
                      .pull = is(e, "dZ-hidden") ? pull_back : NULL};
}

/* The terms that are left of `count`: *first and how many. */
static size_t terms_left(bp_terms_left terms, size_t count, size_t *first)
{
    bool one = terms == BP_FIRST_TERM || terms == BP_LAST_TERM;
    *first = terms == BP_LAST_TERM ? count - 1 : terms == BP_ALL_BUT_FIRST ? 1 : 0;
    return terms == BP_ALL_TERMS ? count : one ? 1 : count - 1;
}

/* (W^{l+1})ᵀ ∂C/∂Z^{l+1}: the sum goes over the neurons above. */
static void go_back(bp_mat *out, const bp_parts *parts)
{
    bp_mat W = *parts->W, error = *parts->error;
    size_t first, count = terms_left(parts->terms, error.rows, &first);
    if (count == 0) {
        bp_mat_fill(out, 0.0);
        return;
    }
    if (parts->terms != BP_ALL_TERMS) {
        W = bp_mat_view(&W, first, 0, count, W.cols);
        error = bp_mat_view(&error, first, 0, count, error.cols);
    }
    if (parts->upright) {
        bp_mat_mul(out, &W, &error);
    } else {
        bp_mat_mul_tn(out, &W, &error);
    }
}

/* Σ_m ∂C/∂Z^l_jm A^{l-1}_k(m+shift) */
static void shifted_product(bp_mat *out, const bp_mat *error, const bp_mat *input, size_t shift)
{
    bp_require_inner("a mistake", BP_SHAPE(error, "dZ"), error->cols, BP_SHAPE(input, "A"),
                     input->cols);
    BP_REQUIRE(out->rows == error->rows && out->cols == input->rows,
               "a mistake: %zu×%zu is %zu×%zu", error->rows, input->rows, out->rows, out->cols);
    bp_mat_fill(out, 0.0);
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t k = 0; k < out->cols; k++) {
            for (size_t m = 0; m < error->cols; m++) {
                BP_AT(out, j, k) += BP_AT(error, j, m) * BP_AT(input, k, (m + shift) % input->cols);
            }
        }
    }
}

/* ∂C/∂Z^l (A^{l-1})ᵀ or ∂C/∂Z^l ones(M,1): the sum goes over the samples. */
static void sum_samples(bp_mat *out, const bp_parts *parts, bool weights)
{
    bp_mat error = *parts->error, input = *parts->input;
    size_t first, count = terms_left(parts->terms, error.cols, &first);
    if (count == 0) {
        bp_mat_fill(out, 0.0);
        return;
    }
    if (parts->terms != BP_ALL_TERMS) {
        error = bp_mat_view(&error, 0, first, error.rows, count);
        input = bp_mat_view(&input, 0, first, input.rows, count);
    }
    if (!weights) {
        bp_mat_row_sums(out, &error);
    } else if (parts->shift > 0) {
        shifted_product(out, &error, &input, parts->shift);
    } else {
        bp_mat_mul_nt(out, &error, &input);
    }
}

void bp_put_together(bp_mat *out, const bp_equation *e, const bp_parts *parts, const bp_pass *p,
                     size_t l)
{
    if (is(e, "dZ-output")) {
        bp_mat_copy(out, parts->error);
    } else if (parts->W) {
        go_back(out, parts);
    } else {
        sum_samples(out, parts, is(e, "dW"));
    }
    if (parts->pull) {
        parts->pull(out, p, l);
    }
}
