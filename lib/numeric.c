#include "numeric.h"

#include <math.h>

/* What one disturbance does to everything that is looked at: the derivatives of C, of each C_x, and
 * of Z^l, A^l and Z^{l+1}; or bars of these. */
typedef struct {
    bp_mat C, Cx, Z, A, Z_next;
} response;

static void free_response(response *r)
{
    bp_mat_free(&r->C);
    bp_mat_free(&r->Cx);
    bp_mat_free(&r->Z);
    bp_mat_free(&r->A);
    bp_mat_free(&r->Z_next);
}

static bool new_response(response *r, const bp_net *net, size_t M, size_t l)
{
    *r = (response){0};
    bool complete = bp_mat_new(&r->C, 1, 1) && bp_mat_new(&r->Cx, 1, M) &&
                    bp_mat_new(&r->Z, net->N[l], M) && bp_mat_new(&r->A, net->N[l], M) &&
                    (l == net->L || bp_mat_new(&r->Z_next, net->N[l + 1], M));
    if (!complete) {
        free_response(r);
    }
    return complete;
}

/* Writing a response into a witness --------------------------------------------------------------- */

/* The response of a spot with its bars. `kink`: somewhere on the way to C; `local_kink`: in layer l. */
typedef struct {
    response value, bar;
    bool kink, local_kink;
} answer;

static void put(bp_witness *w, bp_quantity quantity, size_t l, size_t row, size_t col, double value,
                double bar, bool kink)
{
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
            if (!own && !(fabs(BP_AT(value, k, m)) <= worst.gap)) {
                worst = (bp_gap){fabs(BP_AT(value, k, m)), k, m};
            }
        }
    }
    return worst;
}

static void put_elsewhere(bp_witness *w, bp_quantity quantity, size_t l, size_t row, size_t col,
                          bp_gap worst, const bp_mat *bar, bool kink)
{
    put(w, quantity, l, row, col, worst.gap, BP_AT(bar, worst.row, worst.col), kink);
}

static void record_Z(bp_witness *w, bp_spot s, const answer *a)
{
    size_t l = s.l, N = w->value.net->N[l], row = s.col * N + s.row;
    put(w, BP_dZ, l, s.row, s.col, a->value.C.v[0], a->bar.C.v[0], a->kink);
    put(w, BP_delta, l, s.row, s.col, a->value.Cx.v[s.col], a->bar.Cx.v[s.col], a->kink);
    for (size_t k = 0; k < N; k++) {
        put(w, BP_dAdZ, l, row, k, BP_AT(&a->value.A, k, s.col), BP_AT(&a->bar.A, k, s.col),
            a->local_kink);
    }
    put_elsewhere(w, BP_dAdZ, l, row, N, largest_elsewhere(&a->value.A, s.row, s.col, false),
                  &a->bar.A, false);
    for (size_t k = 0; k < a->value.Z_next.rows; k++) {
        put(w, BP_dZdZ, l, row, k, BP_AT(&a->value.Z_next, k, s.col), BP_AT(&a->bar.Z_next, k, s.col),
            a->local_kink);
    }
    if (l < w->value.L && w->value.M > 1) {
        put_elsewhere(w, BP_columns, l, s.row, s.col,
                      largest_elsewhere(&a->value.Z_next, s.row, s.col, false), &a->bar.Z_next, false);
    }
}

static void record_A(bp_witness *w, bp_spot s, const answer *a)
{
    put(w, BP_dA, s.l, s.row, s.col, a->value.C.v[0], a->bar.C.v[0], a->kink);
    if (s.l == w->value.L) {
        put(w, BP_da, s.l, s.row, s.col, a->value.Cx.v[s.col], a->bar.Cx.v[s.col], a->kink);
    }
}

/* W and b alike: the gradient, its M single-sample parts, and the row of Z^l that moves. */
static void record_parameter(bp_witness *w, bp_spot s, const answer *a)
{
    bool weight = s.place == BP_AT_W;
    size_t l = s.l, N = w->value.net->N[l], M = w->value.M;
    size_t row = weight ? s.row * w->value.net->N[l - 1] + s.col : s.row;
    bp_quantity local = weight ? BP_dZdW : BP_dZdb;
    put(w, weight ? BP_dW : BP_db, l, s.row, s.col, a->value.C.v[0], a->bar.C.v[0], a->kink);
    for (size_t m = 0; m < M; m++) {
        put(w, weight ? BP_gW : BP_gb, l, m * N + s.row, s.col, a->value.Cx.v[m], a->bar.Cx.v[m],
            a->kink);
        put(w, local, l, row, m, BP_AT(&a->value.Z, s.row, m), BP_AT(&a->bar.Z, s.row, m), false);
    }
    put_elsewhere(w, local, l, row, M, largest_elsewhere(&a->value.Z, s.row, 0, true), &a->bar.Z,
                  false);
}

static void record(bp_witness *w, bp_spot s, const answer *a)
{
    if (s.place == BP_AT_Z) {
        record_Z(w, s, a);
    } else if (s.place == BP_AT_A) {
        record_A(w, s, a);
    } else {
        record_parameter(w, s, a);
    }
}

/* The complex step -------------------------------------------------------------------------------- */

static void imaginary_part(bp_mat *out, const bp_mat_z *in, double h)
{
    for (size_t i = 0; i < out->rows; i++) {
        for (size_t j = 0; j < out->cols; j++) {
            BP_AT(out, i, j) = cimag(BP_AT(in, i, j)) / h;
        }
    }
}

/* Does the disturbance reach an entry of z that stands on the kink of layer l exactly? */
static bool on_kink_z(const bp_path_z *p, size_t l)
{
    const bp_mat_z *Z = &p->Z[l];
    bool found = false;
    for (size_t i = 0; p->net->sigma[l]->kink && i < Z->rows * Z->cols; i++) {
        found = found || (creal(Z->v[i]) == 0.0 && cimag(Z->v[i]) != 0.0);
    }
    return found;
}

static bool loss_on_kink_z(const bp_path_z *p)
{
    const bp_mat_z *A = &p->A[p->net->L];
    bool found = false;
    for (size_t i = 0; p->net->loss->kink && i < A->rows * A->cols; i++) {
        found = found || (creal(A->v[i]) == p->Y.v[i] && cimag(A->v[i]) != 0.0);
    }
    return found;
}

static void complex_answer(answer *a, void *workspace, bp_spot s, double h)
{
    bp_path_z *p = workspace;
    double complex C = bp_evaluate_z(p, s, h);
    a->value.C.v[0] = cimag(C) / h;
    imaginary_part(&a->value.Cx, &p->Cx, h);
    imaginary_part(&a->value.Z, &p->Z[s.l], h);
    imaginary_part(&a->value.A, &p->A[s.l], h);
    if (s.l < p->net->L) {
        imaginary_part(&a->value.Z_next, &p->Z[s.l + 1], h);
    }
    /* A^l comes after σ^l: disturbing it never meets the kink of layer l. */
    a->local_kink = s.place != BP_AT_A && on_kink_z(p, s.l);
    a->kink = a->local_kink || loss_on_kink_z(p);
    for (size_t l = s.l + 1; l <= p->net->L; l++) {
        a->kink = a->kink || on_kink_z(p, l);
    }
}

/* The central difference -------------------------------------------------------------------------- */

typedef struct {
    bp_path path;
    const bp_pass *base;        /* Z, A, C and Cx at the base point */
    const bp_pass *bound;       /* their rounding errors */
    response low, high;         /* the two ends */
    bool kink, local_kink;      /* at any end so far */
} central;

static int sign(double x)
{
    return (x > 0.0) - (x < 0.0);
}

static bool pattern_moved(const bp_mat *Z, const bp_mat *base)
{
    bool moved = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        moved = moved || sign(Z->v[i]) != sign(base->v[i]);
    }
    return moved;
}

static bool loss_pattern_moved(const bp_mat *A, const bp_mat *base, const bp_mat *Y)
{
    bool moved = false;
    for (size_t i = 0; i < A->rows * A->cols; i++) {
        moved = moved || sign(A->v[i] - Y->v[i]) != sign(base->v[i] - Y->v[i]);
    }
    return moved;
}

static void copy_entries(bp_mat *to, const bp_mat *from)
{
    if (to->rows > 0) {
        bp_mat_copy(to, from);
    }
}

/* Evaluates at x + h, keeps what is looked at, and returns the step that was really stored. */
static double visit(central *c, response *end, bp_spot s, double h)
{
    bp_path *p = &c->path;
    const bp_net *net = p->net;
    bp_evaluate(p, s, h);
    end->C.v[0] = 0.0;
    bp_mat_copy(&end->Cx, &p->Cx);
    bp_mat_copy(&end->Z, &p->Z[s.l]);
    bp_mat_copy(&end->A, &p->A[s.l]);
    copy_entries(&end->Z_next, s.l < net->L ? &p->Z[s.l + 1] : NULL);
    for (size_t l = s.l; l <= net->L; l++) {
        bool moved = net->sigma[l]->kink && pattern_moved(&p->Z[l], &c->base->Z[l]);
        c->kink = c->kink || moved;
        c->local_kink = c->local_kink || (moved && l == s.l);
    }
    c->kink = c->kink || (net->loss->kink &&
                          loss_pattern_moved(&p->A[net->L], &c->base->A[net->L], &p->Y));
    return p->stored;
}

static void quotient(bp_mat *out, const bp_mat *high, const bp_mat *low, double width)
{
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] = (high->v[i] - low->v[i]) / width;
    }
}

static void difference_quotient(central *c, response *out, bp_spot s, double h)
{
    double width = visit(c, &c->high, s, h) - visit(c, &c->low, s, -h);
    quotient(&out->Cx, &c->high.Cx, &c->low.Cx, width);
    quotient(&out->Z, &c->high.Z, &c->low.Z, width);
    quotient(&out->A, &c->high.A, &c->low.A, width);
    quotient(&out->Z_next, &c->high.Z_next, &c->low.Z_next, width);
    double sum = 0.0;
    for (size_t m = 0; m < out->Cx.cols; m++) {
        sum += out->Cx.v[m];
    }
    out->C.v[0] = sum / (double)out->Cx.cols;
}

/* bar = |D(h) − D(2h)| + E/h; the bar arrives as D(2h). */
static void set_bar(bp_mat *bar, const bp_mat *value, const bp_mat *bound, double h)
{
    for (size_t i = 0; i < value->rows * value->cols; i++) {
        bar->v[i] = fabs(value->v[i] - bar->v[i]) + bound->v[i] / h;
    }
}

static double value_at(const central *c, bp_spot s)
{
    switch (s.place) {
    case BP_AT_W:
        return BP_AT(&c->path.W[s.l], s.row, s.col);
    case BP_AT_b:
        return BP_AT(&c->path.b[s.l], s.row, 0);
    case BP_AT_Z:
        return BP_AT(&c->base->Z[s.l], s.row, s.col);
    default:
        return BP_AT(&c->base->A[s.l], s.row, s.col);
    }
}

static void central_answer(answer *a, void *workspace, bp_spot s, double step)
{
    central *c = workspace;
    size_t L = c->path.net->L;
    double h = step * fmax(1.0, fabs(value_at(c, s)));
    c->kink = c->local_kink = false;
    difference_quotient(c, &a->value, s, h);
    difference_quotient(c, &a->bar, s, 2.0 * h);
    set_bar(&a->bar.C, &a->value.C, &c->bound->C[L], h);
    set_bar(&a->bar.Cx, &a->value.Cx, &c->bound->Cx[L], h);
    set_bar(&a->bar.Z, &a->value.Z, &c->bound->Z[s.l], h);
    set_bar(&a->bar.A, &a->value.A, &c->bound->A[s.l], h);
    if (s.l < L) {
        set_bar(&a->bar.Z_next, &a->value.Z_next, &c->bound->Z[s.l + 1], h);
    }
    a->kink = c->kink;
    a->local_kink = c->local_kink;
}

/* Every spot of the network ----------------------------------------------------------------------- */

typedef void answer_function(answer *a, void *workspace, bp_spot s, double h);

static void visit_layer(bp_witness *w, answer *a, answer_function *method, void *workspace, size_t l)
{
    const bp_net *net = w->value.net;
    size_t M = w->value.M;
    const struct {
        bp_place place;
        size_t rows, cols;
    } blocks[] = {{BP_AT_W, net->N[l], net->N[l - 1]}, {BP_AT_b, net->N[l], 1},
                  {BP_AT_Z, net->N[l], M}, {BP_AT_A, net->N[l], M}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        for (size_t row = 0; row < blocks[i].rows; row++) {
            for (size_t col = 0; col < blocks[i].cols; col++) {
                bp_spot s = {blocks[i].place, l, row, col};
                method(a, workspace, s, w->step);
                record(w, s, a);
            }
        }
    }
}

static bool new_witness(bp_witness *w, const char *method, double step, const bp_net *net,
                        const bp_mat *X, const bp_mat *Y)
{
    *w = (bp_witness){.method = method, .step = step};
    return bp_pass_new(&w->value, net, X, Y) && bp_pass_new(&w->bar, net, X, Y) &&
           bp_pass_new(&w->kink, net, X, Y);
}

void bp_witness_free(bp_witness *w)
{
    bp_pass_free(&w->value);
    bp_pass_free(&w->bar);
    bp_pass_free(&w->kink);
    *w = (bp_witness){0};
}

/* The base point as the real forward path has it, and one sample at a time for §2. */
static bool fill_base(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    bp_path whole, one = {0};
    bp_mat x = bp_mat_column(X, 0), y = bp_mat_column(Y, 0);
    bool complete = bp_path_new(&whole, net, X, Y) && bp_path_new(&one, net, &x, &y);
    if (complete) {
        w->value.C[net->L].v[0] = bp_evaluate(&whole, (bp_spot){0}, 0.0);
    }
    for (size_t l = 1; complete && l <= net->L; l++) {
        bp_mat_copy(&w->value.b_hat[l], &whole.b_hat[l]);
        bp_mat_copy(&w->value.Z[l], &whole.Z[l]);
        bp_mat_copy(&w->value.A[l], &whole.A[l]);
    }
    for (size_t m = 0; complete && m < X->cols; m++) {
        x = bp_mat_column(X, m);
        y = bp_mat_column(Y, m);
        bp_mat_copy(&one.A[0], &x);
        bp_mat_copy(&one.Y, &y);
        one.clean = 0;
        w->value.Cx[net->L].v[m] = bp_evaluate(&one, (bp_spot){0}, 0.0);
        for (size_t l = 1; l <= net->L; l++) {
            bp_mat z = bp_mat_column(&w->value.z[l], m), a = bp_mat_column(&w->value.a[l], m);
            bp_mat_copy(&z, &one.Z[l]);
            bp_mat_copy(&a, &one.A[l]);
        }
    }
    bp_path_free(&whole);
    bp_path_free(&one);
    return complete;
}

static bool run(bp_witness *w, answer_function *method, void *workspace)
{
    const bp_net *net = w->value.net;
    bool complete = true;
    for (size_t l = 1; complete && l <= net->L; l++) {
        answer a = {0};
        complete = new_response(&a.value, net, w->value.M, l) &&
                   new_response(&a.bar, net, w->value.M, l);
        if (complete) {
            visit_layer(w, &a, method, workspace, l);
        }
        free_response(&a.value);
        free_response(&a.bar);
    }
    return complete;
}

bool bp_complex_step(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y, double step)
{
    bp_path_z path = {0};
    bool complete = new_witness(w, "complex", step, net, X, Y) && bp_path_new_z(&path, net, X, Y) &&
                    fill_base(w, net, X, Y) && run(w, complex_answer, &path);
    w->evaluations = path.evaluations;
    bp_path_free_z(&path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}

static bool new_ends(central *c, const bp_net *net, size_t M, size_t l)
{
    free_response(&c->low);
    free_response(&c->high);
    return new_response(&c->low, net, M, l) && new_response(&c->high, net, M, l);
}

static bool run_central(bp_witness *w, central *c)
{
    const bp_net *net = w->value.net;
    bool complete = true;
    for (size_t l = 1; complete && l <= net->L; l++) {
        answer a = {0};
        complete = new_ends(c, net, w->value.M, l) && new_response(&a.value, net, w->value.M, l) &&
                   new_response(&a.bar, net, w->value.M, l);
        if (complete) {
            visit_layer(w, &a, central_answer, c, l);
        }
        free_response(&a.value);
        free_response(&a.bar);
    }
    return complete;
}

bool bp_central_difference(bp_witness *w, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                           const bp_pass *bound, double step)
{
    central c = {.bound = bound};
    bool complete = new_witness(w, "central", step, net, X, Y) && bp_path_new(&c.path, net, X, Y) &&
                    fill_base(w, net, X, Y);
    c.base = &w->value;
    complete = complete && run_central(w, &c);
    w->evaluations = c.path.evaluations;
    free_response(&c.low);
    free_response(&c.high);
    bp_path_free(&c.path);
    if (!complete) {
        bp_witness_free(w);
    }
    return complete;
}
