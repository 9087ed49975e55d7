/* What the mistakes have in common: their families, where they show, and the transforms. Private to
 * the catalogue. */
#ifndef BP_MISTAKE_FAMILIES_H
#define BP_MISTAKE_FAMILIES_H

#include "contract.h"
#include "equations.h"
#include "mistakes.h"

typedef enum {
    BP_SIGN, BP_MEAN_MISSING, BP_MEAN_TWICE, BP_MEAN_INVERTED, BP_FACTOR_TWO, BP_FACTOR_HALF,
    BP_MEAN_OF_NEURONS, BP_SLOPE_MISSING, BP_SLOPE_AT_A, BP_SLOPE_IS_VALUE, BP_SLOPE_TWICE,
    BP_SLOPE_OF_OTHER, BP_OTHER_ACTIVATION, BP_NOT_ACTIVATED, BP_SOFTMAX_ELEMENTWISE,
    BP_HADAMARD_FOR_PRODUCT, BP_SUM_FOR_PRODUCT, BP_NO_TRANSPOSE, BP_ORDER, BP_TRANSPOSED,
    BP_OTHER_W, BP_OTHER_A, BP_Z_FOR_A, BP_DA_FOR_DZ, BP_OUTPUT_SHORTCUT, BP_OTHER_LOSS,
    BP_NO_TARGET, BP_NEURONS_SUMMED, BP_LAST_SAMPLE, BP_FIRST_SAMPLE, BP_SAMPLE_MISSING,
    BP_FIRST_MISSING, BP_NEURON_MISSING, BP_LAST_OF_SUM, BP_SUMMED_FIRST, BP_ROW_MISSING,
    BP_COLUMN_MISSING, BP_NOT_ZEROED, BP_SAMPLES_SHIFTED, BP_DECAY, BP_DECAY_OVER_M,
    BP_BIAS_OF_NEXT, BP_BIAS_OF_FIRST, BP_BIAS_MISSING, BP_BIAS_SUBTRACTED, BP_SLOPE_FOR_VALUE,
    BP_ONCE_PER_WEIGHT, BP_STALE, BP_COLUMN_MAJOR, BP_SINGLE_PRECISION, BP_GUARD, BP_ABSOLUTE,
    BP_FAMILY_COUNT
} bp_family_name;

extern const bp_family bp_families[BP_FAMILY_COUNT];

extern const bp_condition bp_where_any, bp_where_samples, bp_where_mean_differs, bp_where_neurons,
    bp_where_inputs, bp_where_neurons_above, bp_where_order, bp_where_turned,
    bp_where_dZ, bp_where_W, bp_where_W_above, bp_where_factors, bp_where_layer_above,
    bp_where_layer_below, bp_where_active_below, bp_where_active, bp_where_active_above,
    bp_where_curved, bp_where_slope, bp_where_others, bp_where_softmax, bp_where_slope_stays,
    bp_where_Z_is_not_A, bp_where_nonzero, bp_where_negative, bp_where_last_row,
    bp_where_last_column, bp_where_long, bp_where_small, bp_where_target, bp_where_samples_differ,
    bp_where_bias, bp_where_weight, bp_where_weight_or_mean;

bp_transform bp_negate, bp_times_M, bp_over_M, bp_times_M_squared, bp_double, bp_halve, bp_M_over_N,
    bp_transpose, bp_lose_last_row, bp_lose_last_column, bp_column_major, bp_to_float,
    bp_guarded, bp_sizes, bp_times_inputs;

/* What is written on one line of a mistake; p is the pass, l the layer. */
#define WRONG(name, ...)                                                  \
    static void name(bp_mat *out, const bp_pass *p, size_t l, void *user) \
    {                                                                     \
        (void)p, (void)l, (void)user;                                     \
        __VA_ARGS__;                                                      \
    }

/* The family of a row; it shows as its family does, or as told. */
#define FAMILY(name) &bp_families[BP_##name], NULL
#define FAMILY_WHERE(name, condition) &bp_families[BP_##name], &bp_where_##condition

/* A mistake that has a rule of its own. */
#define RULED(id, equation, formula, name, rule) \
    {id, equation, formula, FAMILY(name), rule, NULL, NULL}

/* A mistake that changes what the reference answers. */
#define CHANGED(id, equation, formula, name, transform) \
    {id, equation, formula, FAMILY(name), NULL, transform, NULL}

/* out += factor · more */
void bp_add(bp_mat *out, double factor, const bp_mat *more);

/* As if C held ½λ Σ W²; it does not. */
#define BP_LAMBDA 0.1

/* (first − second)/M */
void bp_difference_over_M(bp_mat *out, const bp_mat *first, const bp_mat *second);

/* The rows of each file; an id of NULL ends them. */
extern const bp_mistake bp_forward_mistakes[], bp_output_mistakes[], bp_slope_mistakes[],
    bp_back_mistakes[], bp_weight_mistakes[], bp_bias_mistakes[];

#endif
