/* What is equal that should not be: each warning provoked, and each near miss silent. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "test_scene.h"

/* Weights ------------------------------------------------------------------------------------- */

START_TEST(constant_weights_are_told_from_weights_that_differ_by_a_hundredth)
{
    const double constants[] = {0.3, -2.0, 0.0};
    for (size_t i = 0; i < 3; i++) {
        scene s;
        bp_warning w;
        scene_usual(&s, "tanh");
        bp_mat_fill(&s.n.net.W[2], constants[i]);
        BP_AT(&s.n.net.W[2], 1, 3) *= 1.0 + 1e-4;
        scene_shows(&s, "constant^2", &w);
        ck_assert_double_eq(w.value, constants[i]);
        BP_AT(&s.n.net.W[2], 1, 3) += 0.01 * (constants[i] + 1e-9);
        scene_shows(&s, "", NULL);
        scene_free(&s);
    }
}
END_TEST

START_TEST(a_single_weight_is_not_constant)
{
    scene s;
    scene_new(&s, 2, (size_t[]){4, 1, 3}, 7, "tanh", "tanh");
    scene_shows(&s, "", NULL);
    scene_free(&s);
    scene_new(&s, 1, (size_t[]){1, 1}, 3, "", "tanh");
    scene_shows(&s, "widths^1", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(symmetric_weights_are_their_own_transpose)
{
    scene s;
    bp_warning w;
    scene_new(&s, 2, (size_t[]){4, 4, 3}, 7, "tanh", "sigmoid");
    scene_shows(&s, "widths^1", NULL);
    bp_mat *W = &s.n.net.W[1];
    for (size_t j = 0; j < 4; j++) {
        for (size_t k = 0; k < j; k++) {
            BP_AT(W, j, k) = BP_AT(W, k, j);
        }
    }
    BP_AT(W, 3, 1) += 1e-5;
    scene_shows(&s, "symmetric^1 widths^1", &w);
    scene_warning(&w, 3, 1, 1);
    ck_assert(w.value > 1e-6 && w.value < 1e-3);
    BP_AT(W, 3, 1) += 0.01;
    scene_shows(&s, "widths^1", NULL);
    bp_mat_fill(W, 0.7);
    bp_mat_fill(&s.n.net.b[1], 0.2); /* constant is all there is to say */
    scene_shows(&s, "constant^1 widths^1", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(twins_have_the_same_weights_and_the_same_bias)
{
    scene s;
    bp_warning w;
    scene_usual(&s, "tanh");
    bp_mat *W = &s.n.net.W[1], *b = &s.n.net.b[1];
    for (size_t k = 0; k < 4; k++) {
        BP_AT(W, 4, k) = BP_AT(W, 1, k);
    }
    scene_shows(&s, "", NULL);
    BP_AT(b, 4, 0) = BP_AT(b, 1, 0);
    BP_AT(W, 4, 2) += 1e-5;
    scene_shows(&s, "twins^1", &w);
    scene_warning(&w, 1, 4, 1);
    ck_assert(w.value > 1e-6 && w.value < 1e-3);
    BP_AT(W, 4, 2) += 0.02;
    scene_shows(&s, "", NULL);
    scene_free(&s);
}
END_TEST

/* Samples and shapes -------------------------------------------------------------------------- */

static void copy_sample(scene *s, size_t to, size_t from)
{
    bp_mat *all[] = {&s->n.data.X, &s->n.data.Y};
    for (size_t q = 0; q < 2; q++) {
        bp_mat target = bp_mat_column(all[q], to), source = bp_mat_column(all[q], from);
        bp_mat_copy(&target, &source);
    }
}

START_TEST(duplicates_have_the_same_x_and_the_same_y)
{
    scene s;
    bp_warning w;
    scene_usual(&s, "tanh");
    copy_sample(&s, 5, 2);
    scene_shows(&s, "duplicates^0", &w);
    scene_warning(&w, 2, 5, 1);
    double x = BP_AT(&s.n.data.X, 3, 5), y = BP_AT(&s.n.data.Y, 0, 5);
    BP_AT(&s.n.data.X, 3, 5) = nextafter(x, 9.0);
    scene_shows(&s, "", NULL);
    BP_AT(&s.n.data.X, 3, 5) = x;
    BP_AT(&s.n.data.Y, 0, 5) = y + 0.1;
    scene_shows(&s, "", NULL);
    BP_AT(&s.n.data.Y, 0, 5) = y;
    copy_sample(&s, 6, 2);
    scene_shows(&s, "duplicates^0", &w);
    scene_warning(&w, 2, 5, 2);
    BP_AT(&s.n.data.X, 0, 2) = NAN;
    copy_sample(&s, 5, 2);
    copy_sample(&s, 6, 2);
    scene_shows(&s, "loss^2", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(m_may_be_no_width)
{
    const char *const want[] = {"batch^2", "batch^0", "batch^1", ""};
    for (size_t i = 0; i < 4; i++) {
        scene s;
        scene_new(&s, 2, (size_t[]){4, 5, 3}, 3 + i, "tanh", "tanh");
        bp_warning w;
        scene_shows(&s, want[i], i < 3 ? &w : NULL);
        ck_assert(i == 3 || (w.count == 1 && w.value == (double)(3 + i)));
        scene_free(&s);
    }
}
END_TEST

START_TEST(widths_that_are_equal_are_told_once_each)
{
    const struct {
        size_t N[3], M, count;
        const char *want;
    } cases[] = {{{4, 4, 3}, 7, 2, "widths^1"},
                 {{4, 5, 4}, 7, 2, "widths^2"},
                 {{3, 6, 6}, 7, 2, "widths^2"},
                 {{6, 6, 6}, 7, 3, "widths^1"},
                 {{6, 6, 6}, 6, 3, "batch^0 widths^1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scene s;
        bp_warning w;
        scene_new(&s, 2, cases[i].N, cases[i].M, "tanh", "tanh");
        scene_shows(&s, cases[i].want, &w);
        ck_assert_uint_eq(w.count, cases[i].count);
        scene_free(&s);
    }
}
END_TEST

Suite *alike_suite(void)
{
    Suite *suite = suite_create("alike");
    TCase *found = tcase_create("found");
    tcase_add_test(found, constant_weights_are_told_from_weights_that_differ_by_a_hundredth);
    tcase_add_test(found, a_single_weight_is_not_constant);
    tcase_add_test(found, symmetric_weights_are_their_own_transpose);
    tcase_add_test(found, twins_have_the_same_weights_and_the_same_bias);
    tcase_add_test(found, duplicates_have_the_same_x_and_the_same_y);
    tcase_add_test(found, m_may_be_no_width);
    tcase_add_test(found, widths_that_are_equal_are_told_once_each);
    suite_add_tcase(suite, found);
    return suite;
}
