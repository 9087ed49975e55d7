/* A kink is flagged where even the shortest step crosses it or stands on it, and nowhere else:
 * longer ones are tried before, and their kinks forgotten. The network is
 * 2-3-2 on two samples; row 2 of W^1 is zero, so that Z^1_2m = b^1_2 for both: the distance to the
 * kink. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "bounds.h"
#include "near.h"
#include "test_nets.h"

static const double h = BP_CENTRAL_STEP / (BP_KINK_SHORTER * BP_KINK_SHORTER);
static nets n;
static bp_witness z, c;
static bp_pass bound;

static void build(const char *sigma, const char *loss, double distance)
{
    static const double X[] = {0.9, 0.2, -0.3, -1.7};
    nets_new(&n, 2, (size_t[]){2, 3, 2}, (const char *const[]){NULL, sigma, "tanh"}, loss, 2, 61);
    memcpy(n.data.X.v, X, sizeof X);
    BP_AT(&n.net.W[1], 1, 0) = BP_AT(&n.net.W[1], 1, 1) = 0.0;
    n.net.b[1].v[1] = distance;
}

static void run(void)
{
    const bp_mat *X = &n.data.X, *Y = &n.data.Y;
    ck_assert(bp_complex_step(&z, &n.net, X, Y, BP_COMPLEX_STEP, NULL) &&
              bp_pass_new(&bound, &n.net, X, Y));
    bp_forward_bounds(&bound, &z.value, NULL);
    ck_assert(bp_difference_quotients(&c, &bp_differences[BP_CENTRAL], &n.net, X, Y, &bound,
                                     BP_CENTRAL_STEP, NULL));
}

static void forget(void)
{
    bp_witness_free(&z);
    bp_witness_free(&c);
    bp_pass_free(&bound);
    nets_free(&n);
}

/* Neuron 2 of layer 1, or every other: are the derivatives by its W, b and Z flagged? */
static void ck_flags(const bp_witness *w, bool W_1, bool W_2, bool other, double distance)
{
    const bp_pass *k = &w->kink;
    for (size_t j = 0; j < 3; j++) {
        bool own = j == 1;
        const double got[] = {BP_AT(&k->dW[1], j, 0), BP_AT(&k->dW[1], j, 1), k->db[1].v[j],
                              BP_AT(&k->dZ[1], j, 0), BP_AT(&k->dZ[1], j, 1),
                              BP_AT(&k->dAdZ[1], j, j), BP_AT(&k->dZdZ[1], 3 + j, 1),
                              BP_AT(&k->delta[1], j, 1), BP_AT(&k->gW[1], 3 + j, 1)};
        const bool want[] = {W_1, W_2, other, other, other, other, other, other, W_2};
        for (size_t i = 0; i < sizeof got / sizeof *got; i++) {
            ck_assert_msg((got[i] != 0.0) == (own && want[i]),
                          "%s, %g steps off, neuron %zu, derivative %zu: %g", w->method,
                          distance / h, j + 1, i, got[i]);
        }
    }
    const bp_quantity never[] = {BP_dA, BP_dZdW, BP_dZdb, BP_columns};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        const bp_mat *m = &k->of[never[i]][1];
        for (size_t e = 0; e < m->rows * m->cols; e++) {
            ck_assert_msg(m->v[e] == 0.0, "%s, %g steps off: %s", w->method, distance / h, m->name);
        }
    }
    for (size_t e = 0; e < 6; e++) {
        ck_assert(k->dW[2].v[e] == 0.0 && k->dZ[2].v[e % 4] == 0.0);
    }
}

/* W_21 moves Z by 0.9 and 0.2 of a step, W_22 by 0.3 and 1.7; D(2h) takes two steps. */
START_TEST(kink_is_flagged_where_a_step_crosses_it_or_stands_on_it)
{
    const char *const names[] = {"relu", "leaky-relu"};
    const struct {
        double steps;
        bool W_1, W_2, other;
    } rows[] = {{0, true, true, true},         {0.4, true, true, true},  {1.7, true, true, true},
                {1.9, false, true, true},      {2.1, false, true, false}, {3.3, false, true, false},
                {3.5, false, false, false},    {1e3, false, false, false}};
    for (size_t i = 0; i < 2 * sizeof rows / sizeof *rows; i++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            size_t r = i / 2;
            double distance = sign * rows[r].steps * h;
            build(names[i % 2], "quadratic", distance);
            run();
            ck_flags(&c, rows[r].W_1, rows[r].W_2, rows[r].other, distance);
            bool on = distance == 0.0;
            ck_flags(&z, on, on, on, distance);
            forget();
        }
    }
}
END_TEST

START_TEST(activation_without_a_kink_is_never_flagged)
{
    const char *const names[] = {"elu", "softplus", "silu", "identity"};
    for (size_t i = 0; i < 4; i++) {
        for (double steps = -0.5; steps <= 0.5; steps += 0.5) {
            build(names[i], "quadratic", steps * h);
            run();
            ck_flags(&c, false, false, false, steps * h);
            ck_flags(&z, false, false, false, steps * h);
            forget();
        }
    }
}
END_TEST

/* A^2_12 is `steps` away from its target, and all the others are far. */
START_TEST(absolute_loss_is_flagged_where_an_output_crosses_its_target)
{
    const double distances[] = {0, 0.4, -0.4, 1.9, -1.9, 2.1, -2.1, 1e3};
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        build("tanh", "absolute", 0.7);
        bp_mat_fill(&n.data.Y, 4.0);
        bp_path path;
        ck_assert(bp_path_new(&path, &n.net, &n.data.X, &n.data.Y));
        bp_evaluate(&path, (bp_spot){0}, 0.0);
        n.data.Y.v[1] = path.A[2].v[1] + distances[i] * h;
        bp_path_free(&path);
        run();
        bool crossed = fabs(distances[i]) < 2, on = distances[i] == 0;
        for (size_t e = 0; e < 4; e++) {
            ck_assert_msg((c.kink.dA[2].v[e] != 0.0) == (crossed && e == 1), "%g steps", distances[i]);
            ck_assert_msg((z.kink.dA[2].v[e] != 0.0) == (on && e == 1), "%g steps", distances[i]);
            ck_assert(c.kink.dAdZ[2].v[e] == 0.0 && z.kink.dAdZ[2].v[e] == 0.0);
        }
        ck_assert_msg((z.kink.db[2].v[0] != 0.0) == on && z.kink.db[2].v[1] == 0.0, "%g", distances[i]);
        ck_assert(!on || (c.kink.db[2].v[0] != 0.0 && c.kink.dW[1].v[0] != 0.0));
        ck_assert(c.kink.db[2].v[1] == 0.0);
        forget();
    }
}
END_TEST

Suite *kinks_suite(void)
{
    Suite *suite = suite_create("kinks");
    TCase *kinks = tcase_create("kinks");
    tcase_add_test(kinks, kink_is_flagged_where_a_step_crosses_it_or_stands_on_it);
    tcase_add_test(kinks, activation_without_a_kink_is_never_flagged);
    tcase_add_test(kinks, absolute_loss_is_flagged_where_an_output_crosses_its_target);
    suite_add_tcase(suite, kinks);
    return suite;
}
