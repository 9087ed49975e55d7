#include "batch.h"

/* Rows of four numbers and more are a multiple of four apart: each begins where a vector of the
 * processor may begin, so that none lies across two lines of the cache (contract.c). */
static size_t apart(size_t M)
{
    return M < 4 ? M : (M + 3) / 4 * 4;
}

bool bp_batch_new(bp_batch *batch, const bp_net *net, size_t M)
{
    *batch = (bp_batch){0};
    if (!bp_mat_new(&batch->Y, net->N[net->L], apart(M)) ||
        !bp_pass_new_to_learn(&batch->pass, net, &batch->Y, apart(M))) {
        bp_batch_free(batch);
        return false;
    }
    bp_mat_name(&batch->Y, "Y");
    batch->room = M;
    return true;
}

void bp_batch_free(bp_batch *batch)
{
    bp_mat_free(&batch->Y);
    bp_pass_free(&batch->pass);
}

static void narrow(bp_batch *batch, size_t M)
{
    BP_REQUIRE(M >= 1 && M <= batch->room, "bp_batch: %zu samples, and room for %zu", M,
               batch->room);
    bp_pass_narrow(&batch->pass, M);
    batch->Y.cols = M;
}

void bp_batch_take(bp_batch *batch, const bp_samples *all, const size_t *which, size_t M)
{
    narrow(batch, M);
    bp_samples_take(&batch->pass.A[0], &batch->Y, all, which);
}

void bp_gradients_full_matrix(bp_batch *batch)
{
    bp_forward(&batch->pass);
    bp_gradients(&batch->pass);
}

/* sum += part, and in the end mean = sum/M: entry by entry, so that no copy is needed. */
static void add(bp_mat *sum, const bp_mat *part)
{
    double *restrict s = sum->v;
    const double *p = part->v;
    for (size_t i = 0; i < sum->rows * sum->cols; i++) {
        s[i] += p[i];
    }
}

static void divide(bp_mat *sum, size_t M)
{
    for (size_t i = 0; i < sum->rows * sum->cols; i++) {
        sum->v[i] /= (double)M;
    }
}

void bp_gradients_per_sample(bp_batch *mean, bp_batch *one, const bp_samples *all,
                             const size_t *which, size_t M)
{
    bp_pass *p = &mean->pass, *x = &one->pass;
    size_t L = p->L;
    narrow(mean, M);
    for (size_t l = 1; l <= L; l++) {
        bp_mat_fill(&p->dW[l], 0.0);
        bp_mat_fill(&p->db[l], 0.0);
    }
    bp_mat_fill(&p->C[L], 0.0);
    for (size_t m = 0; m < M; m++) {
        bp_batch_take(one, all, &which[m], 1);
        bp_gradients_full_matrix(one);
        for (size_t l = 1; l <= L; l++) {
            add(&p->dW[l], &x->dW[l]);
            add(&p->db[l], &x->db[l]);
        }
        bp_mat output = bp_mat_column(&p->A[L], m);
        bp_mat_copy(&output, &x->A[L]);
        BP_AT(&p->C[L], 0, m + 1) = x->C[L].v[0];
        p->C[L].v[0] += x->C[L].v[0];
    }
    for (size_t l = 1; l <= L; l++) {
        divide(&p->dW[l], M);
        divide(&p->db[l], M);
    }
    p->C[L].v[0] /= (double)M;
}
