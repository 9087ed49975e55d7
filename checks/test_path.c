/* The one function that disturbs a number and evaluates: all that a numeric witness may use. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "path.h"
#include "rng.h"
#include "scalar.h"

#define M 6
static const size_t widths[] = {4, 5, 2, 3};
static const char *const activations[] = {"", "silu", "gelu", "softmax"};
static bp_net net;
static bp_mat X, Y;

static void build(void)
{
    bp_rng rng = bp_rng_seed(51);
    ck_assert(bp_net_new(&net, 3, widths) && bp_mat_new(&X, 4, M) && bp_mat_new(&Y, 3, M));
    for (size_t l = 1; l <= 3; l++) {
        net.sigma[l] = bp_activation_named(activations[l]);
    }
    for (size_t i = 0; i < 4 * M; i++) {
        X.v[i] = bp_rng_normal(&rng);
    }
    for (size_t i = 0; i < 3 * M; i++) {
        Y.v[i] = bp_rng_uniform(&rng);
    }
    bp_net_draw(&net, &X, 52);
}

static void tear_down(void)
{
    bp_net_free(&net);
    bp_mat_free(&X);
    bp_mat_free(&Y);
}

/* Some spots of every kind, in an order in which no layer stays clean for long. */
static const bp_spot spots[] = {
    {BP_AT_W, 3, 2, 1}, {BP_AT_A, 1, 4, 5}, {BP_NOTHING, 0, 0, 0}, {BP_AT_b, 1, 3, 0},
    {BP_AT_Z, 3, 1, 2}, {BP_AT_W, 1, 4, 3}, {BP_AT_b, 3, 2, 0},    {BP_AT_Z, 1, 2, 4},
    {BP_AT_A, 3, 0, 3}, {BP_AT_W, 2, 1, 4}, {BP_AT_b, 2, 1, 0},    {BP_AT_A, 2, 1, 1},
    {BP_AT_Z, 2, 0, 5},
};
#define SPOTS (sizeof spots / sizeof *spots)

START_TEST(evaluation_puts_the_base_point_back_bit_by_bit)
{
    bp_path path;
    bp_path_z path_z;
    ck_assert(bp_path_new(&path, &net, &X, &Y) && bp_path_new_z(&path_z, &net, &X, &Y));
    for (size_t i = 0; i < SPOTS; i++) {
        bp_evaluate(&path, spots[i], 1.0 / 3.0); /* x + h − h would lose bits */
        bp_evaluate_z(&path_z, spots[i], 0.1);
        ck_assert_uint_eq(path.evaluations, i + 1);
        for (size_t l = 1; l <= 3; l++) {
            size_t W = widths[l] * widths[l - 1], b = widths[l];
            ck_assert(memcmp(path.W[l].v, net.W[l].v, W * sizeof(double)) == 0);
            ck_assert(memcmp(path.b[l].v, net.b[l].v, b * sizeof(double)) == 0);
            ck_assert(memcmp(path_z.W[l].v, net.W[l].v, W * sizeof(double)) == 0);
            for (size_t k = 0; k < W; k++) {
                ck_assert(path_z.tilt_W[l].v[k] == 0.0 && path_z.tilt_b[l].v[k % b] == 0.0);
            }
        }
        ck_assert(memcmp(path.A[0].v, X.v, 4 * M * sizeof(double)) == 0);
        ck_assert(memcmp(path.Y.v, Y.v, 3 * M * sizeof(double)) == 0);
    }
    bp_path_free(&path);
    bp_path_free_z(&path_z);
}
END_TEST

START_TEST(evaluation_knows_nothing_of_the_ones_before_it)
{
    bp_path path, fresh;
    bp_path_z path_z, fresh_z;
    ck_assert(bp_path_new(&path, &net, &X, &Y) && bp_path_new_z(&path_z, &net, &X, &Y));
    for (size_t i = 0; i < SPOTS * SPOTS; i++) {
        bp_spot spot = spots[(i % SPOTS + i / SPOTS) % SPOTS];
        ck_assert(bp_path_new(&fresh, &net, &X, &Y) && bp_path_new_z(&fresh_z, &net, &X, &Y));
        ck_assert_double_eq(bp_evaluate(&path, spot, 0.37), bp_evaluate(&fresh, spot, 0.37));
        ck_assert(bp_evaluate_z(&path_z, spot, 0.37) == bp_evaluate_z(&fresh_z, spot, 0.37));
        ck_assert(memcmp(path.Cx.v, fresh.Cx.v, M * sizeof(double)) == 0);
        for (size_t l = 1; l <= 3; l++) {
            ck_assert(memcmp(path.Z[l].v, fresh.Z[l].v, widths[l] * M * sizeof(double)) == 0);
            ck_assert(memcmp(path.A[l].v, fresh.A[l].v, widths[l] * M * sizeof(double)) == 0);
        }
        bp_path_free(&fresh);
        bp_path_free_z(&fresh_z);
    }
    bp_path_free(&path);
    bp_path_free_z(&path_z);
}
END_TEST

/* A step of 1/3·2^-30 is not what is stored: x + h is rounded to a neighbour. */
START_TEST(stored_step_is_the_one_that_was_taken)
{
    bp_path path, base;
    bp_path_z path_z;
    bp_path_f path_f;
    const double step = 0x1p-30 / 3.0;
    ck_assert(bp_path_new(&path, &net, &X, &Y) && bp_path_new(&base, &net, &X, &Y) &&
              bp_path_new_z(&path_z, &net, &X, &Y) && bp_path_new_f(&path_f, &net, &X, &Y));
    bp_evaluate(&base, (bp_spot){0}, 0.0);
    for (size_t i = 0; i < SPOTS; i++) {
        bp_spot s = spots[i];
        const bp_mat *of[] = {NULL, base.W, base.b, base.Z, base.A};
        if (s.place == BP_NOTHING) {
            continue;
        }
        double x = BP_AT(&of[s.place][s.l], s.row, s.col);
        volatile double moved = x + step;
        bp_evaluate(&path, s, step);
        ck_assert_double_eq(path.stored, moved - x);
        ck_assert_double_ne(path.stored, step);
        if (s.place >= BP_AT_Z) {
            const bp_mat *at[] = {path.Z, path.A};
            ck_assert_double_eq(BP_AT(&at[s.place - BP_AT_Z][s.l], s.row, s.col), moved);
        }
        bp_evaluate_z(&path_z, s, step);
        ck_assert_double_eq(path_z.stored, step);
        bp_evaluate_f(&path_f, s, 0x1p-60f);
        ck_assert_msg(path_f.stored == 0.0f, "a float swallowed a step and said it was taken");
    }
    bp_path_free(&path);
    bp_path_free(&base);
    bp_path_free_z(&path_z);
    bp_path_free_f(&path_f);
}
END_TEST

START_TEST(four_number_types_agree_to_their_precision)
{
    bp_path path;
    bp_path_z path_z;
    bp_path_f path_f;
    bp_path_l path_l;
    ck_assert(bp_path_new(&path, &net, &X, &Y) && bp_path_new_z(&path_z, &net, &X, &Y) &&
              bp_path_new_f(&path_f, &net, &X, &Y) && bp_path_new_l(&path_l, &net, &X, &Y));
    for (size_t i = 0; i < SPOTS; i++) {
        bp_spot s = spots[i];
        long double C = bp_evaluate_l(&path_l, s, 0.25L);
        ck_ulps(near_double, bp_evaluate(&path, s, 0.25), C, C, 40, "double", i);
        ck_ulps(near_float, bp_evaluate_f(&path_f, s, 0.25f), C, C, 40, "float", i);
        C = bp_evaluate_l(&path_l, s, 0.0L);
        ck_ulps(near_double, creal(bp_evaluate_z(&path_z, s, 0x1p-200)), C, C, 40, "complex", i);
    }
    ck_assert_double_eq((double)path_l.C, (double)bp_evaluate_l(&path_l, (bp_spot){0}, 0.0L));
    bp_path_free(&path);
    bp_path_free_z(&path_z);
    bp_path_free_f(&path_f);
    bp_path_free_l(&path_l);
}
END_TEST

/* Im C/h against (C(x + h) − C(x − h))/2h in long double, for every spot. */
START_TEST(complex_step_is_the_central_difference)
{
    bp_path_z path_z;
    bp_path_l path_l;
    ck_assert(bp_path_new_z(&path_z, &net, &X, &Y) && bp_path_new_l(&path_l, &net, &X, &Y));
    for (size_t i = 0; i < SPOTS; i++) {
        double slope = cimag(bp_evaluate_z(&path_z, spots[i], BP_COMPLEX_STEP)) / BP_COMPLEX_STEP;
        long double above = bp_evaluate_l(&path_l, spots[i], 0x1p-17L), up = path_l.stored;
        long double below = bp_evaluate_l(&path_l, spots[i], -0x1p-17L), down = path_l.stored;
        long double width = up - down;
        ck_close(spots[i].place == BP_NOTHING ? 0.0L : (above - below) / width, slope, 1e-9, "∂C");
        ck_assert(spots[i].place == BP_NOTHING || fabs(slope) > 1e-6);
    }
    bp_path_free_z(&path_z);
    bp_path_free_l(&path_l);
}
END_TEST

/* One neuron, worked out by hand: a = 1/(1 + e^{−(wx + b)}), C = ½(a − y)². */
START_TEST(one_neuron_has_the_derivatives_of_the_textbook)
{
    bp_net neuron;
    bp_path_z path;
    const double w = 0.7, b = -0.2, h = BP_COMPLEX_STEP;
    MATRIX(x, 1, 1, 1.3);
    MATRIX(y, 1, 1, 0.4);
    ck_assert(bp_net_new(&neuron, 1, (size_t[]){1, 1}));
    neuron.sigma[1] = bp_activation_named("sigmoid");
    neuron.W[1].v[0] = w;
    neuron.b[1].v[0] = b;
    ck_assert(bp_path_new_z(&path, &neuron, &x, &y));
    double a = 1.0 / (1.0 + exp(-(w * x.v[0] + b))), dA = a - y.v[0], dZ = dA * a * (1.0 - a);
    const struct {
        bp_place place;
        double want;
    } rows[] = {{BP_AT_A, dA}, {BP_AT_Z, dZ}, {BP_AT_b, dZ}, {BP_AT_W, dZ * x.v[0]},
                {BP_NOTHING, 0}};
    for (size_t i = 0; i < 5; i++) {
        double complex C = bp_evaluate_z(&path, (bp_spot){rows[i].place, 1, 0, 0}, h);
        ck_ulps(near_double, creal(C), dA * dA / 2, dA * dA / 2, 16, "C", i);
        ck_ulps(near_double, cimag(C) / h, rows[i].want, rows[i].want, 16, "∂C", i);
    }
    bp_path_free_z(&path);
    bp_net_free(&neuron);
}
END_TEST

/* For each type: every allocation fails once, and each time nothing is left. */
#define TRY(suffix, expected)                                                                    \
    do {                                                                                         \
        bool made = false;                                                                       \
        long allocations = 0;                                                                    \
        while (!made) {                                                                          \
            bp_path##suffix path;                                                                \
            dry_after(allocations);                                                              \
            made = bp_path_new##suffix(&path, &net, &X, &Y);                                     \
            dry_after(-1);                                                                       \
            ck_assert(made || (path.W == NULL && path.A == NULL && path.net == NULL));           \
            bp_path_free##suffix(&path);                                                         \
            allocations += !made;                                                                \
        }                                                                                        \
        ck_assert_int_eq(allocations, expected);                                                 \
    } while (0)

START_TEST(allocation_that_fails_leaves_an_empty_path)
{
    TRY(, 9 + 3 + 3 * 5);
    TRY(_z, 9 + 3 + 3 * 9);
    TRY(_f, 9 + 3 + 3 * 5);
    TRY(_l, 9 + 3 + 3 * 5);
}
END_TEST

START_TEST(spot_outside_the_network_is_refused)
{
    bp_path path;
    ck_assert(bp_path_new(&path, &net, &X, &Y));
    ck_breaks("bp_evaluate: there is no layer 4 in 1 … 3",
              bp_evaluate(&path, (bp_spot){BP_AT_b, 4, 0, 0}, 1));
    ck_breaks("bp_evaluate: there is no layer 0 in 1 … 3",
              bp_evaluate(&path, (bp_spot){BP_AT_A, 0, 0, 0}, 1));
    ck_breaks("bp_evaluate: layer 2 has no entry [2,6] in 2×5",
              bp_evaluate(&path, (bp_spot){BP_AT_W, 2, 1, 5}, 1));
    ck_breaks("bp_evaluate: layer 3 has no entry [3,2] in 3×1",
              bp_evaluate(&path, (bp_spot){BP_AT_b, 3, 2, 1}, 1));
    ck_breaks("bp_evaluate: layer 2 has no entry [3,1] in 2×6",
              bp_evaluate(&path, (bp_spot){BP_AT_Z, 2, 2, 0}, 1));
    bp_path_free(&path);
}
END_TEST

START_TEST(data_that_does_not_fit_is_refused)
{
    bp_path path;
    ck_breaks("bp_path_new: X is 3×6 but A^0 is 4×6", bp_path_new(&path, &net, &Y, &Y));
    ck_breaks("bp_path_new: Y is 4×6 but A^L is 3×6", bp_path_new(&path, &net, &X, &X));
}
END_TEST

Suite *path_suite(void)
{
    Suite *suite = suite_create("path");
    TCase *network = tcase_create("network");
    tcase_add_checked_fixture(network, build, tear_down);
    tcase_add_test(network, evaluation_puts_the_base_point_back_bit_by_bit);
    tcase_add_test(network, evaluation_knows_nothing_of_the_ones_before_it);
    tcase_add_test(network, stored_step_is_the_one_that_was_taken);
    tcase_add_test(network, four_number_types_agree_to_their_precision);
    tcase_add_test(network, complex_step_is_the_central_difference);
    tcase_add_test(network, allocation_that_fails_leaves_an_empty_path);
    tcase_add_test(network, spot_outside_the_network_is_refused);
    tcase_add_test(network, data_that_does_not_fit_is_refused);
    suite_add_tcase(suite, network);
    TCase *neuron = tcase_create("neuron");
    tcase_add_test(neuron, one_neuron_has_the_derivatives_of_the_textbook);
    suite_add_tcase(suite, neuron);
    return suite;
}
