/* Verifies a few networks that together use every activation and loss, and prints the id of every
 * culprit. checks/mutants.sh links it with a library in which one line has been changed.
 *
 * Exit status: 0; 2 no memory. */
#include <stdio.h>

#include "data.h"
#include "verify.h"

#define MOST 6

typedef struct {
    size_t L, N[MOST], M;
    const char *sigma[MOST], *loss;
    double scale; /* the drawn W^1 times this: to reach the tails of σ */
} network;

static const network networks[] = {
    {2, {4, 5, 3}, 7, {NULL, "sigmoid", "sigmoid"}, "quadratic", 1.0},
    {4, {3, 4, 6, 5, 2}, 5, {NULL, "tanh", "relu", "gelu", "softmax"}, "categorical", 1.0},
    {4, {5, 3, 4, 6, 2}, 4, {NULL, "leaky-relu", "elu", "softplus", "silu"}, "absolute", 2.0},
    {3, {3, 4, 5, 2}, 6, {NULL, "softmax", "identity", "sigmoid"}, "cross-entropy", 3.0},
    {2, {3, 5, 2}, 6, {NULL, "gelu", "identity"}, "quadratic", 200.0},
};

static bool verify(const network *n, bool culprit[BP_EQUATION_COUNT])
{
    bp_net net;
    bp_data data = {0};
    bp_report report = {0};
    bool complete = bp_net_new(&net, n->L, n->N) &&
                    bp_data_random(&data, n->N[0], n->N[n->L], n->M, 3);
    if (complete) {
        for (size_t l = 1; l <= n->L; l++) {
            net.sigma[l] = bp_activation_named(n->sigma[l]);
        }
        net.loss = bp_loss_named(n->loss);
        bp_net_draw(&net, &data.X, 2);
        for (size_t i = 0; i < net.W[1].rows * net.W[1].cols; i++) {
            net.W[1].v[i] *= n->scale;
        }
        complete = bp_verify(&report, &net, &data.X, &data.Y, &bp_verify_defaults);
    }
    for (size_t i = 0; i < report.count; i++) {
        culprit[report.results[i].equation - bp_equations] |= report.results[i].culprit;
    }
    bp_report_free(&report);
    bp_data_free(&data);
    bp_net_free(&net);
    return complete;
}

int main(void)
{
    bool culprit[BP_EQUATION_COUNT] = {false};
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        if (!verify(&networks[i], culprit)) {
            fprintf(stderr, "mutant_probe: no memory\n");
            return 2;
        }
    }
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        if (culprit[i]) {
            printf("%s\n", bp_equations[i].id);
        }
    }
    return 0;
}
