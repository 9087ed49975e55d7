#include "accuracy.h"

#include <math.h>
#include <stdlib.h>

#include "bounds.h"
#include "contract.h"
#include "data.h"
#include "pass.h"
#include "rng.h"
#include "steps.h"
#include "wide.h"

#define STEPS 3 /* tried with each method; 0: no further one */

/* For a full Ridders tableau, the better end of a range that was measured. */
static const struct {
    accuracy_row row;
    double h[STEPS];
} methods[ACCURACY_ROWS] = {
    {{"forward", {1.0e-7, 5.1e-6, 5.2e-8}, {0}}, {5e-8, 1e-7}},
    {{"central", {2.6e-10, 1.4e-8, 1.4e-10}, {0}}, {2e-5, 5e-5}},
    {{"five-point", {5.6e-12, 7.3e-10, 2.8e-12}, {0}}, {1e-3, 2e-3}},
    {{"richardson", {4e-13, 4e-11, 2e-13}, {0}}, {5e-3}},
    {{"complex", {2.8e-16, 1.3e-14, 1.4e-16}, {0}}, {BP_COMPLEX_STEP}},
    {{"long double central", {1.8e-12, 1.0e-10, 8e-13}, {0}}, {6e-7, 2e-6, 6e-6}},
    {{"float central", {2.0e-4, 1.4e-2, 1e-4}, {0}}, {1e-2, 2e-2, 6e-2}},
};

enum { COMPLEX_ROW = 4, LONG_ROW, FLOAT_ROW };

/* One network: its exact gradient, and a numeric one. */
typedef struct {
    bp_net net;
    bp_data data;
    bp_pass pass, bound, noise;
    wide_truth truth;
    steps_parameter *parameters;
    long double *numeric;
    size_t count;
} scene;

static void free_scene(scene *s)
{
    bp_free(s->numeric);
    bp_free(s->parameters);
    wide_free(&s->truth);
    bp_pass_free(&s->bound);
    bp_pass_free(&s->noise);
    bp_pass_free(&s->pass);
    bp_data_free(&s->data);
    bp_net_free(&s->net);
}

/* One-hot targets; W^l_jk from N(0,1)/√N_{l−1}, b^l_j from N(0,1)/10: of twelve ways to draw, the
 * one with the smallest max (docs/accuracy.md). */
static void draw(scene *s, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed + 99);
    bp_mat_fill(&s->data.Y, 0.0);
    for (size_t m = 0; m < s->data.Y.cols; m++) {
        BP_AT(&s->data.Y, bp_rng_below(&rng, s->data.Y.rows), m) = 1.0;
    }
    for (size_t l = 1; l <= s->net.L; l++) {
        bp_mat *W = &s->net.W[l], *b = &s->net.b[l];
        for (size_t i = 0; i < W->rows * W->cols; i++) {
            W->v[i] = bp_rng_normal(&rng) / sqrt((double)W->cols);
        }
        for (size_t i = 0; i < b->rows; i++) {
            b->v[i] = bp_rng_normal(&rng) / 10.0;
        }
    }
}

static bool new_scene(scene *s, uint64_t seed)
{
    static const size_t N[] = {6, 10, 8, 4};
    const size_t L = 3, M = 16;
    *s = (scene){0};
    if (!bp_net_new(&s->net, L, N) || !bp_data_random(&s->data, N[0], N[L], M, seed)) {
        return false;
    }
    for (size_t l = 1; l <= L; l++) {
        s->net.sigma[l] = bp_activation_named(l < L ? "tanh" : "sigmoid");
    }
    draw(s, seed);
    s->count = bp_net_parameters(&s->net);
    s->parameters = steps_parameters(&s->net);
    s->numeric = bp_calloc(s->count, sizeof *s->numeric);
    if (!s->parameters || !s->numeric || !bp_pass_new(&s->pass, &s->net, &s->data.X, &s->data.Y) ||
        !bp_pass_new(&s->bound, &s->net, &s->data.X, &s->data.Y) ||
        !bp_pass_new(&s->noise, &s->net, &s->data.X, &s->data.Y) ||
        !wide_new(&s->truth, &s->net, &s->data.X, &s->data.Y)) {
        return false;
    }
    bp_forward(&s->pass);
    bp_backward(&s->pass);
    bp_forward_bounds(&s->bound, &s->pass, NULL);
    bp_step_noise(&s->noise, &s->pass, &s->bound);
    wide_long().find(&s->truth, &s->net, &s->data.X, &s->data.Y, NULL);
    return true;
}

/* The numeric gradients ----------------------------------------------------------------------- */

static double gradient_at(const bp_pass *p, bp_spot s)
{
    return BP_AT(s.place == BP_AT_W ? &p->dW[s.l] : &p->db[s.l], s.row, s.col);
}

static bool by_witness(scene *s, size_t row, double h)
{
    bp_witness w;
    const bp_mat *X = &s->data.X, *Y = &s->data.Y;
    bool complete = row == COMPLEX_ROW
                        ? bp_complex_step(&w, &s->net, X, Y, h, NULL)
                        : bp_difference_quotients(&w, bp_difference_named(methods[row].row.method),
                                                  &s->net, X, Y, &s->noise, h, NULL);
    for (size_t i = 0; complete && i < s->count; i++) {
        s->numeric[i] = gradient_at(&w.value, s->parameters[i].spot);
    }
    bp_witness_free(&w);
    return complete;
}

static bool by_long_double(scene *s, double h)
{
    bp_path_l low, high = {0};
    bool complete = bp_path_new_l(&low, &s->net, &s->data.X, &s->data.Y) &&
                    bp_path_new_l(&high, &s->net, &s->data.X, &s->data.Y);
    for (size_t i = 0; complete && i < s->count; i++) {
        s->numeric[i] = steps_central_l(&low, &high, s->parameters[i].spot, h);
    }
    bp_path_free_l(&low);
    bp_path_free_l(&high);
    return complete;
}

static bool by_float(scene *s, double h)
{
    bp_path_f low, high = {0};
    bool complete = bp_path_new_f(&low, &s->net, &s->data.X, &s->data.Y) &&
                    bp_path_new_f(&high, &s->net, &s->data.X, &s->data.Y);
    for (size_t i = 0; complete && i < s->count; i++) {
        s->numeric[i] = steps_central_f(&low, &high, s->parameters[i].spot, h);
    }
    bp_path_free_f(&low);
    bp_path_free_f(&high);
    return complete;
}

static bool differentiate(scene *s, size_t row, double h)
{
    return row == LONG_ROW    ? by_long_double(s, h)
           : row == FLOAT_ROW ? by_float(s, h)
                              : by_witness(s, row, h);
}

/* Errors -------------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, size_t count)
{
    qsort(v, count, sizeof *v, ascending);
    return 0.5 * (v[(count - 1) / 2] + v[count / 2]);
}

/* Each error of the numeric gradient; `work` holds as many numbers as there are parameters. */
static void measure(double error[ACCURACY_ERRORS], const scene *s, double *work)
{
    long double gap_squares = 0.0L, n_squares = 0.0L, a_squares = 0.0L;
    for (size_t i = 0; i < s->count; i++) {
        bp_spot spot = s->parameters[i].spot;
        long double n = s->numeric[i], a = gradient_at(&s->truth.high, spot);
        long double gap = fabsl(n - a - gradient_at(&s->truth.low, spot));
        work[i] = gap > 0.0L ? (double)(gap / fmaxl(fabsl(n), fabsl(a))) : 0.0;
        gap_squares += gap * gap;
        n_squares += n * n;
        a_squares += a * a;
    }
    error[ACCURACY_MEDIAN] = median(work, s->count);
    error[ACCURACY_MAX] = work[s->count - 1];
    error[ACCURACY_NORM] = (double)(sqrtl(gap_squares) / (sqrtl(n_squares) + sqrtl(a_squares)));
}

/* best[row][error]: of all steps. */
static bool measure_network(double best[ACCURACY_ROWS][ACCURACY_ERRORS], uint64_t seed)
{
    scene s;
    bool complete = new_scene(&s, seed);
    double *work = complete ? bp_calloc(s.count, sizeof *work) : NULL;
    for (size_t row = 0; work && row < ACCURACY_ROWS; row++) {
        for (size_t i = 0; complete && i < STEPS && methods[row].h[i] > 0.0; i++) {
            double error[ACCURACY_ERRORS];
            complete = differentiate(&s, row, methods[row].h[i]);
            if (complete) {
                measure(error, &s, work);
            }
            for (size_t k = 0; complete && k < ACCURACY_ERRORS; k++) {
                best[row][k] = i == 0 || !(error[k] >= best[row][k]) ? error[k] : best[row][k];
            }
        }
    }
    complete = complete && work;
    bp_free(work);
    free_scene(&s);
    return complete;
}

bool accuracy_measure(accuracy_row rows[ACCURACY_ROWS], size_t seeds)
{
    double best[ACCURACY_SEEDS][ACCURACY_ROWS][ACCURACY_ERRORS];
    BP_REQUIRE(seeds >= 1 && seeds <= ACCURACY_SEEDS, "accuracy_measure: %zu networks", seeds);
    for (size_t i = 0; i < seeds; i++) {
        if (!measure_network(best[i], i + 1)) {
            return false;
        }
    }
    for (size_t row = 0; row < ACCURACY_ROWS; row++) {
        rows[row] = methods[row].row;
        for (size_t k = 0; k < ACCURACY_ERRORS; k++) {
            double of[ACCURACY_SEEDS] = {0};
            for (size_t i = 0; i < seeds; i++) {
                of[i] = best[i][row][k];
            }
            rows[row].error[k] = median(of, seeds);
        }
    }
    return true;
}
