/* Activations: the table, the derivative and the pull-back of each, alone. How many digits are
 * right, is the matter of test_accuracy.c. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "forward.h"
#include "near.h"
#include "rng.h"
#include "scalar.h"
#include "textbook.h"

static void draw(bp_mat *m, double scale, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] = scale * bp_rng_normal(&rng);
    }
}

START_TEST(every_name_finds_its_record)
{
    const char *names[] = {"identity", "sigmoid",  "tanh", "relu", "leaky-relu",
                           "elu",      "softplus", "silu", "gelu", "softmax"};
    for (size_t i = 0; i < 10; i++) {
        ck_assert_str_eq(bp_activations[i].name, names[i]);
        ck_assert_ptr_eq(bp_activation_named(names[i]), &bp_activations[i]);
        ck_assert(bp_couples_neurons(&bp_activations[i]) == (i == 9));
    }
    ck_assert_ptr_null(bp_activations[10].name);
}
END_TEST

START_TEST(other_names_find_nothing)
{
    const char *names[] = {"", "Sigmoid", "sigmoi", "sigmoids", "leaky_relu", " tanh"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_ptr_null(bp_activation_named(names[i]));
    }
}
END_TEST

/* S(Z) = Σ R ⊙ σ(Z), and its derivative by one entry of Z, by the textbook's σ in long double and a
 * central difference: nothing of it is the library's forward path or its derivatives. */
static long double weighed(const bp_activation *sigma, const bp_mat *R, const bp_mat *Z)
{
    long double sum = 0.0L;
    for (size_t j = 0; j < Z->rows; j++) {
        for (size_t m = 0; m < Z->cols; m++) {
            sum += BP_AT(R, j, m) * bp_textbook_activation(sigma, Z, j, m);
        }
    }
    return sum;
}

static double weighed_slope(const bp_activation *sigma, const bp_mat *R, bp_mat *Z, double *entry)
{
    const double before = *entry, step = 0x1p-17;
    *entry = before + step;
    long double above = weighed(sigma, R, Z), x_above = *entry;
    *entry = before - step;
    long double below = weighed(sigma, R, Z), x_below = *entry;
    *entry = before;
    return (double)((above - below) / (x_above - x_below));
}

START_TEST(pull_back_of_a_random_cotangent_is_the_central_difference)
{
    bp_mat Z, R, dZ;
    ck_assert(bp_mat_new(&Z, 5, 7) && bp_mat_new(&R, 5, 7) && bp_mat_new(&dZ, 5, 7));
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        draw(&Z, 1.7, 41);
        draw(&R, 1.0, 42);
        bp_mat_fill(&dZ, NAN);
        bp_pull_back(&dZ, sigma, &R, &Z);
        for (size_t i = 0; i < 35; i++) {
            double want = weighed_slope(sigma, &R, &Z, &Z.v[i]);
            ck_close(dZ.v[i], want, 1e-9 * fabs(R.v[i]) + 1e-9, sigma->name);
        }
    }
    bp_mat_free(&Z);
    bp_mat_free(&R);
    bp_mat_free(&dZ);
}
END_TEST

START_TEST(pull_back_in_place_is_the_same_pull_back)
{
    bp_mat Z, R, dZ;
    bp_activation twin;
    ck_assert(bp_mat_new(&Z, 5, 7) && bp_mat_new(&R, 5, 7) && bp_mat_new(&dZ, 5, 7));
    draw(&Z, 1.7, 43);
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        ck_assert(bp_activation_numeric(&twin, sigma, 5));
        const bp_activation *both[] = {sigma, &twin};
        for (size_t i = 0; i < 2; i++) {
            draw(&R, 1.0, 44);
            bp_pull_back(&dZ, both[i], &R, &Z);
            bp_pull_back(&R, both[i], &R, &Z);
            ck_assert_msg(bp_mat_gap(&R, &dZ).gap == 0.0, "%s", sigma->name);
        }
        bp_activation_free(&twin);
    }
    bp_mat_free(&Z);
    bp_mat_free(&R);
    bp_mat_free(&dZ);
}
END_TEST

START_TEST(numeric_twin_agrees_without_knowing_the_derivative)
{
    bp_mat Z, R, dZ, dZ_twin;
    bp_activation twin;
    ck_assert(bp_mat_new(&Z, 5, 7) && bp_mat_new(&R, 5, 7) && bp_mat_new(&dZ, 5, 7) &&
              bp_mat_new(&dZ_twin, 5, 7));
    draw(&Z, 4.0, 45);
    draw(&R, 1.0, 46);
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        ck_assert(bp_activation_numeric(&twin, sigma, 6));
        twin.slope = NULL;
        bp_pull_back(&dZ, sigma, &R, &Z);
        bp_pull_back(&dZ_twin, &twin, &R, &Z);
        for (size_t i = 0; i < 35; i++) {
            double size = fabs(R.v[i]) + 2.0;
            ck_ulps(near_double, dZ_twin.v[i], dZ.v[i], size, 16, sigma->name, Z.v[i]);
        }
        for (size_t j = 0; j < 5; j++) {
            double J = bp_jacobian(sigma, &Z, 3, j, 2), J_twin = bp_jacobian(&twin, &Z, 3, j, 2);
            ck_ulps(near_double, J_twin, J, 1.0, 16, sigma->name, j);
        }
        bp_activation_free(&twin);
        ck_assert_ptr_null(twin.column.v);
    }
    bp_mat_free(&Z);
    bp_mat_free(&R);
    bp_mat_free(&dZ);
    bp_mat_free(&dZ_twin);
}
END_TEST

START_TEST(numeric_twin_of_softmax_needs_memory_and_says_so)
{
    bp_activation twin;
    dry_after(0);
    bool softmax = bp_activation_numeric(&twin, bp_activation_named("softmax"), 5);
    bp_activation_free(&twin);
    bool tanh = bp_activation_numeric(&twin, bp_activation_named("tanh"), 5);
    bp_activation_free(&twin);
    dry_after(-1);
    ck_assert(!softmax && tanh);
}
END_TEST

START_TEST(jacobian_of_an_elementwise_activation_is_diagonal)
{
    MATRIX(Z, 3, 2, 0.7, -1.3, 2.1, 0.4, -0.6, 1.9);
    for (const bp_activation *sigma = bp_activations; sigma->at; sigma++) {
        for (size_t k = 0; k < 3; k++) {
            for (size_t j = 0; j < 3; j++) {
                double want = k == j ? bp_slope(sigma, BP_AT(&Z, j, 1)) : 0.0;
                ck_assert_double_eq(bp_jacobian(sigma, &Z, k, j, 1), want);
            }
        }
    }
}
END_TEST

START_TEST(softmax_column_sums_to_one_and_ignores_a_shift)
{
    const bp_activation *sigma = bp_activation_named("softmax");
    MATRIX(Z, 3, 2, 0.75, -1.25, 2.5, 700.5, -0.5, 3.25);
    MATRIX(A, 3, 2, 9, 9, 9, 9, 9, 9);
    bp_activate(&A, sigma, &Z);
    for (size_t m = 0; m < 2; m++) {
        double sum = BP_AT(&A, 0, m) + BP_AT(&A, 1, m) + BP_AT(&A, 2, m), pulled = 0.0;
        ck_ulps(near_double, sum, 1.0, 1.0, 4, "sum of column", m);
        for (size_t k = 0; k < 3; k++) {
            pulled += bp_jacobian(sigma, &Z, k, 1, m);
        }
        ck_ulps(near_double, pulled, 0.0, 1.0, 4, "sum of slopes of column", m);
    }
    for (size_t i = 0; i < 6; i++) {
        Z.v[i] += 1024.0; /* exact */
    }
    bp_activate(&Z, sigma, &Z);
    ck_assert_double_eq(bp_mat_gap(&A, &Z).gap, 0.0);
}
END_TEST

START_TEST(slope_on_a_kink_is_the_one_from_the_left)
{
    ck_assert_double_eq(bp_slope(bp_activation_named("relu"), 0.0), 0.0);
    ck_assert_double_eq(bp_slope(bp_activation_named("leaky-relu"), 0.0), 0.01);
    ck_assert_double_eq(bp_slope(bp_activation_named("elu"), 0.0), 1.0);
    ck_assert_double_eq(bp_slope(bp_activation_named("relu"), 5e-324), 1.0);
    ck_assert_double_eq(bp_slope(bp_activation_named("leaky-relu"), -5e-324), 0.01);
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        bool jumps = sigma->at && fabs(sigma->slope(0x1p-60) - sigma->slope(-0x1p-60)) > 0.5;
        ck_assert_msg(sigma->kink == jumps, "%s", sigma->name);
    }
}
END_TEST

/* The quotient shows the curvature somewhere between z and its neighbour: hence the larger one. */
START_TEST(curvature_bounds_the_change_of_the_slope)
{
    const double step = 0x1p-16;
    for (const bp_activation *sigma = bp_activations; sigma->at; sigma++) {
        double largest = 0.0;
        for (double z = -9.7; z < 9.7; z += 0.037) {
            double quotient = fabs(sigma->slope(z + step) - sigma->slope(z)) / step;
            double bound = fmax(sigma->curvature(z), sigma->curvature(z + step));
            ck_assert_msg(quotient <= 1.001 * bound + 1e-9, "%s at %g: %g > %g", sigma->name, z,
                          quotient, bound);
            ck_assert(fabs(sigma->slope(z)) <= 1.0000001 * sigma->slope_terms(z));
            largest = fmax(largest, bound);
        }
        ck_assert_msg(largest < 2.5, "%s: a bound of %g bounds nothing", sigma->name, largest);
        ck_assert(sigma->curvature(1e300) == 0.0 && sigma->curvature(-1e300) == 0.0);
    }
}
END_TEST

START_TEST(activation_without_a_textbook_is_refused)
{
    MATRIX(Z, 2, 1, 0.7, -1.3);
    bp_activation swish = {.name = "swish"};
    ck_breaks("bp_textbook_activation: no textbook names the activation swish",
              bp_textbook_activation(&swish, &Z, 1, 0));
}
END_TEST

Suite *activation_suite(void)
{
    Suite *suite = suite_create("activation");
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_name_finds_its_record);
    tcase_add_test(table, other_names_find_nothing);
    tcase_add_test(table, activation_without_a_textbook_is_refused);
    suite_add_tcase(suite, table);
    TCase *slope = tcase_create("slope");
    tcase_add_test(slope, pull_back_of_a_random_cotangent_is_the_central_difference);
    tcase_add_test(slope, pull_back_in_place_is_the_same_pull_back);
    tcase_add_test(slope, numeric_twin_agrees_without_knowing_the_derivative);
    tcase_add_test(slope, numeric_twin_of_softmax_needs_memory_and_says_so);
    tcase_add_test(slope, jacobian_of_an_elementwise_activation_is_diagonal);
    tcase_add_test(slope, softmax_column_sums_to_one_and_ignores_a_shift);
    tcase_add_test(slope, slope_on_a_kink_is_the_one_from_the_left);
    tcase_add_test(slope, curvature_bounds_the_change_of_the_slope);
    suite_add_tcase(suite, slope);
    return suite;
}
