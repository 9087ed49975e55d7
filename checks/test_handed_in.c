/* Numbers that were handed in: right ones are right, wrong ones are blamed on whoever made them, and
 * what is not there is not guessed at. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "diagnosis.h"
#include "test_nets.h"
#include "test_report.h"

static const bp_quantity quantities[] = {BP_Z, BP_A, BP_dA, BP_dZ, BP_dW, BP_db, BP_C};
enum { QUANTITIES = sizeof quantities / sizeof *quantities };

typedef struct {
    nets n;
    bp_answers chain;
    bp_handed_in numbers;
    bp_report report;
} folder_of;

/* Every answer of the chain, or of one with a rule planted. */
static void compute(folder_of *f, const bp_planted *planted)
{
    const bp_net *net = &f->n.net;
    const bp_mat *X = &f->n.data.X, *Y = &f->n.data.Y;
    bp_answers older;
    ck_assert(bp_answers_new(&f->chain, net, X, Y) && bp_answers_new(&older, net, X, Y));
    ck_assert(bp_handed_in_new(&f->numbers, net, X, Y));
    bp_answer_chain(&older, NULL, NULL);
    bp_answer_chain(&f->chain, &older.pass, planted);
    bp_answers_free(&older);
}

/* Rounds to so many digits; 0: to single precision; 17: not at all. */
static void hand_in(folder_of *f, bp_quantity q, size_t l, int digits)
{
    const bp_mat *from = &f->chain.pass.of[q][l];
    bp_mat value, rounded;
    ck_assert(bp_mat_new(&value, from->rows, from->cols));
    ck_assert(bp_mat_new(&rounded, from->rows, from->cols));
    for (size_t i = 0; i < from->rows * from->cols; i++) {
        char text[40];
        double x = from->v[i];
        snprintf(text, sizeof text, "%.*e", digits - 1, x);
        value.v[i] = digits == 0 ? (double)(float)x : digits == 17 ? x : strtod(text, NULL);
        rounded.v[i] = digits == 0 || digits == 17 || x == 0.0
                           ? 0.0
                           : pow(10.0, floor(log10(fabs(x))) + 1.0 - digits);
    }
    ck_assert(bp_hand_in(&f->numbers, q, l, &value, &rounded));
    bp_mat_free(&value);
    bp_mat_free(&rounded);
}

static void hand_in_all(folder_of *f, int digits)
{
    for (size_t i = 0; i < QUANTITIES; i++) {
        for (size_t l = quantities[i] == BP_C ? f->n.net.L : 1; l <= f->n.net.L; l++) {
            if (!f->chain.broken[quantities[i]][l][0]) {
                hand_in(f, quantities[i], l, digits);
            }
        }
    }
    f->numbers.single = digits == 0;
    f->numbers.coarse = f->numbers.coarse || digits == 0;
}

static void judge(folder_of *f)
{
    const bp_verify_options v = {.use_complex = true, .handed_in = &f->numbers};
    ck_assert(bp_verify(&f->report, &f->n.net, &f->n.data.X, &f->n.data.Y, &v));
}

static void forget(folder_of *f)
{
    bp_report_free(&f->report);
    bp_answers_free(&f->chain);
    bp_handed_in_free(&f->numbers);
    nets_free(&f->n);
}

static void usual(folder_of *f, const bp_planted *planted)
{
    const char *sigma[] = {NULL, "tanh", "softplus", "sigmoid"};
    nets_new(&f->n, 3, (size_t[]){3, 5, 4, 2}, sigma, "cross-entropy", 6, 12);
    compute(f, planted);
}

static void ck_culprits(const folder_of *f, const char *culprits)
{
    report_line line;
    report_culprits(line, &f->report);
    ck_assert_str_eq(line, culprits);
}

/* Right numbers -------------------------------------------------------------------------------- */

START_TEST(right_numbers_are_never_called_wrong_however_they_were_written)
{
    const int digits[] = {17, 0, 15, 9, 5, 3};
    for (uint64_t seed = 1; seed <= 120; seed++) {
        folder_of f = {0};
        nets_random(&f.n, seed);
        compute(&f, NULL);
        hand_in_all(&f, digits[seed % 6]);
        judge(&f);
        ck_assert_msg(f.report.verdict < BP_WRONG && f.report.culprits == 0, "seed %d, %d digits",
                      (int)seed, digits[seed % 6]);
        forget(&f);
    }
}
END_TEST

START_TEST(in_a_usual_network_all_of_them_are_correct)
{
    const int digits[] = {17, 0, 15, 8, 5};
    for (size_t i = 0; i < 5; i++) {
        folder_of f = {0};
        usual(&f, NULL);
        hand_in_all(&f, digits[i]);
        judge(&f);
        ck_assert_msg(f.report.verdict == BP_CORRECT, "%d digits: %s", digits[i],
                      bp_verdict_name(f.report.verdict));
        forget(&f);
    }
}
END_TEST

/* Wrong ones ----------------------------------------------------------------------------------- */

static bool answers_in_a_folder(const bp_equation *e)
{
    bool found = false;
    for (size_t i = 0; i < QUANTITIES; i++) {
        found = found || (e->rule && e->answer == quantities[i]);
    }
    return found;
}

/* Nobody but the equation is blamed, and the mistake is among those that are named. */
static void ck_blame(const folder_of *f, const bp_mistake *m, size_t *blamed, size_t *named)
{
    bool culprit = false;
    for (size_t i = 0; i < f->report.count; i++) {
        const bp_result *r = &f->report.results[i];
        bool own = strcmp(r->equation->id, m->equation) == 0;
        ck_assert_msg(own || !r->culprit, "%s: %s^%zu is blamed", m->id, r->equation->id, r->layer);
        culprit = culprit || (own && r->culprit);
    }
    if (culprit) {
        bp_diagnosis d;
        ck_assert(bp_diagnose(&d, &f->report, bp_equation_named(m->equation)));
        ++*blamed;
        *named += bp_diagnosis_lists(&d, (bp_cause){m, NULL});
    }
}

/* What changes no more than the eighth digit may be seen there, and need not be named. */
static bool is_tiny(const bp_mistake *m)
{
    return strstr(m->id, "-guard") || strstr(m->id, "-float");
}

static void count_blame(int digits, size_t *blamed, size_t *named)
{
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        const bp_cause cause = {m, NULL};
        const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
        bool wanted = digits != 8 || !is_tiny(m);
        if (wanted && answers_in_a_folder(bp_equation_named(m->equation))) {
            folder_of f = {0};
            usual(&f, planted);
            hand_in_all(&f, digits);
            judge(&f);
            ck_blame(&f, m, blamed, named);
            forget(&f);
        }
    }
}

START_TEST(a_mistake_is_blamed_on_its_equation_alone_and_named)
{
    const int digits[] = {17, 0, 8};
    size_t blamed = 0, named = 0;
    count_blame(digits[_i], &blamed, &named);
    ck_assert_uint_ge(blamed, 80);
    ck_assert_msg(named == blamed, "%zu of %zu", named, blamed);
}
END_TEST

/* What is not there ---------------------------------------------------------------------------- */

START_TEST(without_its_own_inputs_an_answer_is_judged_by_the_witnesses_alone)
{
    const bp_quantity alone[] = {BP_dZ, BP_dW, BP_db};
    folder_of f = {0};
    usual(&f, NULL);
    hand_in(&f, alone[_i], _i == 0 ? 3 : 2, 3);
    judge(&f);
    ck_assert_uint_eq(f.report.count, 1);
    ck_assert_int_eq(f.report.results[0].verdict, _i == 0 ? BP_CORRECT : BP_NOT_APPLICABLE);
    ck_assert_int_eq(f.report.results[0].chain_verdict, BP_CORRECT);
    forget(&f);
}
END_TEST

/* ∂C/∂Z^3 is wrong and there, ∂C/∂Z^2 is not: what follows from it is not to blame. */
START_TEST(what_follows_over_a_gap_has_inherited)
{
    const bp_cause cause = {bp_mistake_named("dZ-output-slope-missing"), NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    folder_of f = {0};
    usual(&f, planted);
    hand_in(&f, BP_dZ, 3, 17);
    hand_in(&f, BP_dW, 2, 17);
    judge(&f);
    ck_culprits(&f, "dZ-output^3");
    ck_assert(report_result(&f.report, "dW", 2)->inherited);
    ck_assert_int_eq(report_result(&f.report, "dW", 2)->verdict, BP_NOT_APPLICABLE);
    forget(&f);
}
END_TEST

START_TEST(a_mistake_behind_what_is_not_there_is_named)
{
    const bp_mistake *missing = bp_mistake_named("dZ-hidden-slope-missing");
    const bp_cause cause = {missing, NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    folder_of f = {0};
    bp_diagnosis d;
    usual(&f, planted);
    hand_in(&f, BP_dW, 1, 17);
    hand_in(&f, BP_dW, 2, 17);
    judge(&f);
    ck_culprits(&f, "dW^1 dW^2");
    ck_assert(bp_diagnose(&d, &f.report, bp_equation_named("dW")));
    ck_assert_uint_eq(d.count, 1);
    ck_assert_ptr_eq(d.causes[0].first, missing);
    forget(&f);
}
END_TEST

START_TEST(a_wrong_shape_is_blamed_and_what_follows_is_not_judged)
{
    folder_of f = {0};
    bp_mat turned, none;
    usual(&f, NULL);
    ck_assert(bp_mat_new(&turned, 6, 2) && bp_mat_new(&none, 6, 2));
    hand_in(&f, BP_dW, 3, 17);
    ck_assert(bp_hand_in(&f.numbers, BP_dZ, 3, &turned, &none));
    judge(&f);
    ck_culprits(&f, "dZ-output^3");
    ck_assert_int_eq(report_result(&f.report, "dZ-output", 3)->verdict, BP_SHAPE_DIFFERS);
    ck_assert_int_eq(report_result(&f.report, "dW", 3)->verdict, BP_NOT_APPLICABLE);
    bp_mat_free(&turned);
    bp_mat_free(&none);
    forget(&f);
}
END_TEST

START_TEST(what_is_not_a_number_is_wrong_and_spoils_no_bar)
{
    folder_of f = {0};
    usual(&f, NULL);
    hand_in_all(&f, 17);
    BP_AT(&f.numbers.value.dZ[3], 1, 4) = NAN;
    judge(&f);
    ck_culprits(&f, "dZ-output^3");
    ck_assert_int_eq(report_result(&f.report, "dW", 3)->chain_verdict, BP_CORRECT);
    ck_assert_int_eq(report_result(&f.report, "dW", 2)->verdict, BP_CORRECT);
    forget(&f);
}
END_TEST

Suite *handed_in_suite(void)
{
    Suite *suite = suite_create("handed_in");
    TCase *right = tcase_create("right"), *wrong = tcase_create("wrong"), *absent;
    tcase_set_timeout(right, 60);
    tcase_add_test(right, right_numbers_are_never_called_wrong_however_they_were_written);
    tcase_add_test(right, in_a_usual_network_all_of_them_are_correct);
    tcase_set_timeout(wrong, 60);
    tcase_add_loop_test(wrong, a_mistake_is_blamed_on_its_equation_alone_and_named, 0, 3);
    absent = tcase_create("absent");
    tcase_add_loop_test(
        absent, without_its_own_inputs_an_answer_is_judged_by_the_witnesses_alone, 0, 3);
    tcase_add_test(absent, what_follows_over_a_gap_has_inherited);
    tcase_add_test(absent, a_mistake_behind_what_is_not_there_is_named);
    tcase_add_test(absent, a_wrong_shape_is_blamed_and_what_follows_is_not_judged);
    tcase_add_test(absent, what_is_not_a_number_is_wrong_and_spoils_no_bar);
    suite_add_tcase(suite, right);
    suite_add_tcase(suite, wrong);
    suite_add_tcase(suite, absent);
    return suite;
}
