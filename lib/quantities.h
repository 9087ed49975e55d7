/* A pass: one matrix for every quantity of the derivation, in every layer that has it.
 *
 *   bp_pass_new, bp_pass_free
 *   bp_pass_new_to_learn, bp_pass_narrow   with what learning needs, and for fewer samples
 *   bp_quantity_shape           rows and columns of a quantity in layer l; 0×0: no such layer
 *   bp_quantity_label           what a person calls one entry: ∂C/∂W^2[3,1]
 *   bp_shapes                   the shapes that the gradients really have
 *
 * The same record holds answers, numeric derivatives, error bars and rounding bounds: what they
 * share is their shape.
 */
#ifndef BP_QUANTITIES_H
#define BP_QUANTITIES_H

#include "contract.h"
#include "network.h"

/* Q(name, symbol). Local derivatives have a row for each input entry and a column for each output
 * entry that may depend on it; where the statement says "all others zero", a last column holds the
 * largest derivative of all other outputs.
 *
 *   name        rows × columns              meaning
 *   b_hat       N_l × M                     b̂^l
 *   Z, A        N_l × M                     A[0] is X
 *   C           1 × (M + 1), layer L        the loss C, then the C_m of each sample
 *   dA, dZ      N_l × M                     ∂C/∂A^l, ∂C/∂Z^l
 *   dAdZ        (M·N_l) × (N_l + 1)         ∂A^l_km/∂Z^l_jm: row (m,j), column k; last: others
 *   dZdZ        (M·N_l) × N_{l+1}           ∂Z^{l+1}_km/∂Z^l_jm: row (m,j), column k
 *   columns     N_l × M                     ∂Z^{l+1}_km'/∂Z^l_jm, m' ≠ m: the largest
 *   dZ_chain    N_l × M                     ∂C/∂Z^l by the chain rule
 *   dZdW        (N_l·N_{l-1}) × (M + 1)     ∂Z^l_jm/∂W^l_jk: row (j,k), column m; last: others
 *   dW, dW_chain  N_l × N_{l-1}             ∂C/∂W^l
 *   dZdb        N_l × (M + 1)               ∂Z^l_jm/∂b^l_j: row j, column m; last: others
 *   db, db_chain  N_l × 1                   ∂C/∂b^l
 *   shapes      5 × 2                       of dA, dZ, dW, db; columns of dZ and A_prev
 *   z, a        N_l × M                     sample by sample, in columns; a[0] is X
 *   Cx          1 × M, layer L              C_x of each sample
 *   da          N_L × M, layer L            ∂C_x/∂a^L
 *   delta       N_l × M                     ∂C_x/∂z^l
 *   gW          (M·N_l) × N_{l-1}           ∂C_x/∂W^l, block by block
 *   gb          (M·N_l) × 1                 ∂C_x/∂b^l, block by block
 *   stack       3N_l × M; 1 × 1 for l = 0   Z, A, ∂C/∂Z made of columns; l = 0: C
 *   accumulate  N_l × (N_{l-1} + 1)         [∂C/∂W^l  ∂C/∂b^l] as means over the samples
 */
#define BP_QUANTITIES(Q)                                                                     \
    Q(b_hat, "b̂") Q(Z, "Z") Q(A, "A") Q(C, "C") Q(dA, "∂C/∂A") Q(dZ, "∂C/∂Z")               \
    Q(dAdZ, "∂A/∂Z") Q(dZdZ, "∂Z/∂Z") Q(columns, "∂Z/∂Z") Q(dZ_chain, "∂C/∂Z")              \
    Q(dZdW, "∂Z/∂W") Q(dW_chain, "∂C/∂W") Q(dW, "∂C/∂W") Q(dZdb, "∂Z/∂b")                   \
    Q(db_chain, "∂C/∂b") Q(db, "∂C/∂b") Q(shapes, "shapes") Q(z, "z") Q(a, "a")             \
    Q(Cx, "C_x") Q(da, "∂C_x/∂a") Q(delta, "δ") Q(gW, "∂C_x/∂W") Q(gb, "∂C_x/∂b")           \
    Q(stack, "stack") Q(accumulate, "mean")

typedef enum {
#define BP_ENUMERATE(name, symbol) BP_##name,
    BP_QUANTITIES(BP_ENUMERATE)
#undef BP_ENUMERATE
    BP_QUANTITY_COUNT
} bp_quantity;

typedef struct bp_pass {
    const bp_net *net;
    const struct bp_pass *older;    /* what it was one step of learning before; NULL: unknown */
    const bp_activation **sigma;    /* sigma[1] … sigma[L]; a pass may bring its own */
    const bp_mat *W, *b, *Y;
    size_t L, M;
    union {
        bp_mat *of[BP_QUANTITY_COUNT];      /* of[BP_dW][l] is dW[l] */
        struct {
#define BP_MEMBER(name, symbol) bp_mat *name;
            BP_QUANTITIES(BP_MEMBER)
#undef BP_MEMBER
        };
    };
} bp_pass;

/* The shape of a quantity in layer l, 0 ≤ l ≤ L, with M samples. */
bp_shape bp_quantity_shape(const bp_net *net, size_t M, bp_quantity quantity, size_t l);

/* A pass of zeros over net and Y, with X in A[0] and a[0]. net and Y must outlive it.
 * False: no memory; then *pass is empty and may be freed. */
bool bp_pass_new(bp_pass *pass, const bp_net *net, const bp_mat *X, const bp_mat *Y);
void bp_pass_free(bp_pass *pass);

/* The same for at most M samples, with b̂, Z, A, C, ∂C/∂A, ∂C/∂Z, ∂C/∂W and ∂C/∂b alone; A[0] is to
 * be filled. */
bool bp_pass_new_to_learn(bp_pass *pass, const bp_net *net, const bp_mat *Y, size_t M);

/* Only the first M columns of those count from now on, until another M is said. Requires 1 ≤ M ≤
 * the M that the pass was made for. */
void bp_pass_narrow(bp_pass *pass, size_t M);

/* Writes what a person calls entry (row, col) of a quantity in layer l, with 1-based indices. */
void bp_quantity_label(char label[BP_MESSAGE_SIZE], const bp_pass *pass, bp_quantity quantity,
                       size_t l, size_t row, size_t col);

/* [shapes]   what dA, dZ, dW and db of layer l measure, and the two columns that meet in dZ A_prevᵀ
 * where out is 5×2. */
void bp_shapes(bp_mat *out, const bp_pass *pass, size_t l);

#endif
