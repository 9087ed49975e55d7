#include "alike.h"

#include <math.h>

/* Weights ------------------------------------------------------------------------------------- */

static double largest_entry(const bp_mat *m)
{
    double largest = 0.0;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        largest = fmax(largest, fabs(m->v[i]));
    }
    return largest;
}

/* NaN: a weight is not finite, and like no other. */
static double relative(double gap, double largest)
{
    return gap == 0.0 ? 0.0 : fabs(gap) / largest;
}

static bool is_constant(const bp_mat *W)
{
    bool constant = W->rows * W->cols > 1;
    double largest = largest_entry(W);
    for (size_t i = 0; i < W->rows * W->cols; i++) {
        constant = constant && relative(W->v[i] - W->v[0], largest) <= BP_UNSEEN;
    }
    return constant;
}

bool bp_look_for_constant(bp_warning *found, const bp_pass *pass)
{
    const bp_mat *W = &pass->W[found->layer];
    found->value = W->v[0];
    return is_constant(W);
}

/* Of constant weights, that they are constant says it all; here and for twins. */
bool bp_look_for_symmetric(bp_warning *found, const bp_pass *pass)
{
    const bp_mat *W = &pass->W[found->layer];
    double largest = largest_entry(W);
    bool symmetric = W->rows == W->cols && W->rows > 1 && !is_constant(W);
    for (size_t j = 0; symmetric && j < W->rows; j++) {
        for (size_t k = 0; k < j; k++) {
            double gap = relative(BP_AT(W, j, k) - BP_AT(W, k, j), largest);
            symmetric = symmetric && gap <= BP_UNSEEN;
            if (gap >= found->value) {
                found->first = j;
                found->second = k;
                found->value = gap;
            }
        }
    }
    return symmetric;
}

/* The largest gap between rows j and k, or the first that is too large. */
static double row_gap(const bp_mat *m, double largest, size_t j, size_t k)
{
    double gap = 0.0;
    for (size_t i = 0; i < m->cols && gap <= BP_UNSEEN; i++) {
        double here = relative(BP_AT(m, j, i) - BP_AT(m, k, i), largest);
        gap = here <= gap ? gap : here; /* NaN stays */
    }
    return gap;
}

bool bp_look_for_twins(bp_warning *found, const bp_pass *pass)
{
    const bp_mat *W = &pass->W[found->layer], *b = &pass->b[found->layer];
    double largest_W = largest_entry(W), largest_b = largest_entry(b);
    found->count = 0;
    for (size_t j = 1; j < W->rows && !is_constant(W); j++) {
        bool twin = false;
        for (size_t k = 0; k < j && !twin; k++) {
            double gap = row_gap(W, largest_W, k, j), gap_b = row_gap(b, largest_b, k, j);
            twin = gap <= BP_UNSEEN && gap_b <= BP_UNSEEN;
            if (twin && found->count++ == 0) {
                found->first = k;
                found->second = j;
                found->value = fmax(gap, gap_b);
            }
        }
    }
    return found->count > 0;
}

/* Samples ------------------------------------------------------------------------------------- */

static bool same_column(const bp_mat *m, size_t p, size_t q)
{
    bool same = true;
    for (size_t i = 0; i < m->rows && same; i++) {
        same = BP_AT(m, i, p) == BP_AT(m, i, q);
    }
    return same;
}

/* Copies are equal to the last bit. Samples that share x alone differ in ∂C/∂A^L. */
bool bp_look_for_duplicates(bp_warning *found, const bp_pass *pass)
{
    found->count = 0;
    for (size_t q = 1; found->layer == 0 && q < pass->M; q++) {
        bool copy = false;
        for (size_t p = 0; p < q && !copy; p++) {
            copy = same_column(&pass->A[0], p, q) && same_column(pass->Y, p, q);
            if (copy && found->count++ == 0) {
                found->first = p;
                found->second = q;
            }
        }
    }
    return found->count > 0;
}

/* Shapes -------------------------------------------------------------------------------------- */

/* How many of the layers 0 … end − 1 have this width; the first of them is left in *first. */
static size_t layers_of_width(const bp_net *net, size_t end, size_t width, size_t *first)
{
    size_t count = 0;
    for (size_t l = end; l-- > 0;) {
        if (net->N[l] == width) {
            *first = l;
            count++;
        }
    }
    return count;
}

bool bp_look_at_batch(bp_warning *found, const bp_pass *pass)
{
    size_t first = 0;
    found->count = layers_of_width(pass->net, pass->L + 1, pass->M, &first);
    found->value = (double)pass->M;
    return found->count > 0 && first == found->layer;
}

bool bp_look_at_widths(bp_warning *found, const bp_pass *pass)
{
    size_t width = pass->net->N[found->layer], any = 0;
    found->count = layers_of_width(pass->net, pass->L + 1, width, &any);
    found->value = (double)width;
    return layers_of_width(pass->net, found->layer, width, &found->first) == 1;
}
