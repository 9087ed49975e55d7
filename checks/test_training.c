/* A run of learning: kept in a folder, and checked while it learns. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "capture.h"
#include "near.h"
#include "test_folder.h"
#include "test_training.h"

/* A run in a folder ---------------------------------------------------------------------------- */

static void ck_same_bits(const bp_mat *a, const bp_mat *b)
{
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_nonnull(b);
    ck_assert(bp_mat_same_shape(a, b));
    ck_assert_mem_eq(a->v, b->v, a->rows * a->cols * sizeof *a->v);
}

static void ck_same_run(const training *a, const training *b)
{
    const bp_trainer *p = &a->trainer, *q = &b->trainer;
    for (size_t l = 1; l <= a->p.net.L; l++) {
        ck_same_bits(&a->p.net.W[l], &b->p.net.W[l]);
        ck_same_bits(&a->p.net.b[l], &b->p.net.b[l]);
        ck_same_bits(&p->V_W[l], &q->V_W[l]);
        ck_same_bits(&p->V_b[l], &q->V_b[l]);
        ck_assert_double_eq(p->epoch.norm[l], q->epoch.norm[l]);
    }
    ck_assert_uint_eq(p->epochs, q->epochs);
    ck_assert_uint_eq(p->epoch.seen, q->epoch.seen);
    ck_assert_uint_eq(p->epoch.measured, q->epoch.measured);
    ck_assert_uint_eq(p->epoch.score.right, q->epoch.score.right);
    ck_assert_double_eq(p->epoch.score.loss, q->epoch.score.loss);
    ck_assert_double_eq(a->seconds, b->seconds);
    ck_assert_uint_eq(a->curve.rows, b->curve.rows);
    ck_assert_mem_eq(a->curve.cells, b->curve.cells,
                     a->curve.rows * curve_columns(a->curve.L) * sizeof *a->curve.cells);
}

/* One epoch, with a row of the curve, and seven mini-batches of the next; saved. */
static void begin(learner *l, bool per_sample)
{
    learner_usual(l);
    l->w.method = per_sample ? "per-sample" : "full-matrix";
    l->w.save = the_folder;
    ck_assert(learner_build(l));
    l->w.load = the_folder;
    learner_step(l, 13 + 7);
    ck_assert_uint_eq(l->t.trainer.epochs, 1);
    double *row = curve_add(&l->t.curve);
    ck_assert_ptr_nonnull(row);
    row[CURVE_EPOCH] = 1.0;
    row[CURVE_LOSS] = 0.7 / 3.0;
    l->t.seconds = 2.7;
    ck_assert(training_save(&l->t));
}

START_TEST(what_is_loaded_is_what_was_saved_and_goes_on_as_it_would_have)
{
    learner whole, loaded;
    begin(&whole, _i);
    loaded = (learner){.o = whole.o, .w = whole.w};
    loaded.w.resume = true;
    ck_assert(learner_build(&loaded));
    ck_same_run(&whole.t, &loaded.t);
    learner_step(&whole, 25);
    learner_step(&loaded, 25);
    ck_assert_uint_eq(loaded.t.trainer.epochs, 3);
    ck_same_run(&whole.t, &loaded.t);
    learner_free(&whole);
    learner_free(&loaded);
}
END_TEST

START_TEST(load_without_resume_takes_the_parameters_and_nothing_else)
{
    learner whole, loaded;
    begin(&whole, false);
    loaded = (learner){.o = whole.o, .w = whole.w};
    ck_assert(learner_build(&loaded));
    ck_same_bits(&whole.t.p.net.W[2], &loaded.t.p.net.W[2]);
    ck_same_bits(&whole.t.p.net.b[1], &loaded.t.p.net.b[1]);
    ck_assert(bp_mat_is_zero(&loaded.t.trainer.V_W[1]) && loaded.t.trainer.epochs == 0 &&
              loaded.t.curve.rows == 0);
    learner_free(&whole);
    learner_free(&loaded);
}
END_TEST

static void read_file(const char *name, char text[4096])
{
    FILE *file = fopen(in_folder(name), "r");
    ck_assert_ptr_nonnull(file);
    memset(text, 0, 4096);
    ck_assert_uint_gt(fread(text, 1, 4096, file), 0);
    fclose(file);
}

START_TEST(save_that_runs_out_of_memory_leaves_the_older_one)
{
    static char before[4096], after[4096];
    learner l;
    long allocations = 0;
    begin(&l, false);
    read_file("training.npy", before);
    size_t files = count_files(false);
    learner_step(&l, 1);
    for (bool saved = false; !saved; allocations++) {
        capture c = capture_begin(stderr);
        dry_after(allocations);
        saved = training_save(&l.t);
        dry_after(-1);
        capture_end(&c);
        read_file("training.npy", after);
        ck_assert_int_eq(memcmp(before, after, sizeof before) == 0, !saved);
        ck_assert_uint_eq(count_files(false), files);
        if (!saved) {
            ck_no_memory(c, allocations, "no memory for ");
        }
    }
    ck_assert_int_ge(allocations, 3);
    learner_free(&l);
}
END_TEST

START_TEST(building_and_loading_without_memory_leaves_nothing)
{
    learner whole, loaded;
    long allocations = 0;
    begin(&whole, true);
    for (bool built = false; !built; allocations++) {
        loaded = (learner){.o = whole.o, .w = whole.w};
        loaded.w.resume = _i;
        capture c = capture_begin(stderr);
        dry_after(allocations);
        built = learner_build(&loaded);
        dry_after(-1);
        capture_end(&c);
        if (!built) {
            ck_no_memory(c, allocations, "no memory");
            ck_assert(!loaded.t.order && !loaded.t.p.net.W && !loaded.t.trainer.order);
        }
    }
    ck_assert_int_ge(allocations, 50);
    learner_free(&whole);
    learner_free(&loaded);
}
END_TEST

/* Checked while it learns ---------------------------------------------------------------------- */

/* After an epoch, with room for a row. */
static double *one_epoch(learner *l, bool per_sample)
{
    learner_usual(l);
    l->w.method = per_sample ? "per-sample" : "full-matrix";
    ck_assert(learner_build(l));
    learner_step(l, 13);
    double *row = curve_add(&l->t.curve);
    ck_assert_ptr_nonnull(row);
    return row;
}

static double cell(const double *row, curve_group group, size_t l)
{
    return row[curve_column(2, group, l)];
}

START_TEST(gradient_while_learning_agrees_with_both_witnesses)
{
    learner l;
    double *row = one_epoch(&l, _i);
    ck_assert(training_check(&l.t, row));
    ck_assert(!l.t.wrong && !l.t.open);
    for (size_t i = 1; i <= 2; i++) {
        double by_complex = cell(row, CURVE_COMPLEX, i), central = cell(row, CURVE_CENTRAL, i);
        ck_assert(by_complex > 0.0 && by_complex < 1e-14);
        ck_assert(central > 1e-14 && central < 1e-8);
        ck_assert_double_eq(cell(row, CURVE_KINKS, i), 0.0);
    }
    learner_free(&l);
}
END_TEST

static double slope_of_tanh_and_more(double z)
{
    return (1.0 - tanh(z) * tanh(z)) * (1.0 + 1e-6);
}

static double no_slope(double z)
{
    return z - z + NAN;
}

/* Only the pass of the method that is asked for has the wrong σ': verify's equations are right. */
START_TEST(wrong_gradient_of_the_method_is_found_and_measured_in_its_layer)
{
    learner l;
    double *row = one_epoch(&l, _i);
    bp_activation wrong = *bp_activation_named("tanh");
    const bp_activation *sigma[] = {NULL, &wrong, bp_activation_named("softmax")};
    wrong.slope = slope_of_tanh_and_more;
    bp_pass *pass = _i ? &l.t.trainer.one.pass : &l.t.trainer.batch.pass;
    pass->sigma = sigma;
    ck_assert(training_check(&l.t, row));
    ck_assert(l.t.wrong && !l.t.open);
    ck_assert_double_gt(cell(row, CURVE_COMPLEX, 1), 1e-7);
    ck_assert_double_le(cell(row, CURVE_COMPLEX, 1), 1.001e-6);
    ck_assert_double_lt(cell(row, CURVE_COMPLEX, 2), 1e-14);
    learner_free(&l);
}
END_TEST

START_TEST(gradient_that_is_no_number_is_infinitely_wrong)
{
    learner l;
    double *row = one_epoch(&l, false);
    bp_activation wrong = *bp_activation_named("tanh");
    const bp_activation *sigma[] = {NULL, &wrong, bp_activation_named("softmax")};
    wrong.slope = no_slope;
    l.t.trainer.batch.pass.sigma = sigma;
    ck_assert(training_check(&l.t, row));
    ck_assert(l.t.wrong);
    ck_assert_double_eq(cell(row, CURVE_COMPLEX, 1), HUGE_VAL);
    learner_free(&l);
}
END_TEST

START_TEST(check_without_memory_says_so)
{
    learner l;
    double *row = one_epoch(&l, false);
    long allocations = 0;
    for (bool checked = false; !checked; allocations += 7) {
        capture c = capture_begin(stderr);
        dry_after(allocations);
        checked = training_check(&l.t, row);
        dry_after(-1);
        capture_end(&c);
        if (!checked) {
            ck_no_memory(c, allocations, "no memory to check the gradient");
        }
    }
    ck_assert_int_gt(allocations, 100);
    learner_free(&l);
}
END_TEST

Suite *training_suite(void)
{
    Suite *suite = suite_create("training");
    TCase *kept = tcase_create("in a folder");
    tcase_add_checked_fixture(kept, make_folder, remove_folder);
    tcase_add_loop_test(kept, what_is_loaded_is_what_was_saved_and_goes_on_as_it_would_have, 0, 2);
    tcase_add_test(kept, load_without_resume_takes_the_parameters_and_nothing_else);
    tcase_add_test(kept, save_that_runs_out_of_memory_leaves_the_older_one);
    tcase_add_loop_test(kept, building_and_loading_without_memory_leaves_nothing, 0, 2);
    suite_add_tcase(suite, kept);
    TCase *checked = tcase_create("checked");
    tcase_add_loop_test(checked, gradient_while_learning_agrees_with_both_witnesses, 0, 2);
    tcase_add_loop_test(checked, wrong_gradient_of_the_method_is_found_and_measured_in_its_layer, 0, 2);
    tcase_add_test(checked, gradient_that_is_no_number_is_infinitely_wrong);
    tcase_add_test(checked, check_without_memory_says_so);
    suite_add_tcase(suite, checked);
    return suite;
}
