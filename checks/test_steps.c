/* The error of numeric derivatives against their step has the shape that theory gives it. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "data.h"
#include "steps.h"

/* 6-4-3 with softmax after tanh, 5 samples. */
static bp_data data;
static bp_net net;
static steps s;

static void measure(void)
{
    ck_assert(bp_data_random(&data, 6, 3, 5, 11));
    ck_assert(bp_net_new(&net, 2, (size_t[]){6, 4, 3}));
    net.sigma[1] = bp_activation_named("tanh");
    net.sigma[2] = bp_activation_named("softmax");
    net.loss = bp_loss_named("categorical");
    bp_net_draw(&net, &data.X, 11);
    ck_assert(steps_measure(&s, &net, &data.X, &data.Y, 4));
}

static void forget(void)
{
    steps_free(&s);
    bp_net_free(&net);
    bp_data_free(&data);
}

static const steps_row *at(double h)
{
    const steps_row *row = s.rows;
    while (row + 1 < s.rows + s.row_count && row->h < 0.99 * h) {
        row++;
    }
    ck_assert_double_le(fabs(row->h - h), 0.01 * h);
    return row;
}

static double best(size_t method)
{
    double least = INFINITY;
    for (size_t i = 0; i < s.row_count; i++) {
        least = fmin(least, s.rows[i].norm[method]);
    }
    return least;
}

START_TEST(steps_run_from_1e_minus_20_to_1)
{
    ck_assert_uint_eq(s.row_count, 81);
    ck_assert_uint_eq(s.parameter_count, bp_net_parameters(&net));
    ck_assert_double_le(fabs(s.rows[0].h / 1e-20 - 1.0), 1e-12);
    ck_assert_double_eq(s.rows[80].h, 1.0);
}
END_TEST

START_TEST(a_step_that_vanishes_gives_a_derivative_of_zero)
{
    ck_assert_double_eq(at(1e-20)->norm[STEPS_FLOAT], 1.0);
    ck_assert_double_eq(at(1e-20)->norm[STEPS_DOUBLE], 1.0);
}
END_TEST

START_TEST(truncation_falls_as_the_square_of_the_step)
{
    for (size_t k = STEPS_DOUBLE; k <= STEPS_COMPLEX; k++) {
        double ratio = at(1e-2)->norm[k] / at(1e-3)->norm[k];
        ck_assert_msg(fabs(ratio - 100.0) <= 2.0, "method %zu: a tenth of h, %g times less", k,
                      ratio);
    }
}
END_TEST

START_TEST(forward_falls_as_the_step_and_five_points_as_its_fourth_power)
{
    double first = at(1e-3)->norm[STEPS_FORWARD] / at(1e-4)->norm[STEPS_FORWARD];
    double fourth = at(1e-1)->norm[STEPS_FIVE_POINT] / at(1e-2)->norm[STEPS_FIVE_POINT];
    ck_assert_msg(fabs(first - 10.0) <= 0.5, "a tenth of h, %g times less", first);
    ck_assert_msg(fabs(fourth - 1e4) <= 2e3, "a tenth of h, %g times less", fourth);
}
END_TEST

START_TEST(each_order_is_more_exact_than_the_one_before)
{
    ck_assert_double_le(best(STEPS_FORWARD), 1e-7);
    ck_assert_double_le(best(STEPS_DOUBLE), 1e-1 * best(STEPS_FORWARD));
    ck_assert_double_le(best(STEPS_FIVE_POINT), 2e-1 * best(STEPS_DOUBLE));
    ck_assert_double_le(best(STEPS_RICHARDSON), best(STEPS_FIVE_POINT));
    ck_assert_double_ge(best(STEPS_RICHARDSON), 1e-15);
}
END_TEST

START_TEST(rounding_grows_as_the_step_shrinks)
{
    const double h[] = {[STEPS_FLOAT] = 1e-5, [STEPS_DOUBLE] = 1e-9, [STEPS_LONG_DOUBLE] = 1e-11};
    for (size_t k = 0; k < STEPS_COMPLEX; k++) {
        double ratio = at(h[k] / 100.0)->norm[k] / at(h[k])->norm[k];
        ck_assert_msg(ratio >= 20.0 && ratio <= 500.0, "method %zu: %g", k, ratio);
    }
}
END_TEST

START_TEST(each_method_gets_as_exact_as_its_numbers_allow)
{
    ck_assert_double_le(best(STEPS_FLOAT), 5e-4);
    ck_assert_double_ge(best(STEPS_FLOAT), 1e-6);
    ck_assert_double_le(best(STEPS_DOUBLE), 1e-9);
    ck_assert_double_ge(best(STEPS_DOUBLE), 1e-12);
    ck_assert_double_le(best(STEPS_LONG_DOUBLE), 1e-11);
    ck_assert_double_ge(best(STEPS_LONG_DOUBLE), 1e-15);
}
END_TEST

START_TEST(complex_step_is_exact_for_every_small_step)
{
    for (size_t i = 0; s.rows[i].h < 1e-9; i++) {
        ck_assert_double_le(s.rows[i].norm[STEPS_COMPLEX], 1e-15);
    }
    ck_assert_ldouble_le(s.bar, 5e-16L * s.norm);
}
END_TEST

START_TEST(the_reference_is_the_derivative)
{
    bp_path_z path;
    ck_assert(bp_path_new_z(&path, &net, &data.X, &data.Y));
    for (size_t i = 0; i < s.parameter_count; i++) {
        const steps_parameter *x = &s.parameters[i];
        double complex C = bp_evaluate_z(&path, x->spot, BP_COMPLEX_STEP);
        double gap = fabs((double)x->value - cimag(C) / BP_COMPLEX_STEP);
        ck_assert_double_le(gap, 1e-14 * (double)s.largest);
    }
    bp_path_free_z(&path);
}
END_TEST

START_TEST(a_gradient_of_zeros_measures_nothing)
{
    net.loss = bp_loss_named("quadratic");
    bp_mat_fill(&data.Y, 0.0);
    net.sigma[2] = bp_activation_named("relu");
    bp_mat_fill(&net.W[2], 0.0);
    bp_mat_fill(&net.b[2], -7.0);
    steps none;
    ck_assert(steps_measure(&none, &net, &data.X, &data.Y, 1));
    ck_assert_ldouble_eq(none.norm, 0.0L);
    ck_assert_double_eq(none.rows[0].h, 1e-20);
    ck_assert_double_eq(none.rows[0].norm[STEPS_FLOAT], 0.0);
    steps_free(&none);
}
END_TEST

Suite *steps_suite(void)
{
    Suite *suite = suite_create("steps");
    TCase *shape = tcase_create("shape"), *size = tcase_create("size");
    tcase_add_checked_fixture(shape, measure, forget);
    tcase_add_test(shape, steps_run_from_1e_minus_20_to_1);
    tcase_add_test(shape, a_step_that_vanishes_gives_a_derivative_of_zero);
    tcase_add_test(shape, truncation_falls_as_the_square_of_the_step);
    tcase_add_test(shape, forward_falls_as_the_step_and_five_points_as_its_fourth_power);
    tcase_add_test(shape, rounding_grows_as_the_step_shrinks);
    tcase_add_test(shape, a_gradient_of_zeros_measures_nothing);
    suite_add_tcase(suite, shape);
    tcase_add_checked_fixture(size, measure, forget);
    tcase_set_tags(size, "long-double"); /* the reference must be longer than double */
    tcase_add_test(size, each_method_gets_as_exact_as_its_numbers_allow);
    tcase_add_test(size, each_order_is_more_exact_than_the_one_before);
    tcase_add_test(size, complex_step_is_exact_for_every_small_step);
    tcase_add_test(size, the_reference_is_the_derivative);
    suite_add_tcase(suite, size);
    return suite;
}
