/* The report as JSON. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <jansson.h>
#include <math.h>

#include "test_verify_out.h"
#include "version.h"

static void not_a_number(bp_mat *db, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_bias_gradient(db, &p->dZ[l]);
    BP_AT(db, 1, 0) = NAN;
}

/* JSON ---------------------------------------------------------------------------------------- */

static json_t *to_json(const reported *r)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert(write_json(file, &r->report, &r->problem, NULL, SAY_FULL));
    rewind(file);
    json_error_t error;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(root != NULL, "line %d: %s", error.line, error.text);
    fclose(file);
    return root;
}

static void ck_text(const json_t *object, const char *key, const char *want)
{
    const char *got = json_string_value(json_object_get(object, key));
    ck_assert_msg(got && strcmp(got, want) == 0, "%s: %s instead of %s", key, got, want);
}

static void ck_whole(const json_t *object, const char *key, size_t want)
{
    const json_t *got = json_object_get(object, key);
    ck_assert_msg(json_is_integer(got) && json_integer_value(got) == (json_int_t)want,
                  "%s is not %zu", key, want);
}

static void ck_flag(const json_t *object, const char *key, bool want)
{
    const json_t *got = json_object_get(object, key);
    ck_assert_msg(json_is_boolean(got) && json_is_true(got) == want, "%s is not %d", key, want);
}

/* The very number; null, and its name among "nonfinite", where it is not finite. */
static void ck_number(const json_t *object, const char *key, double want)
{
    const json_t *got = json_object_get(object, key);
    const json_t *names = json_object_get(object, "nonfinite");
    bool named = false;
    for (size_t i = 0; i < json_array_size(names); i++) {
        named = named || strcmp(json_string_value(json_array_get(names, i)), key) == 0;
    }
    ck_assert_msg(named == !isfinite(want), "%s stands among nonfinite: %d", key, named);
    ck_assert_msg(isfinite(want) ? json_is_real(got) : json_is_null(got), "%s", key);
    if (isfinite(want)) {
        ck_assert_double_eq(json_real_value(got), want);
    }
}

static void ck_finding(const json_t *witness, const bp_finding *f)
{
    const json_t *worst = json_object_get(witness, "worst"),
                 *step = json_object_get(witness, "step");
    ck_text(witness, "method", f->method);
    ck_text(witness, "verdict", bp_verdict_name(f->verdict));
    ck_assert(f->step != 0.0 ? json_real_value(step) == f->step : json_is_null(step));
    ck_whole(worst, "row", f->row + 1);
    ck_whole(worst, "col", f->col + 1);
    ck_number(worst, "analytic", f->analytic);
    ck_number(worst, "numeric", f->numeric);
    ck_number(worst, "gap", f->gap);
    ck_number(worst, "bar", f->bar);
    ck_number(worst, "relative", relative_gap(f));
}

static void ck_result(const json_t *object, const bp_result *r)
{
    const json_t *witnesses = json_object_get(object, "witnesses");
    ck_text(object, "id", r->equation->id);
    ck_text(object, "section", r->equation->section);
    ck_text(object, "statement", r->equation->statement);
    ck_whole(object, "layer", r->layer);
    ck_whole(object, "entries", r->entries);
    ck_text(object, "verdict", bp_verdict_name(r->verdict));
    ck_text(object, "chain_verdict", bp_verdict_name(r->chain_verdict));
    ck_flag(object, "culprit", r->culprit);
    ck_flag(object, "inherited", r->inherited);
    ck_assert(json_is_array(witnesses));
    ck_assert_uint_eq(json_array_size(witnesses), r->given_count);
    for (size_t k = 0; k < r->given_count; k++) {
        ck_finding(json_array_get(witnesses, k), &r->given[k]);
    }
}

START_TEST(json_describes_the_network)
{
    reported r;
    reported_new(&r, "3,4,2", 6, NULL);
    json_t *root = to_json(&r), *network = json_object_get(root, "network");
    ck_whole(root, "schema", 1);
    ck_text(root, "program", "backproof");
    ck_text(root, "version", BP_VERSION);
    ck_text(root, "verdict", "CORRECT");
    json_t *want = json_pack("{s:[i,i,i], s:[s,s], s:s, s:i, s:i, s:s, s:i}", "layers", 3, 4, 2,
                             "activations", "sigmoid", "sigmoid", "loss", "quadratic", "batch", 6,
                             "seed", 1, "data", "random", "parameters", 4 * 3 + 4 + 2 * 4 + 2);
    ck_assert_msg(json_equal(network, want), "%s", json_dumps(network, 0));
    json_decref(want);
    json_decref(root);
    reported_free(&r);
}
END_TEST

/* Every number is compared bit by bit: 17 digits bring it back. */
static void ck_all_results(const reported *r)
{
    json_t *root = to_json(r), *equations = json_object_get(root, "equations");
    ck_assert_uint_eq(json_array_size(equations), r->report.count);
    for (size_t i = 0; i < r->report.count; i++) {
        ck_result(json_array_get(equations, i), &r->report.results[i]);
    }
    ck_text(root, "verdict", bp_verdict_name(r->report.verdict));
    json_decref(root);
}

START_TEST(json_has_an_object_for_each_equation_and_layer)
{
    reported r;
    reported_new(&r, "3,4,2", 6, NULL);
    ck_all_results(&r);
    reported_free(&r);
}
END_TEST

START_TEST(json_writes_null_for_what_is_not_finite_and_names_it)
{
    const bp_planted planted[] = {{"db", not_a_number, NULL}, {0}};
    reported r;
    reported_new(&r, "3,4,2", 6, planted);
    ck_assert_int_eq(r.report.verdict, BP_WRONG);
    ck_all_results(&r);
    reported_free(&r);
}
END_TEST

START_TEST(json_has_a_row_for_what_the_network_lacks)
{
    reported r;
    reported_new(&r, "3,2", 6, NULL);
    json_t *root = to_json(&r), *equations = json_object_get(root, "equations"), *e;
    size_t i, absent = 0;
    json_array_foreach(equations, i, e)
    {
        if (json_is_null(json_object_get(e, "layer"))) {
            absent++;
            ck_whole(e, "entries", 0);
            ck_assert_uint_eq(json_array_size(json_object_get(e, "witnesses")), 0);
            ck_assert(json_is_array(json_object_get(e, "witnesses")));
            ck_text(e, "verdict", "N/A");
            ck_text(e, "chain_verdict", "N/A");
            ck_flag(e, "culprit", false);
        }
    }
    ck_assert_uint_eq(absent,
                      6); /* dZ-local columns dZ-chain dA-hidden dZ-hidden single-dZ-hidden */
    ck_assert_uint_eq(json_array_size(equations), r.report.count + absent);
    json_decref(root);
    reported_free(&r);
}
END_TEST

Suite *verify_out_suite(void)
{
    Suite *suite = suite_create("verify_out");
    TCase *json = tcase_create("json");
    tcase_add_test(json, json_describes_the_network);
    tcase_add_test(json, json_has_an_object_for_each_equation_and_layer);
    tcase_add_test(json, json_writes_null_for_what_is_not_finite_and_names_it);
    tcase_add_test(json, json_has_a_row_for_what_the_network_lacks);
    suite_add_tcase(suite, json);
    return suite;
}
