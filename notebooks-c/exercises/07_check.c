/* The checker of exercise 07: asks the student's function, and compares with numbers.
 *
 *   a network      layer 2 of a net: A^1 given, tanh, quadratic loss; N_2, N_1 and M all different
 *   the witness    central differences of the loss; the formula of the exercise is not in here
 *
 * What is wrong is said by 07_findings.c.
 * Exit status: 0 right, 1 wrong, 2 the check could not run.
 */
#include <math.h>

#include "07_check.h"

void student_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev);

/* ---- a network ------------------------------------------------------------------------------ */

static void fill_with_unspecial_numbers(bp_mat *A)
{
    static double n = 0.0;
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            BP_AT(A, i, j) = 0.8 * sin(1.3 + 2.7 * n);
            n += 1.0;
        }
    }
}

/* C_m/M, what sample m adds to the loss. */
static double share_of_loss(const network *net, size_t m)
{
    double loss = 0.0;
    for (size_t j = 0; j < net->N; j++) {
        double z = BP_AT(&net->b, j, 0) + BP_AT(&net->shift, j, m);
        for (size_t i = 0; i < net->N_prev; i++) {
            z += BP_AT(&net->A_prev, i, m) * BP_AT(&net->W, j, i);
        }
        double miss = tanh(z) - BP_AT(&net->Y, j, m);
        loss += miss * miss / 2.0;
    }
    return loss / (double)net->M;
}

/* ---- the witness ---------------------------------------------------------------------------- */

static double slope(const network *net, double *x, size_t m)
{
    double kept = *x, above = kept + 6e-6, below = kept - 6e-6;
    *x = above;
    double up = share_of_loss(net, m);
    *x = below;
    double down = share_of_loss(net, m);
    *x = kept;
    return (up - down) / (above - below);
}

static void prepare(network *net)
{
    net->W = guarded(&net->f[0], net->N, net->N_prev, "W^2", NAN);
    net->b = guarded(&net->f[1], net->N, 1, "b^2", NAN);
    net->A_prev = guarded(&net->f[2], net->N_prev, net->M, "A^1", NAN);
    net->Y = guarded(&net->f[3], net->N, net->M, "Y", NAN);
    net->dZ = guarded(&net->f[4], net->N, net->M, "∂C/∂Z^2", NAN);
    net->shift = guarded(&net->f[5], net->N, net->M, "shift", 0.0);
    net->dW = guarded(&net->f[6], net->N, net->N_prev, "∂C/∂W^2", -3.25);
    bp_mat *numbers[] = {&net->W, &net->b, &net->A_prev, &net->Y, &net->dW};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        fill_with_unspecial_numbers(numbers[i]);
    }
    if (!net->reused) {
        bp_mat_fill(&net->dW, NAN);
    }
    for (size_t j = 0; j < net->N; j++) {
        for (size_t m = 0; m < net->M; m++) {
            BP_AT(&net->dZ, j, m) = slope(net, &BP_AT(&net->shift, j, m), m);
        }
    }
}

/* Only after the student's function has run: the child has no right answer in its memory. */
static void find_right_answer(network *net)
{
    double largest = 0.0;
    net->right = guarded(&net->f[7], net->N, net->N_prev, "", 0.0);
    for (size_t m = 0; m < net->M; m++) {
        net->sample[m] = guarded(&net->f[8 + m], net->N, net->N_prev, "", 0.0);
        for (size_t j = 0; j < net->N; j++) {
            for (size_t k = 0; k < net->N_prev; k++) {
                BP_AT(&net->sample[m], j, k) = slope(net, &BP_AT(&net->W, j, k), m);
                BP_AT(&net->right, j, k) += BP_AT(&net->sample[m], j, k);
            }
        }
    }
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        largest = fmax(largest, fabs(net->f[7].v[i]));
    }
    net->bar = 1e-6 * largest;      /* the witness itself is good to about 1e-9 */
}

static void call(bp_mat *dW, const void *inputs)
{
    const network *net = inputs;
    student_weight_gradient(dW, &net->dZ, &net->A_prev);
}

int main(void)
{
    static network networks[2] = {{.N = 3, .N_prev = 5, .M = 7},
                                  {.N = 6, .N_prev = 2, .M = 4, .reused = true}};
    for (network *net = networks; net < networks + 2; net++) {
        prepare(net);
        net->answer = ask_student(call, net, &net->f[6], &net->dW);
        if (no_answer(net)) {
            return 1;
        }
    }
    for (network *net = networks; net < networks + 2; net++) {
        find_right_answer(net);
        net->theirs = inside(&net->answer.out, net->N, net->N_prev, "");
    }
    if (something_is_wrong(networks, 2)) {
        return 1;
    }
    headline("right", "\033[32m");
    printf("  Every entry of ∂C/∂W agrees with numeric derivatives, on two networks. Well done.\n"
           "  Next: the bias, §6.2, in docs/derivation.md#db and in the lesson "
           "notebooks-c/07_weights_and_biases.c\n");
    return 0;
}
