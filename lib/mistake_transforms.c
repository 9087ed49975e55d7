#include <math.h>

#include "mistake_families.h"

static void multiply(bp_mat *out, double factor)
{
    for (size_t i = 0; i < out->rows; i++) {
        for (size_t j = 0; j < out->cols; j++) {
            BP_AT(out, i, j) *= factor;
        }
    }
}

void bp_negate(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    multiply(out, -1.0);
}

void bp_times_M(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)l;
    multiply(out, (double)p->M);
}

void bp_over_M(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)l;
    multiply(out, 1.0 / (double)p->M);
}

void bp_times_M_squared(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)l;
    multiply(out, (double)p->M * (double)p->M);
}

void bp_double(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    multiply(out, 2.0);
}

void bp_halve(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    multiply(out, 0.5);
}

void bp_M_over_N(bp_mat *out, const bp_pass *p, size_t l)
{
    multiply(out, (double)p->M / (double)p->net->N[l]);
}

void bp_times_inputs(bp_mat *out, const bp_pass *p, size_t l)
{
    multiply(out, (double)p->net->N[l - 1]);
}

void bp_sizes(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    bp_mat_map(out, fabs, out);
}

static double to_float(double x)
{
    return (double)(float)x;
}

void bp_to_float(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    bp_mat_map(out, to_float, out);
}

static double guarded(double x)
{
    return x + 1e-8;
}

void bp_guarded(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    bp_mat_map(out, guarded, out);
}

void bp_lose_last_row(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    bp_mat last = bp_mat_view(out, out->rows - 1, 0, 1, out->cols);
    bp_mat_fill(&last, 0.0);
}

void bp_lose_last_column(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    bp_mat last = bp_mat_column(out, out->cols - 1);
    bp_mat_fill(&last, 0.0);
}

/* The numbers of a copy of out, in another arrangement. False: no memory. */
static bool rearrange(bp_mat *out, bool transposed)
{
    bp_mat copy;
    if (!bp_mat_new(&copy, out->rows, out->cols)) {
        return false;
    }
    bp_mat_copy(&copy, out);
    size_t rows = copy.rows, cols = copy.cols;
    bool complete = !transposed || bp_mat_resize(out, cols, rows);
    for (size_t i = 0; complete && i < rows * cols; i++) {
        size_t j = i / cols, k = i % cols, place = k * rows + j; /* column by column */
        BP_AT(out, place / out->cols, place % out->cols) = BP_AT(&copy, j, k);
    }
    bp_mat_free(&copy);
    return complete;
}

void bp_transpose(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    BP_REQUIRE(rearrange(out, true), "bp_transpose: no memory for %zu×%zu", out->cols, out->rows);
}

void bp_column_major(bp_mat *out, const bp_pass *p, size_t l)
{
    (void)p, (void)l;
    BP_REQUIRE(rearrange(out, false), "bp_column_major: no memory for %zu×%zu", out->rows,
               out->cols);
}

void bp_add(bp_mat *out, double factor, const bp_mat *more)
{
    bp_require_same("a mistake", BP_SHAPE(out, "out"), BP_SHAPE(more, "more"));
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t k = 0; k < out->cols; k++) {
            BP_AT(out, j, k) += factor * BP_AT(more, j, k);
        }
    }
}
