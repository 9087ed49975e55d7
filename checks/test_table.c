/* The accuracy of every method beside what is attainable; and what the experiment about bars rests
 * on: the truth in a wider type, and how it is counted. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "accuracy.h"
#include "bars_tally.h"
#include "near.h"
#include "pass.h"
#include "test_exact.h"
#include "wide.h"

START_TEST(every_method_is_within_three_times_of_the_attainable_accuracy)
{
    static const char *const errors[] = {"median", "max", "norm"};
    accuracy_row rows[ACCURACY_ROWS];
    if (!near_wide()) {
        return;
    }
    ck_assert(accuracy_measure(rows, ACCURACY_SEEDS));
    for (size_t i = 0; i < ACCURACY_ROWS; i++) {
        for (size_t k = 0; k < ACCURACY_ERRORS; k++) {
            double here = rows[i].error[k], known = rows[i].attainable[k];
            ck_assert_msg(here > 0.0 && here <= ACCURACY_FACTOR * known, "%s, %s: %g, attainable %g",
                          rows[i].method, errors[k], here, known);
        }
    }
}
END_TEST

static const bp_quantity all[] = {BP_Z,    BP_A,    BP_C,  BP_Cx, BP_dA,    BP_dZ,       BP_dAdZ,
                                  BP_dZdZ, BP_dZdW, BP_dW, BP_db, BP_dZdb,  BP_gW,       BP_gb,
                                  BP_z,    BP_a,    BP_da, BP_delta, BP_dZ_chain, BP_dW_chain};

static void same(const wide_truth *got, const exact_pass *want, size_t l, bp_quantity q)
{
    const bp_mat *high = &got->high.of[q][l], *low = &got->low.of[q][l];
    for (size_t i = 0; i < high->rows * high->cols; i++) {
        long double is = (long double)high->v[i] + low->v[i], size = fabsl(is);
        long double should = exact_at(want, q, l, i / high->cols, i % high->cols);
        ck_assert_msg(fabsl(is - should) <= 1e-15L * (size + 1e-3L), "%s, entry %zu: %.20Lg, not %.20Lg",
                      high->name, i, is, should);
    }
}

/* Its complex step, against the formulas of the suites: at the exact base point and at one where
 * every Z and A is off. */
START_TEST(truth_in_a_wider_type_is_what_the_textbook_formulas_say)
{
    static exact_pass want;
    for (unsigned long seed = 1; near_wide() && seed <= 40; seed++) {
        nets n;
        wide_truth got;
        bp_pass base;
        nets_random(&n, seed);
        exact_new(&want, &n);
        ck_assert(wide_new(&got, &n.net, &n.data.X, &n.data.Y) &&
                  bp_pass_new(&base, &n.net, &n.data.X, &n.data.Y));
        wide_long().find(&got, &n.net, &n.data.X, &n.data.Y, NULL);
        for (size_t i = 0; i < n.net.L * sizeof all / sizeof *all; i++) {
            same(&got, &want, 1 + i % n.net.L, all[i / n.net.L]);
        }
        bp_forward(&base);
        for (size_t l = 1; l <= n.net.L; l++) {
            for (size_t i = 0; i < n.net.N[l] * base.M; i++) {
                base.Z[l].v[i] *= 1.0625;
                base.A[l].v[i] *= 0.96875;
                want.Z[l][i / base.M][i % base.M] = base.Z[l].v[i];
                want.A[l][i / base.M][i % base.M] = base.A[l].v[i];
            }
        }
        bool softmax = false;
        for (size_t l = 1; l <= n.net.L; l++) {
            softmax = softmax || bp_couples_neurons(n.net.sigma[l]);
        }
        exact_backward(&want);
        wide_long().find(&got, &n.net, &n.data.X, &n.data.Y, &base);
        for (size_t l = 1; l <= n.net.L && !softmax; l++) { /* whose formula takes A for σ(Z) */
            same(&got, &want, l, BP_dA);
            same(&got, &want, l, BP_dZ);
            same(&got, &want, l, BP_dW);
            same(&got, &want, l, BP_dZdZ);
        }
        bp_pass_free(&base);
        wide_free(&got);
        nets_free(&n);
    }
}
END_TEST

START_TEST(tally_counts_what_exceeds_its_bar_and_finds_the_median)
{
    static tally t, u;
    t = u = (tally){0};
    ck_assert(tally_add(&t, 0.0, 3.0));         /* exact */
    ck_assert(tally_add(&t, 7.0, HUGE_VAL));    /* no bar */
    ck_assert(tally_add(&t, NAN, NAN));
    ck_assert(tally_add(&t, 2.0, 3.0));
    ck_assert(tally_add(&t, 1e-3, 64.0 * 1e-3));
    ck_assert(tally_add(&u, 1e-20, 1.0));
    ck_assert(!tally_add(&u, NAN, 3.0));
    ck_assert(!tally_add(&u, 3.5, 3.0));
    tally_merge(&t, &u);
    ck_assert_uint_eq(t.entries, 6);
    ck_assert_uint_eq(t.exact, 1);
    ck_assert_uint_eq(t.unbarred, 2);
    ck_assert_uint_eq(t.exceeded, 2);
    ck_assert(isinf(t.worst));
    t = (tally){0};
    for (int i = 0; i < 101; i++) {
        tally_add(&t, 1.0, 2.0 + i);
    }
    ck_assert_double_ge(tally_median(&t), 52.0);
    ck_assert_double_le(tally_median(&t), 52.0 * 1.05);
    ck_assert_double_eq(t.worst, 0.5);
}
END_TEST

Suite *table_suite(void)
{
    Suite *suite = suite_create("table");
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_set_timeout(wide, 60);
    tcase_add_test(wide, every_method_is_within_three_times_of_the_attainable_accuracy);
    tcase_add_test(wide, truth_in_a_wider_type_is_what_the_textbook_formulas_say);
    suite_add_tcase(suite, wide);
    TCase *count = tcase_create("tally");
    tcase_add_test(count, tally_counts_what_exceeds_its_bar_and_finds_the_median);
    suite_add_tcase(suite, count);
    return suite;
}
