/* Networks for the suites of the verification core. Comes after <check.h>.
 *
 *   nets_new       a network of given widths, σ and loss, with random data and parameters
 *   nets_random    one of many: depth 1 to 5, widths 1 to 9, 1 to 7 samples, every σ and every loss
 *   nets_free
 */
#ifndef BP_TEST_NETS_H
#define BP_TEST_NETS_H

#include "data.h"
#include "network.h"
#include "rng.h"

#define NETS_DEPTH 5
#define NETS_WIDTH 9
#define NETS_SAMPLES 7

typedef struct {
    bp_net net;
    bp_data data;
} nets;

static inline void nets_new(nets *n, size_t L, const size_t *N, const char *const *sigma,
                            const char *loss, size_t M, uint64_t seed)
{
    ck_assert(bp_net_new(&n->net, L, N) && bp_data_random(&n->data, N[0], N[L], M, seed));
    for (size_t l = 1; l <= L; l++) {
        n->net.sigma[l] = bp_activation_named(sigma[l]);
    }
    n->net.loss = bp_loss_named(loss);
    bp_net_draw(&n->net, &n->data.X, seed);
}

static inline void nets_free(nets *n)
{
    bp_net_free(&n->net);
    bp_data_free(&n->data);
}

/* The pair of a last σ and a loss that has this number, of those that go together; begins again
 * after the last one. */
static inline void nets_output(const char **sigma, const char **loss, size_t number)
{
    for (;;) {
        for (const bp_activation *s = bp_activations; s->name; s++) {
            for (const bp_loss *c = bp_losses; c->name; c++) {
                if (!bp_loss_refuses(c, s) && number-- == 0) {
                    *sigma = s->name;
                    *loss = c->name;
                    return;
                }
            }
        }
    }
}

static inline void nets_random(nets *n, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    size_t N[NETS_DEPTH + 1], activations = 0, L = 1 + bp_rng_below(&rng, NETS_DEPTH);
    const char *sigma[NETS_DEPTH + 1], *loss;
    while (bp_activations[activations].name) {
        activations++;
    }
    for (size_t l = 0; l <= L; l++) {
        N[l] = 1 + bp_rng_below(&rng, NETS_WIDTH);
        sigma[l] = bp_activations[bp_rng_below(&rng, activations)].name;
    }
    nets_output(&sigma[L], &loss, (size_t)seed);
    nets_new(n, L, N, sigma, loss, 1 + bp_rng_below(&rng, NETS_SAMPLES), seed);
}

#endif
