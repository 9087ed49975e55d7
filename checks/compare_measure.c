#define _POSIX_C_SOURCE 200809L
#include <math.h>

#include "bounds.h"
#include "clock.h"
#include "compare.h"
#include "say.h"

static bool no_memory(void)
{
    complain("no memory for the comparison");
    return false;
}

/* Two mini-batches ---------------------------------------------------------------------------- */

/* Of this mini-batch and those before it: the farthest apart, in units of the bound. What is not a
 * number is farther than all. */
static void compare_matrix(compared_gradient *g, const bp_mat *full, const bp_mat *each,
                           const bp_mat *bound)
{
    g->largest = fmax(g->largest, bp_mat_largest(full));
    for (size_t j = 0; j < full->rows; j++) {
        for (size_t k = 0; k < full->cols; k++) {
            double gap = fabs(BP_AT(full, j, k) - BP_AT(each, j, k));
            double bar = 2.0 * BP_AT(bound, j, k), share = gap == 0.0 ? 0.0 : gap / bar;
            g->agrees = g->agrees && gap <= bar;
            if (!(share <= g->share)) {
                g->share = isnan(share) ? HUGE_VAL : share;
                g->row = j;
                g->col = k;
                g->gap = gap;
                g->bound = bar;
            }
        }
    }
}

/* Rounding bounds of dW and db for the mini-batch that `batch` holds. */
static bool find_bounds(bp_pass *bound, const bp_batch *batch)
{
    bp_pass pass;
    const bp_mat *X = &batch->pass.A[0];
    if (!bp_pass_new(&pass, batch->pass.net, X, &batch->Y)) {
        return false;
    }
    bool complete = bp_pass_new(bound, batch->pass.net, X, &batch->Y);
    if (complete) {
        bp_forward(&pass);
        bp_backward(&pass);
        bp_forward_bounds(bound, &pass, NULL);
        bp_backward_bounds(bound, &pass, 0.0, NULL);
    }
    bp_pass_free(&pass);
    return complete;
}

static void begin_gradients(comparison *c, const bp_net *net)
{
    for (size_t l = 1; l <= net->L; l++) {
        const size_t N = net->N[l];
        c->gradients[c->gradient_count++] = (compared_gradient){.quantity = BP_dW,
                                                                .layer = l,
                                                                .entries = N * net->N[l - 1],
                                                                .share = -1.0,
                                                                .agrees = true};
        c->gradients[c->gradient_count++] = (compared_gradient){
            .quantity = BP_db, .layer = l, .entries = N, .share = -1.0, .agrees = true};
    }
}

/* The first M samples, by both methods. */
static bool compare_batch(comparison *c, training *t, bp_batch *each, bp_batch *one, size_t M)
{
    bp_batch *full = &t->trainer.batch;
    bp_pass bound = {0};
    bp_batch_take(full, &t->p.all, t->order, M);
    if (!find_bounds(&bound, full)) {
        return false;
    }
    bp_gradients_full_matrix(full);
    bp_gradients_per_sample(each, one, &t->p.all, t->order, M);
    for (size_t i = 0; i < c->gradient_count; i++) {
        compared_gradient *g = &c->gradients[i];
        compare_matrix(g, &full->pass.of[g->quantity][g->layer],
                       &each->pass.of[g->quantity][g->layer], &bound.of[g->quantity][g->layer]);
    }
    bp_pass_free(&bound);
    return true;
}

/* First as many as the last mini-batch of an epoch has, or about half of M, then M: in the room for
 * M, and over what the first has left there, as in training. */
bool compare_gradients(comparison *c, training *t)
{
    bp_batch each = {0}, one = {0};
    c->M = t->trainer.batch.room;
    c->fewer = t->learned % c->M > 0 ? t->learned % c->M : (c->M + 1) / 2;
    c->gradients = bp_calloc(2 * t->p.net.L, sizeof *c->gradients);
    bool complete = c->gradients && bp_batch_new(&each, &t->p.net, c->M) &&
                    bp_batch_new(&one, &t->p.net, 1);
    if (complete) {
        begin_gradients(c, &t->p.net);
        complete = compare_batch(c, t, &each, &one, c->fewer) &&
                   compare_batch(c, t, &each, &one, c->M);
    }
    bp_batch_free(&each);
    bp_batch_free(&one);
    return complete || no_memory();
}

/* Two runs ------------------------------------------------------------------------------------- */

/* Another network with the same parameters. */
static bool copy_net(bp_net *copy, const bp_net *net)
{
    if (!bp_net_new(copy, net->L, net->N)) {
        return false;
    }
    copy->loss = net->loss;
    for (size_t l = 1; l <= net->L; l++) {
        copy->sigma[l] = net->sigma[l];
        bp_mat_copy(&copy->W[l], &net->W[l]);
        bp_mat_copy(&copy->b[l], &net->b[l]);
    }
    return true;
}

static double parameter_gap(const bp_net *a, const bp_net *b)
{
    double gap = 0.0, largest = 0.0;
    for (size_t l = 1; l <= a->L; l++) {
        gap =
            fmax(gap, fmax(bp_mat_gap(&a->W[l], &b->W[l]).gap, bp_mat_gap(&a->b[l], &b->b[l]).gap));
        largest = fmax(largest, fmax(bp_mat_largest(&a->W[l]), bp_mat_largest(&a->b[l])));
    }
    return gap == 0.0 ? 0.0 : gap / largest;
}

static double loss_gap(const bp_trainer *full, const bp_trainer *each)
{
    double C = full->batch.pass.C[full->net->L].v[0], D = each->batch.pass.C[full->net->L].v[0];
    return C == D ? 0.0 : fabs(C - D) / fabs(C);
}

/* An epoch of both, step by step; in all they are so many. */
static void learn_both(compared_epoch *e, training *t, bp_trainer *each, size_t epochs)
{
    bp_trainer *full = &t->trainer;
    for (bool going = true; going && !training_interrupted();) {
        going = bp_trainer_step(full);
        bp_trainer_step(each);
        e->loss_gap = fmax(e->loss_gap, loss_gap(full, each));
        size_t total = epochs * full->n, done = full->epochs * full->n + full->epoch.seen % full->n;
        progress(training_interrupted() ? total : done, total);
    }
    e->full = training_sum_up(t, full);
    e->per_sample = training_sum_up(t, each);
    e->parameter_gap = parameter_gap(full->net, each->net);
}

bool compare_runs(comparison *c, training *t, size_t epochs)
{
    bp_net net;
    bp_trainer each;
    bp_train_options how = t->trainer.options;
    how.per_sample = true;
    c->epochs = bp_calloc(epochs, sizeof *c->epochs);
    if (!c->epochs || !copy_net(&net, &t->p.net)) {
        return no_memory();
    }
    bool complete = bp_trainer_new(&each, &net, &t->p.all, t->order, t->learned, &how);
    while (complete && c->epoch_count < epochs && !training_interrupted()) {
        learn_both(&c->epochs[c->epoch_count], t, &each, epochs);
        c->epoch_count += !training_interrupted();
    }
    bp_trainer_free(&each);
    bp_net_free(&net);
    return complete || no_memory();
}

/* Time ----------------------------------------------------------------------------------------- */

typedef struct {
    bp_batch full, one;
    const bp_samples *all;
    size_t *which, M;
} stopwatch;

static void run_full_matrix(void *work)
{
    stopwatch *s = work;
    bp_batch_take(&s->full, s->all, s->which, s->M);
    bp_gradients_full_matrix(&s->full);
}

static void run_per_sample(void *work)
{
    stopwatch *s = work;
    bp_gradients_per_sample(&s->full, &s->one, s->all, s->which, s->M);
}

static bool time_size(compared_time *time, training *t, size_t M)
{
    stopwatch s = {.all = &t->p.all, .M = M, .which = bp_calloc(M, sizeof *s.which)};
    bool complete = s.which && bp_batch_new(&s.full, &t->p.net, M) &&
                    bp_batch_new(&s.one, &t->p.net, 1);
    for (size_t m = 0; complete && m < M; m++) {
        s.which[m] = t->order[m % t->learned]; /* some twice, where they do not suffice */
    }
    if (complete) {
        double m = (double)M;
        *time = (compared_time){M, clock_run(run_full_matrix, &s) / m,
                                clock_run(run_per_sample, &s) / m};
    }
    bp_batch_free(&s.full);
    bp_batch_free(&s.one);
    bp_free(s.which);
    return complete;
}

bool compare_times(comparison *c, training *t)
{
    while (c->time_count < COMPARE_SIZES && !training_interrupted()) {
        size_t M = (size_t)1 << c->time_count;
        if (!time_size(&c->times[c->time_count], t, M)) {
            return no_memory();
        }
        c->time_count++;
        progress(c->time_count, COMPARE_SIZES);
    }
    progress(COMPARE_SIZES, COMPARE_SIZES);
    return true;
}

bool comparison_agrees(const comparison *c)
{
    bool agrees = true;
    for (size_t i = 0; i < c->gradient_count; i++) {
        agrees = agrees && c->gradients[i].agrees;
    }
    return agrees;
}

void comparison_free(comparison *c)
{
    bp_free(c->gradients);
    bp_free(c->epochs);
    *c = (comparison){0};
}
