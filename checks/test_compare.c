/* The two methods of §8 beside each other. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "capture.h"
#include "compare.h"
#include "near.h"
#include "test_training.h"

/* As compare builds it: the full-matrix method, without momentum and lambda. */
static void usual(learner *l)
{
    learner_usual(l);
    l->w.momentum = l->w.lambda = 0.0;
    ck_assert(learner_build(l));
}

START_TEST(gradients_of_both_methods_agree_and_are_two_computations)
{
    static const size_t entries[] = {6 * 4, 6, 3 * 6, 3};
    learner l;
    comparison c = {0};
    bool parted = false;
    usual(&l);
    ck_assert(compare_gradients(&c, &l.t));
    ck_assert_uint_eq(c.gradient_count, 4);
    ck_assert_uint_eq(c.M, 9);
    ck_assert_uint_eq(c.fewer, 5); /* 113 = 12·9 + 5 */
    for (size_t i = 0; i < 4; i++) {
        const compared_gradient *g = &c.gradients[i];
        ck_assert(g->agrees && g->gap <= g->bound && g->bound > 0.0 && g->bound < 1e-13);
        ck_assert_uint_eq(g->entries, entries[i]);
        ck_assert_uint_eq(g->layer, i / 2 + 1);
        ck_assert(g->quantity == (i % 2 ? BP_db : BP_dW) && g->largest > 1e-4);
        parted = parted || g->gap > 0.0;
    }
    ck_assert(parted && comparison_agrees(&c));
    comparison_free(&c);
    learner_free(&l);
}
END_TEST

/* σ' that is off by a billionth where it is asked for the last time, in either mini-batch: in the last
 * neuron of the last sample. */
static size_t asked, last_time;

static double slope_with_a_slip(double z)
{
    double slope = 1.0 - tanh(z) * tanh(z);
    return ++asked == last_time ? slope * (1.0 + 1e-9) : slope;
}

START_TEST(a_slip_in_one_sample_makes_its_layer_differ_at_its_neuron)
{
    learner l;
    comparison clean = {0}, c = {0};
    bp_activation slipping = *bp_activation_named("tanh");
    slipping.slope = slope_with_a_slip;
    usual(&l);
    ck_assert_ptr_nonnull(l.t.p.net.sigma);
    l.t.p.net.sigma[1] = &slipping;
    asked = last_time = 0;
    ck_assert(compare_gradients(&clean, &l.t) && comparison_agrees(&clean));
    last_time = _i ? asked : asked * 5 / (5 + 9);
    asked = 0;
    ck_assert(compare_gradients(&c, &l.t) && !comparison_agrees(&c));
    for (size_t i = 0; i < 4; i++) {
        const compared_gradient *g = &c.gradients[i];
        ck_assert_int_eq(g->agrees, g->layer == 2);
        ck_assert(g->agrees || (g->row == 5 && g->gap > g->bound && g->gap < 1e-9));
    }
    comparison_free(&clean);
    comparison_free(&c);
    learner_free(&l);
}
END_TEST

static double no_slope_the_last_time(double z)
{
    double slope = 1.0 - tanh(z) * tanh(z);
    return ++asked == last_time ? NAN : slope;
}

START_TEST(what_is_no_number_on_one_side_differs)
{
    learner l;
    comparison clean = {0}, c = {0};
    bp_activation slipping = *bp_activation_named("tanh");
    slipping.slope = no_slope_the_last_time;
    usual(&l);
    ck_assert_ptr_nonnull(l.t.p.net.sigma);
    l.t.p.net.sigma[1] = &slipping;
    asked = last_time = 0;
    ck_assert(compare_gradients(&clean, &l.t));
    last_time = asked;
    asked = 0;
    ck_assert(compare_gradients(&c, &l.t) && !comparison_agrees(&c));
    ck_assert(!c.gradients[0].agrees && c.gradients[0].row == 5 && isnan(c.gradients[0].gap));
    comparison_free(&clean);
    comparison_free(&c);
    learner_free(&l);
}
END_TEST

/* The mean loss of each epoch by one of the methods, without compare. */
static void learn_alone(double *losses, size_t epochs, const char *method)
{
    learner l;
    learner_usual(&l);
    l.w.momentum = l.w.lambda = 0.0;
    l.w.method = method;
    ck_assert(learner_build(&l));
    for (size_t i = 0; i < epochs; i++) {
        learner_step(&l, 13);
        losses[i] = l.t.trainer.epoch.score.loss / (double)l.t.learned;
    }
    learner_free(&l);
}

START_TEST(two_runs_are_those_that_either_method_makes_alone)
{
    learner l;
    comparison c = {0};
    double full[4], each[4];
    usual(&l);
    ck_assert(compare_runs(&c, &l.t, 4));
    ck_assert_uint_eq(c.epoch_count, 4);
    learn_alone(full, 4, "full-matrix");
    learn_alone(each, 4, "per-sample");
    for (size_t i = 0; i < 4; i++) {
        const compared_epoch *e = &c.epochs[i];
        ck_assert_double_eq(e->full.loss, full[i]);
        ck_assert_double_eq(e->per_sample.loss, each[i]);
        ck_assert(e->loss_gap > 0.0 && e->loss_gap < 1e-12);
        ck_assert(e->parameter_gap > 0.0 && e->parameter_gap < 1e-12);
    }
    comparison_free(&c);
    learner_free(&l);
}
END_TEST

static bool two_epochs(comparison *c, training *t)
{
    return compare_runs(c, t, 2);
}

START_TEST(without_memory_a_comparison_says_so)
{
    bool (*const parts[])(comparison *, training *) = {compare_gradients, two_epochs, compare_times};
    long allocations = 0;
    for (bool compared = false; !compared; allocations++) {
        learner l;
        comparison c = {0};
        usual(&l);
        capture said = capture_begin(stderr);
        dry_after(allocations);
        compared = parts[_i](&c, &l.t);
        dry_after(-1);
        capture_end(&said);
        if (!compared) {
            ck_no_memory(said, allocations, "no memory for the comparison");
        }
        comparison_free(&c);
        learner_free(&l);
        if (_i == 2 && allocations > 30) { /* the first M of many: the others take time */
            break;
        }
    }
    ck_assert_int_gt(allocations, 20);
}
END_TEST

Suite *compare_suite(void)
{
    Suite *suite = suite_create("compare");
    TCase *methods = tcase_create("methods");
    tcase_add_test(methods, gradients_of_both_methods_agree_and_are_two_computations);
    tcase_add_loop_test(methods, a_slip_in_one_sample_makes_its_layer_differ_at_its_neuron, 0, 2);
    tcase_add_test(methods, what_is_no_number_on_one_side_differs);
    tcase_add_test(methods, two_runs_are_those_that_either_method_makes_alone);
    tcase_add_loop_test(methods, without_memory_a_comparison_says_so, 0, 3);
    suite_add_tcase(suite, methods);
    return suite;
}
