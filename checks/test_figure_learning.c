/* The tables of the figures about learning, against other ways to the same numbers. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "pass.h"
#include "test_figure_table.h"
#include "training.h"

/* The run of a figure, made once more. */
static const training_words none;
static training t;
static training_wishes again;

static void begin(options *o, bool checked)
{
    again = how;
    again.json = true;
    again.check_every = checked;
    ck_assert(training_build(&t, o, &again, &none));
}

static void usual(void)
{
    how = training_usual();
}

static void learn_until(size_t epoch)
{
    again.epochs = epoch;
    ck_assert(training_epochs(&t));
}

START_TEST(loss_is_the_same_by_both_methods)
{
    make("loss", network("4,5,3", "sigmoid", 10));
    ck_assert(rows == 30 && columns == 11);
    for (size_t i = 0; i < rows; i++) {
        ck_assert_double_eq(table[i][0], (double)i + 1.0);
        ck_assert_double_eq_tol(table[i][1], table[i][5], 1e-9);
        ck_assert_double_eq_tol(table[i][3], table[i][7], 1e-9);
        ck_assert(table[i][2] == table[i][6] && table[i][2] > 0.0 && table[i][2] <= 1.0);
        ck_assert_double_le(table[i][9], 1e-9);
    }
    ck_assert_double_lt(table[29][1], 0.7 * table[0][1]);
}
END_TEST

START_TEST(gradients_of_sigmoids_shrink_from_layer_to_layer)
{
    options o = network("64,19,18,17,10", "sigmoid", 11);
    o.data = "digits";
    how.init = "scaled";
    how.epochs = 7;
    make("gradient-norms", o);
    ck_assert(rows == 7 && columns == 5);
    for (size_t l = 1; l < 4; l++) {
        ck_assert(table[0][l] > 0.0 && 2.0 * table[0][l] < table[0][l + 1]);
    }
}
END_TEST


/* The same from whole forward passes. Crossed: some Z of a relu has another sign at x + h or x − h
 * than at x. */
typedef struct {
    bp_pass pass, base;
    double gap, largest;
    size_t kinks;
} plain;

static bool changes_sign(const plain *p)
{
    bool changes = false;
    for (size_t l = 1; l < p->pass.L; l++) {
        for (size_t i = 0; i < p->pass.Z[l].rows * p->pass.Z[l].cols; i++) {
            changes = changes || (p->pass.Z[l].v[i] > 0.0) != (p->base.Z[l].v[i] > 0.0);
        }
    }
    return changes;
}

static double worst(plain *p, bp_mat *parameters, const bp_mat *gradient)
{
    p->gap = p->largest = 0.0;
    for (size_t i = 0; i < parameters->rows * parameters->cols; i++) {
        double before = parameters->v[i], C[2];
        bool kink = false;
        for (int side = 0; side < 2; side++) {
            parameters->v[i] = before + (side ? 1e-4 : -1e-4);
            bp_forward(&p->pass);
            C[side] = p->pass.C[p->pass.L].v[0];
            kink = kink || changes_sign(p);
        }
        parameters->v[i] = before;
        p->kinks += kink;
        double numeric = (C[1] - C[0]) / 2e-4;
        p->gap = fmax(p->gap, fabs(numeric - gradient->v[i]));
        p->largest = fmax(p->largest, fabs(numeric));
    }
    return p->gap / p->largest;
}

static void compare_epoch(const double *row, size_t L)
{
    const bp_pass *mini_batch = &t.trainer.batch.pass;
    plain p = {.kinks = 0};
    ck_assert(bp_pass_new(&p.pass, &t.p.net, &mini_batch->A[0], mini_batch->Y));
    ck_assert(bp_pass_new(&p.base, &t.p.net, &mini_batch->A[0], mini_batch->Y));
    bp_forward(&p.base);
    bp_gradients(&p.base);
    const double *seen = curve_row(&t.curve, t.curve.rows - 1);
    for (size_t l = 1; l <= L; l++) {
        p.kinks = 0;
        double error = worst(&p, &t.p.net.W[l], &p.base.dW[l]);
        error = fmax(error, worst(&p, &t.p.net.b[l], &p.base.db[l]));
        ck_assert_double_eq_tol(row[2 * L + l], error, 1e-10 + 1e-6 * error);
        ck_assert_double_eq(row[3 * L + l], (double)p.kinks);
        ck_assert_double_eq_tol(row[l], seen[curve_column(L, CURVE_COMPLEX, l)], 1e-20);
        ck_assert_double_eq_tol(row[L + l], seen[curve_column(L, CURVE_CENTRAL, l)], 1e-15);
        ck_assert(row[l] < 1e-13 && row[L + l] < 1e-8);
    }
    bp_pass_free(&p.pass);
    bp_pass_free(&p.base);
}

START_TEST(a_fixed_step_fails_at_kinks_and_the_others_do_not)
{
    options o = network("4,8,5,3", "relu,relu,softmax", 16);
    o.loss = "categorical";
    o.standardise = true;
    how.eta = 0.3;
    how.epochs = 12;
    make("training-error", o);
    ck_assert(rows == 12 && columns == 1 + 4 * 3);
    begin(&o, true);
    size_t crossed = 0;
    for (size_t i = 0; i < rows; i++) {
        learn_until(i + 1);
        ck_assert_double_eq(table[i][0], (double)i + 1.0);
        compare_epoch(table[i], 3);
        crossed += table[i][11] > 0.0 && table[i][8] > 1e-4;
    }
    ck_assert_uint_gt(crossed, 0);
    training_free(&t);
}
END_TEST

/* One sample by itself, in a network of one hidden layer: tanh, then sigmoid. */
static double output(const bp_net *net, double x, double y, size_t j)
{
    double z = net->b[2].v[j];
    for (size_t k = 0; k < net->N[1]; k++) {
        z += BP_AT(&net->W[2], j, k) *
             tanh(BP_AT(&net->W[1], k, 0) * x + BP_AT(&net->W[1], k, 1) * y + net->b[1].v[k]);
    }
    return 1.0 / (1.0 + exp(-z));
}

START_TEST(a_region_is_where_the_largest_output_is_that_of_its_class)
{
    enum { PLANE = 61 * 61, SAMPLES = 200 };
    options o = network("2,6,2", "tanh,sigmoid", 17);
    o.data = "moons";
    how.eta = 0.4;
    how.epochs = 60;
    how.test_fraction = 0.0;
    make("boundary", o);
    ck_assert_str_eq(names, "# epoch\tx\ty\town\tanswer\ta_1\ta_2\n");
    ck_assert_uint_eq(rows, 4 * (PLANE + SAMPLES));
    begin(&o, false);
    for (size_t block = 0; block < 4; block++) {
        const size_t epochs[] = {1, 3, 12, 60};
        size_t own[3] = {0};
        learn_until(epochs[block]);
        for (size_t i = 0; i < PLANE + SAMPLES; i++) {
            const double *row = table[block * (PLANE + SAMPLES) + i];
            double a = output(&t.p.net, row[1], row[2], 0), b = output(&t.p.net, row[1], row[2], 1);
            ck_assert_double_eq(row[0], (double)epochs[block]);
            ck_assert_double_eq_tol(row[5], a, 1e-4); /* x and y have five places, a and b four */
            ck_assert_double_eq_tol(row[6], b, 1e-4);
            ck_assert(fabs(a - b) < 1e-3 || row[4] == (a > b ? 1.0 : 2.0));
            own[(size_t)row[3]]++;
        }
        ck_assert(own[0] == PLANE && own[1] == SAMPLES / 2 && own[2] == SAMPLES / 2);
    }
    training_free(&t);
}
END_TEST

/* Feature f of the points of the plane begins and ends so far outside of all samples. */
static void check_span(size_t plane, size_t f)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = plane; i < plane + 200; i++) {
        low = fmin(low, table[i][f]);
        high = fmax(high, table[i][f]);
    }
    ck_assert_double_eq_tol(table[0][f], low - 0.12 * (high - low), 1e-4);
    ck_assert_double_eq_tol(table[plane - 1][f], high + 0.12 * (high - low), 1e-4);
}

START_TEST(of_few_epochs_the_first_ones_are_shown)
{
    options o = network("2,4,2", "tanh", 19);
    o.data = "moons";
    how.epochs = 7;
    how.test_fraction = 0.0;
    make("boundary", o);
    for (size_t i = 0; i < 4; i++) {
        const double epochs[] = {1.0, 2.0, 3.0, 7.0};
        ck_assert_double_eq(table[i * rows / 4][0], epochs[i]);
    }
    how.epochs = 3;
    refuses("boundary", o, "--epochs wants 4 or more");
}
END_TEST

START_TEST(a_run_that_leaves_the_numbers_is_refused)
{
    static const char *const figures_of_runs[] = {"gradient-norms", "training-error", "boundary",
                                                  "loss"};
    options o = network("2,9,2", "relu,softmax", 10);
    o.data = "moons";
    o.loss = "categorical";
    how.eta = 1e4;
    how.test_fraction = 0.0;
    refuses(figures_of_runs[_i], o, "the numbers have left what double can hold");
}
END_TEST

START_TEST(the_plane_is_somewhat_wider_than_its_samples)
{
    options o = network("2,5,2", "tanh", 23);
    o.data = "moons";
    how.test_fraction = 0.0;
    how.epochs = 4;
    make("boundary", o);
    check_span(61 * 61, 1);
    check_span(61 * 61, 2);
}
END_TEST

START_TEST(regions_want_a_plane_and_classes)
{
    refuses("boundary", network("4,5,3", "tanh", 10), "iris has 4 features");
}
END_TEST

Suite *figure_learning_suite(void)
{
    Suite *suite = suite_create("figure_learning");
    TCase *tables = tcase_create("tables");
    tcase_set_timeout(tables, 60);
    tcase_add_checked_fixture(tables, usual, NULL);
    tcase_add_test(tables, loss_is_the_same_by_both_methods);
    tcase_add_test(tables, gradients_of_sigmoids_shrink_from_layer_to_layer);
    tcase_add_test(tables, a_fixed_step_fails_at_kinks_and_the_others_do_not);
    tcase_add_test(tables, a_region_is_where_the_largest_output_is_that_of_its_class);
    tcase_add_test(tables, of_few_epochs_the_first_ones_are_shown);
    tcase_add_loop_test(tables, a_run_that_leaves_the_numbers_is_refused, 0, 4);
    tcase_add_test(tables, the_plane_is_somewhat_wider_than_its_samples);
    tcase_add_test(tables, regions_want_a_plane_and_classes);
    suite_add_tcase(suite, tables);
    return suite;
}
