#include "terms.h"

#include <math.h>

bp_factor bp_entry_factor(const bp_mat *m, size_t row, size_t col)
{
    return (bp_factor){BP_AT(m, row, col), m, row, col, NULL};
}

bp_factor bp_slope_factor(const bp_activation *sigma, const bp_mat *Z, size_t k, size_t j, size_t m)
{
    const char *form = bp_couples_neurons(sigma) ? "∂A/∂%s" : "σ'(%s)";
    return (bp_factor){bp_jacobian(sigma, Z, k, j, m), Z, j, m, form};
}

bp_factor bp_number_factor(double value, const char *form)
{
    return (bp_factor){value, NULL, 0, 0, form};
}

void bp_add_term(bp_terms *t, const bp_factor *factors, size_t count)
{
    double term = 1.0;
    for (size_t i = 0; i < count; i++) {
        term *= factors[i].value;
    }
    t->sum += term;
    t->magnitude += fabs(term);
    t->count++;
    if (t->each) {
        t->each(t->user, term, factors, count);
    }
}

double bp_gamma(size_t n)
{
    double nu = (double)n * 0x1p-53;
    return nu / (1.0 - nu);
}

double bp_terms_bound(const bp_terms *t)
{
    return bp_gamma(t->count + 3) * t->magnitude + (double)t->count * BP_SMALLEST;
}
