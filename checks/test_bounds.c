/* Rounding bounds: never below the true error, which long double shows, and not far above it. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdlib.h>

#include "answers.h"
#include "bounds.h"
#include "near.h"
#include "pass.h"
#include "test_exact.h"

#define NETWORKS 300
#define MOST 300.0      /* times the error, in the middle of all tensors: 27 for Z to 240 for ∂C/∂b */

static exact_pass truth;
static bp_answers answers;
static bp_pass bound;

/* Every quantity as the library computes it, and its running bound. */
static void compute(const nets *n)
{
    ck_assert(bp_answers_new(&answers, &n->net, &n->data.X, &n->data.Y) &&
              bp_pass_new(&bound, &n->net, &n->data.X, &n->data.Y));
    bp_answer_chain(&answers, NULL, NULL);
    bp_forward_bounds(&bound, &answers.pass, NULL);
    bp_backward_bounds(&bound, &answers.pass, 0.0, NULL);
}

static void forget(void)
{
    bp_answers_free(&answers);
    bp_pass_free(&bound);
}

/* How many times the error a bound is, one number for each tensor. */
typedef struct {
    double *v;
    size_t count, room;
} ratios;

static void add_ratio(ratios *r, double ratio)
{
    if (r->count == r->room) {
        r->room = 2 * r->room + 1000;
        r->v = realloc(r->v, r->room * sizeof *r->v);
        ck_assert_ptr_nonnull(r->v);
    }
    r->v[r->count++] = ratio;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(ratios *r)
{
    qsort(r->v, r->count, sizeof *r->v, ascending);
    return r->v[r->count / 2];
}

/* One tensor against the truth; its widest ratio is the one that counts: an entry that happens to
 * be exact says nothing. */
static void compare(const bp_mat *got, const bp_mat *allowed, bp_quantity q, size_t l,
                    unsigned long seed, ratios *r)
{
    double largest = 0.0, error = 0.0;
    for (size_t i = 0; i < got->rows * got->cols; i++) {
        long double want = exact_at(&truth, q, l, i / got->cols, i % got->cols);
        double gap = (double)fabsl(got->v[i] - want), E = allowed->v[i];
        bool undecided = truth.net->loss->pole && !isfinite(E);
        ck_assert_msg(undecided || gap <= E, "seed %lu, %s, entry %zu: %.17g, off by %g, bound %g", seed,
                      got->name, i, got->v[i], gap, E);
        error = undecided ? error : fmax(error, gap);
        largest = undecided ? largest : fmax(largest, E);
    }
    if (error > 0.0) {
        add_ratio(r, largest / error);
    }
}

/* What the running bounds speak of; b̂, the local derivatives of affine maps and zeros are
 * exact. */
static const bp_quantity bounded[] = {
    BP_Z, BP_A, BP_C, BP_dA, BP_dZ, BP_dAdZ, BP_dZdZ, BP_dZ_chain, BP_dZdW, BP_dW_chain, BP_dW, BP_db_chain,
    BP_db, BP_z, BP_a, BP_Cx, BP_da, BP_delta, BP_gW, BP_gb, BP_stack, BP_accumulate};

START_TEST(running_bounds_are_never_below_the_error_and_not_far_above)
{
    ratios all[BP_QUANTITY_COUNT] = {{0}};
    for (unsigned long seed = 1; near_wide() && seed <= NETWORKS; seed++) {
        nets n;
        nets_random(&n, seed);
        exact_new(&truth, &n);
        compute(&n);
        bp_collect(&bound);
        for (size_t q = 0; q < sizeof bounded / sizeof *bounded; q++) {
            for (size_t l = bounded[q] == BP_stack ? 0 : 1; l <= n.net.L; l++) {
                compare(&answers.pass.of[bounded[q]][l], &bound.of[bounded[q]][l], bounded[q], l, seed,
                        &all[bounded[q]]);
            }
        }
        forget();
        nets_free(&n);
    }
    for (size_t q = 0; near_wide() && q < sizeof bounded / sizeof *bounded; q++) {
        ratios *r = &all[bounded[q]];
        ck_assert_msg(r->count >= 100, "%zu: only %zu tensors", q, r->count);
        double middle = median(r);
        ck_assert_msg(middle <= MOST, "bounded quantity %zu: bounds are %g times the error", q, middle);
        free(r->v);
    }
}
END_TEST

/* Both stand on the computed Z and A: so does the truth, here. */
START_TEST(local_bounds_hold_for_both_sides_at_the_computed_base_point)
{
    static const bp_quantity by_witness[] = {BP_dA, BP_dZ, BP_dAdZ, BP_dZdZ, BP_dZdW, BP_dW, BP_db, BP_da,
                                             BP_delta, BP_gW, BP_gb};
    static const bp_quantity by_pass[] = {BP_dA, BP_dZ, BP_dW, BP_db};
    for (unsigned long seed = 1; near_wide() && seed <= 100; seed++) {
        nets n;
        bp_witness w;
        bp_pass pass;
        ratios unused = {0};
        nets_random(&n, seed);
        ck_assert(bp_complex_step(&w, &n.net, &n.data.X, &n.data.Y, BP_COMPLEX_STEP, NULL) &&
                  bp_pass_new(&bound, &n.net, &n.data.X, &n.data.Y) &&
                  bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y));
        exact_new(&truth, &n);
        for (size_t l = 1; l <= n.net.L; l++) {
            bp_mat_copy(&pass.Z[l], &w.value.Z[l]);
            bp_mat_copy(&pass.A[l], &w.value.A[l]);
            for (size_t i = 0; i < n.net.N[l] * pass.M; i++) {
                truth.Z[l][i / pass.M][i % pass.M] = pass.Z[l].v[i];
                truth.A[l][i / pass.M][i % pass.M] = pass.A[l].v[i];
            }
        }
        exact_backward(&truth);
        bp_backward(&pass);
        bp_local_bounds(&bound, &w, &w.value);
        for (size_t l = 1; l <= n.net.L; l++) {
            for (size_t q = 0; q < sizeof by_witness / sizeof *by_witness; q++) {
                bp_quantity own = by_witness[q];
                compare(&w.value.of[own][l], &w.bar.of[own][l], own, l, seed, &unused);
            }
            for (size_t q = 0; q < sizeof by_pass / sizeof *by_pass; q++) {
                compare(&pass.of[by_pass[q]][l], &bound.of[by_pass[q]][l], by_pass[q], l, seed, &unused);
            }
        }
        free(unused.v);
        bp_pass_free(&pass);
        bp_pass_free(&bound);
        bp_witness_free(&w);
        nets_free(&n);
    }
}
END_TEST

/* One layer, 2-3, M = 2: E_Z = γ_3 (|W| |X| + |b|), and σ = identity rounds nothing. */
START_TEST(bound_of_an_affine_map_is_gamma_times_the_sizes_of_its_terms)
{
    nets n;
    static const double W[] = {0.5, -2, 4, 1.5, -0.25, 3}, b[] = {-1.5, 2, 0.5}, X[] = {3, -2, -4, 6};
    const double sizes[] = {1.5 + 8 + 1.5, 1 + 12 + 1.5,        12 + 6 + 2,
                            8 + 9 + 2,     0.75 + 12 + 0.5, 0.5 + 18 + 0.5};
    nets_new(&n, 1, (size_t[]){2, 3}, (const char *const[]){NULL, "identity"}, "quadratic", 2, 71);
    memcpy(n.net.W[1].v, W, sizeof W);
    memcpy(n.net.b[1].v, b, sizeof b);
    memcpy(n.data.X.v, X, sizeof X);
    compute(&n);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq(bound.Z[1].v[i], bp_gamma(3) * sizes[i]);
        ck_assert_double_eq(bound.A[1].v[i], bound.Z[1].v[i]);
        ck_assert_double_eq(bound.z[1].v[i], bound.Z[1].v[i]);
    }
    forget();
    nets_free(&n);
}
END_TEST

/* σ(37) is 1 − 8e-17, which a double cannot tell from 1: of ∂C/∂A nothing is known. σ(30) leaves
 * three digits of 1 − A, σ(3) nearly all. */
START_TEST(output_at_a_pole_of_the_loss_has_no_bound)
{
    nets n;
    nets_new(&n, 1, (size_t[]){2, 3}, (const char *const[]){NULL, "sigmoid"}, "cross-entropy", 2, 72);
    bp_mat_fill(&n.net.W[1], 0.0);
    memcpy(n.net.b[1].v, (double[]){37, 30, 3}, 3 * sizeof(double));
    compute(&n);
    for (size_t m = 0; m < 2; m++) {
        double middle = BP_AT(&bound.dA[1], 1, m) / fabs(BP_AT(&answers.pass.dA[1], 1, m));
        double far = BP_AT(&bound.dA[1], 2, m) / fabs(BP_AT(&answers.pass.dA[1], 2, m));
        ck_assert(!isfinite(BP_AT(&bound.dA[1], 0, m)) && !isfinite(BP_AT(&bound.dZ[1], 0, m)));
        ck_assert_msg(middle > 1e-5 && middle < 1, "%g", middle);
        ck_assert_msg(far > 1e-16 && far < 1e-13, "%g", far);
    }
    n.net.loss = bp_loss_named("quadratic");
    bp_backward_bounds(&bound, &answers.pass, 0.0, NULL);
    ck_assert(bound.dA[1].v[0] < 1e-14);
    forget();
    nets_free(&n);
}
END_TEST

/* An infinite bound says: this may be anything, also infinite; and 0 times that is no number. */
START_TEST(dead_neuron_below_a_pole_has_no_bound_either)
{
    nets n;
    nets_new(&n, 2, (size_t[]){2, 3, 2}, (const char *const[]){NULL, "relu", "sigmoid"},
             "cross-entropy", 2, 73);
    bp_mat_fill(&n.net.W[1], 0.0);
    bp_mat_fill(&n.net.b[1], -2.0);
    n.net.b[2].v[0] = 800.0;
    compute(&n);
    bp_mat_fill(&answers.pass.dA[1], 0.5); /* a witness may well read off a finite number */
    bp_mat_fill(&answers.pass.dZ[2], 0.25);
    bp_backward_bounds(&bound, &answers.pass, 0.0, NULL);
    for (size_t i = 0; i < 6; i++) {
        ck_assert(!isfinite(bound.dZ[1].v[i]) && !isfinite(bound.dZ_chain[1].v[i]));
    }
    forget();
    nets_free(&n);
}
END_TEST

Suite *bounds_suite(void)
{
    Suite *suite = suite_create("bounds");
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_set_timeout(wide, 60);
    tcase_add_test(wide, running_bounds_are_never_below_the_error_and_not_far_above);
    tcase_add_test(wide, local_bounds_hold_for_both_sides_at_the_computed_base_point);
    suite_add_tcase(suite, wide);
    TCase *hand = tcase_create("hand");
    tcase_add_test(hand, bound_of_an_affine_map_is_gamma_times_the_sizes_of_its_terms);
    tcase_add_test(hand, output_at_a_pole_of_the_loss_has_no_bound);
    tcase_add_test(hand, dead_neuron_below_a_pole_has_no_bound_either);
    suite_add_tcase(suite, hand);
    return suite;
}
