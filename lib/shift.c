#include "numeric.h"

/* ∂C/∂Z^l_jm = (1/M) ∂C_m/∂b^l_j: block m of gb holds sample m's ∂C_m/∂b^l. */
static void fill_layer(bp_pass *to, const bp_pass *from, size_t l)
{
    size_t N = to->net->N[l], M = to->M;
    for (size_t j = 0; j < N; j++) {
        double sum = 0.0;
        for (size_t m = 0; m < M; m++) {
            double share = BP_AT(&from->gb[l], m * N + j, 0) / (double)M;
            BP_AT(&to->dZ[l], j, m) = share;
            sum += share;
        }
        BP_AT(&to->db[l], j, 0) = sum;
    }
}

bool bp_bias_shift(bp_witness *shift, const bp_witness *w)
{
    const bp_pass *value = &w->value;
    *shift = (bp_witness){.method = "bias shift", .step = w->step, .whole = w->whole};
    bool complete = bp_pass_new(&shift->value, value->net, &value->A[0], value->Y) &&
                    bp_pass_new(&shift->bar, value->net, &value->A[0], value->Y) &&
                    bp_pass_new(&shift->kink, value->net, &value->A[0], value->Y);
    for (size_t l = 1; complete && l <= value->L; l++) {
        fill_layer(&shift->value, value, l);
        fill_layer(&shift->bar, &w->bar, l);
        fill_layer(&shift->kink, &w->kink, l);
    }
    if (!complete) {
        bp_witness_free(shift);
    }
    return complete;
}
