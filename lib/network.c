#include "network.h"

#include <math.h>

#include "contract.h"
#include "rng.h"

static bool fill_layers(bp_net *net)
{
    for (size_t l = 1; l <= net->L; l++) {
        net->sigma[l] = bp_activation_named("identity");
        if (!bp_mat_new(&net->W[l], net->N[l], net->N[l - 1]) ||
            !bp_mat_new(&net->b[l], net->N[l], 1)) {
            return false;
        }
        bp_mat_name(&net->W[l], "W^%zu", l);
        bp_mat_name(&net->b[l], "b^%zu", l);
    }
    return true;
}

bool bp_net_new(bp_net *net, size_t L, const size_t *N)
{
    BP_REQUIRE(L >= 1, "bp_net_new: a network needs at least one layer");
    for (size_t l = 0; l <= L; l++) {
        BP_REQUIRE(N[l] >= 1, "bp_net_new: layer %zu has no neurons", l);
    }
    *net = (bp_net){.L = L, .loss = bp_loss_named("quadratic")};
    net->N = bp_calloc(L + 1, sizeof *net->N);
    net->sigma = bp_calloc(L + 1, sizeof *net->sigma);
    net->W = bp_calloc(L + 1, sizeof *net->W);
    net->b = bp_calloc(L + 1, sizeof *net->b);
    bool complete = net->N && net->sigma && net->W && net->b;
    for (size_t l = 0; complete && l <= L; l++) {
        net->N[l] = N[l];
    }
    if (!complete || !fill_layers(net)) {
        bp_net_free(net);
        return false;
    }
    return true;
}

void bp_net_free(bp_net *net)
{
    for (size_t l = 1; net->W && net->b && l <= net->L; l++) {
        bp_mat_free(&net->W[l]);
        bp_mat_free(&net->b[l]);
    }
    bp_free(net->N);
    bp_free(net->sigma);
    bp_free(net->W);
    bp_free(net->b);
    *net = (bp_net){0};
}

/* The root mean square of the lengths of X's columns. */
static double usual_length(const bp_mat *X)
{
    double length = 0.0;
    for (size_t i = 0; i < X->rows; i++) {
        for (size_t m = 0; m < X->cols; m++) {
            length = hypot(length, BP_AT(X, i, m));
        }
    }
    return length / sqrt((double)X->cols);
}

/* Layer l: W from N(0,scale²), b from N(0,spread²), neuron by neuron. */
static void draw_layer(bp_net *net, size_t l, double scale, double spread, bp_rng *rng)
{
    for (size_t j = 0; j < net->N[l]; j++) {
        for (size_t k = 0; k < net->N[l - 1]; k++) {
            BP_AT(&net->W[l], j, k) = scale * bp_rng_normal(rng);
        }
        BP_AT(&net->b[l], j, 0) = spread * bp_rng_normal(rng);
    }
}

void bp_net_draw(bp_net *net, const bp_mat *X, uint64_t seed)
{
    BP_REQUIRE(X->rows == net->N[0], "bp_net_draw: %s is %zu×%zu but the network has %zu inputs",
               BP_SHAPE(X, "X").name, X->rows, X->cols, net->N[0]);
    bp_rng rng = bp_rng_seed(seed);
    double length = usual_length(X);
    for (size_t l = 1; l <= net->L; l++) {
        draw_layer(net, l, 0.75 / (length > 0.0 ? length : 1.0), 0.25, &rng);
        length = sqrt((double)net->N[l]);
    }
}

void bp_net_draw_normal(bp_net *net, bool scaled, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    for (size_t l = 1; l <= net->L; l++) {
        draw_layer(net, l, scaled ? 1.0 / sqrt((double)net->N[l - 1]) : 1.0, 1.0, &rng);
    }
}

size_t bp_net_parameters(const bp_net *net)
{
    size_t count = 0;
    for (size_t l = 1; l <= net->L; l++) {
        count += net->N[l] * (net->N[l - 1] + 1);
    }
    return count;
}
