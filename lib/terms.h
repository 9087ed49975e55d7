/* A sum that remembers its terms: what they add up to, how large they are, what each is made of.
 *
 *   bp_terms              the sum; start from {0}
 *   BP_TERM               adds a product of factors
 *   bp_entry_factor, bp_slope_factor, bp_number_factor
 *   bp_terms_bound        how far rounding may have moved the sum
 */
#ifndef BP_TERMS_H
#define BP_TERMS_H

#include "activation.h"

/* One factor of a term: an entry of a matrix, or what `form` makes of it: "σ'(%s)", "1/M". */
typedef struct {
    double value;
    const bp_mat *of;
    size_t row, col;
    const char *form;
} bp_factor;

typedef struct {
    double sum;             /* Σ terms */
    double magnitude;       /* Σ|terms| */
    size_t count;           /* how many terms */

    /* Called for each term, where it is set: whoever wants to see the terms sets it. */
    void (*each)(void *user, double term, const bp_factor *factors, size_t count);
    void *user;
} bp_terms;

/* The entry (row, col) of m;  ∂A_km/∂Z_jm;  a number with a name. */
bp_factor bp_entry_factor(const bp_mat *m, size_t row, size_t col);
bp_factor bp_slope_factor(const bp_activation *sigma, const bp_mat *Z, size_t k, size_t j,
                          size_t m);
bp_factor bp_number_factor(double value, const char *form);

/* Adds the product of the factors. */
void bp_add_term(bp_terms *t, const bp_factor *factors, size_t count);
#define BP_TERM(t, ...) \
    bp_add_term(t, (bp_factor[]){__VA_ARGS__},                 \
                sizeof((bp_factor[]){__VA_ARGS__}) / sizeof(bp_factor))

/* γ_n = nu/(1 − nu), u = 2^-53: the relative error of n roundings. */
double bp_gamma(size_t n);

/* How far the computed sum may be from the exact sum of the terms: γ_{count+3} Σ|terms|, where the
 * 3 are the roundings inside a term; and below the normal numbers the smallest one for each. */
#define BP_SMALLEST 0x1p-1074
double bp_terms_bound(const bp_terms *t);

#endif
