// %% [markdown] {"id": "title"}
// # 07 · Weights and biases
//
// §6 of the article: from $∂C/∂Z^l$, which §4 and §5 found, to what training wants, $∂C/∂W^l$ and
// $∂C/∂b^l$. The network is one layer, $l = 2$, with $N_1 = 3$ inputs, $N_2 = 2$ neurons and
// $M = 4$ samples. A sample is a column.
//
// **The question.** $Z^l$ and $A^l$ have a column for each sample, but there is only one $W^l$:
// every weight works for all $M$ samples. What is the gradient of something used $M$ times?

// %% {"id": "includes"}
#include <math.h>
#include <stdio.h>

#include "equations.h"

// %% [markdown] {"id": "forward-prose"}
// ## The layer
//
// The matrices, and the way from a weight to $C$: $Z^l = W^l A^{l-1} + \hat b^l$,
// $A^l = \tanh(Z^l)$, $C = \frac1M \sum_m \frac12 \sum_j (Y_{jm} - A^l_{jm})^2$.

// %% {"id": "forward"}
enum { N_PREV = 3, N = 2, M = 4 };

typedef struct {
    bp_mat W, b, A_prev, Y, Z, A;
} layer;

static double forward(layer *net)
{
    bp_mat_mul(&net->Z, &net->W, &net->A_prev);
    double C = 0.0;
    for (size_t j = 0; j < net->Z.rows; j++) {
        for (size_t m = 0; m < net->Z.cols; m++) {
            BP_AT(&net->Z, j, m) += BP_AT(&net->b, j, 0);
            BP_AT(&net->A, j, m) = tanh(BP_AT(&net->Z, j, m));
            double miss = BP_AT(&net->Y, j, m) - BP_AT(&net->A, j, m);
            C += miss * miss / 2.0;
        }
    }
    return C / (double)net->Z.cols;
}

// %% [markdown] {"id": "given-prose"}
// What §4 gives for the output layer: $∂C/∂Z^L = \frac1M (A^L - Y) ⊙ σ'(Z^L)$, with
// $\tanh' = 1 - \tanh^2$. Note the $1/M$: it is in here, and nowhere else on the way back.

// %% {"id": "given"}
static void error_of_output(bp_mat *dZ, const layer *net)
{
    for (size_t j = 0; j < dZ->rows; j++) {
        for (size_t m = 0; m < dZ->cols; m++) {
            double a = BP_AT(&net->A, j, m);
            BP_AT(dZ, j, m) = (a - BP_AT(&net->Y, j, m)) / (double)dZ->cols * (1.0 - a * a);
        }
    }
}

// %% [markdown] {"id": "numeric-prose"}
// ## A witness that knows no formula
//
// Move one parameter a little up and a little down, run the forward pass both times, divide. This
// central difference works for any parameter, and contains nothing of the derivation.

// %% {"id": "numeric"}
static void numeric_gradient(bp_mat *gradient, bp_mat *parameter, layer *net)
{
    const double h = 6e-6;
    for (size_t j = 0; j < parameter->rows; j++) {
        for (size_t k = 0; k < parameter->cols; k++) {
            double *x = &BP_AT(parameter, j, k), kept = *x;
            double above = kept + h, below = kept - h;
            *x = above;
            double C_above = forward(net);
            *x = below;
            double C_below = forward(net);
            *x = kept;
            BP_AT(gradient, j, k) = (C_above - C_below) / (above - below);
        }
    }
    forward(net);
}

// %% [markdown] {"id": "judge-prose"}
// The judge: the largest difference of any two entries, against a bar. Written with `!`, so that
// a number that is not a number fails too.

// %% {"id": "judge"}
static const char *verdict(const bp_mat *answer, const bp_mat *numeric)
{
    return !(bp_mat_gap(answer, numeric).gap <= 1e-9) ? "WRONG" : "agrees to 1e-9";
}

// %% [markdown] {"id": "mistakes-prose"}
// Two famous mistakes, for later. The first writes `=` where the sum over $m$ needs `+=`; the
// second divides by $M$ once more, "because $C$ is a mean".

// %% {"id": "mistakes"}
static void last_sample_only(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
    for (size_t j = 0; j < dW->rows; j++) {
        for (size_t k = 0; k < dW->cols; k++) {
            for (size_t m = 0; m < dZ->cols; m++) {
                BP_AT(dW, j, k) = BP_AT(dZ, j, m) * BP_AT(A_prev, k, m);
            }
        }
    }
}

static void mean_instead_of_sum(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{
    bp_weight_gradient(dW, dZ, A_prev);
    for (size_t j = 0; j < dW->rows; j++) {
        for (size_t k = 0; k < dW->cols; k++) {
            BP_AT(dW, j, k) /= (double)dZ->cols;
        }
    }
}

// %% [markdown] {"id": "numbers-prose"}
// ## The numbers

// %% {"id": "numbers"}
int main(void)
{
    double w[N * N_PREV] = {0.31, -0.52, 0.23, -0.44, 0.67, 0.15}, bias[N] = {0.12, -0.21};
    double a_prev[N_PREV * M] = {0.9, -0.4, 0.3, 0.7, -0.2, 0.8, 0.5, -0.6, 0.6, 0.25, -0.7, 0.35};
    double y[N * M] = {0.2, -0.3, 0.55, 0.8, -0.65, 0.4, 0.1, 0.35};
    double z[N * M], a[N * M], dz[N * M], dw[N * N_PREV], dw_numeric[N * N_PREV], db_values[N];

    layer net = {
        .W = {N, N_PREV, N_PREV, w, "W^2"}, .b = {N, 1, 1, bias, "b^2"},
        .A_prev = {N_PREV, M, M, a_prev, "A^1"}, .Y = {N, M, M, y, "Y"},
        .Z = {N, M, M, z, "Z^2"}, .A = {N, M, M, a, "A^2"},
    };
    bp_mat dZ = {N, M, M, dz, "∂C/∂Z^2"}, dW = {N, N_PREV, N_PREV, dw, "∂C/∂W^2"};
    double C = forward(&net);
    error_of_output(&dZ, &net);

    printf("C = %.4f\n\n", C);
    bp_mat_print(stdout, &net.A_prev, 4);
    bp_mat_print(stdout, &dZ, 4);

// %% [markdown] {"id": "meets-prose"}
// ## One weight meets M samples
//
// $Z^l_{jm} = \sum_i A^{l-1}_{im} W^l_{ji} + b^l_j$. Follow $W^l_{jk}$ alone: it stands in row $j$
// of $Z^l$, once in every column, each time beside another number, $A^{l-1}_{km}$. So
//
// $$\frac{∂Z^l_{jm}}{∂W^l_{jk}} = A^{l-1}_{km}, \qquad
// \frac{∂Z^l_{j'm}}{∂W^l_{jk}} = 0 \text{ for } j' ≠ j.$$
//
// To see it, raise $W^2_{23}$ by 0.5 and look at what $Z^2$ does: row 1 stays, row 2 moves in all
// four columns, by 0.5 times row 3 of $A^1$.

// %% {"id": "meets"}
    double moved[N * M];
    bp_mat change = {N, M, M, moved, "change of Z^2"};
    bp_mat_copy(&change, &net.Z);
    BP_AT(&net.W, 1, 2) += 0.5;
    forward(&net);
    BP_AT(&net.W, 1, 2) -= 0.5;
    for (size_t i = 0; i < N * M; i++) {
        moved[i] = z[i] - moved[i];
    }
    forward(&net);
    bp_mat_print(stdout, &change, 4);

// %% [markdown] {"id": "entry-prose"}
// ## The index form
//
// There are $M$ ways from $W^l_{jk}$ to $C$, one through each $Z^l_{jm}$. The chain rule adds them
// up:
//
// $$\frac{∂C}{∂W^l_{jk}} = \sum_{m=1}^{M} \frac{∂C}{∂Z^l_{jm}} \frac{∂Z^l_{jm}}{∂W^l_{jk}}
// = \sum_{m=1}^{M} \frac{∂C}{∂Z^l_{jm}} A^{l-1}_{km}.$$
//
// By hand, for the weight that has just been moved:

// %% {"id": "entry"}
    double sum = 0.0;
    printf("∂C/∂W^2[2,3] = Σ_m ∂C/∂Z^2[2,m] · A^1[3,m]\n");
    for (size_t m = 0; m < M; m++) {
        double term = BP_AT(&dZ, 1, m) * BP_AT(&net.A_prev, 2, m);
        printf("  m = %zu   %8.4f · %5.2f = %9.5f\n", m + 1, BP_AT(&dZ, 1, m),
               BP_AT(&net.A_prev, 2, m), term);
        sum += term;
    }
    printf("  sum                        %9.5f\n", sum);

// %% [markdown] {"id": "matrix-prose"}
// ## The matrix form
//
// The sum runs along row $j$ of $∂C/∂Z^l$ and row $k$ of $A^{l-1}$. A matrix product sums along a
// row of the left factor and a *column* of the right one, hence the transpose:
//
// $$\frac{∂C}{∂W^l} = \frac{∂C}{∂Z^l} (A^{l-1})^T, \qquad (N_l×M)(M×N_{l-1}) = N_l×N_{l-1}.$$
//
// $M$, the number of samples, is the inner dimension: it is summed over, and gone. What is left
// has the shape of $W^l$, as a gradient must.

// %% {"id": "matrix"}
    bp_mat dW_numeric = {N, N_PREV, N_PREV, dw_numeric, "numeric ∂C/∂W^2"};
    bp_weight_gradient(&dW, &dZ, &net.A_prev);
    numeric_gradient(&dW_numeric, &net.W, &net);
    bp_mat_print(stdout, &dW, 4);
    printf("entry [2,3] is the sum by hand: %s\n",
           fabs(BP_AT(&dW, 1, 2) - sum) <= 1e-15 ? "yes" : "no");
    printf("against the central difference: %s\n", verdict(&dW, &dW_numeric));

// %% [markdown] {"id": "bias-prose"}
// ## The bias
//
// $b^l_j$ was broadcast into all $M$ columns, so it too has $M$ ways to $C$. It is multiplied by
// nothing, $∂Z^l_{jm}/∂b^l_j = 1$, and so
//
// $$\frac{∂C}{∂b^l_j} = \sum_{m=1}^{M} \frac{∂C}{∂Z^l_{jm}}, \qquad
// \frac{∂C}{∂b^l} = \frac{∂C}{∂Z^l} \, \mathrm{ones}(M,1), \qquad (N_l×M)(M×1) = N_l×1.$$
//
// The sum of each row is a matrix product in disguise. A bias is a weight on an input that is
// always 1: put a row of ones below $A^{l-1}$, and this is the last column of $∂C/∂W^l$.

// %% {"id": "bias"}
    double db_numeric_values[N], ones_values[M], db_product_values[N];
    bp_mat db = {N, 1, 1, db_values, "∂C/∂b^2"};
    bp_mat db_numeric = {N, 1, 1, db_numeric_values, "numeric ∂C/∂b^2"};
    bp_mat db_product = {N, 1, 1, db_product_values, "∂C/∂Z^2·ones(4,1)"};
    bp_mat ones = {M, 1, 1, ones_values, "ones(4,1)"};
    bp_mat_ones(&ones);
    bp_mat_mul(&db_product, &dZ, &ones);
    bp_bias_gradient(&db, &dZ);
    numeric_gradient(&db_numeric, &net.b, &net);
    bp_mat_print(stdout, &db, 4);
    printf("against the product with ones:  %s\n", verdict(&db, &db_product));
    printf("against the central difference: %s\n", verdict(&db, &db_numeric));

// %% [markdown] {"id": "wrong-prose"}
// ## Two famous mistakes
//
// Both have the right shape, both look like a gradient, and a network often learns with either.
// Only the comparison, entry by entry, tells.

// %% {"id": "wrong"}
    bp_mat_name(&dW, "last sample only");
    last_sample_only(&dW, &dZ, &net.A_prev);
    bp_mat_print(stdout, &dW, 4);
    printf("against the central difference: %s\n\n", verdict(&dW, &dW_numeric));

    bp_mat_name(&dW, "mean, not sum");
    mean_instead_of_sum(&dW, &dZ, &net.A_prev);
    bp_mat_print(stdout, &dW, 4);
    printf("against the central difference: %s\n", verdict(&dW, &dW_numeric));
    printf("yours / numeric in [1,1]: %.4f, in [2,3]: %.4f, and 1/M is %.4f\n",
           BP_AT(&dW, 0, 0) / BP_AT(&dW_numeric, 0, 0),
           BP_AT(&dW, 1, 2) / BP_AT(&dW_numeric, 1, 2), 1.0 / M);

// %% [markdown] {"id": "why-prose"}
// A ratio that is the same everywhere is a message by itself: $1/M$ means that the mean was taken
// twice. The last matrix is "only" four times too small, which a learning rate hides.
//
// ## Why nobody notices
//
// The same two functions with one sample, $M = 1$: a sum of one term is its last term, and its
// mean. A check on a single sample cannot see either mistake. Check with $M > 1$.

// %% {"id": "why"}
    layer one = net;
    one.A_prev = bp_mat_column(&net.A_prev, 2);
    one.Y = bp_mat_column(&net.Y, 2);
    one.Z = bp_mat_column(&net.Z, 2);
    one.A = bp_mat_column(&net.A, 2);
    bp_mat dZ_one = bp_mat_column(&dZ, 2);
    error_of_output(&dZ_one, &one);
    numeric_gradient(&dW_numeric, &one.W, &one);
    last_sample_only(&dW, &dZ_one, &one.A_prev);
    printf("M = 1, last sample only: %s\n", verdict(&dW, &dW_numeric));
    mean_instead_of_sum(&dW, &dZ_one, &one.A_prev);
    printf("M = 1, mean, not sum:    %s\n", verdict(&dW, &dW_numeric));
    return 0;
}

// %% [markdown] {"id": "next"}
// ## Your turn
//
// `make exercise-07`: write $∂C/∂W^l$ yourself, in `notebooks-c/exercises/07_weight_gradient.c`.
// The same derivation without numbers: `docs/derivation.md#dW` and `docs/derivation.md#db`.
