/* A network: the depth, the widths, a σ for each layer, the loss, the parameters.
 *
 *   bp_net_new, bp_net_free
 *   bp_net_draw               random parameters under which no layer is saturated
 *   bp_net_draw_normal        and those that Nielsen's book begins with
 */
#ifndef BP_NETWORK_H
#define BP_NETWORK_H

#include <stdint.h>

#include "loss.h"

/* Layer arrays are 1-based, so that an index is the article's superscript; slot 0 of W and b stays
 * empty, and N[0] is the width of the input. */
typedef struct {
    size_t L;                       /* layers */
    size_t *N;                      /* N[0] … N[L]: neurons */
    const bp_activation **sigma;    /* sigma[1] … sigma[L] */
    const bp_loss *loss;
    bp_mat *W;                      /* W[l] is N_l×N_{l-1} */
    bp_mat *b;                      /* b[l] is N_l×1 */
} bp_net;

/* A network of the widths N[0] … N[L], all at least 1, with every σ the identity, the quadratic
 * loss and parameters of 0. False: no memory; then *net is empty and may be freed. */
bool bp_net_new(bp_net *net, size_t L, const size_t *N);
void bp_net_free(bp_net *net);

/* Draws the parameters by seed. W^l_jk comes from N(0,1), times 0.75, divided by √N_{l-1}, for the
 * first layer by the root mean square length of X's columns: so the entries of Z^l are of size
 * ¾ whatever the units of the data, and no σ is saturated. b^l_j comes from N(0,1/16). */
void bp_net_draw(bp_net *net, const bp_mat *X, uint64_t seed);

/* Draws the parameters by seed: W^l_jk from N(0,1), or from N(0,1/N_{l-1}) where `scaled`; b^l_j
 * from N(0,1). */
void bp_net_draw_normal(bp_net *net, bool scaled, uint64_t seed);

/* How many numbers W and b are. */
size_t bp_net_parameters(const bp_net *net);

#endif
