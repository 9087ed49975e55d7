/* How many entries of each verdict the report counts, equation by equation. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"
#include "test_report.h"
#include "test_verify_out.h"

/* 4-5-3: the first row of ∂C/∂W^1 is wrong, 4 of 35 entries. */
static void first_row_off(bp_mat *dW, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_weight_gradient(dW, &p->dZ[l], &p->A[l - 1]);
    for (size_t k = 0; l == 1 && k < dW->cols; k++) {
        BP_AT(dW, 0, k) *= 1.5;
    }
}

static capture counts_of(const bp_report *report, bool each_layer)
{
    capture c = capture_begin(stdout);
    show_counts(report, each_layer);
    capture_end(&c);
    return c;
}

/* A line with these words in this order, and nothing but blanks between them. */
static void ck_line(const capture *c, const char *id, const char *layer, const char *method,
                    size_t correct, size_t undecided, size_t kink, size_t wrong)
{
    char want[100];
    snprintf(want, sizeof want, "\n %-17s%-4s%-19s%9zu%11zu%8zu%9zu\n", id, layer, method, correct,
             undecided, kink, wrong);
    ck_assert_msg(strstr(c->text, want) != NULL, "no \"%s\" in:\n%s", want, c->text);
}

START_TEST(nothing_is_counted_where_all_is_correct)
{
    reported r;
    reported_new(&r, "4,5,3", 6, NULL);
    capture c = counts_of(&r.report, false);
    ck_assert_str_eq(c.text, "");
    reported_free(&r);
}
END_TEST

START_TEST(wrong_entries_are_counted_for_all_layers_or_each)
{
    const bp_planted planted[] = {{"dW", first_row_off, NULL}, {0}};
    reported r;
    reported_new(&r, "4,5,3", 6, planted);
    capture c = counts_of(&r.report, false);
    ck_line(&c, "dW", "all", "complex step", 31, 0, 0, 4);
    ck_line(&c, "dW", "all", "central difference", 31, 0, 0, 4);
    ck_assert_ptr_null(strstr(c.text, "db"));
    c = counts_of(&r.report, true);
    ck_line(&c, "dW", "1", "complex step", 16, 0, 0, 4);
    ck_assert_ptr_null(strstr(c.text, "dW               2"));
    reported_free(&r);
}
END_TEST

/* Row 2 of W^1 and its bias are 0: every Z^1_2m stands on relu's kink. */
START_TEST(kinks_are_counted)
{
    reported r;
    reported_new(&r, "4,5,3", 6, NULL);
    bp_net *net = &r.problem.net;
    net->sigma[1] = bp_activation_named("relu");
    for (size_t k = 0; k < 4; k++) {
        BP_AT(&net->W[1], 1, k) = 0.0;
    }
    net->b[1].v[1] = 0.0;
    bp_report_free(&r.report);
    ck_assert(bp_verify(&r.report, net, &r.problem.batch.X, &r.problem.batch.Y,
                        &bp_verify_defaults));
    capture c = counts_of(&r.report, true);
    ck_line(&c, "dW", "1", "complex step", 16, 0, 4, 0);
    ck_line(&c, "dZ-hidden", "1", "central difference", 24, 0, 6, 0);
    ck_line(&c, "db", "1", "complex step", 4, 0, 1, 0);
    reported_free(&r);
}
END_TEST

/* Every method, where a point stands on a kink. */
START_TEST(a_point_on_a_kink_is_one_for_every_method)
{
    bp_verify_options v = {.use_complex = true, .use_shift = true, .use_directional = true,
                           .use_taylor = true, .use = {true, true, true, true}};
    const char *const sigma[] = {"relu", "leaky-relu"};
    for (size_t s = 0; s < 2; s++) {
        reported r;
        reported_new(&r, "4,5,3", 6, NULL);
        bp_net *net = &r.problem.net;
        net->sigma[1] = bp_activation_named(sigma[s]);
        for (size_t k = 0; k < 4; k++) {
            BP_AT(&net->W[1], 1, k) = 0.0;
        }
        net->b[1].v[1] = 0.0;
        bp_report_free(&r.report);
        ck_assert(bp_verify(&r.report, net, &r.problem.batch.X, &r.problem.batch.Y, &v));
        const char *const ids[] = {"dW", "db", "dZ-hidden"};
        for (size_t i = 0; i < 3; i++) {
            const bp_result *result = report_result(&r.report, ids[i], 1);
            ck_assert_int_eq(result->verdict, BP_KINK);
            size_t asked = 0;
            for (size_t k = 0; k < result->given_count; k++) {
                const bp_finding *f = &result->given[k];
                asked += bp_is_numeric(f);
                ck_assert_msg(!bp_is_numeric(f) || f->verdict == BP_KINK, "%s of %s: %s", f->method,
                              ids[i], bp_verdict_name(f->verdict));
            }
            ck_assert_uint_eq(asked, i == 0 ? 7 : 8); /* the bias shift is not for W */
        }
        reported_free(&r);
    }
}
END_TEST

Suite *verify_counts_suite(void)
{
    Suite *suite = suite_create("verify_counts");
    TCase *counted = tcase_create("counted");
    tcase_add_test(counted, nothing_is_counted_where_all_is_correct);
    tcase_add_test(counted, wrong_entries_are_counted_for_all_layers_or_each);
    tcase_add_test(counted, kinks_are_counted);
    tcase_add_test(counted, a_point_on_a_kink_is_one_for_every_method);
    suite_add_tcase(suite, counted);
    return suite;
}
