/* The numeric witnesses against derivatives that are known by hand, and against long double. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "bounds.h"
#include "near.h"
#include "test_exact.h"

static bp_witness z, c;         /* the complex step and the central difference */
static bp_pass bound;

static void run(const nets *n, double h, const bp_progress *progress)
{
    const bp_mat *X = &n->data.X, *Y = &n->data.Y;
    ck_assert(bp_complex_step(&z, &n->net, X, Y, BP_COMPLEX_STEP, progress) &&
              bp_pass_new(&bound, &n->net, X, Y));
    bp_forward_bounds(&bound, &z.value, NULL);
    ck_assert(bp_difference_quotients(&c, &bp_differences[BP_CENTRAL], &n->net, X, Y, &bound, h,
                                     progress));
}

static void forget(void)
{
    bp_witness_free(&z);
    bp_witness_free(&c);
    bp_pass_free(&bound);
}

/* By hand ------------------------------------------------------------------------------------ */

/* 4-2-3, linear, M = 5:  Z^1 = W^1 X + b^1, Z^2 = W^2 Z^1 + b^2, C = (1/10) ‖Z^2 − Y‖². */
static void new_linear(nets *n)
{
    static const double W1[] = {2, -1.5, 3, 0.5, -2, 4, -0.25, 1.25}, b1[] = {-3, 2.5};
    static const double W2[] = {0.5, -2, 3, -1.5, 4, 0.75}, b2[] = {3, -0.5, 1.5};
    static const double X[] = {0.5,   -2, 3,    1.5, -0.75, 2, 0.25, -4,   -0.5, 3,
                               -1.25, 6,  0.75, 2,   -3,    4, -2,   1.75, 0.5,  2.5};
    static const double Y[] = {2.5, 9,   -4, 40,  -3,  7,  -0.5, 30,
                               12,  -20, 6,  1.5, 3.5, -8, 0.25};
    nets_new(n, 2, (size_t[]){4, 2, 3}, (const char *const[]){NULL, "identity", "identity"},
             "quadratic", 5, 41);
    memcpy(n->net.W[1].v, W1, sizeof W1);
    memcpy(n->net.b[1].v, b1, sizeof b1);
    memcpy(n->net.W[2].v, W2, sizeof W2);
    memcpy(n->net.b[2].v, b2, sizeof b2);
    memcpy(n->data.X.v, X, sizeof X);
    memcpy(n->data.Y.v, Y, sizeof Y);
}

#define DZ2                                                                                    \
    {-6.5, -1.6375, 9.6125, -5.75, -8.425, -9.99375, 4.725, 6.425, 2.4125, -12.1125, -4.078125, \
     8.225, 6.675, 7.14375, -10.16875}
#define DA1                                                                                  \
    {-49.54375, 46.25625, 50.78125, 32.9375, -81.225, 24.93203125, 2.35625, -23.85625, 13.2390625, \
     27.3921875}

/* The entries from the first one, or from `row` on. */
static const struct {
    bp_quantity quantity;
    size_t l, row, count;
    double want[15];
} by_hand[] = {
    {BP_Z, 1, 0, 10, {-6.75, 9.625, 12.125, 7, -16.75, 14.8125, 3.5, -17.5, -2.375, 19.875}},
    {BP_dA, 2, 0, 15, DZ2},
    {BP_dZ, 2, 0, 15, DZ2},
    {BP_dA, 1, 0, 10, DA1},
    {BP_dZ, 1, 0, 10, DA1},
    {BP_dW, 2, 0, 6,
     {245.534375, -424.021875, 410.6109375, -490.398046875, 407.96015625, -367.5025390625}},
    {BP_db, 2, 0, 3, {-12.7, -8.54375, 7.796875}},
    {BP_dW, 1, 0, 8,
     {145.384375, -550.7921875, 687.103125, -388.4140625, -64.50078125, 221.43515625,
      -90.6181640625, 128.3671875}},
    {BP_db, 1, 0, 2, {-0.79375, 44.06328125}},
    {BP_dZdZ, 1, 4, 6, {0.5, 3, 4, -2, -1.5, 0.75}},
    {BP_dZdb, 2, 1, 6, {1, 1, 1, 1, 1, 0}},
    {BP_dZdW, 1, 6, 6, {-1.25, 6, 0.75, 2, -3, 0}},
    {BP_dZdW, 2, 3, 6, {14.8125, 3.5, -17.5, -2.375, 19.875, 0}},
    {BP_columns, 1, 0, 10, {0}},
    {BP_delta, 1, 1, 5, {124.66015625, 11.78125, -119.28125, 66.1953125, 136.9609375}},
    {BP_gW, 1, 4, 8,
     {761.71875, -1015.625, 190.4296875, 444.3359375, -357.84375, 477.125, -89.4609375,
      -208.7421875}},
    {BP_gb, 1, 5, 1, {-119.28125}},
};

START_TEST(linear_network_has_the_derivatives_worked_out_by_hand)
{
    nets n;
    new_linear(&n);
    run(&n, BP_CENTRAL_STEP, NULL);
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
        const bp_mat *by_z = &z.value.of[by_hand[i].quantity][by_hand[i].l];
        const bp_mat *by_c = &c.value.of[by_hand[i].quantity][by_hand[i].l];
        size_t from = by_hand[i].row * by_z->cols;
        ck_assert_uint_le(from + by_hand[i].count, by_z->rows * by_z->cols);
        for (size_t k = 0; k < by_hand[i].count; k++) {
            ck_close(by_z->v[from + k], by_hand[i].want[k], 1e-12, by_z->name);
            ck_close(by_c->v[from + k], by_hand[i].want[k], 1e-6, by_c->name);
        }
    }
    forget();
    nets_free(&n);
}
END_TEST

/* Against long double ------------------------------------------------------------------------ */

static exact_pass truth;
static const bp_quantity derivatives[] = {BP_dA,   BP_dZ, BP_dAdZ, BP_dZdZ,  BP_columns, BP_dZdW, BP_dW,
                                          BP_dZdb, BP_db, BP_da,   BP_delta, BP_gW,      BP_gb};

/* The central bar holds what truncation and rounding do. Where a loss has a pole, its nearness is
 * another matter: those networks are left to the suite `reach`. */
START_TEST(central_bars_cover_the_true_error_in_random_networks)
{
    size_t entries = 0;
    for (uint64_t seed = 1; near_wide() && seed <= 150; seed++) {
        nets n;
        nets_random(&n, seed);
        n.net.loss = bp_loss_named(seed % 3 == 0 ? "absolute" : "quadratic");
        exact_new(&truth, &n);
        run(&n, BP_CENTRAL_STEP, NULL);
        for (size_t q = 0; q < sizeof derivatives / sizeof *derivatives; q++) {
            for (size_t l = 1; l <= n.net.L; l++) {
                const bp_mat *value = &c.value.of[derivatives[q]][l];
                for (size_t i = 0; i < value->rows * value->cols; i++) {
                    size_t row = i / value->cols, col = i % value->cols;
                    double want = (double)exact_at(&truth, derivatives[q], l, row, col);
                    double bar = c.bar.of[derivatives[q]][l].v[i];
                    bool kink = c.kink.of[derivatives[q]][l].v[i] != 0.0;
                    ck_assert_msg(kink || fabs(value->v[i] - want) <= bar,
                                  "seed %lu, %s[%zu,%zu]: %.17g instead of %.17g, bar %g",
                                  (unsigned long)seed, value->name, row + 1, col + 1, value->v[i],
                                  want, bar);
                    ck_assert(fabs(z.value.of[derivatives[q]][l].v[i] - want) <= 1e-13 ||
                              z.kink.of[derivatives[q]][l].v[i] != 0.0);
                    entries++;
                }
            }
        }
        forget();
        nets_free(&n);
    }
    ck_assert(!near_wide() || entries > 50000);
}
END_TEST

static double error_at(const nets *n, double h)
{
    double error = 0.0;
    run(n, h, NULL);
    for (size_t l = 1; l <= n->net.L; l++) {
        for (size_t i = 0; i < n->net.N[l] * n->net.N[l - 1]; i++) {
            error = hypot(error, c.value.dW[l].v[i] - z.value.dW[l].v[i]);
        }
    }
    forget();
    return error;
}

START_TEST(central_difference_converges_with_order_2)
{
    nets n;
    nets_new(&n, 3, (size_t[]){4, 5, 2, 3}, (const char *const[]){NULL, "silu", "gelu", "softmax"},
             "categorical", 6, 42);
    double error = error_at(&n, 0.02);
    for (double h = 0.01; h > 0.001; h /= 2) {
        double smaller = error_at(&n, h);
        ck_assert_msg(error / smaller > 3.9 && error / smaller < 4.1, "h = %g: %g", h, error / smaller);
        error = smaller;
    }
    nets_free(&n);
}
END_TEST

START_TEST(complex_step_does_not_depend_on_its_step)
{
    nets n;
    bp_witness other;
    nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "tanh", "sigmoid"},
             "cross-entropy", 6, 43);
    run(&n, BP_CENTRAL_STEP, NULL);
    ck_assert(bp_complex_step(&other, &n.net, &n.data.X, &n.data.Y, 0x1p-90, NULL));
    for (size_t l = 1; l <= 2; l++) {
        ck_assert(bp_mat_gap(&other.value.dW[l], &z.value.dW[l]).gap <= 1e-16);
        ck_assert(bp_mat_gap(&other.value.gW[l], &z.value.gW[l]).gap <= 1e-15);
    }
    ck_assert_double_eq(other.step, 0x1p-90);
    bp_witness_free(&other);
    forget();
    nets_free(&n);
}
END_TEST

/* Z^2_11 overflows: for all other samples and neurons its difference is no number, which zeros must
 * not hide. */
START_TEST(what_must_not_move_is_looked_at_in_every_other_sample_and_neuron)
{
    nets n;
    nets_new(&n, 2, (size_t[]){4, 2, 3}, (const char *const[]){NULL, "identity", "identity"},
             "quadratic", 5, 46);
    for (size_t k = 0; k < 4; k++) {
        BP_AT(&n.data.X, k, 0) = copysign(1e10, BP_AT(&n.net.W[1], 0, k));
    }
    BP_AT(&n.net.W[2], 0, 0) = 1e305;
    run(&n, BP_CENTRAL_STEP, NULL);
    const bp_pass *value = &c.value;
    for (size_t m = 0; m < 5; m++) {
        ck_assert(isnan(BP_AT(&value->columns[1], m % 2, m)) == (m > 0));
    }
    for (size_t row = 0; row < 3 * 2; row++) {
        ck_assert(isnan(BP_AT(&value->dZdW[2], row, 5)) == (row / 2 > 0));
        ck_assert(isnan(BP_AT(&value->dZdb[2], row / 2, 5)) == (row / 2 > 0));
    }
    forget();
    nets_free(&n);
}
END_TEST

/* Evaluations and progress ------------------------------------------------------------------- */

typedef struct { size_t calls, last, total; bool in_order; } heard;

static bool hear(void *user, size_t done, size_t total)
{
    heard *h = user;
    h->in_order = h->in_order && done == h->calls % total + 1 && (h->calls == 0 || total == h->total);
    *h = (heard){h->calls + 1, done, total, h->in_order};
    return true;
}

START_TEST(every_evaluation_is_counted_and_progress_goes_to_the_end)
{
    nets n;
    heard h = {.in_order = true};
    const char *const sigma[] = {NULL, "tanh", "sigmoid"};
    nets_new(&n, 2, (size_t[]){4, 5, 3}, sigma, "quadratic", 6, 44);
    run(&n, BP_CENTRAL_STEP, &(bp_progress){hear, &h});
    size_t spots = 5 * 4 + 5 + 3 * 5 + 3 + 2 * (5 + 3) * 6;
    ck_assert_uint_eq(z.evaluations, spots + 1);    /* and the base point */
    ck_assert_uint_eq(c.evaluations, 4 * spots);    /* ±h and ±2h */
    ck_assert(h.in_order && h.last == spots && h.total == spots);
    ck_assert_uint_eq(h.calls, 2 * spots);
    ck_assert(strcmp(z.method, "complex") == 0 && strcmp(c.method, "central") == 0);
    forget();
    nets_free(&n);
}
END_TEST

START_TEST(base_point_is_the_forward_path_of_the_batch_and_of_each_sample)
{
    nets n;
    nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "tanh", "softmax"}, "categorical",
             6, 45);
    run(&n, BP_CENTRAL_STEP, NULL);
    bp_path path;
    ck_assert(bp_path_new(&path, &n.net, &n.data.X, &n.data.Y));
    double C = bp_evaluate(&path, (bp_spot){0}, 0.0);
    const bp_witness *both[] = {&z, &c};
    for (size_t i = 0; i < 2; i++) {
        const bp_pass *value = &both[i]->value;
        ck_assert_double_eq(value->C[2].v[0], C);
        for (size_t m = 0; m < 6; m++) {
            ck_assert_double_eq(value->C[2].v[m + 1], path.Cx.v[m]);
            ck_close(value->Cx[2].v[m], path.Cx.v[m], 1e-15, "C_x");
        }
        for (size_t l = 1; l <= 2; l++) {
            ck_assert_double_eq(bp_mat_gap(&value->Z[l], &path.Z[l]).gap, 0.0);
            ck_assert_double_eq(bp_mat_gap(&value->A[l], &path.A[l]).gap, 0.0);
            ck_assert(bp_mat_gap(&value->z[l], &path.Z[l]).gap <= 1e-15);
            ck_assert(bp_mat_gap(&value->a[l], &path.A[l]).gap <= 1e-15);
            ck_assert_double_eq(BP_AT(&value->b_hat[l], 2, 5), n.net.b[l].v[2]);
        }
    }
    bp_path_free(&path);
    forget();
    nets_free(&n);
}
END_TEST

Suite *numeric_suite(void)
{
    Suite *suite = suite_create("numeric");
    TCase *hand = tcase_create("hand");
    tcase_add_test(hand, linear_network_has_the_derivatives_worked_out_by_hand);
    tcase_add_test(hand, central_difference_converges_with_order_2);
    tcase_add_test(hand, complex_step_does_not_depend_on_its_step);
    tcase_add_test(hand, what_must_not_move_is_looked_at_in_every_other_sample_and_neuron);
    tcase_add_test(hand, every_evaluation_is_counted_and_progress_goes_to_the_end);
    tcase_add_test(hand, base_point_is_the_forward_path_of_the_batch_and_of_each_sample);
    suite_add_tcase(suite, hand);
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_set_timeout(wide, 60);
    tcase_add_test(wide, central_bars_cover_the_true_error_in_random_networks);
    suite_add_tcase(suite, wide);
    return suite;
}
