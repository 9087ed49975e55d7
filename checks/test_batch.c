#include "test_data.h"

#include <setjmp.h>
#include <string.h>

/* Which sample stands in column m; its other numbers must have come along. */
static size_t sample_in(const bp_data *batch, size_t m, const bp_samples *all)
{
    size_t sample = (size_t)BP_AT(&batch->X, 0, m);
    ck_assert_double_eq(BP_AT(&batch->X, 1, m), BP_AT(&all->X, sample, 1));
    for (size_t j = 0; j < all->Y.cols; j++) {
        ck_assert_double_eq(BP_AT(&batch->Y, j, m), BP_AT(&all->Y, sample, j));
    }
    return sample;
}

static size_t count_drawn(const bp_data *batch, size_t c)
{
    bp_samples drawn;
    ck_assert(bp_samples_from(&drawn, batch));
    size_t count = count_class(&drawn, c);
    bp_samples_free(&drawn);
    return count;
}

START_TEST(seven_flowers_are_three_two_and_two)
{
    bp_samples iris = loaded("iris", 1);
    bp_data batch;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        ck_assert(bp_samples_batch(&batch, &iris, 7, seed));
        ck_assert_uint_eq(batch.X.rows, 4);
        ck_assert_uint_eq(batch.X.cols, 7);
        ck_assert_uint_eq(batch.classes, 3);
        ck_assert_uint_eq(count_drawn(&batch, 0), 3);
        ck_assert_uint_eq(count_drawn(&batch, 1), 2);
        ck_assert_uint_eq(count_drawn(&batch, 2), 2);
        bp_data_free(&batch);
    }
    bp_samples_free(&iris);
}
END_TEST

/* 10·(31, 61, 8)/100 is 3.1, 6.1, 0.8: one place is left; 2.8, 3.3, 3.9 leave two. */
START_TEST(places_left_go_to_the_largest_remainders)
{
    static const size_t sizes[2][3] = {{31, 61, 8}, {28, 33, 39}};
    static const size_t expected[2][3] = {{3, 6, 1}, {3, 3, 4}};
    bp_samples all = numbered(sizes[_i], 3);
    bp_data batch;
    ck_assert(bp_samples_batch(&batch, &all, 10, 5));
    for (size_t c = 0; c < 3; c++) {
        ck_assert_uint_eq(count_drawn(&batch, c), expected[_i][c]);
    }
    bp_data_free(&batch);
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_batch_of_all_is_every_sample_once_in_another_order)
{
    bp_samples all = numbered((size_t[]){5, 11, 7}, 3);
    bp_data batch;
    ck_assert(bp_samples_batch(&batch, &all, 23, 9));
    bool seen[23] = {false};
    size_t at_home = 0, steps_up = 0, last = 0;
    for (size_t m = 0; m < 23; m++) {
        size_t sample = sample_in(&batch, m, &all);
        ck_assert_msg(!seen[sample], "sample %zu was drawn twice", sample + 1);
        seen[sample] = true;
        at_home += sample == m;
        steps_up += m > 0 && sample > last;
        last = sample;
    }
    ck_assert_uint_lt(at_home, 8);
    ck_assert_uint_gt(steps_up, 4);     /* nor is it the order turned round: 0 */
    ck_assert_uint_lt(steps_up, 18);
    bp_data_free(&batch);
    bp_samples_free(&all);
}
END_TEST

START_TEST(no_sample_is_drawn_twice_and_each_is_drawn_as_often)
{
    bp_samples all = numbered((size_t[]){9, 12}, 2);
    bp_data batch;
    size_t drawn[21] = {0};
    for (uint64_t seed = 1; seed <= 300; seed++) {
        bool seen[21] = {false};
        ck_assert(bp_samples_batch(&batch, &all, 7, seed));
        for (size_t m = 0; m < 7; m++) {
            size_t sample = sample_in(&batch, m, &all);
            ck_assert(!seen[sample]);
            seen[sample] = true;
            drawn[sample]++;
        }
        bp_data_free(&batch);
    }
    for (size_t sample = 0; sample < 21; sample++) {    /* 100 are expected, give or take 8 */
        ck_assert_uint_gt(drawn[sample], 65);
        ck_assert_uint_lt(drawn[sample], 135);
    }
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_batch_repeats_by_seed)
{
    bp_samples iris = loaded("iris", 1);
    bp_data batch, again, other;
    ck_assert(bp_samples_batch(&batch, &iris, 13, 4));
    ck_assert(bp_samples_batch(&again, &iris, 13, 4));
    ck_assert(bp_samples_batch(&other, &iris, 13, 5));
    assert_same(&batch.X, &again.X);
    assert_same(&batch.Y, &again.Y);
    ck_assert_mem_ne(batch.X.v, other.X.v, 4 * 13 * sizeof(double));
    bp_data_free(&batch);
    bp_data_free(&again);
    bp_data_free(&other);
    bp_samples_free(&iris);
}
END_TEST

START_TEST(without_classes_a_batch_is_simply_drawn)
{
    bp_samples all = numbered((size_t[]){6, 4, 8}, 3);
    bp_data batch;
    all.classes = 0;
    bool balanced = true;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        bool seen[18] = {false};
        ck_assert(bp_samples_batch(&batch, &all, 9, seed));
        ck_assert_uint_eq(batch.classes, 0);
        for (size_t m = 0; m < 9; m++) {
            size_t sample = sample_in(&batch, m, &all);
            ck_assert(!seen[sample]);
            seen[sample] = true;
        }
        balanced = balanced && count_drawn(&batch, 0) == 3 && count_drawn(&batch, 1) == 2;
        bp_data_free(&batch);
    }
    ck_assert(!balanced);
    bp_samples_free(&all);
}
END_TEST

static jmp_buf back;
static char complaint[BP_MESSAGE_SIZE];

static void jump_back(const char *message, const char *file, int line)
{
    (void)file;
    (void)line;
    strncpy(complaint, message, sizeof complaint - 1);
    longjmp(back, 1);
}

static void assert_refused(const bp_samples *all, size_t M, const char *message)
{
    bp_data batch;
    complaint[0] = '\0';
    bp_on_broken_contract(jump_back);
    if (setjmp(back) == 0) {
        bp_samples_batch(&batch, all, M, 1);
    }
    bp_on_broken_contract(NULL);
    ck_assert_str_eq(complaint, message);
}

START_TEST(a_batch_is_neither_empty_nor_larger_than_the_data)
{
    bp_samples all = numbered((size_t[]){3, 2}, 2);
    assert_refused(&all, 6, "bp_samples_batch: 6 samples of 5");
    assert_refused(&all, 0, "bp_samples_batch: 0 samples of 5");
    bp_samples_free(&all);
}
END_TEST

START_TEST(a_batch_without_memory_is_empty)
{
    bp_samples iris = loaded("iris", 1);
    bp_data batch;
    bp_use_calloc(run_dry);
    for (size_t n = 0; n < 4; n++) {
        allocations_left = n;
        ck_assert(!bp_samples_batch(&batch, &iris, 7, 1));
        assert_empty(&batch);
    }
    allocations_left = 4;
    ck_assert(bp_samples_batch(&batch, &iris, 7, 1));
    bp_use_calloc(NULL);
    bp_data_free(&batch);
    bp_samples_free(&iris);
}
END_TEST

Suite *batch_suite(void)
{
    Suite *suite = suite_create("batch");
    TCase *batches = tcase_create("batches");
    tcase_add_test(batches, seven_flowers_are_three_two_and_two);
    tcase_add_loop_test(batches, places_left_go_to_the_largest_remainders, 0, 2);
    tcase_add_test(batches, a_batch_of_all_is_every_sample_once_in_another_order);
    tcase_add_test(batches, no_sample_is_drawn_twice_and_each_is_drawn_as_often);
    tcase_add_test(batches, a_batch_repeats_by_seed);
    tcase_add_test(batches, without_classes_a_batch_is_simply_drawn);
    tcase_add_test(batches, a_batch_is_neither_empty_nor_larger_than_the_data);
    tcase_add_test(batches, a_batch_without_memory_is_empty);
    suite_add_tcase(suite, batches);
    return suite;
}
