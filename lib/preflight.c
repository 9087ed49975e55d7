#include "preflight.h"

#include <math.h>
#include <string.h>

#include "alike.h"

/* Rounding C costs the central difference uC/h, which is 2e-11·C. Above 1e3 that is more than half
 * of double's digits (√u = 1e-8) for derivatives of size 1. Below 1e-3, by the quadratic loss, the
 * outputs have come within 5 % of their targets, and A − Y and all gradients are small differences
 * of large numbers. */
#define LARGEST_LOSS 1e3
#define LEAST_LOSS 1e-3

/* What a witness is expected to see: a disturbance of this share of the largest entry. Bars that
 * are wider tell of a gradient that rounding or truncation has come near to. */
#define COMPLEX_SEES 1e-10
#define DIFFERENCES_SEE 1e-5

/* Gradients ----------------------------------------------------------------------------------- */

static const bp_quantity gradients[] = {BP_dW, BP_db};

static bool look_for_zero(bp_warning *found, const bp_witness *w)
{
    for (size_t i = 0; i < 2; i++) {
        if (bp_mat_is_zero(&w->value.of[gradients[i]][found->layer])) {
            found->quantity = gradients[i];
            return true;
        }
    }
    return false;
}

/* The widest bar as a share of the largest entry; 0 where all are zero. An entry at a kink, or
 * without a bar, has a verdict of its own. */
static void measure_noise(bp_warning *found, const bp_witness *w)
{
    const bp_mat *value = &w->value.of[found->quantity][found->layer];
    const bp_mat *bars = &w->bar.of[found->quantity][found->layer];
    const bp_mat *kink = &w->kink.of[found->quantity][found->layer];
    double largest = 0.0, widest = 0.0;
    for (size_t i = 0; i < value->rows * value->cols; i++) {
        if (isfinite(value->v[i]) && isfinite(bars->v[i]) && kink->v[i] == 0.0) {
            largest = fmax(largest, fabs(value->v[i]));
            if (bars->v[i] > widest) {
                widest = bars->v[i];
                found->first = i / value->cols;
                found->second = i % value->cols;
            }
        }
    }
    found->value = largest > 0.0 ? widest / largest : 0.0;
}

static bool look_for_noise(bp_warning *found, const bp_witness *w)
{
    bp_warning dW = *found, db = *found;
    dW.quantity = BP_dW;
    db.quantity = BP_db;
    measure_noise(&dW, w);
    measure_noise(&db, w);
    *found = dW.value >= db.value ? dW : db;
    return found->value > (strcmp(w->method, "complex") == 0 ? COMPLEX_SEES : DIFFERENCES_SEE);
}

static bool look_at_loss(bp_warning *found, const bp_pass *pass)
{
    if (found->layer == pass->L) {
        found->value = pass->C[pass->L].v[0];
        return !(found->value >= LEAST_LOSS && found->value <= LARGEST_LOSS);
    }
    return false;
}

/* Neurons ------------------------------------------------------------------------------------- */

/* The largest |σ'| of a neuron over the samples. */
static double steepest(const bp_pass *pass, size_t l, size_t j)
{
    double largest = 0.0;
    for (size_t m = 0; m < pass->M; m++) {
        double slope = fabs(bp_slope(pass->sigma[l], BP_AT(&pass->Z[l], j, m)));
        largest = slope <= largest || isnan(largest) ? largest : slope;
    }
    return largest;
}

static bool is_dead(const bp_pass *pass, size_t l, size_t j)
{
    bool dead = steepest(pass, l, j) == 0.0;
    for (size_t m = 0; m < pass->M; m++) {
        dead = dead && BP_AT(&pass->A[l], j, m) == 0.0;
    }
    return dead;
}

static bool look_for_dead(bp_warning *found, const bp_pass *pass)
{
    size_t l = found->layer;
    found->count = 0;
    for (size_t j = 0; j < pass->Z[l].rows && !bp_couples_neurons(pass->sigma[l]); j++) {
        if (is_dead(pass, l, j) && found->count++ == 0) {
            found->first = j;
            found->value = BP_AT(&pass->Z[l], j, 0);
            for (size_t m = 1; m < pass->M; m++) {
                found->value = fmax(found->value, BP_AT(&pass->Z[l], j, m));
            }
        }
    }
    return found->count > 0;
}

static bool look_for_saturated(bp_warning *found, const bp_pass *pass)
{
    size_t l = found->layer;
    found->count = 0;
    for (size_t j = 0; j < pass->Z[l].rows && !bp_couples_neurons(pass->sigma[l]); j++) {
        double slope = steepest(pass, l, j);
        if (slope <= BP_UNSEEN && !is_dead(pass, l, j)) {
            if (found->count++ == 0 || slope < found->value) {
                found->first = j;
                found->value = slope;
            }
        }
    }
    return found->count > 0;
}

/* What softmax leaves to all neurons but the first of the largest, *most. */
static double mass_elsewhere(const bp_mat *A, size_t m, size_t *most)
{
    double sum = 0.0;
    *most = 0;
    for (size_t j = 1; j < A->rows; j++) {
        *most = BP_AT(A, j, m) > BP_AT(A, *most, m) ? j : *most;
    }
    for (size_t j = 0; j < A->rows; j++) {
        sum += j == *most ? 0.0 : BP_AT(A, j, m);
    }
    return sum;
}

/* ∂a_k/∂z_j = a_k (δ_kj − a_j) is at most the mass outside one neuron. */
static bool look_for_one_neuron(bp_warning *found, const bp_pass *pass)
{
    const bp_mat *A = &pass->A[found->layer];
    bool one = bp_couples_neurons(pass->sigma[found->layer]);
    for (size_t m = pass->M; one && m-- > 0;) {
        double elsewhere = mass_elsewhere(A, m, &found->first);
        found->value = fmax(found->value, elsewhere);
        one = elsewhere <= BP_UNSEEN;
    }
    return one;
}

/* All of it ----------------------------------------------------------------------------------- */

static bp_look *const looks[BP_WARNING_COUNT] = {
    [BP_WARN_LOSS] = look_at_loss,
    [BP_WARN_DEAD] = look_for_dead,
    [BP_WARN_SATURATED] = look_for_saturated,
    [BP_WARN_ONE_NEURON] = look_for_one_neuron,
    [BP_WARN_CONSTANT] = bp_look_for_constant,
    [BP_WARN_SYMMETRIC] = bp_look_for_symmetric,
    [BP_WARN_TWINS] = bp_look_for_twins,
    [BP_WARN_DUPLICATES] = bp_look_for_duplicates,
    [BP_WARN_BATCH] = bp_look_at_batch,
    [BP_WARN_WIDTHS] = bp_look_at_widths,
};

static bool look(bp_warning *found, const bp_pass *pass, const bp_witness *witness)
{
    if (found->kind <= BP_WARN_NOISE) {
        bool heard = found->layer > 0 && witness && witness->whole;
        return heard &&
               (found->kind == BP_WARN_ZERO ? look_for_zero : look_for_noise)(found, witness);
    }
    bool of_the_inputs = found->layer == 0 && found->kind < BP_WARN_DUPLICATES;
    return !of_the_inputs && looks[found->kind](found, pass);
}

bool bp_preflight(bp_warnings *found, const bp_pass *pass, const bp_witness *witness)
{
    *found = (bp_warnings){0};
    found->of = bp_calloc(BP_WARNING_COUNT * (pass->L + 1), sizeof *found->of);
    for (size_t kind = 0; found->of && kind < BP_WARNING_COUNT; kind++) {
        for (size_t l = 0; l <= pass->L; l++) {
            bp_warning here = {.kind = (bp_warning_kind)kind, .layer = l, .count = 1};
            if (look(&here, pass, witness)) {
                found->of[found->count++] = here;
            }
        }
    }
    return found->of != NULL;
}

void bp_preflight_free(bp_warnings *found)
{
    bp_free(found->of);
    *found = (bp_warnings){0};
}
