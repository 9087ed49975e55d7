/* Where the forward pass leaves what double can hold: the first entry is found and named. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <jansson.h>
#include <math.h>

#include "near.h"
#include "pass.h"
#include "test_report.h"
#include "test_verify_out.h"

/* 3-4-2 with six samples, changed and verified again. */
static reported r;

static void build(const char *hidden, const char *last, const char *loss)
{
    reported_new(&r, "3,4,2", 6, NULL);
    r.problem.net.sigma[1] = bp_activation_named(hidden);
    r.problem.net.sigma[2] = bp_activation_named(last);
    r.problem.net.loss = bp_loss_named(loss);
}

static void verify_again(void)
{
    bp_report_free(&r.report);
    ck_assert(bp_verify(&r.report, &r.problem.net, &r.problem.batch.X, &r.problem.batch.Y,
                        &bp_verify_defaults));
}

#define ck_departs(q, layer, j, m)                                                       \
    do {                                                                                 \
        bp_departure first_ = {0};                                                       \
        ck_assert(bp_leaves_double(&first_, &r.report.inputs));                          \
        ck_assert_msg(first_.quantity == (q) && first_.l == (layer) && first_.row == (j) && \
                          first_.col == (m),                                             \
                      "quantity %d^%zu[%zu,%zu] = %g", first_.quantity, first_.l,        \
                      first_.row, first_.col, first_.value);                             \
    } while (0)

/* What the report says, in this locale in ASCII; and its JSON. */
static void ck_told(const char *sentence, const char *entry)
{
    capture c = capture_begin(stdout);
    show_conclusion(&r.report, SAY_FULL);
    capture_end(&c);
    ck_assert_msg((strstr(c.text, "leaves what double") != NULL) == (sentence != NULL), "%s", c.text);
    ck_assert_msg(!sentence || strstr(c.text, sentence), "no \"%s\" in: %s", sentence, c.text);
    FILE *file = tmpfile();
    ck_assert(file && write_json(file, &r.report, &r.problem, NULL, SAY_FULL));
    rewind(file);
    json_t *root = json_loadf(file, 0, NULL), *found = json_object_get(root, "leaves_double");
    ck_assert(entry ? json_is_object(found) : json_is_null(found));
    if (entry) {
        ck_assert_str_eq(json_string_value(json_object_get(found, "entry")), entry);
    }
    json_decref(root);
    fclose(file);
}

START_TEST(a_usual_network_stays_inside)
{
    bp_departure first;
    build("tanh", "sigmoid", "cross-entropy");
    verify_again();
    ck_assert(!bp_leaves_double(&first, &r.report.inputs));
    ck_told(NULL, NULL);
    reported_free(&r);
}
END_TEST

/* Row 2 of Z^2 is 40 and more: there sigmoid is rounded to 1. */
START_TEST(an_output_of_1_under_a_logarithm_is_named)
{
    build("tanh", "sigmoid", "cross-entropy");
    r.problem.net.b[2].v[1] = 60.0;
    verify_again();
    ck_departs(BP_A, 2, 1, 0);
    ck_told("A^2[2,1] = 1: there the", "A^2[2,1]");
    ck_assert_int_eq(report_result(&r.report, "dW", 1)->verdict, BP_UNDECIDED);
    r.problem.net.loss = bp_loss_named("quadratic"); /* which has no pole */
    verify_again();
    ck_told(NULL, NULL);
    reported_free(&r);
}
END_TEST

START_TEST(an_output_of_0_under_a_logarithm_is_named)
{
    build("tanh", "softmax", "categorical");
    r.problem.net.b[2].v[0] = -800.0;
    bp_mat_fill(&r.problem.batch.Y, 0.5);
    verify_again();
    ck_departs(BP_A, 2, 0, 0);
    ck_told("A^2[1,1] = 0: there the", "A^2[1,1]");
    reported_free(&r);
}
END_TEST

START_TEST(overflow_is_named_where_it_begins)
{
    build("identity", "identity", "quadratic");
    r.problem.batch.X.v[2] = 1e300; /* sample 3 */
    for (size_t k = 0; k < 3; k++) {
        BP_AT(&r.problem.net.W[1], 3, k) = 1e30;
    }
    verify_again();
    ck_departs(BP_Z, 1, 3, 2);
    ck_told("Z^1[4,3], which is infinite.", "Z^1[4,3]");
    reported_free(&r);
    build("identity", "identity", "quadratic");
    r.problem.net.b[2].v[0] = 1e200; /* finite, its square is not */
    verify_again();
    ck_departs(BP_A, 2, 0, 0);
    ck_told("A^2[1,1] = 1e+200: there the", "A^2[1,1]");
    reported_free(&r);
}
END_TEST

Suite *departure_suite(void)
{
    Suite *suite = suite_create("departure");
    TCase *named = tcase_create("named");
    tcase_add_test(named, a_usual_network_stays_inside);
    tcase_add_test(named, an_output_of_1_under_a_logarithm_is_named);
    tcase_add_test(named, an_output_of_0_under_a_logarithm_is_named);
    tcase_add_test(named, overflow_is_named_where_it_begins);
    suite_add_tcase(suite, named);
    return suite;
}
