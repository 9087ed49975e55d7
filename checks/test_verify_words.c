/* The report for a person: what it says of equations that are wrong, and of what stays open. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "rules.h"
#include "test_report.h"
#include "test_verify_out.h"

/* Planted mistakes ---------------------------------------------------------------------------- */

static void slightly_off(bp_mat *dW, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_weight_gradient(dW, &p->dZ[l], &p->A[l - 1]);
    BP_AT(dW, 1, 2) *= 1.0 + 1e-9;
}

static void no_transpose(bp_mat *dA, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul(dA, &p->W[l + 1], &p->dZ[l + 1]);
}

static void reshaped(bp_mat *dW, const bp_pass *p, size_t l, void *user)
{
    (void)p, (void)l, (void)user;
    ck_assert(bp_mat_resize(dW, 7, 9));
}

static void copied_upside_down(bp_mat *b_hat, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    for (size_t j = 0; j < b_hat->rows; j++) {
        for (size_t m = 0; m < b_hat->cols; m++) {
            BP_AT(b_hat, j, m) = BP_AT(&p->b[l], b_hat->rows - 1 - j, 0);
        }
    }
}

static void ck_says(const bp_planted *planted, const char *const *parts, const char *never)
{
    reported r;
    reported_new(&r, "3,4,2", 6, planted);
    capture c = capture_begin(stdout);
    show_report(&r.report, &r.problem, false, SAY_FULL);
    capture_end(&c);
    for (; *parts; parts++) {
        ck_assert_msg(strstr(c.text, *parts) != NULL, "no \"%s\" in:\n%s", *parts, c.text);
    }
    ck_assert_msg(!never || !strstr(c.text, never), "\"%s\" in:\n%s", never, c.text);
    reported_free(&r);
}

/* In this locale, ∂ is d and × is x. */
#define SAYS(planted, never, ...) ck_says(planted, (const char *const[]){__VA_ARGS__, NULL}, never)

static void thrice_and_a_bit(bp_mat *dW, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_weight_gradient(dW, &p->dZ[l], &p->A[l - 1]);
    for (size_t i = 0; i < dW->rows * dW->cols; i++) {
        dW->v[i] *= 3.25;
    }
}

static void tenfold(bp_mat *dA, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul_tn(dA, &p->W[l + 1], &p->dZ[l + 1]);
    for (size_t i = 0; i < dA->rows * dA->cols; i++) {
        dA->v[i] /= (double)p->M;
    }
}

START_TEST(the_mistake_is_named_or_the_numbers_are_described)
{
    SAYS(((const bp_planted[]){{"dA-hidden", no_transpose, NULL}, {0}}), "No mistake",
         "come from (certain):", "dA-hidden-no-transpose: the transpose", "To see it for yourself:");
    SAYS(((const bp_planted[]){{"dW", thrice_and_a_bit, NULL}, {0}}), "come from",
         "No mistake of the catalogue gives", "times 3.25");
    SAYS(((const bp_planted[]){{"dW", slightly_off, NULL}, {0}}), "come from", "dW is wrong");
}
END_TEST

/* What each level says for the first time, and the expected value, which is for the last alone. */
START_TEST(each_level_says_more_and_none_but_the_last_a_value)
{
    static const char *const first_said[] = {"dA-hidden is wrong, given correct inputs",
                                             "  layer 1: dC/dA^1[", "To see it for yourself:",
                                             "come from (certain):"};
    const bp_planted planted[] = {{"dA-hidden", tenfold, NULL}, {0}};
    reported r;
    char value[40];
    reported_new(&r, "3,4,2", 6, planted);
    const bp_finding *f = &report_result(&r.report, "dA-hidden", 1)->given[0];
    snprintf(value, sizeof value, "%.12e", fabs(f->numeric));
    value[5] = '\0'; /* digits that no rounding reaches */
    for (int level = SAY_VERDICT; level <= SAY_FULL; level++) {
        capture c = capture_begin(stdout);
        show_conclusion(&r.report, (feedback)level);
        capture_end(&c);
        for (int k = SAY_VERDICT; k < SAY_FULL; k++) {
            bool said = strstr(c.text, first_said[k]) != NULL;
            ck_assert_msg(said == (level >= k), "level %d, \"%s\": %s", level, first_said[k], c.text);
        }
        ck_assert_msg((strstr(c.text, value) != NULL) == (level == SAY_FULL), "level %d: %s in %s",
                      level, value, c.text);
    }
    reported_free(&r);
}
END_TEST

START_TEST(right_equations_are_counted)
{
    SAYS(NULL, "WRONG", "3-4-2, sigmoid, quadratic loss", "entries, none outside its error");
    SAYS(NULL, "Next:", "Every equation agrees");
}
END_TEST

/* Whoever has chosen layers or data of their own has seen the first run. */
START_TEST(first_run_shows_a_way_to_break_an_equation)
{
    reported r;
    reported_new(&r, NULL, 7, NULL);
    r.options.data = "iris";
    capture c = capture_begin(stdout);
    show_report(&r.report, &r.problem, false, SAY_FULL);
    capture_end(&c);
    ck_assert_msg(strstr(c.text, "Next: break an equation") != NULL, "%s", c.text);
    reported_free(&r);
}
END_TEST

START_TEST(a_wrong_equation_is_named_with_layer_entry_values_and_place)
{
    const bp_planted planted[] = {{"dW", slightly_off, NULL}, {0}};
    SAYS(planted, "Next:", "CULPRIT", "dW is wrong, given correct inputs: dC/dW^l = dC/dZ^l",
         "layer 1: dC/dW^1[2,3]: equation ", "layer 2: dC/dW^2[2,3]: equation ", ", complex step",
         "1 of 12 entries wrong", "1 of 8 entries wrong",
         "Look at bp_weight_gradient() in lib/equations.c, and at docs/derivation.md#dW.",
         "What is marked \"inherited\" follows from this");
}
END_TEST

START_TEST(a_statement_stands_there_once_and_its_layers_below)
{
    const bp_planted planted[] = {{"dW", slightly_off, NULL}, {0}};
    reported r;
    reported_new(&r, "3,4,2", 6, planted);
    capture c = capture_begin(stdout);
    show_conclusion(&r.report, SAY_FULL);
    capture_end(&c);
    const char *first = strstr(c.text, "dW is wrong"), *place = strstr(c.text, "Look at ");
    ck_assert_msg(first && !strstr(first + 1, "dW is wrong"), "%s", c.text);
    ck_assert_msg(place && !strstr(place + 1, "Look at "), "%s", c.text);
    reported_free(&r);
}
END_TEST

START_TEST(as_many_digits_are_shown_as_tell_the_numbers_apart)
{
    const bp_planted planted[] = {{"dW", slightly_off, NULL}, {0}};
    reported r;
    reported_new(&r, "3,4,2", 6, planted);
    capture c = capture_begin(stdout);
    show_conclusion(&r.report, SAY_FULL);
    capture_end(&c);
    double equation, numeric;
    const char *from = strstr(c.text, "equation ");
    ck_assert_msg(from && sscanf(from, "equation %lf, complex step %lf", &equation, &numeric) == 2,
                  "%s", c.text);
    ck_assert_msg(fabs(equation / numeric - 1.0 - 1e-9) <= 1e-13, "%s", c.text);
    reported_free(&r);
}
END_TEST

START_TEST(a_broken_contract_is_told_in_its_own_words)
{
    const bp_planted planted[] = {{"dA-hidden", no_transpose, NULL}, {0}};
    SAYS(planted, NULL, "CULPRIT", "dA-hidden is wrong, given correct inputs",
         "layer 1: bp_mat_mul: W^2 is 2x4 but dC/dZ^2 is 2x6: 4 != 2",
         "Look at bp_hidden_gradient() in lib/equations.c");
}
END_TEST

START_TEST(another_shape_is_told)
{
    const bp_planted planted[] = {{"dW", reshaped, NULL}, {0}};
    SAYS(planted, NULL, "layer 1: dC/dW^1 is 7x9 here, and must be 4x3", "SHAPE");
}
END_TEST

START_TEST(two_forms_that_disagree_are_both_named)
{
    const bp_planted planted[] = {{"broadcast", copied_upside_down, NULL}, {0}};
    SAYS(planted, NULL, "broadcast is wrong", "matrix form ", "Its two forms disagree",
         "bp_broadcast() in lib/forward.inc", "lib/entries.c");
}
END_TEST

START_TEST(what_stays_open_is_named_with_its_entry_and_advice)
{
    reported r;
    reported_new(&r, "3,4,2", 6, NULL);
    for (size_t i = 0; i < r.report.count; i++) {
        bp_result *e = &r.report.results[i];
        if (strcmp(e->equation->id, "dW") == 0) {
            e->verdict = r.report.verdict = BP_KINK;
            e->given[0].verdict = BP_KINK;
        }
    }
    capture c = capture_begin(stdout);
    show_conclusion(&r.report, SAY_FULL);
    capture_end(&c);
    ck_assert_msg(strstr(c.text, "KINK in 2 of ") &&
                      strstr(c.text, "the first is dW in layer 1:") && strstr(c.text, "dC/dW^1[") &&
                      strstr(c.text, "Try another --seed"),
                  "%s", c.text);
    ck_assert_msg(strstr(c.text, "No equation is wrong, but not all could be decided."), "%s",
                  c.text);
    reported_free(&r);
}
END_TEST

Suite *verify_words_suite(void)
{
    Suite *suite = suite_create("verify_words");
    TCase *words = tcase_create("words");
    tcase_add_test(words, right_equations_are_counted);
    tcase_add_test(words, the_mistake_is_named_or_the_numbers_are_described);
    tcase_add_test(words, each_level_says_more_and_none_but_the_last_a_value);
    tcase_add_test(words, first_run_shows_a_way_to_break_an_equation);
    tcase_add_test(words, a_wrong_equation_is_named_with_layer_entry_values_and_place);
    tcase_add_test(words, a_statement_stands_there_once_and_its_layers_below);
    tcase_add_test(words, as_many_digits_are_shown_as_tell_the_numbers_apart);
    tcase_add_test(words, a_broken_contract_is_told_in_its_own_words);
    tcase_add_test(words, another_shape_is_told);
    tcase_add_test(words, two_forms_that_disagree_are_both_named);
    tcase_add_test(words, what_stays_open_is_named_with_its_entry_and_advice);
    suite_add_tcase(suite, words);
    return suite;
}
