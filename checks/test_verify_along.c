/* What the report says where matrices are seen as a whole. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <jansson.h>
#include <math.h>

#include "test_report.h"
#include "test_verify_out.h"

/* The usual report, verified again by the methods that go along directions. */
static void along_new(reported *r, const char *last, const char *loss, bool taylor,
                      const bp_planted *planted)
{
    bp_verify_options v = {.use_directional = !taylor, .use_taylor = taylor, .planted = planted};
    reported_new(r, "3,4,2", 6, NULL);
    r->problem.net.sigma[2] = bp_activation_named(last);
    r->problem.net.loss = bp_loss_named(loss);
    bp_report_free(&r->report);
    ck_assert(bp_verify(&r->report, &r->problem.net, &r->problem.batch.X, &r->problem.batch.Y, &v));
}

static void ck_shows(const reported *r, const char *const *parts, const char *never)
{
    capture c = capture_begin(stdout);
    show_report(&r->report, &r->problem, false, SAY_FULL);
    capture_end(&c);
    for (; *parts; parts++) {
        ck_assert_msg(strstr(c.text, *parts) != NULL, "no \"%s\" in:\n%s", *parts, c.text);
    }
    ck_assert_msg(!never || !strstr(c.text, never), "\"%s\" in:\n%s", never, c.text);
}

/* In this locale, ∂ is d and · is its own. */
#define SHOWS(r, never, ...) ck_shows(r, (const char *const[]){__VA_ARGS__, NULL}, never)

START_TEST(a_right_network_has_slopes_and_no_claim_about_entries)
{
    reported r;
    along_new(&r, "sigmoid", "quadratic", true, NULL);
    SHOWS(&r, "Every equation agrees", "2.00 CORRECT   (Taylor slope)", "N/A       (needs entries)",
          "along 4 V     Taylor slope", "No matrix is wrong as far as 4 directions",
          "--method both");
    ck_assert(!entries_were_seen(&r.report));
    reported_free(&r);
    along_new(&r, "sigmoid", "quadratic", false, NULL);
    SHOWS(&r, "2.00", "(directional)", "1 in 100 missed");
    reported_free(&r);
}
END_TEST

START_TEST(what_is_straight_says_so)
{
    reported r;
    along_new(&r, "identity", "absolute", true, NULL);
    SHOWS(&r, "WRONG", "straight");
    reported_free(&r);
}
END_TEST

static void doubled(bp_mat *dW, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_weight_gradient(dW, &p->dZ[l], &p->A[l - 1]);
    for (size_t i = 0; l == 2 && i < dW->rows * dW->cols; i++) {
        dW->v[i] *= 2.0;
    }
}

START_TEST(a_wrong_matrix_is_named_with_its_direction)
{
    const bp_planted planted[] = {{"dW", doubled, NULL}, {0}};
    for (int taylor = 0; taylor < 2; taylor++) {
        reported r;
        along_new(&r, "sigmoid", "quadratic", taylor, planted);
        SHOWS(&r, "layer 1:", "dW is wrong, given correct inputs", "layer 2: dC/dW^2", "V_",
              "4 of 4 directions", taylor ? "Taylor slope" : "directional");
        char label[BP_MESSAGE_SIZE];
        const bp_result *wrong = report_result(&r.report, "dW", 2);
        bp_finding f = wrong->given[0];
        f.row = 2;
        finding_label(label, &r.report, wrong, &f);
        ck_assert_str_eq(label, "∂C/∂W^2·V_3");
        reported_free(&r);
    }
}
END_TEST

/* dW is planted, so that its column alone has order 1; the complex step has 2. */
START_TEST(the_agreement_has_a_row_for_each_of_them)
{
    const bp_planted planted[] = {{"dW", doubled, NULL}, {0}};
    bp_verify_options v = {.use_directional = true, .use_taylor = true, .use_complex = true};
    reported r;
    v.use[BP_CENTRAL] = v.use[BP_RICHARDSON] = true;
    for (int wrong = 0; wrong < 2; wrong++) {
        reported_new(&r, "3,4,2", 6, NULL);
        bp_report_free(&r.report);
        v.planted = wrong ? planted : NULL;
        ck_assert(
            bp_verify(&r.report, &r.problem.net, &r.problem.batch.X, &r.problem.batch.Y, &v));
        capture c = capture_begin(stdout);
        show_agreement(&r.report);
        capture_end(&c);
        const char *want = wrong ? "\n taylor            1.00       2.00       2.00"
                                 : "\n taylor            2.00       2.00       2.00";
        ck_assert_msg(strstr(c.text, want) && strstr(c.text, "\n directional "), "%s", c.text);
        reported_free(&r);
    }
}
END_TEST

START_TEST(programs_get_directions_slopes_and_what_is_seen)
{
    reported r;
    along_new(&r, "identity", "absolute", true, NULL);
    FILE *file = tmpfile();
    ck_assert(file && write_json(file, &r.report, &r.problem, NULL, SAY_FULL));
    rewind(file);
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, NULL), *equation, *found = NULL;
    size_t i;
    json_array_foreach(json_object_get(root, "equations"), i, equation)
    {
        bool is = strcmp(json_string_value(json_object_get(equation, "id")), "dA-output") == 0;
        found = is ? json_array_get(json_object_get(equation, "witnesses"), 0) : found;
    }
    const bp_finding *f = report_result(&r.report, "dA-output", 2)->given;
    const json_t *worst = json_object_get(found, "worst");
    ck_assert_str_eq(json_string_value(json_object_get(found, "method")), "taylor");
    ck_assert_int_eq(
        json_integer_value(json_object_get(json_object_get(found, "directions"), "CORRECT")), 4);
    ck_assert(!json_object_get(found, "entries") && !json_object_get(worst, "row"));
    ck_assert_int_eq(json_integer_value(json_object_get(worst, "direction")),
                     (json_int_t)f->row + 1);
    ck_assert(isinf(f->slope) && json_is_null(json_object_get(worst, "slope")));
    ck_assert_double_eq(json_real_value(json_object_get(found, "seen")), f->seen);
    json_decref(root);
    fclose(file);
    reported_free(&r);
}
END_TEST

Suite *verify_along_suite(void)
{
    Suite *suite = suite_create("verify_along");
    TCase *shown = tcase_create("shown");
    tcase_add_test(shown, a_right_network_has_slopes_and_no_claim_about_entries);
    tcase_add_test(shown, what_is_straight_says_so);
    tcase_add_test(shown, a_wrong_matrix_is_named_with_its_direction);
    tcase_add_test(shown, the_agreement_has_a_row_for_each_of_them);
    tcase_add_test(shown, programs_get_directions_slopes_and_what_is_seen);
    suite_add_tcase(suite, shown);
    return suite;
}
