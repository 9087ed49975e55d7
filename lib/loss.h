/* Losses: C = (1/M) Σ_m Σ_j loss(A_jm, Y_jm), one record for each.
 *
 *   bp_loss_named      the record of a name: quadratic cross-entropy categorical absolute
 *   bp_loss_refuses    why a loss cannot follow an activation, or NULL
 */
#ifndef BP_LOSS_H
#define BP_LOSS_H

#include "activation.h"

typedef struct {
    const char *name;

    /* One term of the sum, in the four number types; a is the neuron's output, y its target. */
    double (*at)(double a, double y);
    double complex (*at_z)(double complex a, double y);
    float (*at_f)(float a, float y);
    long double (*at_l)(long double a, long double y);

    double (*slope)(double a, double y);        /* ∂ term/∂a */
    double (*slope_terms)(double a, double y);  /* Σ|terms| of the slope */
    double (*curvature)(double a, double y);    /* ∂² term/∂a², where it exists */
    double roundings;       /* term and slope are right to so many u of |term| and slope_terms */
    bool kink;                                  /* the slope jumps at a = y */
    bool pole;                                  /* the slope has poles at the ends of (0,1) */
} bp_loss;

/* The record of that name, or NULL. bp_losses[i].name == NULL ends the table. */
extern const bp_loss bp_losses[];
const bp_loss *bp_loss_named(const char *name);

/* NULL where `loss` may follow `sigma` in the output layer, else one sentence that says why not:
 * a logarithm needs outputs in (0,1), and the categorical loss needs them to sum to 1. */
const char *bp_loss_refuses(const bp_loss *loss, const bp_activation *sigma);

#endif
