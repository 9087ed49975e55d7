#include "rules.h"

#include <string.h>

#include "contract.h"
#include "equations.h"
#include "single.h"

/* The index forms do not look at shapes; NEED does it for what they read from a pass. */
static void require_shape(const bp_pass *p, bp_quantity quantity, size_t l)
{
    bp_shape right = bp_quantity_shape(p->net, p->M, quantity, l);
    right.name = "what the network has";
    bp_require_same("an index form", BP_SHAPE(&p->of[quantity][l], "it"), right);
}

#define NEED(quantity, l) require_shape(p, BP_##quantity, l)

/* A rule is one line that calls the pure function; `p` is the pass, `l` the layer. */
#define RULE(name, ...)                                                      \
    static void name(bp_mat *out, const bp_pass *p, size_t l, void *user)    \
    {                                                                        \
        (void)p, (void)l, (void)user;                                        \
        __VA_ARGS__;                                                         \
    }
#define ENTRY(name, ...)                                                     \
    static void name(bp_terms *t, const bp_pass *p, size_t l, size_t row, size_t col) \
    {                                                                        \
        (void)p, (void)l, (void)row, (void)col;                              \
        __VA_ARGS__;                                                         \
    }

/* §3  Forward propagation --------------------------------------------------------------------- */

RULE(broadcast, bp_broadcast(out, &p->b[l]))
ENTRY(broadcast_entry, bp_broadcast_entry(t, &p->b[l], row))

RULE(affine, bp_affine(out, &p->W[l], &p->A[l - 1], &p->b_hat[l]))
ENTRY(affine_entry,
      NEED(A, l - 1);
      bp_affine_entry(t, &p->W[l], &p->A[l - 1], &p->b[l], row, col))

RULE(activation, bp_activate(out, p->sigma[l], &p->Z[l]))

/* §4  The loss and the output layer ----------------------------------------------------------- */

/* [C  C_1 … C_M]; C_m is the loss of a batch of one. */
RULE(loss,
     bp_mat Cx = bp_mat_view(out, 0, 1, 1, p->M);
     BP_AT(out, 0, 0) = bp_average_loss(&Cx, p->net->loss, &p->A[l], p->Y))
ENTRY(loss_entry,
      NEED(A, l);
      bp_mat A = col == 0 ? p->A[l] : bp_mat_column(&p->A[l], col - 1);
      bp_mat Y = col == 0 ? *p->Y : bp_mat_column(p->Y, col - 1);
      bp_loss_entry(t, p->net->loss, &A, &Y))

RULE(output_gradient, bp_output_gradient(out, p->net->loss, &p->A[l], p->Y))
ENTRY(output_gradient_entry,
      NEED(A, l);
      bp_output_gradient_entry(t, p->net->loss, &p->A[l], p->Y, row, col))

/* ∂A^l_km'/∂Z^l_jm: row (m,j); column k for m' = m, the last column for all other samples. */
ENTRY(activation_local_entry,
      NEED(Z, l);
      size_t N = p->Z[l].rows;
      if (col < N) {
          bp_activation_local_entry(t, p->sigma[l], &p->Z[l], col, row % N, row / N);
      })

RULE(output_error, bp_output_error(out, p->sigma[l], &p->dA[l], &p->Z[l]))
ENTRY(output_error_entry,
      NEED(dA, l); NEED(Z, l);
      bp_output_error_entry(t, p->sigma[l], &p->dA[l], &p->Z[l], row, col))

/* §5  Back through the layers ----------------------------------------------------------------- */

/* ∂Z^{l+1}_km/∂Z^l_jm: row (m,j), column k. */
ENTRY(error_local_entry,
      NEED(Z, l);
      size_t N = p->Z[l].rows;
      bp_error_local_entry(t, p->sigma[l], &p->Z[l], &p->W[l + 1], col, row % N, row / N))
ENTRY(columns_entry, bp_columns_entry(t))
ENTRY(error_chain_entry,
      NEED(dZ, l + 1); NEED(dZdZ, l);
      bp_error_chain_entry(t, &p->dZ[l + 1], &p->dZdZ[l], row, col))

RULE(hidden_gradient, bp_hidden_gradient(out, &p->W[l + 1], &p->dZ[l + 1]))
ENTRY(hidden_gradient_entry,
      NEED(dZ, l + 1);
      bp_hidden_gradient_entry(t, &p->W[l + 1], &p->dZ[l + 1], row, col))

RULE(hidden_error, bp_hidden_error(out, &p->W[l + 1], &p->dZ[l + 1], p->sigma[l], &p->Z[l]))
ENTRY(hidden_error_entry,
      NEED(dZ, l + 1); NEED(Z, l);
      bp_hidden_error_entry(t, &p->W[l + 1], &p->dZ[l + 1], p->sigma[l], &p->Z[l], row, col))

/* §6  The gradients of the parameters --------------------------------------------------------- */

/* ∂Z^l_im/∂W^l_jk: row (j,k); column m for i = j, the last column for another neuron i. */
ENTRY(weight_local_entry,
      NEED(A, l - 1);
      size_t N_prev = p->W[l].cols, j = row / N_prev, k = row % N_prev;
      bool own = col < p->M;
      bp_weight_local_entry(t, &p->A[l - 1], own ? j : j + 1, own ? col : 0, j, k))
ENTRY(weight_chain_entry,
      NEED(dZ, l); NEED(dZdW, l);
      bp_weight_chain_entry(t, &p->dZ[l], &p->dZdW[l], row, col))

RULE(weight_gradient, bp_weight_gradient(out, &p->dZ[l], &p->A[l - 1]))
ENTRY(weight_gradient_entry,
      NEED(dZ, l); NEED(A, l - 1);
      bp_weight_gradient_entry(t, &p->dZ[l], &p->A[l - 1], row, col))

ENTRY(bias_local_entry, bp_bias_local_entry(t, col < p->M ? row : row + 1, row))
ENTRY(bias_chain_entry,
      NEED(dZ, l); NEED(dZdb, l);
      bp_bias_chain_entry(t, &p->dZ[l], &p->dZdb[l], row))

RULE(bias_gradient, bp_bias_gradient(out, &p->dZ[l]))
ENTRY(bias_gradient_entry,
      NEED(dZ, l);
      bp_bias_gradient_entry(t, &p->dZ[l], row))

RULE(shapes, bp_shapes(out, p, l))

/* §2  One sample, column by column ------------------------------------------------------------ */

/* The same statement for each sample m; COLUMN and BLOCK name what belongs to it. */
#define EACH_SAMPLE(name, ...) RULE(name, for (size_t m = 0; m < p->M; m++) { __VA_ARGS__; })
#define COLUMN(name, of) bp_mat name = bp_mat_column(of, m)
#define BLOCK(name, of, N) bp_mat name = bp_mat_view(of, m *(N), 0, N, (of)->cols)

EACH_SAMPLE(single_z,
            COLUMN(z, out); COLUMN(a_prev, &p->a[l - 1]);
            bp_single_z(&z, &p->W[l], &a_prev, &p->b[l]))

EACH_SAMPLE(single_a,
            COLUMN(a, out); COLUMN(z, &p->z[l]);
            bp_single_a(&a, p->sigma[l], &z))

EACH_SAMPLE(single_loss,
            COLUMN(a, &p->a[l]); COLUMN(y, p->Y);
            BP_AT(out, 0, m) = bp_single_loss(p->net->loss, &a, &y))

EACH_SAMPLE(single_output_error,
            COLUMN(delta, out); COLUMN(da, &p->da[l]); COLUMN(z, &p->z[l]);
            bp_single_output_error(&delta, p->sigma[l], &da, &z))

EACH_SAMPLE(single_hidden_error,
            COLUMN(delta, out); COLUMN(delta_next, &p->delta[l + 1]); COLUMN(z, &p->z[l]);
            bp_single_hidden_error(&delta, &p->W[l + 1], &delta_next, p->sigma[l], &z))

EACH_SAMPLE(single_weight_gradient,
            BLOCK(dW, out, p->net->N[l]); COLUMN(delta, &p->delta[l]); COLUMN(a_prev, &p->a[l - 1]);
            bp_single_weight_gradient(&dW, &delta, &a_prev))

EACH_SAMPLE(single_bias_gradient,
            BLOCK(db, out, p->net->N[l]); COLUMN(delta, &p->delta[l]);
            bp_single_bias_gradient(&db, &delta))

/* §2.1, 8  Back to M samples ------------------------------------------------------------------ */

/* [Z; A; ∂C/∂Z] of the layer, out of columns; in place of layer 0: C. */
static void stack(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    if (l == 0) {
        BP_AT(out, 0, 0) = bp_stack_loss(&p->Cx[p->L]);
        return;
    }
    size_t N = p->net->N[l];
    bp_mat Z = bp_mat_view(out, 0, 0, N, p->M), A = bp_mat_view(out, N, 0, N, p->M);
    bp_mat dZ = bp_mat_view(out, 2 * N, 0, N, p->M);
    bp_mat_copy(&Z, &p->z[l]);
    bp_mat_copy(&A, &p->a[l]);
    bp_stack(&dZ, &p->delta[l]);
}

/* [∂C/∂W  ∂C/∂b] of the layer. */
static void accumulate(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    size_t N = p->net->N[l], N_prev = p->net->N[l - 1];
    bp_mat dW = bp_mat_view(out, 0, 0, N, N_prev), db = bp_mat_view(out, 0, N_prev, N, 1);
    bp_accumulate(&dW, &p->gW[l]);
    bp_accumulate(&db, &p->gb[l]);
}

/* The table ----------------------------------------------------------------------------------- */

const bp_equation bp_equations[BP_EQUATION_COUNT] = {
    {"broadcast", "3", "b̂^l = b^l copied into M columns", "bp_broadcast",
     BP_UP, BP_EVERY_LAYER, BP_b_hat, BP_b_hat, BP_OTHER_FORM, broadcast, broadcast_entry},
    {"affine", "3, 5", "Z^l = W^l A^{l-1} + b̂^l", "bp_affine",
     BP_UP, BP_EVERY_LAYER, BP_Z, BP_Z, BP_OTHER_FORM, affine, affine_entry},
    {"activation", "3", "A^l = σ^l(Z^l)", "bp_activate",
     BP_UP, BP_EVERY_LAYER, BP_A, BP_A, BP_TEXTBOOK, activation, NULL},
    {"loss", "4", "C = (1/M) Σ_m Σ_j loss(A^L_jm, Y_jm)", "bp_average_loss",
     BP_UP, BP_OUTPUT_LAYER, BP_C, BP_C, BP_TEXTBOOK, loss, loss_entry},
    {"stack", "0, 2.1", "column m of Z^l, A^l, ∂C/∂Z^l is z, a, δ/M of sample m; C = mean of C_x",
     "bp_stack", BP_AT_LAST, BP_ZERO_TOO, BP_stack, BP_stack, BP_SINGLE, stack, NULL},
    {"dA-output", "4", "∂C/∂A^L = (A^L − Y)/M, or the loss's own", "bp_output_gradient",
     BP_DOWN, BP_OUTPUT_LAYER, BP_dA, BP_dA, BP_NUMERIC, output_gradient, output_gradient_entry},
    {"dA-local", "4", "∂A^l_jm/∂Z^l_jm = σ'^l(Z^l_jm), all others zero",
     "bp_activation_local_entry",
     BP_DOWN, BP_EVERY_LAYER, BP_dAdZ, BP_dAdZ, BP_NUMERIC, NULL, activation_local_entry},
    {"dZ-output", "4, 7", "∂C/∂Z^L = ∂C/∂A^L ⊙ σ'^L(Z^L)", "bp_output_error",
     BP_DOWN, BP_OUTPUT_LAYER, BP_dZ, BP_dZ, BP_NUMERIC, output_error, output_error_entry},
    {"dZ-local", "5", "∂Z^{l+1}_km/∂Z^l_jm = σ'^l(Z^l_jm) W^{l+1}_kj", "bp_error_local_entry",
     BP_DOWN, BP_HIDDEN_LAYERS, BP_dZdZ, BP_dZdZ, BP_NUMERIC, NULL, error_local_entry},
    {"columns", "0, 5", "∂Z^{l+1}_km/∂Z^l_jm' = 0 for m ≠ m'", "bp_columns_entry",
     BP_DOWN, BP_HIDDEN_LAYERS, BP_columns, BP_columns, BP_NUMERIC, NULL, columns_entry},
    {"dZ-chain", "5", "∂C/∂Z^l_jm = Σ_k ∂C/∂Z^{l+1}_km ∂Z^{l+1}_km/∂Z^l_jm", "bp_error_chain_entry",
     BP_DOWN, BP_HIDDEN_LAYERS, BP_dZ_chain, BP_dZ, BP_NUMERIC, NULL, error_chain_entry},
    {"dA-hidden", "5", "∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}", "bp_hidden_gradient",
     BP_DOWN, BP_HIDDEN_LAYERS, BP_dA, BP_dA, BP_NUMERIC, hidden_gradient, hidden_gradient_entry},
    {"dZ-hidden", "5, 7", "∂C/∂Z^l = ((W^{l+1})ᵀ ∂C/∂Z^{l+1}) ⊙ σ'^l(Z^l)", "bp_hidden_error",
     BP_DOWN, BP_HIDDEN_LAYERS, BP_dZ, BP_dZ, BP_NUMERIC, hidden_error, hidden_error_entry},
    {"dW-local", "6.1", "∂Z^l_jm/∂W^l_jk = A^{l-1}_km; ∂Z^l_j'm/∂W^l_jk = 0 for j' ≠ j",
     "bp_weight_local_entry",
     BP_DOWN, BP_EVERY_LAYER, BP_dZdW, BP_dZdW, BP_NUMERIC, NULL, weight_local_entry},
    {"dW-chain", "6.1", "∂C/∂W^l_jk = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂W^l_jk", "bp_weight_chain_entry",
     BP_DOWN, BP_EVERY_LAYER, BP_dW_chain, BP_dW, BP_NUMERIC, NULL, weight_chain_entry},
    {"dW", "6.1, 7", "∂C/∂W^l = ∂C/∂Z^l (A^{l-1})ᵀ", "bp_weight_gradient",
     BP_DOWN, BP_EVERY_LAYER, BP_dW, BP_dW, BP_NUMERIC, weight_gradient, weight_gradient_entry},
    {"db-local", "6.2", "∂Z^l_jm/∂b^l_j = 1; ∂Z^l_j'm/∂b^l_j = 0 for j' ≠ j", "bp_bias_local_entry",
     BP_DOWN, BP_EVERY_LAYER, BP_dZdb, BP_dZdb, BP_NUMERIC, NULL, bias_local_entry},
    {"db-chain", "6.2", "∂C/∂b^l_j = Σ_m ∂C/∂Z^l_jm ∂Z^l_jm/∂b^l_j", "bp_bias_chain_entry",
     BP_DOWN, BP_EVERY_LAYER, BP_db_chain, BP_db, BP_NUMERIC, NULL, bias_chain_entry},
    {"db", "6.2, 7", "∂C/∂b^l = ∂C/∂Z^l ones(M,1)", "bp_bias_gradient",
     BP_DOWN, BP_EVERY_LAYER, BP_db, BP_db, BP_NUMERIC, bias_gradient, bias_gradient_entry},
    {"shapes", "0.2, 6", "every gradient has its variable's shape", "bp_shapes",
     BP_DOWN, BP_EVERY_LAYER, BP_shapes, BP_shapes, BP_IDENTITY, shapes, NULL},
    {"single-z", "2", "z^l = W^l a^{l-1} + b^l", "bp_single_z",
     BP_SAMPLES_UP, BP_EVERY_LAYER, BP_z, BP_z, BP_ONE_SAMPLE, single_z, NULL},
    {"single-a", "2", "a^l = σ^l(z^l)", "bp_single_a",
     BP_SAMPLES_UP, BP_EVERY_LAYER, BP_a, BP_a, BP_ONE_SAMPLE, single_a, NULL},
    {"single-loss", "2", "C_x = Σ_j loss(a^L_j, y_j), no 1/M", "bp_single_loss",
     BP_SAMPLES_UP, BP_OUTPUT_LAYER, BP_Cx, BP_Cx, BP_ONE_SAMPLE, single_loss, NULL},
    {"single-dZ-output", "2", "δ^L = ∇_a C_x ⊙ σ'^L(z^L)", "bp_single_output_error",
     BP_SAMPLES_DOWN, BP_OUTPUT_LAYER, BP_delta, BP_delta, BP_NUMERIC, single_output_error, NULL},
    {"single-dZ-hidden", "2", "δ^l = ((W^{l+1})ᵀ δ^{l+1}) ⊙ σ'^l(z^l)", "bp_single_hidden_error",
     BP_SAMPLES_DOWN, BP_HIDDEN_LAYERS, BP_delta, BP_delta, BP_NUMERIC, single_hidden_error, NULL},
    {"single-dW", "2", "∂C_x/∂W^l = δ^l (a^{l-1})ᵀ", "bp_single_weight_gradient",
     BP_SAMPLES_DOWN, BP_EVERY_LAYER, BP_gW, BP_gW, BP_NUMERIC, single_weight_gradient, NULL},
    {"single-db", "2", "∂C_x/∂b^l = δ^l", "bp_single_bias_gradient",
     BP_SAMPLES_DOWN, BP_EVERY_LAYER, BP_gb, BP_gb, BP_NUMERIC, single_bias_gradient, NULL},
    {"accumulate", "8", "∂C/∂W^l, ∂C/∂b^l = the mean of the M single-sample gradients",
     "bp_accumulate",
     BP_AT_LAST, BP_EVERY_LAYER, BP_accumulate, BP_accumulate, BP_SINGLE, accumulate, NULL},
};

const bp_equation *bp_equation_named(const char *id)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        if (strcmp(bp_equations[i].id, id) == 0) {
            return &bp_equations[i];
        }
    }
    return NULL;
}

bool bp_applies(const bp_equation *equation, const bp_net *net, size_t M, size_t l)
{
    bool in_scope = l >= 1;
    if (equation->layers == BP_OUTPUT_LAYER) {
        in_scope = l == net->L;
    } else if (equation->layers == BP_HIDDEN_LAYERS) {
        in_scope = l >= 1 && l < net->L;
    } else if (equation->layers == BP_ZERO_TOO) {
        in_scope = true;
    }
    return in_scope && bp_quantity_shape(net, M, equation->answer, l).rows > 0;
}

void bp_apply_entries(bp_mat *out, bp_mat *bound, const bp_equation *equation, const bp_pass *pass,
                      size_t l)
{
    for (size_t row = 0; row < out->rows; row++) {
        for (size_t col = 0; col < out->cols; col++) {
            bp_terms t = {0};
            equation->entry(&t, pass, l, row, col);
            BP_AT(out, row, col) = t.sum;
            if (bound) {
                BP_AT(bound, row, col) = bp_terms_bound(&t);
            }
        }
    }
}
