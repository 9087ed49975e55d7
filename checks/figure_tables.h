/* What the figures draw, one function for each, in the file figure_NAME.c; figures.h says what they
 * do. */
#ifndef FIGURE_TABLES_H
#define FIGURE_TABLES_H

#include "problem.h"
#include "steps.h"
#include "training.h"

bool figure_batch_size(FILE *out, training *t, training_wishes *how);
bool figure_boundary(FILE *out, training *t, training_wishes *how);
bool figure_cost(FILE *out, options *o);
bool figure_gradient_norms(FILE *out, training *t, training_wishes *how);
bool figure_loss(FILE *out, training *t, training_wishes *how);
bool figure_training_error(FILE *out, training *t, training_wishes *how);
bool figure_step_size(FILE *out, options *o);
bool figure_taylor(FILE *out, options *o);
bool figure_columns(FILE *out, options *o);
bool figure_activations(FILE *out, options *o);
bool figure_kinks(FILE *out, options *o);
bool figure_error_map(FILE *out, options *o);
bool figure_error_distribution(FILE *out, options *o);
bool figure_analytic_numeric(FILE *out, options *o);
bool figure_mistakes(FILE *out, options *o);

/* For backproof sweep, which has options of its own. */
void steps_write(FILE *out, const steps *s, const problem *p);

#endif
