#include "train.h"

#include <math.h>

#include "rng.h"

enum { ORDER_SEQUENCE = 0x6f726472 };

static bool new_velocities(bp_trainer *t)
{
    size_t L = t->net->L;
    t->V_W = bp_calloc(L + 1, sizeof *t->V_W);
    t->V_b = bp_calloc(L + 1, sizeof *t->V_b);
    bool complete = t->V_W && t->V_b;
    for (size_t l = 1; complete && l <= L; l++) {
        complete = bp_mat_new(&t->V_W[l], t->net->N[l], t->net->N[l - 1]) &&
                   bp_mat_new(&t->V_b[l], t->net->N[l], 1);
    }
    return complete;
}

bool bp_trainer_new(bp_trainer *t, bp_net *net, const bp_samples *all, const size_t *from, size_t n,
                    const bp_train_options *options)
{
    BP_REQUIRE(n >= 1 && options->batch >= 1, "bp_trainer_new: %zu samples, %zu at a time", n,
               options->batch);
    *t = (bp_trainer){.options = *options, .net = net, .all = all, .from = from, .n = n};
    size_t M = options->batch < n ? options->batch : n;
    t->order = bp_calloc(n, sizeof *t->order);
    t->epoch.norm = bp_calloc(net->L + 1, sizeof *t->epoch.norm);
    if (!t->order || !t->epoch.norm || !new_velocities(t) || !bp_batch_new(&t->batch, net, M) ||
        (options->per_sample && !bp_batch_new(&t->one, net, 1))) {
        bp_trainer_free(t);
        return false;
    }
    t->epoch.seen = n;
    return true;
}

void bp_trainer_free(bp_trainer *t)
{
    for (size_t l = 1; t->V_W && t->V_b && l <= t->net->L; l++) {
        bp_mat_free(&t->V_W[l]);
        bp_mat_free(&t->V_b[l]);
    }
    bp_free(t->V_W);
    bp_free(t->V_b);
    bp_free(t->order);
    bp_free(t->epoch.norm);
    bp_batch_free(&t->batch);
    bp_batch_free(&t->one);
    *t = (bp_trainer){0};
}

/* Every epoch shuffles anew, from `from`, by a seed of its own: its order depends on no other. */
static void shuffle(bp_trainer *t, size_t epoch)
{
    bp_rng of_run = bp_rng_seed(t->options.seed ^ ORDER_SEQUENCE);
    bp_rng rng = bp_rng_seed(bp_rng_bits(&of_run) + epoch);
    for (size_t i = 0; i < t->n; i++) {
        size_t j = bp_rng_below(&rng, i + 1);
        t->order[i] = t->order[j];
        t->order[j] = t->from[i];
    }
}

static void begin_epoch(bp_trainer *t)
{
    t->epoch.seen = t->epoch.measured = 0;
    t->epoch.score = (bp_score){0};
    for (size_t l = 1; l <= t->net->L; l++) {
        t->epoch.norm[l] = 0.0;
    }
    shuffle(t, t->epochs);
}

void bp_trainer_resume(bp_trainer *t)
{
    if (t->epoch.seen < t->n) {
        shuffle(t, t->epochs);
    }
}

/* No comparison with what is not a number is true: alone, they would call the first row the
 * largest. */
static bool is_right(const bp_mat *A, size_t m, const bp_mat *Y, size_t sample)
{
    size_t largest = 0;
    bool numbers = true;
    for (size_t j = 0; j < A->rows; j++) {
        numbers = numbers && !isnan(BP_AT(A, j, m));
        largest = BP_AT(A, j, m) > BP_AT(A, largest, m) ? j : largest;
    }
    return numbers && BP_AT(Y, sample, largest) == 1.0;
}

/* Adds up what the M samples of a finished forward pass have come to. */
static void count(bp_score *score, const bp_pass *pass, const bp_samples *all, const size_t *which)
{
    score->loss += pass->C[pass->L].v[0] * (double)pass->M;
    for (size_t m = 0; all->classes > 0 && m < pass->M; m++) {
        score->right += is_right(&pass->A[pass->L], m, &all->Y, which[m]);
    }
}

/* V ← μV − η(slope + decay·x),  x ← x + V. Without momentum V is needed by nobody, and to write it
 * down would cost as much time as the rest. */
static void update(bp_mat *x, bp_mat *V, const bp_mat *slope, double decay,
                   const bp_train_options *o)
{
    double *restrict x_i = x->v, *restrict V_i = V->v, eta = o->eta, momentum = o->momentum;
    const double *restrict slope_i = slope->v;
    size_t count = x->rows * x->cols;
    for (size_t i = 0; momentum == 0.0 && i < count; i++) {
        x_i[i] -= eta * (slope_i[i] + decay * x_i[i]);
    }
    for (size_t i = 0; momentum > 0.0 && i < count; i++) {
        V_i[i] = momentum * V_i[i] - eta * (slope_i[i] + decay * x_i[i]);
        x_i[i] += V_i[i];
    }
}

/* Evenly spread: where the k-th sixteenth of the epoch begins. */
static void measure(bp_trainer *t)
{
    if (t->epoch.seen * BP_NORMS_MEASURED >= t->epoch.measured * t->n) {
        t->epoch.measured++;
        for (size_t l = 1; l <= t->net->L; l++) {
            t->epoch.norm[l] += bp_mat_norm(&t->batch.pass.dW[l]);
        }
    }
}

void bp_trainer_gradients(bp_trainer *t, const size_t *which, size_t M)
{
    if (t->options.per_sample) {
        bp_gradients_per_sample(&t->batch, &t->one, t->all, which, M);
    } else {
        bp_batch_take(&t->batch, t->all, which, M);
        bp_gradients_full_matrix(&t->batch);
    }
}

bool bp_trainer_step(bp_trainer *t)
{
    if (t->epoch.seen == t->n) {
        begin_epoch(t);
    }
    const bp_train_options *o = &t->options;
    bp_pass *pass = &t->batch.pass;
    const size_t *which = t->order + t->epoch.seen;
    size_t left = t->n - t->epoch.seen, M = o->batch < left ? o->batch : left;
    bp_trainer_gradients(t, which, M);
    count(&t->epoch.score, pass, t->all, which);
    measure(t);
    for (size_t l = 1; l <= t->net->L; l++) {
        update(&t->net->W[l], &t->V_W[l], &pass->dW[l], o->lambda / (double)t->n, o);
        update(&t->net->b[l], &t->V_b[l], &pass->db[l], 0.0, o);
    }
    t->epoch.seen += M;
    t->epochs += t->epoch.seen == t->n;
    return t->epoch.seen < t->n;
}

bp_score bp_trainer_evaluate(bp_trainer *t, const bp_samples *all, const size_t *which,
                             size_t total)
{
    bp_score score = {0};
    size_t room = t->batch.room;
    for (size_t done = 0; done < total; done += room) {
        size_t M = total - done < room ? total - done : room;
        bp_batch_take(&t->batch, all, which + done, M);
        bp_forward(&t->batch.pass);
        count(&score, &t->batch.pass, all, which + done);
    }
    return score;
}
