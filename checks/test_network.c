/* A network: its shapes, and parameters under which nothing is saturated. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "forward.h"
#include "near.h"
#include "network.h"
#include "rng.h"

static const size_t widths[] = {4, 5, 2, 3};

START_TEST(index_of_a_layer_is_the_articles_superscript)
{
    bp_net net;
    ck_assert(bp_net_new(&net, 3, widths));
    ck_assert_uint_eq(net.L, 3);
    for (size_t l = 0; l <= 3; l++) {
        ck_assert_uint_eq(net.N[l], widths[l]);
    }
    ck_assert(net.W[0].v == NULL && net.b[0].v == NULL && net.sigma[0] == NULL);
    for (size_t l = 1; l <= 3; l++) {
        ck_assert(net.W[l].rows == widths[l] && net.W[l].cols == widths[l - 1]);
        ck_assert(net.b[l].rows == widths[l] && net.b[l].cols == 1);
        ck_assert_str_eq(net.sigma[l]->name, "identity");
    }
    ck_assert_str_eq(net.W[2].name, "W^2");
    ck_assert_str_eq(net.b[3].name, "b^3");
    ck_assert_str_eq(net.loss->name, "quadratic");
    ck_assert_uint_eq(bp_net_parameters(&net), 5 * 4 + 5 + 2 * 5 + 2 + 3 * 2 + 3);
    bp_net_free(&net);
    ck_assert(net.W == NULL && net.N == NULL && net.L == 0);
    bp_net_free(&net);
}
END_TEST

START_TEST(network_without_layers_or_neurons_is_refused)
{
    bp_net net;
    ck_breaks("bp_net_new: a network needs at least one layer", bp_net_new(&net, 0, widths));
    ck_breaks("bp_net_new: layer 2 has no neurons", bp_net_new(&net, 3, (size_t[]){4, 5, 0, 3}));
    ck_breaks("bp_net_new: layer 0 has no neurons", bp_net_new(&net, 1, (size_t[]){0, 5}));
}
END_TEST

START_TEST(allocation_that_fails_leaves_an_empty_network)
{
    bool made = false;
    long allocations = 0;
    while (!made) {
        bp_net net;
        dry_after(allocations);
        made = bp_net_new(&net, 3, widths);
        dry_after(-1);
        ck_assert(made || (net.W == NULL && net.b == NULL && net.N == NULL && net.sigma == NULL));
        bp_net_free(&net);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, 4 + 2 * 3);
}
END_TEST

static void draw_data(bp_mat *X, double scale, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    for (size_t i = 0; i < X->rows * X->cols; i++) {
        X->v[i] = scale * (0.3 + bp_rng_normal(&rng));
    }
}

static double root_mean_square(const bp_mat *Z)
{
    double squares = 0.0;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        squares += Z->v[i] * Z->v[i];
    }
    return sqrt(squares / (double)(Z->rows * Z->cols));
}

/* In the first layer W makes entries of size ¾, b adds ¼ of its own; tanh lets less than 1 pass. */
START_TEST(drawn_layers_are_not_saturated_whatever_the_units_of_the_data)
{
    const size_t wide[] = {6, 400, 300};
    const double scales[] = {1e-3, 1.0, 1e3, 1e200};
    for (size_t i = 0; i < 4; i++) {
        bp_net net;
        bp_mat X, Z[3], b_hat[3];
        ck_assert(bp_net_new(&net, 2, wide) && bp_mat_new(&X, 6, 9));
        draw_data(&X, scales[i], 11);
        bp_net_draw(&net, &X, 5);
        for (size_t l = 1; l <= 2; l++) {
            ck_assert(bp_mat_new(&Z[l], wide[l], 9) && bp_mat_new(&b_hat[l], wide[l], 9));
            bp_broadcast(&b_hat[l], &net.b[l]);
            bp_affine(&Z[l], &net.W[l], l == 1 ? &X : &Z[1], &b_hat[l]);
            double size = root_mean_square(&Z[l]);
            ck_assert_msg(size > (l == 1 ? 0.65 : 0.35) && size < 0.95,
                          "data of size %g: Z^%zu is of size %g", scales[i], l, size);
            bp_activate(&Z[l], bp_activation_named("tanh"), &Z[l]);
        }
        for (size_t l = 1; l <= 2; l++) {
            bp_mat_free(&Z[l]);
            bp_mat_free(&b_hat[l]);
        }
        bp_mat_free(&X);
        bp_net_free(&net);
    }
}
END_TEST

START_TEST(equal_seeds_draw_equal_bits_and_other_seeds_do_not)
{
    bp_net net[3];
    bp_mat X;
    ck_assert(bp_mat_new(&X, 4, 7));
    draw_data(&X, 2.0, 12);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(bp_net_new(&net[i], 3, widths));
        bp_net_draw(&net[i], &X, i < 2 ? 71 : 72);
    }
    for (size_t l = 1; l <= 3; l++) {
        size_t W = widths[l] * widths[l - 1] * sizeof(double), b = widths[l] * sizeof(double);
        ck_assert(memcmp(net[0].W[l].v, net[1].W[l].v, W) == 0);
        ck_assert(memcmp(net[0].b[l].v, net[1].b[l].v, b) == 0);
        ck_assert(memcmp(net[0].W[l].v, net[2].W[l].v, W) != 0);
        ck_assert(memcmp(net[0].b[l].v, net[2].b[l].v, b) != 0);
    }
    for (size_t i = 0; i < 3; i++) {
        bp_net_free(&net[i]);
    }
    bp_mat_free(&X);
}
END_TEST

START_TEST(data_of_zeros_draws_finite_weights)
{
    bp_net net;
    bp_mat X;
    ck_assert(bp_net_new(&net, 3, widths) && bp_mat_new(&X, 4, 7));
    bp_net_draw(&net, &X, 13);
    for (size_t i = 0; i < 20; i++) {
        ck_assert(isfinite(net.W[1].v[i]) && net.W[1].v[i] != 0.0);
    }
    bp_mat_free(&X);
    bp_net_free(&net);
}
END_TEST

START_TEST(data_that_does_not_fit_is_refused)
{
    bp_net net;
    bp_mat X;
    ck_assert(bp_net_new(&net, 3, widths) && bp_mat_new(&X, 5, 7));
    ck_breaks("bp_net_draw: X is 5×7 but the network has 4 inputs", bp_net_draw(&net, &X, 13));
    bp_mat_free(&X);
    bp_net_free(&net);
}
END_TEST

Suite *network_suite(void)
{
    Suite *suite = suite_create("network");
    TCase *shapes = tcase_create("shapes");
    tcase_add_test(shapes, index_of_a_layer_is_the_articles_superscript);
    tcase_add_test(shapes, network_without_layers_or_neurons_is_refused);
    tcase_add_test(shapes, allocation_that_fails_leaves_an_empty_network);
    suite_add_tcase(suite, shapes);
    TCase *parameters = tcase_create("parameters");
    tcase_add_test(parameters, drawn_layers_are_not_saturated_whatever_the_units_of_the_data);
    tcase_add_test(parameters, equal_seeds_draw_equal_bits_and_other_seeds_do_not);
    tcase_add_test(parameters, data_of_zeros_draws_finite_weights);
    tcase_add_test(parameters, data_that_does_not_fit_is_refused);
    suite_add_tcase(suite, parameters);
    return suite;
}
