/* The pass of a mini-batch: what learning needs of it, and its first columns. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "pass.h"
#include "test_nets.h"

#define SAMPLES 7
static nets n;
static bp_pass whole, learning;

static void copy_in(bp_pass *pass)
{
    bp_mat X = bp_mat_view(&n.data.X, 0, 0, n.data.X.rows, pass->M);
    bp_mat_copy(&pass->A[0], &X);
}

static void build(void)
{
    nets_new(&n, 3, (size_t[]){3, 5, 4, 2}, (const char *const[]){NULL, "gelu", "tanh", "softmax"},
             "quadratic", SAMPLES, 37);
    ck_assert(bp_pass_new(&whole, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new_to_learn(&learning, &n.net, &n.data.Y, SAMPLES));
    copy_in(&learning);
}

static void tear_down(void)
{
    bp_pass_free(&whole);
    bp_pass_free(&learning);
    nets_free(&n);
}

static void ck_same(const bp_mat *got, const bp_mat *want)
{
    ck_assert(bp_mat_same_shape(got, want));
    ck_assert_msg(bp_mat_gap(got, want).gap == 0.0, "%s and %s differ", got->name, want->name);
}

static void ck_same_gradients(const bp_pass *got, const bp_pass *want)
{
    ck_same(&got->dA[3], &want->dA[3]);
    for (size_t l = 1; l <= 3; l++) {
        ck_same(&got->dZ[l], &want->dZ[l]);
        ck_same(&got->dW[l], &want->dW[l]);
        ck_same(&got->db[l], &want->db[l]);
    }
}

START_TEST(gradients_are_those_of_backward_to_the_bit)
{
    bp_forward(&whole);
    bp_backward(&whole);
    bp_forward(&learning);
    bp_gradients(&learning);
    ck_same_gradients(&learning, &whole);
    ck_assert(!bp_mat_is_zero(&whole.dZ[1]));
}
END_TEST

START_TEST(gradients_leave_the_hidden_dA_alone)
{
    bp_forward(&whole);
    bp_backward(&whole);
    bp_mat_fill(&whole.dA[2], -3.25);
    bp_gradients(&whole);
    for (size_t i = 0; i < 4 * SAMPLES; i++) {
        ck_assert_double_eq(whole.dA[2].v[i], -3.25);
    }
}
END_TEST

START_TEST(pass_to_learn_has_what_learning_needs_and_no_more)
{
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        bool needed = q == BP_b_hat || q == BP_Z || q == BP_A || q == BP_C || q == BP_dA ||
                      q == BP_dZ || q == BP_dW || q == BP_db;
        ck_assert_msg((learning.of[q] != NULL) == needed, "quantity %zu", q);
        for (size_t l = 0; needed && l <= 3; l++) {
            ck_assert(bp_mat_same_shape(&learning.of[q][l], &whole.of[q][l]));
            ck_assert_str_eq(learning.of[q][l].name, whole.of[q][l].name);
        }
    }
    ck_assert(learning.net == &n.net && learning.Y == &n.data.Y && learning.W == n.net.W);
    ck_assert(learning.L == 3 && learning.M == SAMPLES && learning.sigma == n.net.sigma);
}
END_TEST

START_TEST(narrow_pass_has_the_first_columns)
{
    bp_forward(&learning);
    bp_forward(&whole);
    bp_gradients(&learning);
    bp_backward(&whole);
    bp_pass_narrow(&learning, 4);
    ck_assert_uint_eq(learning.M, 4);
    for (size_t l = 0; l <= 3; l++) {
        static const bp_quantity wide[] = {BP_A, BP_Z, BP_b_hat, BP_dA, BP_dZ};
        for (size_t q = 0; q < (l == 0 ? 1 : l < 3 ? 3 : 5); q++) {
            const bp_mat *all = &whole.of[wide[q]][l];
            bp_mat first = bp_mat_view(all, 0, 0, all->rows, 4);
            ck_same(&learning.of[wide[q]][l], &first);
        }
        ck_assert(bp_mat_same_shape(&learning.dW[l], &whole.dW[l]));
        ck_assert(bp_mat_same_shape(&learning.db[l], &whole.db[l]));
    }
    ck_assert_uint_eq(learning.Z[0].cols, 0);
}
END_TEST

/* The other columns hold no numbers: nothing may look at them. */
START_TEST(gradients_of_a_narrow_pass_are_those_of_the_smaller_batch)
{
    for (size_t l = 0; l <= 3; l++) {
        bp_mat_fill(&learning.A[l], NAN);
        bp_mat_fill(&learning.Z[l], NAN);
        bp_mat_fill(&learning.dZ[l], NAN);
    }
    bp_mat X = bp_mat_view(&n.data.X, 0, 0, 3, 4), Y = bp_mat_view(&n.data.Y, 0, 0, 2, 4);
    bp_pass small;
    ck_assert(bp_pass_new(&small, &n.net, &X, &Y));
    bp_forward(&small);
    bp_backward(&small);
    bp_pass_narrow(&learning, 4);
    learning.Y = &Y;
    copy_in(&learning);
    bp_forward(&learning);
    bp_gradients(&learning);
    ck_same_gradients(&learning, &small);
    for (size_t m = 0; m <= 4; m++) {
        ck_assert_double_eq(learning.C[3].v[m], small.C[3].v[m]);
    }
    bp_pass_free(&small);
}
END_TEST

START_TEST(narrow_pass_can_be_wide_again)
{
    bp_pass_narrow(&learning, 2);
    bp_pass_narrow(&learning, SAMPLES);
    bp_forward(&learning);
    bp_gradients(&learning);
    bp_forward(&whole);
    bp_backward(&whole);
    ck_same_gradients(&learning, &whole);
    ck_assert_uint_eq(learning.b_hat[2].cols, SAMPLES);
}
END_TEST

START_TEST(pass_is_narrowed_to_a_sample_at_least_and_to_its_room_at_most)
{
    bp_pass_narrow(&learning, 3);
    ck_breaks("bp_pass_narrow: 0 samples of 7", bp_pass_narrow(&learning, 0));
    ck_breaks("bp_pass_narrow: 8 samples of 7", bp_pass_narrow(&learning, 8));
    ck_assert_uint_eq(learning.M, 3);
    ck_assert_uint_eq(learning.A[0].cols, 3);
}
END_TEST

START_TEST(allocation_that_fails_leaves_an_empty_pass)
{
    bool made = false;
    long allocations = 0;
    while (!made) {
        bp_pass other;
        dry_after(allocations);
        made = bp_pass_new_to_learn(&other, &n.net, &n.data.Y, SAMPLES);
        dry_after(-1);
        ck_assert(made || (other.dW == NULL && other.b_hat == NULL && other.net == NULL));
        bp_pass_free(&other);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, 8 * (1 + 4));
}
END_TEST

Suite *learning_pass_suite(void)
{
    Suite *suite = suite_create("learning_pass");
    TCase *network = tcase_create("network");
    tcase_add_checked_fixture(network, build, tear_down);
    tcase_add_test(network, gradients_are_those_of_backward_to_the_bit);
    tcase_add_test(network, gradients_leave_the_hidden_dA_alone);
    tcase_add_test(network, pass_to_learn_has_what_learning_needs_and_no_more);
    tcase_add_test(network, narrow_pass_has_the_first_columns);
    tcase_add_test(network, gradients_of_a_narrow_pass_are_those_of_the_smaller_batch);
    tcase_add_test(network, narrow_pass_can_be_wide_again);
    tcase_add_test(network, pass_is_narrowed_to_a_sample_at_least_and_to_its_room_at_most);
    tcase_add_test(network, allocation_that_fails_leaves_an_empty_pass);
    suite_add_tcase(suite, network);
    return suite;
}
