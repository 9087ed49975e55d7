/* A step of learning: what it does to W, b and V, and that it leads somewhere. */
#include "test_trainer.h"

/* With both methods: the same formula, gradients that differ in the last digits. */
static bp_train_options options_of(int method)
{
    bp_train_options o = learner_options;
    o.per_sample = method == 1;
    return o;
}

static void ck_near_velocities(const bp_trainer *t, const bp_net *V)
{
    for (size_t l = 1; l <= V->L; l++) {
        ck_assert_double_le(bp_mat_gap(&t->V_W[l], &V->W[l]).gap, 1e-13);
        ck_assert_double_le(bp_mat_gap(&t->V_b[l], &V->b[l]).gap, 1e-13);
        ck_assert(!bp_mat_is_zero(&t->V_W[l]) && !bp_mat_is_zero(&t->V_b[l]));
    }
}

/* Two epochs of 5, 5, 5, 5 and 3 samples; n is 23 throughout. */
START_TEST(every_step_is_the_formula_worked_out_by_hand)
{
    bp_train_options o = options_of(_i);
    learner x;
    by_hand h;
    learner_new(&x, &o);
    hand_new(&h, &x.net);
    for (size_t step = 0; step < 10; step++) {
        size_t seen = step % 5 * 5, M = step % 5 == 4 ? 3 : 5;
        bp_trainer_step(&x.t);
        hand_step(&h, &x.all, x.t.order + seen, M, LEARNER_N, &o);
        ck_near_net(&x.net, &h.net, 1e-13);
        ck_near_velocities(&x.t, &h.V);
    }
    hand_free(&h);
    learner_free(&x);
}
END_TEST

/* The numbers would not tell: sample by sample, the Z of the mini-batch are never computed. */
START_TEST(method_that_is_asked_for_is_the_one_that_runs)
{
    bp_train_options o = options_of(_i);
    learner x;
    learner_new(&x, &o);
    bp_trainer_step(&x.t);
    ck_assert_int_eq(bp_mat_is_zero(&x.t.batch.pass.Z[1]), o.per_sample);
    ck_assert_int_eq(x.t.one.pass.Z != NULL, o.per_sample);
    learner_free(&x);
}
END_TEST

START_TEST(without_momentum_and_decay_it_is_plain_gradient_descent)
{
    bp_train_options o = options_of(_i);
    o.momentum = o.lambda = 0.0;
    learner x;
    bp_net before;
    learner_new(&x, &o);
    for (size_t step = 0; step < 3; step++) {
        net_like(&before, &x.net, true);
        bp_trainer_step(&x.t);
        for (size_t l = 1; l <= 2; l++) {
            const bp_pass *pass = &x.t.batch.pass;
            for (size_t i = 0; i < x.net.N[l] * x.net.N[l - 1]; i++) {
                double want = before.W[l].v[i] - 0.125 * pass->dW[l].v[i];
                ck_assert_double_eq(x.net.W[l].v[i], want);
            }
            for (size_t j = 0; j < x.net.N[l]; j++) {
                double want = before.b[l].v[j] - 0.125 * pass->db[l].v[j];
                ck_assert_double_eq(x.net.b[l].v[j], want);
            }
        }
        bp_net_free(&before);
    }
    learner_free(&x);
}
END_TEST

/* By ηλ/n = 40 % in a step, where n is 23 and not the 5 of the mini-batch. */
START_TEST(decay_alone_shrinks_the_weights_and_no_bias)
{
    bp_train_options o = {.eta = 0.5, .lambda = 0.8 * LEARNER_N, .batch = 5};
    learner x;
    learner_new(&x, &o);
    x.net.sigma[2] = bp_activation_named("identity");
    x.net.loss = bp_loss_named("quadratic");
    bp_mat_fill(&x.all.Y, -0.75);   /* the outputs are the targets: every gradient is 0 */
    bp_mat_fill(&x.net.W[2], 0.0);
    bp_mat_fill(&x.net.b[2], -0.75);
    bp_net before;
    net_like(&before, &x.net, true);
    bp_trainer_step(&x.t);
    for (size_t i = 0; i < 5 * 4; i++) {
        ck_close(x.net.W[1].v[i], 0.6 * before.W[1].v[i], 1e-15, "W^1");
    }
    assert_same(&x.net.b[1], &before.b[1]);
    assert_same(&x.net.b[2], &before.b[2]);
    bp_net_free(&before);
    learner_free(&x);
}
END_TEST

START_TEST(mini_batch_that_is_larger_than_all_is_all)
{
    learner x, y;
    bp_train_options o = learner_options;
    o.batch = LEARNER_N;
    learner_new(&x, &o);
    o.batch = SIZE_MAX;
    learner_new(&y, &o);
    for (size_t step = 0; step < 3; step++) {
        ck_assert(!bp_trainer_step(&x.t) && !bp_trainer_step(&y.t));
    }
    ck_same_net(&x.net, &y.net);
    learner_free(&x);
    learner_free(&y);
}
END_TEST

/* XOR ---------------------------------------------------------------------------------------- */

static void learn_xor(double *losses, bp_score *end, size_t epochs, bool per_sample)
{
    static const size_t from[] = {2, 0, 3, 1};
    const bp_train_options o = {
        .eta = 0.25, .momentum = 0.9, .batch = 3, .per_sample = per_sample, .seed = 5};
    bp_samples all = loaded("xor", 1);
    bp_net net;
    bp_trainer t;
    ck_assert(bp_net_new(&net, 2, (size_t[]){2, 5, 2}));
    net.sigma[1] = bp_activation_named("tanh");
    net.sigma[2] = bp_activation_named("softmax");
    net.loss = bp_loss_named("categorical");
    bp_data batch;
    ck_assert(bp_samples_batch(&batch, &all, 4, 1));
    bp_net_draw(&net, &batch.X, 7);
    ck_assert(bp_trainer_new(&t, &net, &all, from, 4, &o));
    for (size_t epoch = 0; epoch < epochs; epoch++) {
        while (bp_trainer_step(&t)) {
        }
        losses[epoch] = t.epoch.score.loss;
    }
    *end = bp_trainer_evaluate(&t, &all, from, 4);
    bp_trainer_free(&t);
    bp_net_free(&net);
    bp_data_free(&batch);
    bp_samples_free(&all);
}

START_TEST(xor_is_learned_with_both_methods_along_the_same_losses)
{
    double full[300], each[300];
    bp_score end[2];
    learn_xor(full, &end[0], 300, false);
    learn_xor(each, &end[1], 300, true);
    ck_assert_double_gt(full[0], 2.0);
    for (size_t epoch = 0; epoch < 50; epoch++) {
        ck_close(each[epoch], full[epoch], 1e-9, "loss");
    }
    for (size_t method = 0; method < 2; method++) {
        ck_assert_uint_eq(end[method].right, 4);
        ck_assert_double_lt(end[method].loss, 0.05);
    }
}
END_TEST

/* Memory ------------------------------------------------------------------------------------- */

START_TEST(learning_needs_no_memory)
{
    bp_train_options o = options_of(_i);
    learner x;
    learner_new(&x, &o);
    dry_after(100);
    for (size_t step = 0; step < 7; step++) {
        bp_trainer_step(&x.t);
    }
    bp_trainer_evaluate(&x.t, &x.all, x.from, LEARNER_N);
    bp_trainer_resume(&x.t);
    ck_assert_int_eq(near_left, 100);
    dry_after(-1);
    learner_free(&x);
}
END_TEST

static void ck_empty(const bp_trainer *t)
{
    ck_assert(t->order == NULL && t->epoch.norm == NULL && t->V_W == NULL && t->V_b == NULL);
    ck_assert(t->batch.Y.v == NULL && t->batch.pass.dW == NULL && t->one.pass.dW == NULL);
    ck_assert(t->net == NULL && t->all == NULL && t->n == 0);
}

/* The order, the norms, V_W and V_b with their layers 1 and 2, then Y and 8 quantities, each with
 * the layers 0 to 2, of a batch or of two. */
START_TEST(allocation_that_fails_leaves_an_empty_trainer)
{
    bp_train_options o = options_of(_i);
    learner x;
    learner_new(&x, &o);
    bool made = false;
    long allocations = 0;
    while (!made) {
        bp_trainer t;
        dry_after(allocations);
        made = bp_trainer_new(&t, &x.net, &x.all, x.from, LEARNER_N, &o);
        dry_after(-1);
        if (!made) {
            ck_empty(&t);
        }
        bp_trainer_free(&t);
        ck_empty(&t);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, 2 + 2 * (1 + 2) + (1 + _i) * (1 + 8 * (1 + 3)));
    learner_free(&x);
}
END_TEST

START_TEST(no_samples_are_refused)
{
    bp_trainer t;
    bp_train_options o = learner_options;
    ck_breaks("bp_trainer_new: 0 samples, 5 at a time", bp_trainer_new(&t, NULL, NULL, NULL, 0, &o));
    o.batch = 0;
    ck_breaks("bp_trainer_new: 7 samples, 0 at a time", bp_trainer_new(&t, NULL, NULL, NULL, 7, &o));
}
END_TEST

Suite *train_suite(void)
{
    Suite *suite = suite_create("train");
    TCase *step = tcase_create("step");
    tcase_add_loop_test(step, every_step_is_the_formula_worked_out_by_hand, 0, 2);
    tcase_add_loop_test(step, method_that_is_asked_for_is_the_one_that_runs, 0, 2);
    tcase_add_loop_test(step, without_momentum_and_decay_it_is_plain_gradient_descent, 0, 2);
    tcase_add_test(step, decay_alone_shrinks_the_weights_and_no_bias);
    tcase_add_test(step, mini_batch_that_is_larger_than_all_is_all);
    suite_add_tcase(suite, step);
    TCase *learned = tcase_create("learned");
    tcase_add_test(learned, xor_is_learned_with_both_methods_along_the_same_losses);
    suite_add_tcase(suite, learned);
    TCase *memory = tcase_create("memory");
    tcase_add_loop_test(memory, learning_needs_no_memory, 0, 2);
    tcase_add_loop_test(memory, allocation_that_fails_leaves_an_empty_trainer, 0, 2);
    tcase_add_test(memory, no_samples_are_refused);
    suite_add_tcase(suite, memory);
    return suite;
}
