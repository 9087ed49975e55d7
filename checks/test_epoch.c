/* Epochs: their order, what they come to, and how one goes on after a stop. */
#include "test_trainer.h"

static void run_epochs(learner *x, size_t epochs)
{
    for (size_t epoch = 0; epoch < epochs; epoch++) {
        while (bp_trainer_step(&x->t)) {
        }
    }
}

/* The order -------------------------------------------------------------------------------------- */

/* The orders of the first three epochs. */
typedef size_t three_orders[3][LEARNER_N];

static void record_orders(three_orders orders, uint64_t seed, size_t M, bool per_sample)
{
    bp_train_options o = learner_options;
    o.seed = seed;
    o.batch = M;
    o.per_sample = per_sample;
    learner x;
    learner_new(&x, &o);
    for (size_t epoch = 0; epoch < 3; epoch++) {
        run_epochs(&x, 1);
        memcpy(orders[epoch], x.t.order, sizeof orders[epoch]);
    }
    learner_free(&x);
}

START_TEST(every_epoch_is_another_permutation_of_the_same_samples)
{
    three_orders orders;
    record_orders(orders, 71, 5, false);
    for (size_t epoch = 0; epoch < 3; epoch++) {
        for (size_t i = 0; i < LEARNER_N; i++) {
            size_t sample = (37 * i + 5) % 150, times = 0;
            for (size_t k = 0; k < LEARNER_N; k++) {
                times += orders[epoch][k] == sample;
            }
            ck_assert_msg(times == 1, "epoch %zu: sample %zu, %zu times", epoch + 1, sample + 1, times);
        }
        ck_assert_mem_ne(orders[epoch], orders[(epoch + 1) % 3], sizeof orders[epoch]);
    }
}
END_TEST

START_TEST(order_depends_on_the_seed_and_on_nothing_else)
{
    three_orders orders, again, larger, each, other;
    record_orders(orders, 71, 5, false);
    record_orders(again, 71, 5, false);
    record_orders(larger, 71, 8, false);
    record_orders(each, 71, 5, true);
    record_orders(other, 72, 5, false);
    ck_assert_mem_eq(orders, again, sizeof orders);
    ck_assert_mem_eq(orders, larger, sizeof orders);
    ck_assert_mem_eq(orders, each, sizeof orders);
    for (size_t a = 0; a < 3; a++) {
        for (size_t b = 0; b < 3; b++) { /* nor is an epoch of one seed a later one of another */
            ck_assert_mem_ne(orders[a], other[b], sizeof orders[a]);
        }
    }
}
END_TEST

START_TEST(every_sample_comes_as_often_in_every_place)
{
    learner x;
    size_t times[LEARNER_N][LEARNER_N] = {{0}};
    bp_train_options o = {.eta = 0.0, .batch = LEARNER_N, .seed = 3};
    learner_new(&x, &o);
    for (size_t epoch = 0; epoch < 100 * LEARNER_N; epoch++) {
        run_epochs(&x, 1);
        for (size_t place = 0; place < LEARNER_N; place++) { /* 37·73 = 18·150 + 1 */
            size_t i = (x.t.order[place] - 5 + 150) * 73 % 150;
            ck_assert_uint_lt(i, LEARNER_N);
            times[i][place]++;
        }
    }
    for (size_t i = 0; i < LEARNER_N; i++) { /* 100 are expected, give or take 10 */
        for (size_t place = 0; place < LEARNER_N; place++) {
            ck_assert_uint_gt(times[i][place], 55);
            ck_assert_uint_lt(times[i][place], 145);
        }
    }
    learner_free(&x);
}
END_TEST

START_TEST(samples_that_are_not_learned_from_are_never_looked_at)
{
    learner x, y;
    learner_new(&x, &learner_options);
    learner_new(&y, &learner_options);
    for (size_t sample = 0; sample < 150; sample++) {
        bool learned = false;
        for (size_t i = 0; i < LEARNER_N; i++) {
            learned = learned || x.from[i] == sample;
        }
        for (size_t i = 0; !learned && i < 4; i++) {
            BP_AT(&x.all.X, sample, i) = NAN;
        }
    }
    run_epochs(&x, 3);
    run_epochs(&y, 3);
    ck_same_net(&x.net, &y.net);
    learner_free(&x);
    learner_free(&y);
}
END_TEST

/* What it comes to --------------------------------------------------------------------------- */

/* 5 mini-batches: each of them is measured. The loss is that before the update. */
START_TEST(epoch_is_what_its_mini_batches_have_come_to)
{
    bp_train_options o = learner_options;
    o.per_sample = _i == 1;
    learner x;
    by_hand h;
    learner_new(&x, &o);
    hand_new(&h, &x.net);
    for (size_t step = 0; step < 10; step++) {
        static double norm[3];
        size_t done = step % 5, seen = done * 5, M = done == 4 ? 3 : 5;
        if (done == 0) {
            h.loss = norm[1] = norm[2] = 0.0;
            h.right = 0;
        }
        ck_assert_uint_eq(x.t.epochs, step / 5);
        ck_assert_int_eq(bp_trainer_step(&x.t), done < 4);
        hand_step(&h, &x.all, x.t.order + seen, M, LEARNER_N, &o);
        ck_assert_uint_eq(x.t.epoch.seen, seen + M);
        ck_assert_uint_eq(x.t.epoch.measured, done + 1);
        ck_close(x.t.epoch.score.loss, h.loss, 1e-12, "loss");
        ck_assert_uint_eq(x.t.epoch.score.right, h.right);
        for (size_t l = 1; l <= 2; l++) {
            norm[l] += h.norm[l];
            ck_close(x.t.epoch.norm[l], norm[l], 1e-12, "norm");
        }
    }
    ck_assert_uint_eq(x.t.epochs, 2);
    hand_free(&h);
    learner_free(&x);
}
END_TEST

/* Of 75 mini-batches, 16: one in 4 or 5, and the first. */
START_TEST(measured_mini_batches_are_evenly_spread)
{
    learner x;
    bp_trainer t;
    size_t all[150], last = 0;
    for (size_t m = 0; m < 150; m++) {
        all[m] = m;
    }
    bp_train_options o = {.eta = 0.1, .batch = 2};
    learner_new(&x, &o);
    ck_assert(bp_trainer_new(&t, &x.net, &x.all, all, 150, &o));
    double norm = 0.0;
    for (size_t step = 0, measured = 0; step < 75; step++) {
        bp_trainer_step(&t);
        if (t.epoch.measured > measured) {
            ck_assert_uint_eq(t.epoch.measured, ++measured);
            ck_assert(step == 0 || step - last == 4 || step - last == 5);
            norm += bp_mat_norm(&t.batch.pass.dW[2]);
            last = step;
        }
        ck_assert_double_eq(t.epoch.norm[2], norm);
    }
    ck_assert_uint_eq(t.epoch.measured, 16);
    ck_assert_uint_ge(last, 75 - 5);
    bp_trainer_free(&t);
    learner_free(&x);
}
END_TEST

START_TEST(sixteen_mini_batches_are_measured_or_all_of_them)
{
    for (size_t M = 1; M <= LEARNER_N + 2; M++) {
        bp_train_options o = learner_options;
        o.batch = M;
        learner x;
        learner_new(&x, &o);
        size_t batches = (LEARNER_N + M - 1) / M;
        for (size_t epoch = 1; epoch <= 2; epoch++) {
            run_epochs(&x, 1);
            ck_assert_uint_eq(x.t.epoch.measured, batches < 16 ? batches : 16);
            ck_assert_uint_eq(x.t.epochs, epoch);
            ck_assert_uint_eq(x.t.epoch.seen, LEARNER_N);
        }
        learner_free(&x);
    }
}
END_TEST

/* Going on ----------------------------------------------------------------------------------- */

/* All that a step reads, as if it came out of a file. */
static void hand_over(learner *to, const learner *from)
{
    double *norm = to->t.epoch.norm;
    memcpy(norm, from->t.epoch.norm, 3 * sizeof *norm);
    to->t.epochs = from->t.epochs;
    to->t.epoch = from->t.epoch;
    to->t.epoch.norm = norm;
    for (size_t l = 1; l <= 2; l++) {
        bp_mat_copy(&to->net.W[l], &from->net.W[l]);
        bp_mat_copy(&to->net.b[l], &from->net.b[l]);
        bp_mat_copy(&to->t.V_W[l], &from->t.V_W[l]);
        bp_mat_copy(&to->t.V_b[l], &from->t.V_b[l]);
    }
}

/* Before the first mini-batch, in the midst of an epoch, between two. */
START_TEST(learning_that_was_stopped_anywhere_goes_on_to_the_same_bits)
{
    learner x, y;
    learner_new(&x, &learner_options);
    learner_new(&y, &learner_options);
    for (int step = 0; step < 13; step++) {
        if (step < _i) {
            bp_trainer_step(&x.t);
        } else if (step == _i) {
            hand_over(&y, &x);
            bp_trainer_resume(&y.t);
        }
        if (step >= _i) {
            ck_assert_int_eq(bp_trainer_step(&x.t), bp_trainer_step(&y.t));
        }
    }
    ck_same_net(&y.net, &x.net);
    for (size_t l = 1; l <= 2; l++) {
        assert_same(&y.t.V_W[l], &x.t.V_W[l]);
        assert_same(&y.t.V_b[l], &x.t.V_b[l]);
        ck_assert_double_eq(y.t.epoch.norm[l], x.t.epoch.norm[l]);
    }
    ck_assert_mem_eq(y.t.order, x.t.order, sizeof x.from);
    ck_assert(y.t.epochs == 2 && y.t.epoch.seen == 15 && y.t.epoch.measured == 3);
    ck_assert_double_eq(y.t.epoch.score.loss, x.t.epoch.score.loss);
    ck_assert_uint_eq(y.t.epoch.score.right, x.t.epoch.score.right);
    learner_free(&x);
    learner_free(&y);
}
END_TEST

Suite *epoch_suite(void)
{
    Suite *suite = suite_create("epoch");
    TCase *order = tcase_create("order");
    tcase_add_test(order, every_epoch_is_another_permutation_of_the_same_samples);
    tcase_add_test(order, order_depends_on_the_seed_and_on_nothing_else);
    tcase_add_test(order, every_sample_comes_as_often_in_every_place);
    tcase_add_test(order, samples_that_are_not_learned_from_are_never_looked_at);
    suite_add_tcase(suite, order);
    TCase *sums = tcase_create("sums");
    tcase_add_loop_test(sums, epoch_is_what_its_mini_batches_have_come_to, 0, 2);
    tcase_add_test(sums, measured_mini_batches_are_evenly_spread);
    tcase_add_test(sums, sixteen_mini_batches_are_measured_or_all_of_them);
    suite_add_tcase(suite, sums);
    TCase *resumed = tcase_create("resumed");
    tcase_add_loop_test(resumed, learning_that_was_stopped_anywhere_goes_on_to_the_same_bits, 0, 13);
    suite_add_tcase(suite, resumed);
    return suite;
}
