/* Learning: gradient descent on mini-batches, with the equations of the derivation and no others.
 *
 *   V ← μV − η(∂C/∂W + (λ/n)W)        W ← W + V        b likewise, without λ
 *
 *   bp_trainer_new, bp_trainer_free
 *   bp_trainer_gradients    of one mini-batch, by the method that is asked for
 *   bp_trainer_step         one mini-batch: the gradients of its samples, then the update
 *   bp_trainer_evaluate     loss and accuracy on any samples
 *   bp_trainer_resume       goes on where another trainer has stopped
 *
 * C is the mean over the M samples of a mini-batch, n the number of all that are learned from: as
 * in Nielsen's book, so that λ means the same for every M. The last mini-batch of an epoch may be
 * smaller, and C is the mean over what it has. The loss that is reported is C, without λ's term.
 */
#ifndef BP_TRAIN_H
#define BP_TRAIN_H

#include "batch.h"

typedef struct {
    double eta, momentum, lambda;   /* η, μ, λ */
    size_t batch;                   /* M */
    bool per_sample;                /* the method of §8 instead of the full matrices */
    uint64_t seed;                  /* of the order of the samples */
} bp_train_options;

/* Loss, summed over the samples, and how many of them are classified as they should be: the largest
 * output, of equal ones the first, is that of their class. Numeric targets have no class, outputs
 * that are not all numbers no largest: none is right. */
typedef struct {
    double loss;
    size_t right;
} bp_score;

/* In so many mini-batches of an epoch, evenly spread, the gradients are measured. */
#define BP_NORMS_MEASURED 16

/* What an epoch has come to so far. A sample's loss is taken before its mini-batch's update. */
typedef struct {
    size_t seen;                    /* samples */
    bp_score score;                 /* of them */
    size_t measured;                /* in so many mini-batches: … */
    double *norm;                   /* norm[1] … norm[L], the sums of ‖∂C/∂W^l‖, Frobenius */
} bp_epoch;

typedef struct {
    bp_train_options options;
    bp_net *net;                    /* learns; the caller's */
    const bp_samples *all;          /* the caller's */
    const size_t *from;             /* the samples to learn from; the caller's… */
    size_t n;                       /* …and how many they are */
    size_t epochs;                  /* finished */
    bp_epoch epoch;                 /* the last one, or the one that is going on */
    size_t *order;                  /* of the samples in it */
    bp_batch batch, one;            /* for M samples; for one, where the method is per_sample */
    bp_mat *V_W, *V_b;              /* the velocities, V_W[1] … V_W[L]; 0 where μ = 0 */
} bp_trainer;

/* from[0] … from[n-1] are the samples of *all to learn from. net, all and from must outlive the
 * trainer, and the trainer stay where it is. Requires 1 ≤ M, n.
 * False: no memory; then *t is empty and may be freed. */
bool bp_trainer_new(bp_trainer *t, bp_net *net, const bp_samples *all, const size_t *from, size_t n,
                    const bp_train_options *options);
void bp_trainer_free(bp_trainer *t);

/* C, ∂C/∂W and ∂C/∂b of the samples which[0] … which[M-1] under the present parameters, M at most
 * the M of the options: in t->batch. */
void bp_trainer_gradients(bp_trainer *t, const size_t *which, size_t M);

/* Learns from the next mini-batch; the first one of an epoch shuffles. True: the epoch goes on. */
bool bp_trainer_step(bp_trainer *t);

/* Under the present parameters. The mini-batch in t->batch is lost. */
bp_score bp_trainer_evaluate(bp_trainer *t, const bp_samples *all, const size_t *which,
                             size_t count);

/* What a step writes is all that the next one reads: net, V_W, V_b, epochs and epoch. A new trainer
 * with those of another one (and the same options and samples) continues to the same bits; this
 * makes its order that of the epoch that was going on. */
void bp_trainer_resume(bp_trainer *t);

#endif
