#include "mistake_families.h"

/* The bias of the first neuron, for all of them. */
static void first_bias(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_fill(out, p->b[l].v[0]);
}

/* Only the first sample gets its bias. */
static void bias_of_first_sample(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat first = bp_mat_column(out, 0);
    bp_mat_fill(out, 0.0);
    bp_mat_copy(&first, &p->b[l]);
}

WRONG(no_bias, bp_mat_mul(out, &p->W[l], &p->A[l - 1]))
WRONG(bias_of_next, bp_broadcast(out, &p->b[l < p->L ? l + 1 : l]))
WRONG(not_activated, bp_mat_copy(out, &p->Z[l]))
WRONG(activated_by_other, bp_activate(out, p->sigma[l > 1 ? l - 1 : p->L], &p->Z[l]))

static void add_biases(bp_mat *out, const bp_pass *p, size_t l, double times)
{
    for (size_t k = 0; k < out->rows; k++) {
        for (size_t m = 0; m < out->cols; m++) {
            BP_AT(out, k, m) += times * BP_AT(&p->b[l], k, 0);
        }
    }
}

static void W_turned(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul_tn(out, &p->W[l], &p->A[l - 1]);
    add_biases(out, p, l, 1.0);
}

static void bias_once_per_weight(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul(out, &p->W[l], &p->A[l - 1]);
    add_biases(out, p, l, (double)p->net->N[l - 1]);
}

static void bias_subtracted(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul(out, &p->W[l], &p->A[l - 1]);
    add_biases(out, p, l, -1.0);
}

/* What stands in Z^{l-1}, where a hidden layer has one. */
static void weights_of_Z(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_affine(out, &p->W[l], l > 1 ? &p->Z[l - 1] : &p->A[0], &p->b_hat[l]);
}

WRONG(activated, bp_activate(out, p->sigma[l], &p->Z[l]))

/* softmax as if it were elementwise: a(1 − a). */
static void slope_for_value(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_activate(out, p->sigma[l], &p->Z[l]);
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < out->cols; m++) {
            double a = BP_AT(out, j, m);
            BP_AT(out, j, m) = bp_couples_neurons(p->sigma[l])
                                   ? a * (1.0 - a)
                                   : bp_slope(p->sigma[l], BP_AT(&p->Z[l], j, m));
        }
    }
}

/* C alone; the C_m stay what they are. */
static void loss_times(bp_mat *out, const bp_pass *p, size_t l, double factor)
{
    bp_apply_entries(out, NULL, bp_equation_named("loss"), p, l);
    BP_AT(out, 0, 0) *= factor;
}

WRONG(loss_of_sum, loss_times(out, p, l, (double)p->M))
WRONG(loss_over_neurons, loss_times(out, p, l, (double)p->M / (double)p->net->N[l]))

const bp_mistake bp_forward_mistakes[] = {
    RULED("broadcast-first-neuron", "broadcast", "b̂^l_km = b^l_1", BIAS_OF_FIRST, first_bias),
    RULED("broadcast-first-sample", "broadcast", "b̂^l_km = b^l_k for m = 1, else 0", FIRST_SAMPLE,
          bias_of_first_sample),
    RULED("broadcast-next-layer", "broadcast", "b̂^l_km = b^{l+1}_k", BIAS_OF_NEXT, bias_of_next),
    RULED("affine-bias-missing", "affine", "Z^l = W^l A^{l-1}", BIAS_MISSING, no_bias),
    RULED("affine-bias-per-weight", "affine", "Z^l_km = Σ_i (W^l_ki A^{l-1}_im + b^l_k)",
          ONCE_PER_WEIGHT, bias_once_per_weight),
    RULED("affine-bias-subtracted", "affine", "Z^l = W^l A^{l-1} − b̂^l", BIAS_SUBTRACTED,
          bias_subtracted),
    {"affine-transpose", "affine", "Z^l = (W^l)ᵀ A^{l-1} + b̂^l", FAMILY_WHERE(NO_TRANSPOSE, W),
     W_turned, NULL, NULL},
    RULED("affine-of-Z", "affine", "Z^l = W^l Z^{l-1} + b̂^l", Z_FOR_A, weights_of_Z),
    CHANGED("affine-last-row", "affine", "Z^l without its last row", ROW_MISSING, bp_lose_last_row),
    CHANGED("affine-last-column", "affine", "Z^l without its last column", COLUMN_MISSING,
            bp_lose_last_column),
    CHANGED("affine-column-major", "affine", "Z^l, stored column by column", COLUMN_MAJOR,
            bp_column_major),
    CHANGED("affine-float", "affine", "Z^l = (float)(W^l A^{l-1} + b̂^l)", SINGLE_PRECISION,
            bp_to_float),
    RULED("activation-missing", "activation", "A^l = Z^l", NOT_ACTIVATED, not_activated),
    RULED("activation-other-layer", "activation", "A^l = σ^{l-1}(Z^l)", OTHER_ACTIVATION,
          activated_by_other),
    RULED("activation-slope", "activation", "A^l = σ'^l(Z^l)", SLOPE_FOR_VALUE, slope_for_value),
    {"activation-last-row", "activation", "A^l without its last row", FAMILY(ROW_MISSING),
     activated, bp_lose_last_row, NULL},
    {"activation-last-column", "activation", "A^l without its last column", FAMILY(COLUMN_MISSING),
     activated, bp_lose_last_column, NULL},
    {"activation-float", "activation", "A^l = (float)σ^l(Z^l)", FAMILY(SINGLE_PRECISION), activated,
     bp_to_float, NULL},
    RULED("loss-mean-missing", "loss", "C = Σ_m Σ_j loss(A^L_jm, Y_jm)", MEAN_MISSING, loss_of_sum),
    RULED("loss-mean-of-neurons", "loss", "C = (1/N_L) Σ_m Σ_j loss(A^L_jm, Y_jm)", MEAN_OF_NEURONS,
          loss_over_neurons),
    CHANGED("loss-twice", "loss", "C = (2/M) Σ_m Σ_j loss(A^L_jm, Y_jm)", FACTOR_TWO, bp_double),
    CHANGED("loss-half", "loss", "C = (1/(2M)) Σ_m Σ_j loss(A^L_jm, Y_jm)", FACTOR_HALF, bp_halve),
    CHANGED("loss-float", "loss", "C = (float)((1/M) Σ_m Σ_j loss(A^L_jm, Y_jm))", SINGLE_PRECISION,
            bp_to_float),
    {0},
};
