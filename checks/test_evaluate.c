/* The score of a network on any samples: the sum of their losses, and the right answers. */
#include "test_trainer.h"

static learner x;
static size_t others[150 - LEARNER_N];

/* A network that has learned for a while, and the samples that it has not seen. */
static void build(void)
{
    learner_new(&x, &learner_options);
    for (size_t step = 0; step < 12; step++) {
        bp_trainer_step(&x.t);
    }
    for (size_t i = LEARNER_N; i < 150; i++) {
        others[i - LEARNER_N] = (37 * i + 5) % 150;
    }
}

static void tear_down(void)
{
    learner_free(&x);
}

/* 127 samples, 5 at a time. */
START_TEST(score_is_the_sum_over_the_samples_however_little_room_there_is)
{
    by_hand h;
    hand_new(&h, &x.net);
    hand_step(&h, &x.all, others, 127, 127, NULL);
    bp_score score = bp_trainer_evaluate(&x.t, &x.all, others, 127);
    ck_close(score.loss, h.loss, 1e-12 * h.loss, "loss");
    ck_assert_uint_eq(score.right, h.right);
    ck_assert(h.right > 64 && h.right < 127);
    hand_free(&h);
}
END_TEST

START_TEST(score_of_one_sample_is_its_own)
{
    bp_score sum = {0};
    for (size_t i = 0; i < 127; i++) {
        bp_score one = bp_trainer_evaluate(&x.t, &x.all, &others[i], 1);
        sum.loss += one.loss;
        sum.right += one.right;
    }
    bp_score score = bp_trainer_evaluate(&x.t, &x.all, others, 127);
    ck_close(score.loss, sum.loss, 1e-12 * sum.loss, "loss");
    ck_assert_uint_eq(score.right, sum.right);
}
END_TEST

START_TEST(score_of_no_samples_is_0)
{
    bp_score score = bp_trainer_evaluate(&x.t, &x.all, NULL, 0);
    ck_assert_double_eq(score.loss, 0.0);
    ck_assert_uint_eq(score.right, 0);
}
END_TEST

/* Samples of somebody else, with other targets, in another order. */
START_TEST(samples_may_come_from_elsewhere)
{
    bp_samples elsewhere;
    size_t backwards[127];
    ck_assert(bp_samples_new(&elsewhere, 127, 4, 3));
    elsewhere.classes = 3;
    for (size_t i = 0; i < 127; i++) {
        for (size_t k = 0; k < 4; k++) {
            BP_AT(&elsewhere.X, i, k) = BP_AT(&x.all.X, others[i], k);
        }
        BP_AT(&elsewhere.Y, i, i % 3) = 1.0;
        backwards[i] = 126 - i;
    }
    by_hand h;
    hand_new(&h, &x.net);
    hand_step(&h, &elsewhere, backwards, 127, 127, NULL);
    bp_score score = bp_trainer_evaluate(&x.t, &elsewhere, backwards, 127);
    ck_close(score.loss, h.loss, 1e-12 * h.loss, "loss");
    ck_assert_uint_eq(score.right, h.right);
    hand_free(&h);
    bp_samples_free(&elsewhere);
}
END_TEST

/* Even where a target of 1 stands in the row of the largest output. */
START_TEST(numeric_targets_have_a_loss_and_no_right_answers)
{
    bp_samples numeric = x.all;
    numeric.classes = 0;
    bp_score score = bp_trainer_evaluate(&x.t, &numeric, others, 127);
    ck_assert_double_eq(score.loss, bp_trainer_evaluate(&x.t, &x.all, others, 127).loss);
    ck_assert_uint_eq(score.right, 0);
}
END_TEST

/* Between two steps of learning, nothing is changed. */
START_TEST(score_in_between_leaves_learning_as_it_is)
{
    learner y;
    learner_new(&y, &learner_options);
    for (size_t step = 0; step < 12; step++) {
        bp_trainer_evaluate(&y.t, &y.all, others, 44);
        bp_trainer_step(&y.t);
    }
    bp_trainer_evaluate(&y.t, &y.all, others, 44);
    ck_same_net(&y.net, &x.net);
    ck_assert_double_eq(y.t.epoch.score.loss, x.t.epoch.score.loss);
    ck_assert_uint_eq(y.t.epoch.score.right, x.t.epoch.score.right);
    ck_assert_uint_eq(y.t.epoch.seen, x.t.epoch.seen);
    learner_free(&y);
}
END_TEST

/* What is no number ------------------------------------------------------------------------------ */

static size_t right_of_all(void)
{
    static size_t all[150];
    for (size_t m = 0; m < 150; m++) {
        all[m] = m;
    }
    return bp_trainer_evaluate(&x.t, &x.all, all, 150).right;
}

/* softmax: one NaN makes every output one. */
START_TEST(outputs_that_are_no_numbers_are_not_right)
{
    x.net.b[2].v[1] = NAN;
    ck_assert_uint_eq(right_of_all(), 0);
    ck_assert(isnan(bp_trainer_evaluate(&x.t, &x.all, others, 3).loss));
}
END_TEST

/* sigmoid: the other outputs still are numbers, and the first class or the last has the largest. */
START_TEST(one_output_that_is_no_number_spoils_the_answer)
{
    x.net.sigma[2] = bp_activation_named("sigmoid");
    bp_mat_fill(&x.net.W[2], 0.0);
    for (size_t j = 0; j < 3; j++) {
        for (size_t k = 0; k < 3; k++) {
            x.net.b[2].v[k] = k == j ? NAN : k == (size_t)_i ? 0.75 : -0.25;
        }
        ck_assert_uint_eq(right_of_all(), 0);
    }
}
END_TEST

START_TEST(largest_output_is_the_answer_and_of_equal_ones_the_first)
{
    bp_mat_fill(&x.net.W[2], 0.0);
    for (size_t j = 0; j < 3; j++) {
        BP_AT(&x.all.Y, 7, j) = j == 2; /* 49 flowers, 50 and 51 */
    }
    memcpy(x.net.b[2].v, (double[]){-0.5, 0.25, 0.75}, 3 * sizeof(double));
    ck_assert_uint_eq(right_of_all(), 51);
    memcpy(x.net.b[2].v, (double[]){-0.5, 0.75, 0.75}, 3 * sizeof(double));
    ck_assert_uint_eq(right_of_all(), 50);
    memcpy(x.net.b[2].v, (double[]){0.75, 0.75, 0.75}, 3 * sizeof(double));
    ck_assert_uint_eq(right_of_all(), 49);
}
END_TEST

Suite *evaluate_suite(void)
{
    Suite *suite = suite_create("evaluate");
    TCase *samples = tcase_create("samples");
    tcase_add_checked_fixture(samples, build, tear_down);
    tcase_add_test(samples, score_is_the_sum_over_the_samples_however_little_room_there_is);
    tcase_add_test(samples, score_of_one_sample_is_its_own);
    tcase_add_test(samples, score_of_no_samples_is_0);
    tcase_add_test(samples, samples_may_come_from_elsewhere);
    tcase_add_test(samples, numeric_targets_have_a_loss_and_no_right_answers);
    tcase_add_test(samples, score_in_between_leaves_learning_as_it_is);
    suite_add_tcase(suite, samples);
    TCase *answers = tcase_create("answers");
    tcase_add_checked_fixture(answers, build, tear_down);
    tcase_add_test(answers, outputs_that_are_no_numbers_are_not_right);
    tcase_add_loop_test(answers, one_output_that_is_no_number_spoils_the_answer, 0, 3);
    tcase_add_test(answers, largest_output_is_the_answer_and_of_equal_ones_the_first);
    suite_add_tcase(suite, answers);
    return suite;
}
