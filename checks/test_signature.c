/* What an answer has in common with the right one, on a 3×4 matrix. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "near.h"
#include "signature.h"
#include "test_nets.h"

/* Layer 2 of 4-5-3 with seven samples: M = 7, N_l = 3, N_{l-1} = 5. */
static nets n;
static bp_pass pass;
static bp_mat right, answer;

static void set_up(void)
{
    bp_rng rng = bp_rng_seed(3);
    nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "tanh", "tanh"}, "quadratic", 7,
             1);
    ck_assert(bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y));
    ck_assert(bp_mat_new(&right, 3, 4) && bp_mat_new(&answer, 3, 4));
    for (size_t i = 0; i < 12; i++) {
        right.v[i] = bp_rng_normal(&rng);
    }
    bp_mat_copy(&answer, &right);
}

static void tear_down(void)
{
    bp_mat_free(&right);
    bp_mat_free(&answer);
    bp_pass_free(&pass);
    nets_free(&n);
}

static bp_signature ask(void)
{
    return bp_signature_of(&answer, &right, 0.0, &pass, BP_dZ, 2);
}

static void times(double factor)
{
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = factor * right.v[i];
    }
}

static void ck_text(const char *want)
{
    char text[BP_MESSAGE_SIZE];
    bp_signature s = ask();
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, want);
}

START_TEST(a_constant_ratio_is_named_after_the_network)
{
    const struct {
        double ratio;
        const char *name;
    } rows[] = {{-1.0, "-1"},      {2.0, "2"},     {0.5, "1/2"},        {7.0, "M"},
                {1.0 / 7, "1/M"},  {49.0, "M^2"},  {-1.0 / 49, "-1/M^2"}, {3.0, "N_l"},
                {1.0 / 3, "1/N_l"}, {5.0, "N_{l-1}"}, {0.2, "1/N_{l-1}"}, {7.0 / 3, "M/N_l"},
                {-2.0 / 7, "-2/M"}, {4.0, "4"},    {0.25, "1/4"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        times(rows[i].ratio);
        bp_signature s = ask();
        ck_assert(s.kind == BP_CONSTANT_RATIO && s.named);
        ck_assert_str_eq(s.named, rows[i].name);
        ck_assert_double_eq_tol(s.ratio, rows[i].ratio, 1e-14);
    }
    times(1.23456789);
    ck_assert(ask().kind == BP_CONSTANT_RATIO && !ask().named);
    ck_text("every entry is the right one times 1.23457");
    times(7.0);
    ck_text("every entry is the right one times M");
}
END_TEST

START_TEST(a_transposed_matrix_is_recognised_whatever_its_factor)
{
    const struct {
        double factor;
        const char *text;
    } rows[] = {{1.0, "it is the right matrix, transposed"},
                {-1.0 / 7.0, "it is the right matrix, transposed, times -1/M"}};
    for (size_t which = 0; which < 2; which++) {
        bp_mat turned;
        char text[BP_MESSAGE_SIZE];
        ck_assert(bp_mat_new(&turned, 4, 3));
        for (size_t i = 0; i < 12; i++) {
            BP_AT(&turned, i % 4, i / 4) = rows[which].factor * right.v[i];
        }
        bp_signature s = bp_signature_of(&turned, &right, 0.0, &pass, BP_dZ, 2);
        bp_signature_text(text, &s);
        ck_assert_str_eq(text, rows[which].text);
        bp_mat_free(&turned);
    }
}
END_TEST

START_TEST(a_slope_that_is_missing_or_stands_there_twice_is_recognised)
{
    bp_mat whole, other;
    char text[BP_MESSAGE_SIZE];
    ck_assert(bp_mat_new(&whole, 3, 7) && bp_mat_new(&other, 3, 7));
    for (size_t i = 0; i < 21; i++) {
        pass.Z[2].v[i] = sin((double)i);
        whole.v[i] = 1.0 + cos(3.0 * (double)i);
        other.v[i] = -2.0 * whole.v[i] / bp_slope(pass.sigma[2], pass.Z[2].v[i]);
    }
    bp_signature s = bp_signature_of(&other, &whole, 0.0, &pass, BP_dZ, 2);
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, "every entry is the right one without its factor σ'(Z), times -2");
    s = bp_signature_of(&whole, &other, 0.0, &pass, BP_dZ, 2);
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, "every entry is the right one with one σ'(Z) more, times -1/2");
    for (size_t i = 0; i < 21; i++) {
        pass.dA[2].v[i] = whole.v[i] / bp_slope(pass.sigma[2], pass.Z[2].v[i]);
        other.v[i] = 7.0 * pass.dA[2].v[i] * bp_slope(bp_activation_named("silu"), pass.Z[2].v[i]);
    }
    s = bp_signature_of(&other, &whole, 0.0, &pass, BP_dZ, 2);
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, "every entry has the σ' of silu in the place of its own, times M");
    bp_mat_free(&whole);
    bp_mat_free(&other);
}
END_TEST

START_TEST(some_entries_may_have_lost_their_sign_or_themselves)
{
    answer.v[3] = -right.v[3];
    answer.v[8] = -right.v[8];
    ck_text("all sizes are right, and some signs are not");
    answer.v[3] = answer.v[8] = 0.0;
    ck_text("some entries are 0, and all others are right");
}
END_TEST

START_TEST(what_has_been_added_or_cut_is_recognised)
{
    bp_mat weights, decayed;
    char text[BP_MESSAGE_SIZE];
    ck_assert(bp_mat_new(&weights, 3, 5) && bp_mat_new(&decayed, 3, 5));
    for (size_t i = 0; i < 15; i++) {
        weights.v[i] = cos((double)i);
        decayed.v[i] = weights.v[i] + 0.03 * n.net.W[2].v[i];
    }
    bp_signature s = bp_signature_of(&decayed, &weights, 0.0, &pass, BP_dW, 2);
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, "every entry is off by 0.03 times its own W or b");
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = fabs(right.v[i]) > 0.75 ? copysign(0.75, right.v[i]) : right.v[i];
    }
    ck_text("entries larger than 0.75 are cut to that size, and all others are right");
    bp_mat_free(&weights);
    bp_mat_free(&decayed);
}
END_TEST

START_TEST(the_slope_of_another_loss_is_recognised)
{
    bp_mat slopes, other;
    char text[BP_MESSAGE_SIZE];
    ck_assert(bp_mat_new(&slopes, 3, 7) && bp_mat_new(&other, 3, 7));
    for (size_t i = 0; i < 21; i++) {
        pass.A[2].v[i] = 0.5 + 0.4 * sin((double)i);
        slopes.v[i] = (pass.A[2].v[i] - n.data.Y.v[i]) / 7.0;
        other.v[i] = -n.data.Y.v[i] / pass.A[2].v[i] / 7.0;
    }
    bp_signature s = bp_signature_of(&other, &slopes, 0.0, &pass, BP_dA, 2);
    bp_signature_text(text, &s);
    ck_assert_str_eq(text, "every entry is the slope of the categorical loss");
    bp_mat_free(&slopes);
    bp_mat_free(&other);
}
END_TEST

START_TEST(what_is_nearly_right_is_said_to_be)
{
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = right.v[i] * (1.0 + 1e-3 * sin((double)i));
    }
    ck_assert(ask().kind == BP_NEARLY_RIGHT && ask().ratio > 1e-4 && ask().ratio < 1e-3);
}
END_TEST

START_TEST(few_digits_need_not_be_equal)
{
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = -right.v[i] + 1e-5 * cos((double)i);
    }
    ck_assert(ask().kind != BP_CONSTANT_RATIO);
    ck_assert(bp_signature_of(&answer, &right, 1e-4, &pass, BP_dZ, 2).kind == BP_CONSTANT_RATIO);
}
END_TEST

START_TEST(places_are_recognised)
{
    memcpy(answer.v, right.v + 4, 8 * sizeof(double));
    memcpy(answer.v + 8, right.v, 4 * sizeof(double));
    ck_text("the rows are the right ones, 1 further on, counted round the end");
    for (size_t j = 0; j < 3; j++) {
        for (size_t k = 0; k < 4; k++) {
            BP_AT(&answer, j, k) = BP_AT(&right, j, (k + 3) % 4);
        }
    }
    ck_text("the columns are the right ones, 1 further back, counted round the end");
    bp_mat_copy(&answer, &right);

    memcpy(answer.v, right.v + 4, 4 * sizeof(double));
    memcpy(answer.v + 4, right.v, 4 * sizeof(double));
    ck_text("the rows are the right ones, in another order");
    bp_mat_copy(&answer, &right);
    for (size_t j = 0; j < 3; j++) {
        for (size_t k = 0; k < 4; k++) {
            BP_AT(&answer, j, k) = BP_AT(&right, j, 3 - k);
        }
    }
    ck_text("the columns are the right ones, in another order");
}
END_TEST

START_TEST(one_line_may_be_wrong)
{
    BP_AT(&answer, 1, 0) = BP_AT(&answer, 1, 2) = 9.0;
    ck_text("only row 2 is wrong");
    bp_mat_copy(&answer, &right);
    BP_AT(&answer, 0, 2) = BP_AT(&answer, 2, 2) = 9.0;
    ck_text("only column 3 is wrong");
    bp_mat_copy(&answer, &right);
    BP_AT(&answer, 0, 3) = BP_AT(&answer, 2, 3) = 9.0;
    ck_text("only the last column is wrong");
    BP_AT(&answer, 1, 1) = 8.0;
    ck_text("2 columns are wrong, and all others are right");
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = right.v[i] * right.v[i];
    }
    ck_text("the numbers have nothing simple in common with the right ones");
    bp_mat_fill(&answer, 0.0);
    ck_text("every entry is 0");
}
END_TEST

START_TEST(gaps_and_ratios_of_lines)
{
    for (size_t i = 0; i < 12; i++) {
        answer.v[i] = right.v[i] + 0.25;
    }
    ck_text("every entry is off by 0.25");
    for (size_t i = 0; i < 12; i++) {
        size_t row = i / 4;
        answer.v[i] = right.v[i] * (double)(2 + row);
    }
    ck_text("each row is the right one times a number of its own");
    memset(answer.v, 0, 4 * sizeof(double)); /* a dead neuron, in both */
    memset(right.v, 0, 4 * sizeof(double));
    ck_text("each row is the right one times a number of its own");
    for (size_t i = 0; i < 12; i++) {
        right.v[i] = 1.0 + sin((double)i);
        answer.v[i] = right.v[i] * (double)(2 + i % 4);
    }
    ck_text("each column is the right one times a number of its own");
}
END_TEST

START_TEST(what_is_no_number_has_nothing_in_common)
{
    answer.v[5] = NAN;
    ck_assert(ask().kind == BP_ONE_ROW_WRONG);
    bp_mat_fill(&answer, NAN);
    ck_assert(ask().kind == BP_NOTHING_IN_COMMON);
    bp_mat_fill(&answer, HUGE_VAL);
    ck_assert(ask().kind == BP_NOTHING_IN_COMMON);
    ck_assert(bp_mat_resize(&answer, 2, 2));
    ck_assert(ask().kind == BP_NOTHING_IN_COMMON);
}
END_TEST

Suite *signature_suite(void)
{
    Suite *suite = suite_create("signature");
    TCase *forms = tcase_create("forms");
    tcase_add_checked_fixture(forms, set_up, tear_down);
    tcase_add_test(forms, a_constant_ratio_is_named_after_the_network);
    tcase_add_test(forms, a_transposed_matrix_is_recognised_whatever_its_factor);
    tcase_add_test(forms, a_slope_that_is_missing_or_stands_there_twice_is_recognised);
    tcase_add_test(forms, some_entries_may_have_lost_their_sign_or_themselves);
    tcase_add_test(forms, what_has_been_added_or_cut_is_recognised);
    tcase_add_test(forms, the_slope_of_another_loss_is_recognised);
    tcase_add_test(forms, what_is_nearly_right_is_said_to_be);
    tcase_add_test(forms, few_digits_need_not_be_equal);
    tcase_add_test(forms, places_are_recognised);
    tcase_add_test(forms, one_line_may_be_wrong);
    tcase_add_test(forms, gaps_and_ratios_of_lines);
    tcase_add_test(forms, what_is_no_number_has_nothing_in_common);
    suite_add_tcase(suite, forms);
    return suite;
}
