/* The difference methods beside each other: how exact each is, that its bars cover its errors, and
 * that they are no wider than they must be. The complex step, good to 1e-15, stands for the truth. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "bounds.h"
#include "near.h"
#include "test_nets.h"

static bp_witness z, w;
static bp_pass bound;

static void run(const nets *n, const bp_difference *method)
{
    const bp_mat *X = &n->data.X, *Y = &n->data.Y;
    ck_assert(bp_complex_step(&z, &n->net, X, Y, BP_COMPLEX_STEP, NULL));
    ck_assert(bp_pass_new(&bound, &n->net, X, Y));
    bp_forward_bounds(&bound, &z.value, NULL);
    ck_assert(bp_difference_quotients(&w, method, &n->net, X, Y, &bound, method->step, NULL));
}

static void forget(void)
{
    bp_witness_free(&z);
    bp_witness_free(&w);
    bp_pass_free(&bound);
}

/* The error of all ∂C/∂W and ∂C/∂b in units of their bars, entry by entry, and norm-wise. */
typedef struct {
    double worst, norm, error, widest, units[4096];
    size_t count;
} tally;

static void add(tally *t, bp_quantity q, size_t l)
{
    const bp_mat *truth = &z.value.of[q][l];
    for (size_t i = 0; i < truth->rows * truth->cols; i++) {
        double gap = fabs(w.value.of[q][l].v[i] - truth->v[i]), bar = w.bar.of[q][l].v[i];
        t->worst = fmax(t->worst, gap / bar);
        t->error = hypot(t->error, gap);
        t->norm = hypot(t->norm, truth->v[i]);
        t->widest = fmax(t->widest, bar);
        if (gap > 0.0 && t->count < 4096) {
            t->units[t->count++] = bar / gap;
        }
    }
}

static int smaller_first(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static tally measure(const bp_difference *method, uint64_t seeds)
{
    static const char *const sigma[] = {NULL, "tanh", "sigmoid", "tanh"};
    static tally t;
    t = (tally){0};
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        nets n;
        nets_new(&n, 3, (size_t[]){6, 10, 8, 4}, sigma, "quadratic", 16, seed);
        run(&n, method);
        for (size_t l = 1; l <= 3; l++) {
            add(&t, BP_dW, l);
            add(&t, BP_db, l);
        }
        forget();
        nets_free(&n);
    }
    qsort(t.units, t.count, sizeof *t.units, smaller_first);
    return t;
}

/* The middle one of bar/error, at the most: ten times wider bars would fail. */
static const struct {
    const char *name;
    double error, middle;
} rows[] = {
    {"forward", 5e-7, 1000.0},
    {"central", 1e-9, 4000.0},
    {"five-point", 5e-11, 2000.0},
    {"richardson", 2e-12, 2500.0},
};

START_TEST(bars_cover_the_errors_and_are_no_wider_than_they_must_be)
{
    tally t = measure(bp_difference_named(rows[_i].name), 5);
    ck_assert_msg(t.worst <= 1.0, "%s: an error of %g bars", rows[_i].name, t.worst);
    ck_assert_msg(t.error / t.norm <= rows[_i].error, "%s: error %g", rows[_i].name,
                  t.error / t.norm);
    double middle = t.units[t.count / 2];
    ck_assert_msg(middle <= rows[_i].middle && middle > rows[_i].middle / 10.0,
                  "%s: the middle bar is %g times the error", rows[_i].name, middle);
}
END_TEST

START_TEST(methods_are_found_by_name)
{
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        ck_assert_ptr_eq(bp_difference_named(bp_differences[i].name), &bp_differences[i]);
    }
    ck_assert_ptr_null(bp_differences[BP_DIFFERENCES].name);
    ck_assert_ptr_null(bp_difference_named("complex"));
}
END_TEST

/* elu's σ'' jumps at 0: with Z there, all methods fall back on two quotients and say how far off
 * they are. */
START_TEST(jump_of_the_second_derivative_goes_into_the_bar)
{
    nets n;
    nets_new(&n, 2, (size_t[]){2, 3, 2}, (const char *const[]){NULL, "elu", "tanh"}, "quadratic", 2,
             61);
    bp_mat_fill(&n.net.W[1], 0.0);
    bp_mat_fill(&n.net.b[1], 0.0);
    run(&n, bp_difference_named(rows[_i].name));
    for (size_t i = 0; i < 3; i++) {
        double gap = fabs(w.value.db[1].v[i] - z.value.db[1].v[i]);
        ck_assert_double_eq(w.kink.db[1].v[i], 0.0);
        ck_assert_msg(gap <= w.bar.db[1].v[i] && w.bar.db[1].v[i] < 1e-2, "%s: %g, bar %g",
                      rows[_i].name, gap, w.bar.db[1].v[i]);
    }
    forget();
    nets_free(&n);
}
END_TEST

/* A row of ∂C/∂Z for each bias, where every Z had been disturbed before. */
START_TEST(shifted_bias_shows_what_each_sample_alone_would_do)
{
    nets n;
    bp_witness shift;
    nets_new(&n, 3, (size_t[]){4, 6, 3, 2},
             (const char *const[]){NULL, "gelu", "softmax", "sigmoid"}, "cross-entropy", 5, 63);
    run(&n, &bp_differences[BP_CENTRAL]);
    ck_assert(bp_bias_shift(&shift, &z));
    for (size_t l = 1; l <= 3; l++) {
        double largest = 0.0;
        for (size_t i = 0; i < z.value.dZ[l].rows * 5; i++) {
            largest = fmax(largest, fabs(z.value.dZ[l].v[i]));
        }
        ck_assert(largest > 1e-4);
        ck_assert(bp_mat_gap(&shift.value.dZ[l], &z.value.dZ[l]).gap <= 1e-14 * largest);
        ck_assert(bp_mat_gap(&shift.value.db[l], &z.value.db[l]).gap <= 1e-14 * 5 * largest);
    }
    ck_assert_str_eq(shift.method, "bias shift");
    bp_witness_free(&shift);
    forget();
    nets_free(&n);
}
END_TEST

static bool stop(void *user, size_t done, size_t total)
{
    (void)total;
    return done < *(size_t *)user;
}

START_TEST(work_that_is_stopped_says_what_it_has_not_seen)
{
    nets n;
    size_t last = 7; /* W^1 is 3×2: all of it, and one b */
    const bp_progress progress = {stop, &last};
    nets_new(&n, 2, (size_t[]){2, 3, 2}, (const char *const[]){NULL, "tanh", "tanh"}, "quadratic",
             2, 62);
    run(&n, &bp_differences[BP_CENTRAL]);
    ck_assert(w.whole && z.whole);
    bp_witness_free(&w);
    ck_assert(bp_difference_quotients(&w, &bp_differences[BP_CENTRAL], &n.net, &n.data.X, &n.data.Y,
                                      &bound, BP_CENTRAL_STEP, &progress));
    ck_assert(!w.whole);
    ck_assert_uint_eq(w.evaluations, 4 * last);
    ck_assert(isfinite(w.bar.dW[1].v[5]) && isfinite(w.bar.db[1].v[0]));
    ck_assert(isinf(w.bar.db[1].v[1]) && isinf(w.bar.dZ[1].v[0]) && isinf(w.bar.dW[2].v[0]));
    ck_assert_double_eq(w.value.dW[2].v[0], 0.0);
    forget();
    nets_free(&n);
}
END_TEST

Suite *differences_suite(void)
{
    Suite *suite = suite_create("differences");
    TCase *methods = tcase_create("methods");
    tcase_set_timeout(methods, 30);
    tcase_add_loop_test(methods, bars_cover_the_errors_and_are_no_wider_than_they_must_be, 0,
                        BP_DIFFERENCES);
    tcase_add_test(methods, methods_are_found_by_name);
    tcase_add_loop_test(methods, jump_of_the_second_derivative_goes_into_the_bar, 0,
                        BP_DIFFERENCES);
    tcase_add_test(methods, shifted_bias_shows_what_each_sample_alone_would_do);
    tcase_add_test(methods, work_that_is_stopped_says_what_it_has_not_seen);
    suite_add_tcase(suite, methods);
    return suite;
}
