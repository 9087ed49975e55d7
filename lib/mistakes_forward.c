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

/* What stands in Z^{l-1}, where a hidden layer has one. */
static void weights_of_Z(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_affine(out, &p->W[l], l > 1 ? &p->Z[l - 1] : &p->A[0], &p->b_hat[l]);
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
    {"affine-transpose", "affine", "Z^l = (W^l)ᵀ A^{l-1} + b̂^l", FAMILY_WHERE(NO_TRANSPOSE, W),
     W_turned, NULL, NULL},
    RULED("affine-of-Z", "affine", "Z^l = W^l Z^{l-1} + b̂^l", Z_FOR_A, weights_of_Z),
    RULED("activation-missing", "activation", "A^l = Z^l", NOT_ACTIVATED, not_activated),
    RULED("activation-other-layer", "activation", "A^l = σ^{l-1}(Z^l)", OTHER_ACTIVATION,
          activated_by_other),
    RULED("loss-mean-missing", "loss", "C = Σ_m Σ_j loss(A^L_jm, Y_jm)", MEAN_MISSING, loss_of_sum),
    RULED("loss-mean-of-neurons", "loss", "C = (1/N_L) Σ_m Σ_j loss(A^L_jm, Y_jm)", MEAN_OF_NEURONS,
          loss_over_neurons),
    CHANGED("loss-twice", "loss", "C = (2/M) Σ_m Σ_j loss(A^L_jm, Y_jm)", FACTOR_TWO, bp_double),
    {0},
};
