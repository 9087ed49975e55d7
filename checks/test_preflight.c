/* What is too small or too large: each warning provoked, and each near miss silent. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "test_scene.h"

/* Neurons ------------------------------------------------------------------------------------- */

START_TEST(a_usual_network_gives_no_warning)
{
    for (const bp_activation *a = bp_activations; a->name; a++) {
        scene s;
        if (strcmp(a->name, "relu") != 0) {
            scene_usual(&s, a->name);
            scene_shows(&s, "", NULL);
            scene_free(&s);
        }
    }
}
END_TEST

START_TEST(saturated_is_a_slope_below_a_thousandth_in_every_sample)
{
    scene s;
    bp_warning w;
    scene_usual(&s, "tanh");
    scene_fix_z(&s, 3, -4.1); /* tanh' = 1.1e-3 */
    scene_shows(&s, "", NULL);
    scene_fix_z(&s, 3, -4.2); /* 9.0e-4 */
    scene_shows(&s, "saturated^1", &w);
    scene_warning(&w, 3, 0, 1);
    ck_close(w.value, 8.9908e-4, 1e-7, "tanh'(-4.2)");
    scene_fix_z(&s, 1, 9.0);
    scene_shows(&s, "saturated^1", &w);
    scene_warning(&w, 1, 0, 2);
    scene_fix_z(&s, 3, 1.0);
    scene_fix_z(&s, 1, -50.0 * BP_AT(&s.n.data.X, 0, 5)); /* all samples but one */
    BP_AT(&s.n.net.W[1], 1, 0) = 50.0;
    scene_shows(&s, "", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(dead_is_zero_for_every_sample)
{
    scene s;
    bp_warning w;
    scene_usual(&s, "relu");
    for (size_t j = 0; j < 5; j++) {
        BP_AT(&s.n.net.b[1], j, 0) = 2.0 + 0.1 * (double)j;
    }
    scene_shows(&s, "", NULL);
    double highest = -HUGE_VAL;
    for (size_t m = 0; m < 7; m++) {
        highest = fmax(highest, BP_AT(&s.pass.Z[1], 2, m));
    }
    BP_AT(&s.n.net.b[1], 2, 0) -= highest + 1e-9;
    scene_shows(&s, "dead^1", &w);
    scene_warning(&w, 2, 0, 1);
    ck_close(w.value, -1e-9, 1e-14, "the highest z");
    BP_AT(&s.n.net.b[1], 2, 0) += 2e-9;
    scene_shows(&s, "", NULL);
    scene_fix_z(&s, 4, 0.0);
    scene_fix_z(&s, 1, -0.5);
    scene_shows(&s, "dead^1", &w);
    scene_warning(&w, 1, 0, 2);
    scene_free(&s);
}
END_TEST

START_TEST(far_down_a_sigmoid_is_dead_and_an_elu_saturated)
{
    const char *const cases[][2] = {{"sigmoid", "dead^1"},  {"elu", "saturated^1"},
                                    {"gelu", "dead^1"},     {"softplus", "dead^1"},
                                    {"leaky-relu", ""},     {"identity", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        scene s;
        scene_usual(&s, cases[i][0]);
        scene_fix_z(&s, 2, -800.0);
        bp_mat above = bp_mat_column(&s.n.net.W[2], 2);
        bp_mat_fill(&above, 0.0);
        scene_shows(&s, cases[i][1], NULL);
        scene_free(&s);
    }
}
END_TEST

START_TEST(softmax_is_warned_of_only_where_one_neuron_has_it_all)
{
    scene s;
    bp_warning w;
    scene_usual(&s, "softmax");
    BP_AT(&s.n.net.b[1], 3, 0) = 7.0;
    scene_shows(&s, "", NULL);
    BP_AT(&s.n.net.b[1], 3, 0) = 25.0;
    scene_shows(&s, "one-neuron^1", &w);
    scene_warning(&w, 3, 0, 1);
    ck_assert(w.value > 0.0 && w.value < 1e-8);
    scene_free(&s);
    scene_new(&s, 1, (size_t[]){4, 1}, 3, "", "softmax");
    scene_shows(&s, "one-neuron^1", &w);
    ck_assert_double_eq(w.value, 0.0);
    scene_free(&s);
}
END_TEST

/* The loss ------------------------------------------------------------------------------------ */

START_TEST(loss_is_far_from_1_beyond_three_powers_of_ten)
{
    const double silent[] = {1e-3, 0.5, 1e3}, far[] = {0.99e-3, 0.0, 1.01e3, -1.0, HUGE_VAL, NAN};
    scene s;
    bp_warning w;
    scene_usual(&s, "tanh");
    scene_shows(&s, "", NULL);
    for (size_t i = 0; i < 3; i++) {
        s.pass.C[2].v[0] = silent[i];
        scene_finds(&s, "", NULL);
    }
    for (size_t i = 0; i < 6; i++) {
        s.pass.C[2].v[0] = far[i];
        scene_finds(&s, "loss^2", &w);
        ck_assert(w.value == far[i] || isnan(far[i]));
    }
    scene_free(&s);
}
END_TEST

START_TEST(numbers_that_are_none_are_told_of_by_the_loss_alone)
{
    const double none[] = {NAN, HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < 3; i++) {
        for (size_t q = 0; q < 2; q++) {
            scene s;
            scene_usual(&s, q == 0 ? "tanh" : "identity");
            bp_mat_fill(q == 0 ? &s.n.net.W[2] : &s.n.net.b[1], none[i]);
            BP_AT(&s.n.data.X, 1, 2) = BP_AT(&s.n.data.X, 1, 3) = NAN;
            scene_fix_z(&s, 4, 9.0); /* but for those two */
            scene_shows(&s, "loss^2", NULL);
            scene_free(&s);
        }
    }
}
END_TEST

/* Gradients ----------------------------------------------------------------------------------- */

/* A scene with a witness whose bars are 0. */
static void with_witness(scene *s, const char *method)
{
    scene_usual(s, "tanh");
    scene_shows(s, "", NULL);
    ck_assert(bp_complex_step(&s->w, &s->n.net, &s->n.data.X, &s->n.data.Y, BP_COMPLEX_STEP, NULL));
    s->w.method = method;
    scene_finds(s, "", NULL);
}

static double largest(const bp_mat *m)
{
    double size = 0.0;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        size = fmax(size, fabs(m->v[i]));
    }
    return size;
}

START_TEST(noise_is_a_bar_that_is_wide_for_the_method)
{
    const char *const methods[] = {"complex", "central", "five-point"};
    const double sees[] = {1e-10, 1e-5, 1e-5};
    for (size_t i = 0; i < 3; i++) {
        scene s;
        bp_warning w;
        with_witness(&s, methods[i]);
        double size = largest(&s.w.value.dW[2]);
        BP_AT(&s.w.bar.dW[2], 1, 3) = 0.99 * sees[i] * size;
        scene_finds(&s, "", NULL);
        BP_AT(&s.w.bar.dW[2], 1, 3) = 1.01 * sees[i] * size;
        scene_finds(&s, "noise^2", &w);
        scene_warning(&w, 1, 3, 1);
        ck_assert_int_eq(w.quantity, BP_dW);
        ck_close(w.value / sees[i], 1.01, 1e-9, methods[i]);
        BP_AT(&s.w.bar.db[2], 2, 0) = 7.0 * sees[i] * largest(&s.w.value.db[2]);
        scene_finds(&s, "noise^2", &w);
        scene_warning(&w, 2, 0, 1);
        ck_assert_int_eq(w.quantity, BP_db);
        scene_free(&s);
    }
}
END_TEST

START_TEST(noise_is_no_matter_of_kinks_of_missing_bars_or_of_a_witness_that_was_stopped)
{
    scene s;
    with_witness(&s, "central");
    BP_AT(&s.w.bar.dW[1], 1, 3) = 1.0;
    BP_AT(&s.w.kink.dW[1], 1, 3) = 1.0;
    BP_AT(&s.w.bar.dW[1], 2, 0) = HUGE_VAL;
    BP_AT(&s.w.bar.dW[1], 2, 1) = NAN;
    scene_finds(&s, "", NULL);
    BP_AT(&s.w.kink.dW[1], 1, 3) = 0.0;
    scene_finds(&s, "noise^1", NULL);
    s.w.whole = false;
    scene_finds(&s, "", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(a_gradient_of_zeros_is_told_from_one_with_a_single_number)
{
    scene s;
    bp_warning w;
    with_witness(&s, "complex");
    bp_mat_fill(&s.w.value.dW[2], 0.0);
    scene_finds(&s, "zero^2", &w);
    ck_assert_int_eq(w.quantity, BP_dW);
    BP_AT(&s.w.value.dW[2], 2, 1) = -1e-300;
    bp_mat_fill(&s.w.bar.dW[2], 0.0);
    scene_finds(&s, "", NULL);
    BP_AT(&s.w.value.dW[2], 2, 1) = NAN;
    scene_finds(&s, "", NULL);
    bp_mat_fill(&s.w.value.db[1], 0.0);
    scene_finds(&s, "zero^1", &w);
    ck_assert_int_eq(w.quantity, BP_db);
    s.w.whole = false;
    scene_finds(&s, "", NULL);
    scene_free(&s);
}
END_TEST

START_TEST(without_memory_nothing_is_found)
{
    scene s;
    bp_warnings found;
    scene_usual(&s, "tanh");
    scene_shows(&s, "", NULL);
    dry_after(0);
    bool looked = bp_preflight(&found, &s.pass, NULL);
    dry_after(-1);
    ck_assert(!looked && found.of == NULL && found.count == 0);
    bp_preflight_free(&found);
    scene_free(&s);
}
END_TEST

Suite *preflight_suite(void)
{
    Suite *suite = suite_create("preflight");
    TCase *found = tcase_create("found");
    tcase_add_test(found, a_usual_network_gives_no_warning);
    tcase_add_test(found, saturated_is_a_slope_below_a_thousandth_in_every_sample);
    tcase_add_test(found, dead_is_zero_for_every_sample);
    tcase_add_test(found, far_down_a_sigmoid_is_dead_and_an_elu_saturated);
    tcase_add_test(found, softmax_is_warned_of_only_where_one_neuron_has_it_all);
    tcase_add_test(found, loss_is_far_from_1_beyond_three_powers_of_ten);
    tcase_add_test(found, numbers_that_are_none_are_told_of_by_the_loss_alone);
    tcase_add_test(found, noise_is_a_bar_that_is_wide_for_the_method);
    tcase_add_test(found, noise_is_no_matter_of_kinks_of_missing_bars_or_of_a_witness_that_was_stopped);
    tcase_add_test(found, a_gradient_of_zeros_is_told_from_one_with_a_single_number);
    tcase_add_test(found, without_memory_nothing_is_found);
    suite_add_tcase(suite, found);
    return suite;
}
