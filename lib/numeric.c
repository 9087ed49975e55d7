#include "witness.h"

#include <math.h>

static void free_response(bp_response *r)
{
    bp_mat_free(&r->C);
    bp_mat_free(&r->Cx);
    bp_mat_free(&r->Z);
    bp_mat_free(&r->A);
    bp_mat_free(&r->Z_next);
}

static bool new_response(bp_response *r, const bp_net *net, size_t M, size_t l)
{
    *r = (bp_response){0};
    bool complete = bp_mat_new(&r->C, 1, 1) && bp_mat_new(&r->Cx, 1, M) &&
                    bp_mat_new(&r->Z, net->N[l], M) && bp_mat_new(&r->A, net->N[l], M) &&
                    (l == net->L || bp_mat_new(&r->Z_next, net->N[l + 1], M));
    if (!complete) {
        free_response(r);
    }
    return complete;
}

static void free_reading(bp_reading *r)
{
    free_response(&r->value);
    free_response(&r->bar);
    free_response(&r->low);
    free_response(&r->high);
    for (size_t i = 0; i < BP_LEVELS; i++) {
        free_response(&r->level[i]);
    }
}

/* False: no memory; then *r may be freed. */
static bool new_reading(bp_reading *r, const bp_net *net, size_t M, size_t l)
{
    bool complete = new_response(&r->value, net, M, l) && new_response(&r->bar, net, M, l) &&
                    new_response(&r->low, net, M, l) && new_response(&r->high, net, M, l);
    for (size_t i = 0; complete && i < BP_LEVELS; i++) {
        complete = new_response(&r->level[i], net, M, l);
    }
    return complete;
}

/* Writing a reading into a witness ------------------------------------------------------------ */

static void put(bp_witness *w, bp_quantity quantity, size_t l, size_t row, size_t col, double value,
                double bar, bool kink, double h)
{
    BP_AT(&w->h.of[quantity][l], row, col) = h;
    BP_AT(&w->value.of[quantity][l], row, col) = value;
    BP_AT(&w->bar.of[quantity][l], row, col) = bar;
    BP_AT(&w->kink.of[quantity][l], row, col) = kink;
}

/* The largest derivative among those entries of `value` that a rule says must be zero: all outside
 * column `col` (own_row == false), or outside row `row` (own_row == true). */
static bp_gap largest_elsewhere(const bp_mat *value, size_t row, size_t col, bool own_row)
{
    bp_gap worst = {0};
    for (size_t k = 0; k < value->rows; k++) {
        for (size_t m = 0; m < value->cols; m++) {
            bool own = own_row ? k == row : m == col;
            if (!own && !isnan(worst.gap) && !(fabs(BP_AT(value, k, m)) <= worst.gap)) {
                worst = (bp_gap){fabs(BP_AT(value, k, m)), k, m};
            }
        }
    }
    return worst;
}

static void put_elsewhere(bp_witness *w, bp_quantity quantity, size_t l, size_t row, size_t col,
                          bp_gap worst, const bp_mat *bar, double h)
{
    put(w, quantity, l, row, col, worst.gap, BP_AT(bar, worst.row, worst.col), false, h);
}

static void record_Z(bp_witness *w, bp_spot s, const bp_reading *r)
{
    size_t l = s.l, N = w->value.net->N[l], row = s.col * N + s.row;
    put(w, BP_dZ, l, s.row, s.col, r->value.C.v[0], r->bar.C.v[0], r->met.kink, r->h);
    put(w, BP_delta, l, s.row, s.col, r->value.Cx.v[s.col], r->bar.Cx.v[s.col], r->met.kink, r->h);
    for (size_t k = 0; k < N; k++) {
        put(w, BP_dAdZ, l, row, k, BP_AT(&r->value.A, k, s.col), BP_AT(&r->bar.A, k, s.col),
            r->met.local_kink, r->h);
    }
    put_elsewhere(w, BP_dAdZ, l, row, N, largest_elsewhere(&r->value.A, s.row, s.col, false),
                  &r->bar.A, r->h);
    for (size_t k = 0; k < r->value.Z_next.rows; k++) {
        put(w, BP_dZdZ, l, row, k, BP_AT(&r->value.Z_next, k, s.col),
            BP_AT(&r->bar.Z_next, k, s.col), r->met.local_kink, r->h);
    }
    if (l < w->value.L && w->value.M > 1) {
        put_elsewhere(w, BP_columns, l, s.row, s.col,
                      largest_elsewhere(&r->value.Z_next, s.row, s.col, false), &r->bar.Z_next,
                      r->h);
    }
}

static void record_A(bp_witness *w, bp_spot s, const bp_reading *r)
{
    put(w, BP_dA, s.l, s.row, s.col, r->value.C.v[0], r->bar.C.v[0], r->met.kink, r->h);
    if (s.l == w->value.L) {
        put(w, BP_da, s.l, s.row, s.col, r->value.Cx.v[s.col], r->bar.Cx.v[s.col], r->met.kink,
            r->h);
    }
}

/* W and b alike: the gradient, its M single-sample parts, and the row of Z^l that moves. */
static void record_parameter(bp_witness *w, bp_spot s, const bp_reading *r)
{
    bool weight = s.place == BP_AT_W;
    size_t l = s.l, N = w->value.net->N[l], M = w->value.M;
    size_t row = weight ? s.row * w->value.net->N[l - 1] + s.col : s.row;
    bp_quantity local = weight ? BP_dZdW : BP_dZdb;
    put(w, weight ? BP_dW : BP_db, l, s.row, s.col, r->value.C.v[0], r->bar.C.v[0], r->met.kink,
        r->h);
    for (size_t m = 0; m < M; m++) {
        put(w, weight ? BP_gW : BP_gb, l, m * N + s.row, s.col, r->value.Cx.v[m], r->bar.Cx.v[m],
            r->met.kink, r->h);
        put(w, local, l, row, m, BP_AT(&r->value.Z, s.row, m), BP_AT(&r->bar.Z, s.row, m), false,
            r->h);
    }
    put_elsewhere(w, local, l, row, M, largest_elsewhere(&r->value.Z, s.row, 0, true), &r->bar.Z,
                  r->h);
}

static void record(bp_witness *w, bp_spot s, const bp_reading *r)
{
    if (s.place == BP_AT_Z) {
        record_Z(w, s, r);
    } else if (s.place == BP_AT_A) {
        record_A(w, s, r);
    } else {
        record_parameter(w, s, r);
    }
}

bp_place bp_place_of(bp_quantity gradient)
{
    switch (gradient) {
    case BP_dW:
        return BP_AT_W;
    case BP_db:
        return BP_AT_b;
    case BP_dZ:
        return BP_AT_Z;
    case BP_dA:
        return BP_AT_A;
    default:
        return BP_NOTHING;
    }
}

/* Every spot of the network ------------------------------------------------------------------- */

typedef struct {
    bp_witness *w;
    bp_method *method;
    void *workspace;
    const bp_progress *progress;
    size_t done, total;
    bool stopped;
} tour;

static void clear_response(bp_response *r, double value)
{
    bp_mat *all[] = {&r->C, &r->Cx, &r->Z, &r->A, &r->Z_next};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bp_mat_fill(all[i], value);
    }
}

static void visit(tour *t, bp_reading *r, bp_spot s)
{
    if (t->stopped) {
        clear_response(&r->value, 0.0);
    } else {
        t->method(r, t->workspace, s, t->w->step);
    }
    if (t->stopped || r->met.too_far) {
        clear_response(&r->bar, HUGE_VAL);
    }
    record(t->w, s, r);
    t->done++;
    t->stopped = t->stopped ||
                 (t->progress && !t->progress->report(t->progress->user, t->done, t->total));
}

static void visit_layer(tour *t, bp_reading *r, size_t l)
{
    const bp_net *net = t->w->value.net;
    size_t M = t->w->value.M;
    const struct {
        bp_place place;
        size_t rows, cols;
    } blocks[] = {{BP_AT_W, net->N[l], net->N[l - 1]},
                  {BP_AT_b, net->N[l], 1},
                  {BP_AT_Z, net->N[l], M},
                  {BP_AT_A, net->N[l], M}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        for (size_t row = 0; row < blocks[i].rows; row++) {
            for (size_t col = 0; col < blocks[i].cols; col++) {
                visit(t, r, (bp_spot){blocks[i].place, l, row, col});
            }
        }
    }
}

bool bp_witness_run(bp_witness *w, bp_method *method, void *workspace, const bp_progress *progress)
{
    const bp_net *net = w->value.net;
    size_t M = w->value.M;
    tour t = {w, method, workspace, progress, 0, bp_net_parameters(net), false};
    for (size_t l = 1; l <= net->L; l++) {
        t.total += 2 * net->N[l] * M;
    }
    bool complete = true;
    for (size_t l = 1; complete && l <= net->L; l++) {
        bp_reading r = {0};
        complete = new_reading(&r, net, M, l);
        if (complete) {
            visit_layer(&t, &r, l);
        }
        free_reading(&r);
    }
    w->whole = !t.stopped;
    return complete;
}

/* The base point ------------------------------------------------------------------------------ */

/* As the forward path has it; but b̂ is copied here, so that affine can be judged where broadcast
 * is wrong. */
static void fill_whole(bp_pass *value, bp_path *whole)
{
    bp_mat Cx = bp_mat_view(&value->C[value->L], 0, 1, 1, value->M);
    value->C[value->L].v[0] = bp_evaluate(whole, (bp_spot){0}, 0.0);
    bp_mat_copy(&Cx, &whole->Cx);
    for (size_t l = 1; l <= value->L; l++) {
        bp_mat_copy(&value->Z[l], &whole->Z[l]);
        bp_mat_copy(&value->A[l], &whole->A[l]);
        for (size_t m = 0; m < value->M; m++) {
            bp_mat column = bp_mat_column(&value->b_hat[l], m);
            bp_mat_copy(&column, &value->b[l]);
        }
    }
}

static void fill_sample(bp_pass *value, bp_path *one, size_t m)
{
    bp_mat x = bp_mat_column(&value->A[0], m), y = bp_mat_column(value->Y, m);
    bp_mat_copy(&one->A[0], &x);
    bp_mat_copy(&one->Y, &y);
    one->clean = 0;
    value->Cx[value->L].v[m] = bp_evaluate(one, (bp_spot){0}, 0.0);
    for (size_t l = 1; l <= value->L; l++) {
        bp_mat z = bp_mat_column(&value->z[l], m), a = bp_mat_column(&value->a[l], m);
        bp_mat_copy(&z, &one->Z[l]);
        bp_mat_copy(&a, &one->A[l]);
    }
}

static bool fill_base(bp_pass *value, const bp_mat *X)
{
    bp_path whole, one = {0};
    bp_mat x = bp_mat_column(X, 0), y = bp_mat_column(value->Y, 0);
    bool complete = bp_path_new(&whole, value->net, X, value->Y) &&
                    bp_path_new(&one, value->net, &x, &y);
    if (complete) {
        fill_whole(value, &whole);
        for (size_t m = 0; m < value->M; m++) {
            fill_sample(value, &one, m);
        }
    }
    bp_path_free(&whole);
    bp_path_free(&one);
    return complete;
}

bool bp_witness_new(bp_witness *w, const char *name, double step, const bp_net *net,
                    const bp_mat *X, const bp_mat *Y)
{
    *w = (bp_witness){.method = name, .step = step};
    return bp_pass_new(&w->value, net, X, Y) && bp_pass_new(&w->bar, net, X, Y) &&
           bp_pass_new(&w->kink, net, X, Y) && bp_pass_new(&w->h, net, X, Y) &&
           fill_base(&w->value, X);
}

void bp_witness_free(bp_witness *w)
{
    bp_pass_free(&w->value);
    bp_pass_free(&w->bar);
    bp_pass_free(&w->kink);
    bp_pass_free(&w->h);
    *w = (bp_witness){0};
}
