#include "quantities.h"

#include <stdio.h>

static const char *const symbols[] = {
#define BP_SYMBOL(name, symbol) symbol,
    BP_QUANTITIES(BP_SYMBOL)
#undef BP_SYMBOL
};

/* Which layers a quantity lives in. */
static bool lives_in(bp_quantity quantity, size_t l, size_t L, size_t M)
{
    switch (quantity) {
    case BP_A:
    case BP_a:
    case BP_stack:
        return true;
    case BP_C:
    case BP_Cx:
    case BP_da:
        return l == L;
    case BP_dZdZ:
    case BP_dZ_chain:
        return l >= 1 && l < L;
    case BP_columns:
        return l >= 1 && l < L && M > 1;
    default:
        return l >= 1;
    }
}

bp_shape bp_quantity_shape(const bp_net *net, size_t M, bp_quantity quantity, size_t l)
{
    if (!lives_in(quantity, l, net->L, M)) {
        return (bp_shape){0, 0, ""};
    }
    size_t N = net->N[l], N_prev = l > 0 ? net->N[l - 1] : 0,
           N_next = l < net->L ? net->N[l + 1] : 0;
    switch (quantity) {
    case BP_C:
        return (bp_shape){1, M + 1, ""};
    case BP_Cx:
        return (bp_shape){1, M, ""};
    case BP_dAdZ:
        return (bp_shape){M * N, N + 1, ""};
    case BP_dZdZ:
        return (bp_shape){M * N, N_next, ""};
    case BP_dZdW:
        return (bp_shape){N * N_prev, M + 1, ""};
    case BP_dW:
    case BP_dW_chain:
        return (bp_shape){N, N_prev, ""};
    case BP_dZdb:
        return (bp_shape){N, M + 1, ""};
    case BP_db:
    case BP_db_chain:
        return (bp_shape){N, 1, ""};
    case BP_shapes:
        return (bp_shape){5, 2, ""};
    case BP_gW:
        return (bp_shape){M * N, N_prev, ""};
    case BP_gb:
        return (bp_shape){M * N, 1, ""};
    case BP_stack:
        return l == 0 ? (bp_shape){1, 1, ""} : (bp_shape){3 * N, M, ""};
    case BP_accumulate:
        return (bp_shape){N, N_prev + 1, ""};
    default:
        return (bp_shape){N, M, ""};
    }
}

static bool new_quantity(bp_pass *pass, bp_quantity quantity)
{
    pass->of[quantity] = bp_calloc(pass->L + 1, sizeof(bp_mat));
    bool complete = pass->of[quantity] != NULL;
    for (size_t l = 0; complete && l <= pass->L; l++) {
        bp_shape shape = bp_quantity_shape(pass->net, pass->M, quantity, l);
        complete = bp_mat_new(&pass->of[quantity][l], shape.rows, shape.cols);
        bp_mat_name(&pass->of[quantity][l], "%s^%zu", symbols[quantity], l);
    }
    return complete;
}

static void begin(bp_pass *pass, const bp_net *net, const bp_mat *Y, size_t M)
{
    *pass = (bp_pass){
        .net = net, .sigma = net->sigma, .W = net->W, .b = net->b, .Y = Y, .L = net->L, .M = M};
}

bool bp_pass_new(bp_pass *pass, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    begin(pass, net, Y, X->cols);
    for (size_t quantity = 0; quantity < BP_QUANTITY_COUNT; quantity++) {
        if (!new_quantity(pass, (bp_quantity)quantity)) {
            bp_pass_free(pass);
            return false;
        }
    }
    bp_mat_copy(&pass->A[0], X);
    bp_mat_copy(&pass->a[0], X);
    return true;
}

bool bp_pass_new_to_learn(bp_pass *pass, const bp_net *net, const bp_mat *Y, size_t M)
{
    static const bp_quantity needed[] = {BP_b_hat, BP_Z, BP_A, BP_C, BP_dA, BP_dZ, BP_dW, BP_db};
    begin(pass, net, Y, M);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!new_quantity(pass, needed[i])) {
            bp_pass_free(pass);
            return false;
        }
    }
    return true;
}

void bp_pass_narrow(bp_pass *pass, size_t M)
{
    static const bp_quantity wide[] = {BP_b_hat, BP_Z, BP_A, BP_dA, BP_dZ};
    BP_REQUIRE(M >= 1 && M <= pass->A[0].stride, "bp_pass_narrow: %zu samples of %zu", M,
               pass->A[0].stride);
    pass->M = M;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        for (size_t l = 0; l <= pass->L; l++) {
            bp_mat *m = &pass->of[wide[i]][l];
            m->cols = m->rows > 0 ? M : 0;
        }
    }
}

void bp_pass_free(bp_pass *pass)
{
    for (size_t quantity = 0; quantity < BP_QUANTITY_COUNT; quantity++) {
        for (size_t l = 0; pass->of[quantity] && l <= pass->L; l++) {
            bp_mat_free(&pass->of[quantity][l]);
        }
        bp_free(pass->of[quantity]);
    }
    *pass = (bp_pass){0};
}

/* A local derivative names its output and its input: ∂Z^2[3,1]/∂Z^1[2,1]. `others`: the largest of
 * all the outputs that must not move. */
static void local_label(char *label, const char *output, size_t layer, size_t k, size_t m,
                        bool others, const char *input)
{
    if (others) {
        snprintf(label, BP_MESSAGE_SIZE, "∂%s^%zu[others]/∂%s", output, layer, input);
    } else {
        snprintf(label, BP_MESSAGE_SIZE, "∂%s^%zu[%zu,%zu]/∂%s", output, layer, k, m, input);
    }
}

/* ∂A^l, ∂Z^{l+1}, ∂Z^l by Z^l, W^l or b^l; false: the quantity is no local derivative. */
static bool label_if_local(char *label, const bp_pass *pass, bp_quantity quantity, size_t l,
                           size_t row, size_t col)
{
    size_t N = pass->net->N[l], N_prev = l > 0 ? pass->net->N[l - 1] : 1, M = pass->M;
    size_t j = row % N + 1, m = row / N + 1, k = col + 1;
    char input[BP_MESSAGE_SIZE / 2];
    snprintf(input, sizeof input, "Z^%zu[%zu,%zu]", l, j, m);
    switch (quantity) {
    case BP_dAdZ:
        local_label(label, "A", l, k, m, col == N, input);
        return true;
    case BP_dZdZ:
        local_label(label, "Z", l + 1, k, m, false, input);
        return true;
    case BP_columns:
        snprintf(input, sizeof input, "Z^%zu[%zu,%zu]", l, row + 1, k);
        local_label(label, "Z", l + 1, 0, 0, true, input);
        return true;
    case BP_dZdW:
        snprintf(input, sizeof input, "W^%zu[%zu,%zu]", l, row / N_prev + 1, row % N_prev + 1);
        local_label(label, "Z", l, row / N_prev + 1, k, col == M, input);
        return true;
    case BP_dZdb:
        snprintf(input, sizeof input, "b^%zu[%zu]", l, row + 1);
        local_label(label, "Z", l, row + 1, k, col == M, input);
        return true;
    default:
        return false;
    }
}

static void stack_label(char *label, size_t N, size_t l, size_t row, size_t col)
{
    static const char *const parts[] = {"Z", "A", "∂C/∂Z"};
    if (l == 0) {
        snprintf(label, BP_MESSAGE_SIZE, "C");
    } else {
        snprintf(label, BP_MESSAGE_SIZE, "%s^%zu[%zu,%zu]", parts[row / N], l, row % N + 1,
                 col + 1);
    }
}

/* Entry (row, col) of block m: what belongs to one sample. */
static void sample_label(char *label, bp_quantity quantity, size_t N, size_t l, size_t row,
                         size_t col)
{
    int length = snprintf(label, BP_MESSAGE_SIZE, "%s^%zu[%zu", symbols[quantity], l, row % N + 1);
    char *end = label + length;
    size_t room = BP_MESSAGE_SIZE - (size_t)length;
    if (quantity == BP_gW) {
        snprintf(end, room, ",%zu], sample %zu", col + 1, row / N + 1);
    } else {
        snprintf(end, room, "], sample %zu", row / N + 1);
    }
}

static const char *const shape_rows[] = {"∂C/∂A", "∂C/∂Z", "∂C/∂W", "∂C/∂b", "∂C/∂Z·Aᵀ"};

void bp_quantity_label(char label[BP_MESSAGE_SIZE], const bp_pass *pass, bp_quantity quantity,
                       size_t l, size_t row, size_t col)
{
    const char *symbol = symbols[quantity];
    size_t N = pass->net->N[l], j = row + 1, k = col + 1;
    if (label_if_local(label, pass, quantity, l, row, col)) {
        return;
    }
    bool last = l > 0 && col == pass->net->N[l - 1];
    switch (quantity) {
    case BP_C:
        snprintf(label, BP_MESSAGE_SIZE, col == 0 ? "C" : "C_x[%zu]", col);
        return;
    case BP_Cx:
        snprintf(label, BP_MESSAGE_SIZE, "%s[%zu]", symbol, k);
        return;
    case BP_db:
    case BP_db_chain:
        snprintf(label, BP_MESSAGE_SIZE, "%s^%zu[%zu]", symbol, l, j);
        return;
    case BP_gW:
    case BP_gb:
        sample_label(label, quantity, N, l, row, col);
        return;
    case BP_stack:
        stack_label(label, N, l, row, col);
        return;
    case BP_accumulate:
        snprintf(label, BP_MESSAGE_SIZE, last ? "∂C/∂b^%zu[%zu]" : "∂C/∂W^%zu[%zu,%zu]", l, j, k);
        return;
    case BP_shapes:
        snprintf(label, BP_MESSAGE_SIZE, "%s of %s^%zu", col == 0 ? "rows" : "columns",
                 shape_rows[row], l);
        return;
    default:
        snprintf(label, BP_MESSAGE_SIZE, "%s^%zu[%zu,%zu]", symbol, l, j, k);
    }
}

/* [shapes]   every gradient has its variable's shape */
void bp_shapes(bp_mat *out, const bp_pass *pass, size_t l)
{
    const bp_mat *gradients[] = {&pass->dA[l], &pass->dZ[l], &pass->dW[l], &pass->db[l]};
    for (size_t i = 0; i < 4; i++) {
        BP_AT(out, i, 0) = (double)gradients[i]->rows;
        BP_AT(out, i, 1) = (double)gradients[i]->cols;
    }
    BP_AT(out, 4, 0) = (double)pass->dZ[l].cols;
    BP_AT(out, 4, 1) = (double)pass->A[l - 1].cols;
}
