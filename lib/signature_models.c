#include <math.h>

#include "signature.h"

/* Multiples ----------------------------------------------------------------------------------- */

static double right(const bp_comparison *c, size_t j, size_t k)
{
    return BP_AT(c->right, j, k);
}

static double slope(const bp_comparison *c, size_t j, size_t k)
{
    return bp_slope(c->pass->sigma[c->l], BP_AT(&c->pass->Z[c->l], j, k));
}

static double without_slope(const bp_comparison *c, size_t j, size_t k)
{
    return slope(c, j, k) != 0.0 ? right(c, j, k) / slope(c, j, k) : 0.0;
}

static double with_slope(const bp_comparison *c, size_t j, size_t k)
{
    return right(c, j, k) * slope(c, j, k);
}

static double with_other_slope(const bp_comparison *c, size_t j, size_t k)
{
    return BP_AT(&c->pass->dA[c->l], j, k) * bp_slope(c->sigma, BP_AT(&c->pass->Z[c->l], j, k));
}

static double of_other_loss(const bp_comparison *c, size_t j, size_t k)
{
    double a = BP_AT(&c->pass->A[c->l], j, k), y = BP_AT(c->pass->Y, j, k);
    return c->loss->slope(a, y) / (double)c->pass->M;
}

static bool whole(bp_signature *s, const bp_comparison *c, bp_model *model)
{
    return bp_same_shape(c) &&
           bp_is_multiple(c, 0, 0, c->right->rows, c->right->cols, model, &s->ratio);
}

bool bp_ask_ratio(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)rows;
    return whole(s, c, right);
}

/* Is there a σ' for each entry? */
static bool has_slopes(const bp_comparison *c)
{
    return c->quantity == BP_dZ && bp_same_shape(c) && !bp_couples_neurons(c->pass->sigma[c->l]);
}

bool bp_ask_slope_left_out(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)rows;
    return has_slopes(c) && whole(s, c, without_slope);
}

bool bp_ask_slope_too_much(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)rows;
    return has_slopes(c) && whole(s, c, with_slope);
}

bool bp_ask_other_slope(bp_signature *s, const bp_comparison *c, bool rows)
{
    bp_comparison tried = *c;
    bool found = false;
    (void)rows;
    for (const bp_activation *f = bp_activations; !found && c->quantity == BP_dZ && f->name; f++) {
        tried.sigma = f;
        found = !bp_couples_neurons(f) && whole(s, &tried, with_other_slope);
        s->of = f->name;
    }
    return found;
}

bool bp_ask_other_loss(bp_signature *s, const bp_comparison *c, bool rows)
{
    bp_comparison tried = *c;
    bool found = false, output = c->quantity == BP_dA && c->l == c->pass->L;
    (void)rows;
    for (const bp_loss *f = bp_losses; !found && output && f->name; f++) {
        tried.loss = f;
        found = whole(s, &tried, of_other_loss);
        s->of = f->name;
    }
    return found;
}

/* Sums ---------------------------------------------------------------------------------------- */

bool bp_ask_gap(bp_signature *s, const bp_comparison *c, bool rows)
{
    double scale = bp_mat_largest(c->right);
    bool all = bp_same_shape(c);
    (void)rows;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double gap = c->answer->v[i] - c->right->v[i];
        s->ratio = i == 0 ? gap : s->ratio;
        all = bp_near(c, gap, s->ratio, scale) && fabs(s->ratio) > c->near * scale;
    }
    return all;
}

/* answer = right + ratio · the parameter it is the derivative by: weight decay of any λ. */
bool bp_ask_parameter_added(bp_signature *s, const bp_comparison *c, bool rows)
{
    const bp_mat *parameter = c->quantity == BP_dW   ? &c->pass->W[c->l]
                              : c->quantity == BP_db ? &c->pass->b[c->l]
                                                     : NULL;
    double top = 0.0, scale = bp_mat_largest(c->right);
    bool all = parameter && bp_same_shape(c);
    (void)rows;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double gap = c->answer->v[i] - c->right->v[i];
        s->ratio = fabs(parameter->v[i]) > fabs(top) ? gap / parameter->v[i] : s->ratio;
        top = fabs(parameter->v[i]) > fabs(top) ? parameter->v[i] : top;
    }
    scale = fmax(scale, fabs(s->ratio * top));
    all = all && top != 0.0 && isfinite(s->ratio) && fabs(s->ratio * top) > c->near * scale;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        all = bp_near(c, c->answer->v[i], c->right->v[i] + s->ratio * parameter->v[i], scale);
    }
    return all;
}

/* Right up to a size, and cut to that size beyond it. */
bool bp_ask_clipped(bp_signature *s, const bp_comparison *c, bool rows)
{
    double limit = bp_mat_largest(c->answer), scale = bp_mat_largest(c->right);
    bool all = bp_same_shape(c) && limit < scale && limit > 0.0;
    (void)rows;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double r = c->right->v[i];
        all = bp_near(c, c->answer->v[i], fabs(r) > limit ? copysign(limit, r) : r, scale);
    }
    s->ratio = limit;
    return all;
}
