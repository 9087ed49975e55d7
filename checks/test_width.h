/* Networks so small that every term of a bound can be worked out by hand. Comes after <check.h>.
 *
 *   width_new              1-1-1, one sample, with its forward and backward pass; the forward bounds
 *   width_backward         the same with errors of Z and A as given, and the backward bounds
 *   width_softmax          1-2, softmax, x = 1, y = (1, 0); the forward bounds
 *   width_errors_softmax   likewise: errors of A, and a complex step
 *   width_free
 */
#ifndef BP_TEST_WIDTH_H
#define BP_TEST_WIDTH_H

#include "bounds.h"
#include "pass.h"

typedef struct {
    double w1, b1, w2, b2, x, y;
    const char *sigma1, *sigma2; /* NULL: identity */
} width_chain;

typedef struct {
    double Z1, A1, Z2, A2;
} width_errors;

typedef struct {
    bp_net net;
    bp_mat X, Y;
    bp_pass pass, bound;
} width;

static inline void width_allocate(width *w, size_t L, const size_t *N)
{
    *w = (width){0};
    ck_assert(bp_net_new(&w->net, L, N) && bp_mat_new(&w->X, N[0], 1) && bp_mat_new(&w->Y, N[L], 1));
}

static inline void width_run(width *w)
{
    ck_assert(bp_pass_new(&w->pass, &w->net, &w->X, &w->Y) &&
              bp_pass_new(&w->bound, &w->net, &w->X, &w->Y));
    bp_forward(&w->pass);
    bp_backward(&w->pass);
    bp_forward_bounds(&w->bound, &w->pass, NULL);
}

static inline void width_new(width *w, width_chain c)
{
    width_allocate(w, 2, (size_t[]){1, 1, 1});
    const char *names[] = {NULL, c.sigma1, c.sigma2};
    const double W[] = {0.0, c.w1, c.w2}, b[] = {0.0, c.b1, c.b2};
    for (size_t l = 1; l <= 2; l++) {
        w->net.sigma[l] = bp_activation_named(names[l] ? names[l] : "identity");
        w->net.W[l].v[0] = W[l];
        w->net.b[l].v[0] = b[l];
    }
    w->X.v[0] = c.x;
    w->Y.v[0] = c.y;
    width_run(w);
}

static inline void width_backward(width *w, width_chain c, width_errors e)
{
    width_new(w, c);
    w->bound.Z[1].v[0] = e.Z1;
    w->bound.A[1].v[0] = e.A1;
    w->bound.Z[2].v[0] = e.Z2;
    w->bound.A[2].v[0] = e.A2;
    bp_backward_bounds(&w->bound, &w->pass, 0.0, NULL);
}

static inline void width_softmax(width *w, double w1, double b1, double w2, double b2, const char *loss)
{
    width_allocate(w, 1, (size_t[]){1, 2});
    w->net.sigma[1] = bp_activation_named("softmax");
    w->net.loss = bp_loss_named(loss);
    memcpy(w->net.W[1].v, (double[]){w1, w2}, 2 * sizeof(double));
    memcpy(w->net.b[1].v, (double[]){b1, b2}, 2 * sizeof(double));
    w->X.v[0] = w->Y.v[0] = 1.0;
    width_run(w);
}

static inline void width_errors_softmax(width *w, double A1, double A2, double step)
{
    memcpy(w->bound.A[1].v, (double[]){A1, A2}, 2 * sizeof(double));
    memset(w->bound.Z[1].v, 0, 2 * sizeof(double));
    bp_backward_bounds(&w->bound, &w->pass, step, NULL);
}

static inline void width_free(width *w)
{
    bp_pass_free(&w->pass);
    bp_pass_free(&w->bound);
    bp_mat_free(&w->X);
    bp_mat_free(&w->Y);
    bp_net_free(&w->net);
}

#endif
