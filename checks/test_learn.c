/* A mini-batch and the two methods of §8: M samples at once, and one after another. */
#include "test_data.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "batch.h"
#include "bounds.h"
#include "near.h"
#include "test_nets.h"

#define NETWORKS 400
#define ROOM (NETS_SAMPLES + 2)

static nets n;
static bp_samples all;
static bp_batch full, each, one;
static size_t which[NETS_SAMPLES], M;

/* The samples of a network in another order than they have there, in batches with more room. */
static void fill_batches(size_t room)
{
    M = n.data.X.cols;
    ck_assert(bp_samples_from(&all, &n.data) && bp_batch_new(&full, &n.net, room) &&
              bp_batch_new(&each, &n.net, room) && bp_batch_new(&one, &n.net, 1));
    for (size_t m = 0; m < M; m++) {
        which[m] = (2 * M - 2 - m) % M;
    }
    bp_batch_take(&full, &all, which, M);
    bp_gradients_full_matrix(&full);
    bp_gradients_per_sample(&each, &one, &all, which, M);
}

static void build(void)
{
    nets_new(&n, 3, (size_t[]){3, 5, 4, 2}, (const char *const[]){NULL, "tanh", "silu", "softmax"},
             "categorical", 6, 71);
    fill_batches(ROOM);
}

static void tear_down(void)
{
    bp_batch_free(&full);
    bp_batch_free(&each);
    bp_batch_free(&one);
    bp_samples_free(&all);
    nets_free(&n);
}

/* Where a loss has a pole, there may be no bound: such entries are counted. */
static size_t ck_within(const bp_mat *a, const bp_mat *b, const bp_mat *bound, unsigned long seed)
{
    size_t unbounded = 0;
    for (size_t j = 0; j < a->rows; j++) {
        for (size_t m = 0; m < a->cols; m++) {
            double x = BP_AT(a, j, m), y = BP_AT(b, j, m), bar = 2.0 * BP_AT(bound, j, m);
            unbounded += isfinite(bar) ? 0 : 1;
            ck_assert_msg(!isfinite(bar) || fabs(x - y) <= bar,
                          "seed %lu, %s[%zu,%zu]: %.17g and %.17g, bar %g", seed, a->name, j + 1,
                          m + 1, x, y, bar);
        }
    }
    return unbounded;
}

/* Both are within the running bound of the truth, so within two of each other. */
static size_t compare_methods(unsigned long seed)
{
    bp_pass bound, pass;
    const bp_mat *X = &full.pass.A[0];
    size_t L = n.net.L;
    ck_assert(bp_pass_new(&bound, &n.net, X, &full.Y) && bp_pass_new(&pass, &n.net, X, &full.Y));
    bp_forward(&pass);
    bp_backward(&pass);
    bp_forward_bounds(&bound, &pass, NULL);
    bp_backward_bounds(&bound, &pass, 0.0, NULL);
    bp_mat C_full = bp_mat_view(&full.pass.C[L], 0, 0, 1, M + 1),
           C_each = bp_mat_view(&each.pass.C[L], 0, 0, 1, M + 1);
    size_t unbounded = ck_within(&full.pass.A[L], &each.pass.A[L], &bound.A[L], seed) +
                       ck_within(&C_full, &C_each, &bound.C[L], seed);
    for (size_t l = 1; l <= L; l++) {
        unbounded += ck_within(&full.pass.dW[l], &each.pass.dW[l], &bound.dW[l], seed) +
                     ck_within(&full.pass.db[l], &each.pass.db[l], &bound.db[l], seed);
    }
    bp_pass_free(&bound);
    bp_pass_free(&pass);
    return unbounded;
}

START_TEST(both_methods_agree_within_twice_the_rounding_bound)
{
    size_t networks_without = 0;
    for (unsigned long seed = 1; seed <= NETWORKS; seed++) {
        nets_random(&n, seed);
        fill_batches(n.data.X.cols + seed % 3);
        networks_without += compare_methods(seed) > 0;
        tear_down();
    }
    ck_assert_uint_le(networks_without, NETWORKS / 100);
}
END_TEST

/* ∂C/∂W and ∂C/∂b of what the batch holds, from a witness that knows the forward path alone. */
static void ck_complex_step(const bp_batch *batch, const char *method)
{
    bp_witness w;
    ck_assert(bp_complex_step(&w, &n.net, &full.pass.A[0], &full.Y, BP_COMPLEX_STEP, NULL));
    ck_close(batch->pass.C[3].v[0], w.value.C[3].v[0], 1e-15, method);
    for (size_t l = 1; l <= 3; l++) {
        const bp_mat *got[] = {&batch->pass.dW[l], &batch->pass.db[l]};
        const bp_mat *want[] = {&w.value.dW[l], &w.value.db[l]};
        for (size_t q = 0; q < 2; q++) {
            double bar = 1e-14 * bp_mat_largest(want[q]);
            ck_assert_double_gt(bar, 0.0);
            for (size_t i = 0; i < want[q]->rows * want[q]->cols; i++) {
                ck_close(got[q]->v[i], want[q]->v[i], bar, method);
            }
        }
    }
    bp_witness_free(&w);
}

START_TEST(each_method_agrees_with_the_complex_step)
{
    ck_complex_step(&full, "full matrix");
    ck_complex_step(&each, "per sample");
}
END_TEST

START_TEST(loss_of_each_sample_stands_behind_their_mean)
{
    for (size_t m = 0; m < M; m++) {
        bp_batch_take(&one, &all, &which[m], 1);
        bp_forward(&one.pass);
        ck_close(full.pass.C[3].v[m + 1], one.pass.C[3].v[0], 1e-15, "full matrix");
        ck_close(each.pass.C[3].v[m + 1], one.pass.C[3].v[0], 0.0, "per sample");
    }
}
END_TEST

/* The mean of one gradient, without a rounding. */
START_TEST(for_one_sample_both_methods_give_the_same_numbers)
{
    bp_batch_take(&full, &all, &which[3], 1);
    bp_gradients_full_matrix(&full);
    bp_gradients_per_sample(&each, &one, &all, &which[3], 1);
    ck_assert_double_eq(full.pass.C[3].v[0], each.pass.C[3].v[0]);
    for (size_t l = 1; l <= 3; l++) {
        ck_assert_double_eq(bp_mat_gap(&full.pass.dW[l], &each.pass.dW[l]).gap, 0.0);
        ck_assert_double_eq(bp_mat_gap(&full.pass.db[l], &each.pass.db[l]).gap, 0.0);
    }
}
END_TEST

START_TEST(a_batch_has_the_samples_in_the_order_that_is_asked_for)
{
    static const size_t some[] = {4, 0, 3};
    bp_batch_take(&full, &all, some, 3);
    ck_assert_uint_eq(full.pass.M, 3);
    ck_assert_str_eq(full.Y.name, "Y");
    ck_assert(full.pass.A[0].cols == 3 && full.Y.cols == 3 && full.pass.Y == &full.Y);
    for (size_t m = 0; m < 3; m++) {
        for (size_t i = 0; i < 3; i++) {
            ck_assert_double_eq(BP_AT(&full.pass.A[0], i, m), BP_AT(&n.data.X, i, some[m]));
        }
        for (size_t j = 0; j < 2; j++) {
            ck_assert_double_eq(BP_AT(&full.Y, j, m), BP_AT(&n.data.Y, j, some[m]));
        }
    }
}
END_TEST

/* What a larger mini-batch has left behind counts no more; room is there again afterwards. */
START_TEST(room_that_is_left_makes_no_difference)
{
    bp_batch exact;
    ck_assert(bp_batch_new(&exact, &n.net, 4));
    bp_batch_take(&exact, &all, which, 4);
    bp_gradients_full_matrix(&exact);
    bp_batch_take(&full, &all, which, 4);
    bp_gradients_full_matrix(&full);
    for (size_t l = 1; l <= 3; l++) {
        assert_same(&full.pass.dW[l], &exact.pass.dW[l]);
        assert_same(&full.pass.db[l], &exact.pass.db[l]);
    }
    ck_assert_double_eq(full.pass.C[3].v[0], exact.pass.C[3].v[0]);
    bp_batch_free(&exact);
    bp_batch_take(&full, &all, which, M);
    bp_gradients_full_matrix(&full);
    ck_assert_uint_eq(compare_methods(71), 0);
}
END_TEST

START_TEST(per_sample_leaves_what_the_batch_has_taken)
{
    bp_batch_take(&each, &all, which, M);
    size_t other[] = {5, 1, 2, 0, 4};
    bp_gradients_per_sample(&each, &one, &all, other, 5);
    for (size_t m = 0; m < 5; m++) {
        ck_assert_double_eq(BP_AT(&each.pass.A[0], 2, m), BP_AT(&n.data.X, 2, which[m]));
        ck_assert_double_eq(BP_AT(&each.Y, 1, m), BP_AT(&n.data.Y, 1, which[m]));
    }
    ck_assert_uint_eq(each.pass.M, 5);
}
END_TEST

START_TEST(rows_of_a_mini_batch_begin_where_a_vector_may)
{
    for (size_t l = 0; l <= full.pass.L; l++) {
        for (size_t i = 0; i < full.pass.A[l].rows; i++) {
            ck_assert_uint_eq((uintptr_t)&BP_AT(&full.pass.A[l], i, 0) % (4 * sizeof(double)), 0);
        }
    }
}
END_TEST

START_TEST(more_samples_than_there_is_room_for_are_refused)
{
    ck_breaks("bp_batch: 2 samples, and room for 1", bp_batch_take(&one, &all, which, 2));
    ck_breaks("bp_batch: 0 samples, and room for 9", bp_batch_take(&full, &all, which, 0));
    ck_breaks("bp_batch: 10 samples, and room for 9",
              bp_gradients_per_sample(&each, &one, &all, which, 10));
}
END_TEST

START_TEST(gradients_need_no_memory)
{
    dry_after(100);
    bp_batch_take(&full, &all, which, M);
    bp_gradients_full_matrix(&full);
    bp_gradients_per_sample(&each, &one, &all, which, M);
    ck_assert_int_eq(near_left, 100);
    dry_after(-1);
}
END_TEST

START_TEST(allocation_that_fails_leaves_an_empty_batch)
{
    bool made = false;
    long allocations = 0;
    while (!made) {
        bp_batch batch;
        dry_after(allocations);
        made = bp_batch_new(&batch, &n.net, 6);
        dry_after(-1);
        ck_assert(made || (batch.Y.v == NULL && batch.pass.dW == NULL && batch.pass.net == NULL));
        bp_batch_free(&batch);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, 1 + 8 * (1 + 4)); /* Y; of 8 quantities, the layers 0 to 3 */
}
END_TEST

Suite *learn_suite(void)
{
    Suite *suite = suite_create("learn");
    TCase *many = tcase_create("random networks");
    tcase_set_timeout(many, 30);
    tcase_add_test(many, both_methods_agree_within_twice_the_rounding_bound);
    suite_add_tcase(suite, many);
    TCase *methods = tcase_create("methods");
    tcase_add_checked_fixture(methods, build, tear_down);
    tcase_add_test(methods, each_method_agrees_with_the_complex_step);
    tcase_add_test(methods, loss_of_each_sample_stands_behind_their_mean);
    tcase_add_test(methods, for_one_sample_both_methods_give_the_same_numbers);
    tcase_add_test(methods, a_batch_has_the_samples_in_the_order_that_is_asked_for);
    tcase_add_test(methods, room_that_is_left_makes_no_difference);
    tcase_add_test(methods, per_sample_leaves_what_the_batch_has_taken);
    tcase_add_test(methods, rows_of_a_mini_batch_begin_where_a_vector_may);
    tcase_add_test(methods, more_samples_than_there_is_room_for_are_refused);
    tcase_add_test(methods, gradients_need_no_memory);
    tcase_add_test(methods, allocation_that_fails_leaves_an_empty_batch);
    suite_add_tcase(suite, methods);
    return suite;
}
