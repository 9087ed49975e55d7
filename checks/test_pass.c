/* The algorithm of the article and the record it fills. The network is 3-5-2, relu and identity, M
 * = 4: in quarters, every number of the pass is exact. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "pass.h"

#define M 4
static const size_t widths[] = {3, 5, 2};
static bp_net net;
static bp_pass pass;

static const double W1[] = {1,  -1.25, 1.5,   -2,    -1.75, -1.5,  1.25, -2,
                            -0.75, -2, -1.75, 1.75, 1.75, -1.75, -0.5};
static const double b1[] = {-1.75, 1.75, -2, -1.5, -0.5}, b2[] = {0.75, -1};
static const double W2[] = {-2, 1.5, -2, -0.5, -2, -1.25, 0.75, 1.75, -1.25, -1.5};
static double x[] = {-1.5, -0.75, 1.25, -1.5, -1.75, -2, -0.75, 2.25, 1.75, 1, 2, 2};
static double y[] = {1.25, 0.75, -0.5, -1, -0.5, -1.75, 0.75, 2.25};
static const bp_mat X = {3, M, M, x, "X"}, Y = {2, M, M, y, "Y"};

static void build(void)
{
    ck_assert(bp_net_new(&net, 2, widths));
    net.sigma[1] = bp_activation_named("relu");
    memcpy(net.W[1].v, W1, sizeof W1);
    memcpy(net.b[1].v, b1, sizeof b1);
    memcpy(net.W[2].v, W2, sizeof W2);
    memcpy(net.b[2].v, b2, sizeof b2);
    ck_assert(bp_pass_new(&pass, &net, &X, &Y));
}

static void tear_down(void)
{
    bp_pass_free(&pass);
    bp_net_free(&net);
}

/* Leaves nothing in the pass that a function could take for its own result. */
static void soil(void)
{
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = q == BP_A || q == BP_a; l <= 2; l++) {
            bp_mat_fill(&pass.of[q][l], NAN);
        }
    }
}

static void ck_is(const bp_mat *got, const double *want)
{
    for (size_t i = 0; i < got->rows * got->cols; i++) {
        ck_assert_msg(got->v[i] == want[i], "%s, entry %zu: %.17g instead of %.17g", got->name, i,
                      got->v[i], want[i]);
    }
}

static const double Z1[] = {1.5625, 1.5,   3.4375,  -3.0625, 5.1875, 5.25,    -2.4375,
                            -2.1875, -1.6875, 0.3125, -0.4375, -9.875, 7.625, 5.25,
                            0.8125, 1.0625, -0.9375, 1.1875, 2,       -8.0625};
static const double Z2[] = {1.59375,  0,         -10.53125, 0.21875,
                            -8.59375, -6.734375, -9.3125,   -2.328125};
static const double C[] = {39.41973876953125, 32.8134765625, 12.7032470703125, 100.93994140625,
                           11.2222900390625};

START_TEST(forward_fills_every_layer_and_then_the_loss)
{
    soil();
    bp_forward(&pass);
    ck_is(&pass.Z[1], Z1);
    for (size_t i = 0; i < 20; i++) {
        ck_assert_double_eq(pass.A[1].v[i], Z1[i] > 0 ? Z1[i] : 0);
        ck_assert_double_eq(pass.b_hat[1].v[i], b1[i / M]);
    }
    ck_is(&pass.Z[2], Z2);
    ck_is(&pass.A[2], Z2);
    ck_is(&pass.C[2], C);
    ck_is(&pass.A[0], x);
}
END_TEST

static const double dZ2[] = {0.0859375,  -0.1875,     -2.5078125, 0.3046875,
                             -2.0234375, -1.24609375, -2.515625,  -1.14453125};
static const double dA1[] = {2.357421875,  1.9326171875,  8.16015625,    0.8212890625,
                             -1.388671875, -1.2158203125, -5.6484375,    -0.4013671875,
                             -3.712890625, -1.8056640625, 0.61328125,    -2.6123046875,
                             2.486328125,  1.6513671875,  4.3984375,     1.2783203125,
                             2.86328125,   2.244140625,   8.7890625,     1.107421875};
static const double dW1[] = {5.214599609375,  -14.11083984375, 22.37841796875, 2.994873046875,
                             4.86181640625,   -3.64599609375,  1.354248046875, 3.611328125,
                             -1.8056640625,   -1.387451171875, -8.076416015625, 17.35595703125,
                             9.30322265625,   -11.080078125,   19.822265625};
static const double dW2[] = {-8.767578125,    -0.53857421875,  -0.05859375,     -2.04296875,
                             -5.23828125,     -13.67822265625, -17.03857421875, -0.389404296875,
                             -25.230712890625, -6.510986328125};
static const double db1[] = {12.4501953125, -2.6044921875, -1.8056640625, 9.814453125, 11.033203125};
static const double db2[] = {-2.3046875, -6.9296875};

START_TEST(backward_fills_every_gradient_of_every_layer)
{
    soil();
    bp_forward(&pass);
    bp_backward(&pass);
    ck_is(&pass.dA[2], dZ2); /* σ^L is the identity */
    ck_is(&pass.dZ[2], dZ2);
    ck_is(&pass.dA[1], dA1);
    for (size_t i = 0; i < 20; i++) {
        ck_assert_double_eq(pass.dZ[1].v[i], Z1[i] > 0 ? dA1[i] : 0);
    }
    ck_is(&pass.dW[1], dW1);
    ck_is(&pass.dW[2], dW2);
    ck_is(&pass.db[1], db1);
    ck_is(&pass.db[2], db2);
}
END_TEST

START_TEST(collect_lays_the_parts_beside_each_other)
{
    soil();
    bp_forward(&pass);
    bp_backward(&pass);
    bp_collect(&pass);
    ck_assert_double_eq(pass.stack[0].v[0], C[0]);
    for (size_t i = 0; i < 3 * 5; i++) {
        for (size_t m = 0; m < M; m++) {
            const bp_mat *parts[] = {&pass.Z[1], &pass.A[1], &pass.dZ[1]};
            ck_assert_double_eq(BP_AT(&pass.stack[1], i, m), BP_AT(parts[i / 5], i % 5, m));
        }
    }
    for (size_t j = 0; j < 2; j++) {
        for (size_t k = 0; k < 5; k++) {
            ck_assert_double_eq(BP_AT(&pass.accumulate[2], j, k), dW2[5 * j + k]);
        }
        ck_assert_double_eq(BP_AT(&pass.accumulate[2], j, 5), db2[j]);
    }
}
END_TEST

START_TEST(part_that_has_lost_its_shape_is_collected_as_no_number)
{
    bp_forward(&pass);
    bp_backward(&pass);
    ck_assert(bp_mat_resize(&pass.dZ[1], M, 5) && bp_mat_resize(&pass.dW[2], 2, 4) &&
              bp_mat_resize(&pass.db[1], 1, 5) && bp_mat_resize(&pass.A[2], 1, M));
    bp_collect(&pass);
    for (size_t m = 0; m < M; m++) {
        for (size_t j = 0; j < 5; j++) {
            ck_assert_double_eq(BP_AT(&pass.stack[1], j, m), Z1[M * j + m]);
            ck_assert(isnan(BP_AT(&pass.stack[1], 10 + j, m)));
            ck_assert(isnan(BP_AT(&pass.accumulate[1], j, 3)));
            ck_assert_double_eq(BP_AT(&pass.accumulate[1], j, 1), dW1[3 * j + 1]);
        }
        for (size_t j = 0; j < 2; j++) {
            ck_assert(isnan(BP_AT(&pass.stack[2], 2 + j, m)));
            ck_assert_double_eq(BP_AT(&pass.stack[2], 4 + j, m), dZ2[M * j + m]);
            ck_assert(isnan(BP_AT(&pass.accumulate[2], j, m)));
            ck_assert_double_eq(BP_AT(&pass.accumulate[2], j, 5), db2[j]);
        }
    }
}
END_TEST

/* rows and columns in the layers 0, 1 and 2. */
static const size_t shapes[BP_QUANTITY_COUNT][3][2] = {
    [BP_b_hat] = {{0}, {5, 4}, {2, 4}},     [BP_Z] = {{0}, {5, 4}, {2, 4}},
    [BP_A] = {{3, 4}, {5, 4}, {2, 4}},      [BP_C] = {{0}, {0}, {1, 5}},
    [BP_dA] = {{0}, {5, 4}, {2, 4}},        [BP_dZ] = {{0}, {5, 4}, {2, 4}},
    [BP_dAdZ] = {{0}, {20, 6}, {8, 3}},     [BP_dZdZ] = {{0}, {20, 2}, {0}},
    [BP_columns] = {{0}, {5, 4}, {0}},      [BP_dZ_chain] = {{0}, {5, 4}, {0}},
    [BP_dZdW] = {{0}, {15, 5}, {10, 5}},    [BP_dW_chain] = {{0}, {5, 3}, {2, 5}},
    [BP_dW] = {{0}, {5, 3}, {2, 5}},        [BP_dZdb] = {{0}, {5, 5}, {2, 5}},
    [BP_db_chain] = {{0}, {5, 1}, {2, 1}},  [BP_db] = {{0}, {5, 1}, {2, 1}},
    [BP_shapes] = {{0}, {5, 2}, {5, 2}},    [BP_z] = {{0}, {5, 4}, {2, 4}},
    [BP_a] = {{3, 4}, {5, 4}, {2, 4}},      [BP_Cx] = {{0}, {0}, {1, 4}},
    [BP_da] = {{0}, {0}, {2, 4}},           [BP_delta] = {{0}, {5, 4}, {2, 4}},
    [BP_gW] = {{0}, {20, 3}, {8, 5}},       [BP_gb] = {{0}, {20, 1}, {8, 1}},
    [BP_stack] = {{1, 1}, {15, 4}, {6, 4}}, [BP_accumulate] = {{0}, {5, 4}, {2, 6}},
};

START_TEST(every_quantity_has_its_shape_in_every_layer)
{
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; l <= 2; l++) {
            bp_shape shape = bp_quantity_shape(&net, M, (bp_quantity)q, l);
            const bp_mat *m = &pass.of[q][l];
            ck_assert_msg(shape.rows == shapes[q][l][0] && shape.cols == shapes[q][l][1],
                          "quantity %zu, layer %zu: %zu×%zu", q, l, shape.rows, shape.cols);
            ck_assert(m->rows == shape.rows && m->cols == shape.cols);
            ck_assert(l == 0 || q == BP_A || m->rows == 0 || m->v[m->rows * m->cols - 1] == 0.0);
        }
    }
    ck_assert_uint_eq(bp_quantity_shape(&net, 1, BP_columns, 1).rows, 0);
    ck_assert(&pass.of[BP_dW][2] == &pass.dW[2] && &pass.of[BP_accumulate][1] == &pass.accumulate[1]);
    ck_assert_str_eq(pass.dW[2].name, "∂C/∂W^2");
    ck_is(&pass.A[0], x);
    ck_is(&pass.a[0], x);
}
END_TEST

static const struct {
    bp_quantity quantity;
    size_t l, row, col;
    const char *label;
} labels[] = {
    {BP_b_hat, 1, 4, 2, "b̂^1[5,3]"},
    {BP_dW, 2, 1, 3, "∂C/∂W^2[2,4]"},
    {BP_C, 2, 0, 0, "C"},
    {BP_C, 2, 0, 3, "C_x[3]"},
    {BP_dAdZ, 1, 13, 2, "∂A^1[3,3]/∂Z^1[4,3]"},
    {BP_dAdZ, 1, 13, 5, "∂A^1[others]/∂Z^1[4,3]"},
    {BP_dZdZ, 1, 13, 1, "∂Z^2[2,3]/∂Z^1[4,3]"},
    {BP_columns, 1, 3, 2, "∂Z^2[others]/∂Z^1[4,3]"},
    {BP_dZdW, 2, 8, 2, "∂Z^2[2,3]/∂W^2[2,4]"},
    {BP_dZdW, 2, 8, 4, "∂Z^2[others]/∂W^2[2,4]"},
    {BP_dZdb, 1, 3, 1, "∂Z^1[4,2]/∂b^1[4]"},
    {BP_dZdb, 1, 3, 4, "∂Z^1[others]/∂b^1[4]"},
    {BP_db, 1, 3, 0, "∂C/∂b^1[4]"},
    {BP_db_chain, 2, 1, 0, "∂C/∂b^2[2]"},
    {BP_Cx, 2, 0, 2, "C_x[3]"},
    {BP_delta, 1, 3, 2, "δ^1[4,3]"},
    {BP_gW, 1, 13, 2, "∂C_x/∂W^1[4,3], sample 3"},
    {BP_gb, 2, 5, 0, "∂C_x/∂b^2[2], sample 3"},
    {BP_stack, 0, 0, 0, "C"},
    {BP_stack, 1, 3, 2, "Z^1[4,3]"},
    {BP_stack, 1, 8, 2, "A^1[4,3]"},
    {BP_stack, 1, 13, 2, "∂C/∂Z^1[4,3]"},
    {BP_accumulate, 2, 1, 3, "∂C/∂W^2[2,4]"},
    {BP_accumulate, 2, 1, 5, "∂C/∂b^2[2]"},
    {BP_shapes, 1, 0, 0, "rows of ∂C/∂A^1"},
    {BP_shapes, 2, 3, 1, "columns of ∂C/∂b^2"},
};

START_TEST(every_kind_of_entry_is_called_by_its_mathematical_name)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        char label[BP_MESSAGE_SIZE];
        bp_quantity_label(label, &pass, labels[i].quantity, labels[i].l, labels[i].row, labels[i].col);
        ck_assert_str_eq(label, labels[i].label);
    }
}
END_TEST

START_TEST(shapes_are_those_the_gradients_really_have)
{
    MATRIX(out, 5, 2, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
    bp_shapes(&out, &pass, 1);
    ck_is(&out, (double[]){5, 4, 5, 4, 5, 3, 5, 1, 4, 4});
    ck_assert(bp_mat_resize(&pass.dA[1], 6, 4) && bp_mat_resize(&pass.dZ[1], 5, 9) &&
              bp_mat_resize(&pass.dW[1], 3, 5) && bp_mat_resize(&pass.db[1], 5, 2));
    bp_shapes(&out, &pass, 1);
    ck_is(&out, (double[]){6, 4, 5, 9, 3, 5, 5, 2, 9, 4});
}
END_TEST

START_TEST(allocation_that_fails_leaves_an_empty_pass)
{
    bool made = false;
    long allocations = 0;
    while (!made) {
        bp_pass other;
        dry_after(allocations);
        made = bp_pass_new(&other, &net, &X, &Y);
        dry_after(-1);
        ck_assert(made || (other.dW == NULL && other.b_hat == NULL && other.net == NULL));
        bp_pass_free(&other);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, BP_QUANTITY_COUNT * (1 + 3));
}
END_TEST

Suite *pass_suite(void)
{
    Suite *suite = suite_create("pass");
    TCase *network = tcase_create("network");
    tcase_add_checked_fixture(network, build, tear_down);
    tcase_add_test(network, forward_fills_every_layer_and_then_the_loss);
    tcase_add_test(network, backward_fills_every_gradient_of_every_layer);
    tcase_add_test(network, collect_lays_the_parts_beside_each_other);
    tcase_add_test(network, part_that_has_lost_its_shape_is_collected_as_no_number);
    tcase_add_test(network, every_quantity_has_its_shape_in_every_layer);
    tcase_add_test(network, every_kind_of_entry_is_called_by_its_mathematical_name);
    tcase_add_test(network, shapes_are_those_the_gradients_really_have);
    tcase_add_test(network, allocation_that_fails_leaves_an_empty_pass);
    suite_add_tcase(suite, network);
    return suite;
}
