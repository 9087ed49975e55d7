/* A mini-batch to learn from: its samples, and a workspace for everything that they become.
 *
 *   bp_batch_new, bp_batch_free
 *   bp_batch_take               fills it with samples
 *   bp_gradients_full_matrix    C, ∂C/∂W and ∂C/∂b of M samples at once, §3 to §7
 *   bp_gradients_per_sample     the same, sample after sample, accumulated, then averaged, §8
 *
 * Nothing is allocated after bp_batch_new.
 */
#ifndef BP_BATCH_H
#define BP_BATCH_H

#include "pass.h"
#include "samples.h"

typedef struct {
    bp_pass pass;       /* X is pass.A[0]; pass.Y is &Y, so a batch must stay where it is */
    bp_mat Y;
    size_t room;        /* for so many samples */
} bp_batch;

/* Room for M samples; net must outlive it. False: no memory; then *batch is empty and may be
 * freed. */
bool bp_batch_new(bp_batch *batch, const bp_net *net, size_t M);
void bp_batch_free(bp_batch *batch);

/* Its samples become which[0] … which[M-1], in columns; M may be less than it has room for. */
void bp_batch_take(bp_batch *batch, const bp_samples *all, const size_t *which, size_t M);

/* Fills Z, A, C, ∂C/∂A^L, ∂C/∂Z, ∂C/∂W and ∂C/∂b for the samples that it holds. */
void bp_gradients_full_matrix(bp_batch *batch);

/* Fills A^L, C, ∂C/∂W and ∂C/∂b of *mean for the same samples: each goes forward and back alone in
 * *one, a batch with room for one, by the same functions; its gradients are added up, and the sums
 * divided by M. The samples are taken one by one, so mean's own X and Y stay as they are. */
void bp_gradients_per_sample(bp_batch *mean, bp_batch *one, const bp_samples *all,
                             const size_t *which, size_t M);

#endif
