/* What the suites of learning share: a network that learns some of Iris, and the same steps by hand.
 *
 *   learner_new, learner_free
 *   hand_new, hand_step, hand_free      gradient descent in loops of its own
 *   ck_same_net, ck_near_net            two networks, number by number
 */
#ifndef BP_TEST_TRAINER_H
#define BP_TEST_TRAINER_H

#include "test_data.h"

#include <math.h>
#include <string.h>

#include "near.h"
#include "train.h"

#define LEARNER_N 23    /* of 150 flowers: with 5 at a time, the last mini-batch has 3 */

typedef struct {
    bp_net net;
    bp_samples all;
    size_t from[LEARNER_N];
    bp_trainer t;
} learner;

static const bp_train_options learner_options = {
    .eta = 0.125, .momentum = 0.75, .lambda = 1.7, .batch = 5, .seed = 71};

/* Same widths, σ and loss; W and b are copied, or stay 0. */
static inline void net_like(bp_net *to, const bp_net *from, bool parameters)
{
    ck_assert(bp_net_new(to, from->L, from->N));
    to->loss = from->loss;
    for (size_t l = 1; l <= from->L; l++) {
        to->sigma[l] = from->sigma[l];
        if (parameters) {
            bp_mat_copy(&to->W[l], &from->W[l]);
            bp_mat_copy(&to->b[l], &from->b[l]);
        }
    }
}

/* 4-5-3 on flowers from everywhere in the file. */
static inline void learner_new(learner *x, const bp_train_options *options)
{
    bp_data batch;
    x->all = loaded("iris", 1);
    ck_assert(bp_samples_standardise(&x->all, NULL, 0, NULL) &&
              bp_samples_batch(&batch, &x->all, 17, 3) &&
              bp_net_new(&x->net, 2, (size_t[]){4, 5, 3}));
    x->net.sigma[1] = bp_activation_named("tanh");
    x->net.sigma[2] = bp_activation_named("softmax");
    x->net.loss = bp_loss_named("categorical");
    bp_net_draw(&x->net, &batch.X, 19);
    for (size_t i = 0; i < LEARNER_N; i++) {
        x->from[i] = (37 * i + 5) % 150;
    }
    ck_assert(bp_trainer_new(&x->t, &x->net, &x->all, x->from, LEARNER_N, options));
    bp_data_free(&batch);
}

static inline void learner_free(learner *x)
{
    bp_trainer_free(&x->t);
    bp_net_free(&x->net);
    bp_samples_free(&x->all);
}

/* The network, its velocities in the shape of another one, and what an epoch comes to. */
typedef struct {
    bp_net net, V;
    double loss, norm[3];   /* norm[l] of the last mini-batch */
    size_t right;
} by_hand;

static inline void hand_new(by_hand *h, const bp_net *net)
{
    *h = (by_hand){.loss = 0.0};
    net_like(&h->net, net, true);
    net_like(&h->V, net, false);
}

static inline void hand_free(by_hand *h)
{
    bp_net_free(&h->net);
    bp_net_free(&h->V);
}

/* V ← μV − η(∂C/∂W + (λ/n)W), W ← W + V; b without λ. */
static inline void hand_update(by_hand *h, const bp_pass *pass, size_t n, const bp_train_options *o)
{
    for (size_t l = 1; l <= h->net.L; l++) {
        double squares = 0.0;
        for (size_t j = 0; j < h->net.N[l]; j++) {
            for (size_t k = 0; k < h->net.N[l - 1]; k++) {
                double *W = &BP_AT(&h->net.W[l], j, k), *V = &BP_AT(&h->V.W[l], j, k);
                double dW = BP_AT(&pass->dW[l], j, k);
                squares += dW * dW;
                *V = o->momentum * *V - o->eta * dW - o->eta * o->lambda * *W / (double)n;
                *W += *V;
            }
            double *V = &BP_AT(&h->V.b[l], j, 0);
            *V = o->momentum * *V - o->eta * BP_AT(&pass->db[l], j, 0);
            BP_AT(&h->net.b[l], j, 0) += *V;
        }
        h->norm[l] = sqrt(squares);
    }
}

/* The loss and the right answers of a forward pass, where no two outputs are equal. */
static inline void hand_count(by_hand *h, const bp_pass *pass)
{
    size_t L = pass->L;
    for (size_t m = 0; m < pass->M; m++) {
        size_t above = 0;
        for (size_t j = 0; j < pass->A[L].rows; j++) {
            for (size_t k = 0; k < pass->A[L].rows; k++) {
                above += BP_AT(pass->Y, j, m) == 1.0 &&
                         BP_AT(&pass->A[L], k, m) > BP_AT(&pass->A[L], j, m);
            }
        }
        h->right += above == 0;
        h->loss += BP_AT(&pass->C[L], 0, m + 1);
    }
}

/* One mini-batch, counted before the update; learn: and then the update. */
static inline void hand_step(by_hand *h, const bp_samples *all, const size_t *which, size_t M,
                             size_t n, const bp_train_options *learn)
{
    bp_data batch;
    bp_pass pass;
    ck_assert(bp_data_new(&batch, all->X.cols, all->Y.cols, M));
    bp_samples_take(&batch.X, &batch.Y, all, which);
    ck_assert(bp_pass_new(&pass, &h->net, &batch.X, &batch.Y));
    bp_forward(&pass);
    hand_count(h, &pass);
    if (learn) {
        bp_backward(&pass);
        hand_update(h, &pass, n, learn);
    }
    bp_pass_free(&pass);
    bp_data_free(&batch);
}

static inline void ck_near_net(const bp_net *got, const bp_net *want, double bar)
{
    for (size_t l = 1; l <= want->L; l++) {
        double W = bp_mat_gap(&got->W[l], &want->W[l]).gap;
        double b = bp_mat_gap(&got->b[l], &want->b[l]).gap;
        ck_assert_msg(W <= bar && b <= bar, "layer %zu: W is off by %g, b by %g", l, W, b);
    }
}

static inline void ck_same_net(const bp_net *got, const bp_net *want)
{
    ck_near_net(got, want, 0.0);
}

#endif
