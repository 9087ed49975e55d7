/* The report as a whole: what it counts, what does not apply, who is blamed for a wrong forward
 * row. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"
#include "test_nets.h"
#include "test_report.h"

static const size_t widths[] = {4, 5, 2, 3};
static const char *const activations[] = {NULL, "silu", "softmax", "sigmoid"};
static nets n;
static bp_report report;
static report_line line;

static void verify(size_t L, const size_t *N, const char *const *sigma, size_t M,
                   const bp_verify_options *options)
{
    nets_new(&n, L, N, sigma, "quadratic", M, 31);
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, options));
}

static void tear_down(void)
{
    bp_report_free(&report);
    nets_free(&n);
}

/* What is counted ---------------------------------------------------------------------------- */

static size_t rows_of(const char *id)
{
    size_t rows = 0;
    for (size_t i = 0; i < report.count; i++) {
        rows += strcmp(report.results[i].equation->id, id) == 0;
    }
    return rows;
}

START_TEST(every_equation_has_a_result_for_each_of_its_layers)
{
    verify(3, widths, activations, 6, &bp_verify_defaults);
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        static const size_t layers[] = {
            [BP_EVERY_LAYER] = 3, [BP_OUTPUT_LAYER] = 1, [BP_HIDDEN_LAYERS] = 2, [BP_ZERO_TOO] = 4};
        ck_assert_uint_eq(rows_of(bp_equations[i].id), layers[bp_equations[i].layers]);
    }
    ck_assert_uint_eq(report.count, 16 * 3 + 5 * 1 + 6 * 2 + 4);
    for (size_t i = 1; i < report.count; i++) {
        const bp_result *before = &report.results[i - 1], *r = &report.results[i];
        ck_assert(before->equation < r->equation ||
                  (before->equation == r->equation && before->layer < r->layer));
    }
}
END_TEST

START_TEST(entries_and_evaluations_are_counted)
{
    bp_verify_options options = bp_verify_defaults;
    options.h[BP_CENTRAL] = BP_CENTRAL_STEP;
    verify(3, widths, activations, 6, &options);
    size_t entries = 0, neurons = 5 + 2 + 3, parameters = 5 * 5 + 2 * 6 + 3 * 3;
    for (size_t i = 0; i < report.count; i++) {
        entries += report.results[i].entries;
        for (size_t k = 0; k < report.results[i].given_count; k++) {
            ck_assert_uint_eq(report.results[i].given[k].entries, report.results[i].entries);
        }
    }
    ck_assert_uint_eq(report.entries, entries);
    ck_assert_uint_eq(report_result(&report, "dW", 2)->entries, 2 * 5);
    ck_assert_uint_eq(report_result(&report, "dA-local", 2)->entries, 2 * 6 * 3);
    /* one for the complex step and its base point, four for the central difference */
    ck_assert_uint_eq(report.evaluations, 5 * (parameters + 2 * neurons * 6) + 1);
}
END_TEST

START_TEST(network_of_one_layer_and_one_sample_has_fewer_equations)
{
    verify(1, (size_t[]){4, 3}, (const char *const[]){NULL, "sigmoid"}, 1, &bp_verify_defaults);
    const char *const not_here[] = {"dZ-local", "columns",   "dZ-chain",
                                    "dA-hidden", "dZ-hidden", "single-dZ-hidden"};
    for (size_t i = 0; i < 6; i++) {
        ck_assert_msg(rows_of(not_here[i]) == 0, "%s", not_here[i]);
    }
    ck_assert_uint_eq(report.count, BP_EQUATION_COUNT - 6 + 1);
    ck_assert_int_eq(report.verdict, BP_CORRECT);
}
END_TEST

START_TEST(batch_of_one_sample_has_no_columns_to_compare)
{
    verify(3, widths, activations, 1, &bp_verify_defaults);
    ck_assert_uint_eq(rows_of("columns"), 0);
    ck_assert_uint_eq(rows_of("dZ-local"), 2);
    ck_assert_int_eq(report.verdict, BP_CORRECT);
}
END_TEST

/* Witnesses ---------------------------------------------------------------------------------- */

START_TEST(each_row_hears_the_witnesses_of_its_kind)
{
    verify(3, widths, activations, 6, &bp_verify_defaults);
    const struct {
        const char *id;
        size_t layer, given, chain;
        const char *heard;
    } rows[] = {
        {"dW", 2, 3, 2, "complex central index form"}, {"dA-local", 2, 2, 2, "complex central"},
        {"single-dW", 2, 2, 2, "complex central"},     {"affine", 2, 1, 1, "index form"},
        {"activation", 2, 1, 1, "long double"},        {"loss", 3, 2, 1, "long double index form"},
        {"single-z", 2, 1, 1, "forward path"},         {"shapes", 2, 1, 1, "identity"},
        {"stack", 2, 2, 1, "complex central"},         {"accumulate", 2, 2, 1, "complex central"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const bp_result *r = report_result(&report, rows[i].id, rows[i].layer);
        line[0] = '\0';
        for (size_t k = 0; k < r->given_count; k++) {
            strcat(strcat(line, k ? " " : ""), r->given[k].method);
        }
        ck_assert_str_eq(line, rows[i].heard);
        ck_assert_uint_eq(r->given_count, rows[i].given);
        ck_assert_uint_eq(r->chain_count, rows[i].chain);
    }
    ck_assert_str_eq(report_result(&report, "stack", 2)->chain[0].method, "full matrix");
    ck_assert_double_eq(report_result(&report, "dW", 2)->given[0].step, 0x1p-200);
}
END_TEST

START_TEST(one_witness_can_be_heard_alone)
{
    bp_verify_options options = bp_verify_defaults;
    options.use[BP_CENTRAL] = false;
    verify(3, widths, activations, 6, &options);
    const bp_result *r = report_result(&report, "single-dW", 2);
    ck_assert(r->given_count == 1 && strcmp(r->given[0].method, "complex") == 0);
    ck_assert_int_eq(report.verdict, BP_CORRECT);
    size_t evaluations = report.evaluations;
    tear_down();
    options.use[BP_CENTRAL] = true;
    options.use_complex = false;
    options.h[BP_CENTRAL] = 1e-5;
    verify(3, widths, activations, 6, &options);
    r = report_result(&report, "single-dW", 2);
    ck_assert(r->given_count == 1 && strcmp(r->given[0].method, "central") == 0);
    ck_assert_double_eq(r->given[0].step, 1e-5);
    ck_assert_int_eq(report.verdict, BP_CORRECT);
    ck_assert_uint_eq(report.evaluations, 5 * evaluations - 4);
}
END_TEST

/* A central difference that stands on a kink of every relu: the complex step on the same spot says
 * KINK, too. Where b moves it away, only the central difference does, and the complex step
 * decides. */
START_TEST(witness_that_can_decide_speaks_for_one_that_cannot)
{
    const size_t N[] = {3, 4, 2};
    const char *const sigma[] = {NULL, "relu", "tanh"};
    nets_new(&n, 2, N, sigma, "quadratic", 5, 31);
    for (int on = 0; on < 2; on++) {
        for (size_t i = 0; i < 3; i++) {
            BP_AT(&n.net.W[1], 2, i) = 0.0;
        }
        n.net.b[1].v[2] = on ? 0.0 : 1e-8;
        ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &bp_verify_defaults));
        const bp_result *r = report_result(&report, "dW", 1);
        ck_assert_int_eq(r->given[0].verdict, on ? BP_KINK : BP_CORRECT);
        ck_assert_int_eq(r->given[1].verdict, BP_KINK);
        ck_assert_int_eq(r->verdict, on ? BP_KINK : BP_CORRECT);
        ck_assert_int_eq(report_result(&report, "dW", 2)->verdict, BP_CORRECT);
        ck_assert_int_eq(report.verdict, on ? BP_KINK : BP_CORRECT);
        ck_assert_uint_eq(report.culprits + report.inherited, 0);
        bp_report_free(&report);
    }
}
END_TEST

/* Blame -------------------------------------------------------------------------------------- */

static void louder(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    bp_equation_named(user)->rule(out, pass, l, NULL);
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] *= 1.5;
    }
}

START_TEST(wrong_forward_row_is_the_only_culprit)
{
    static char *const ids[] = {"broadcast", "affine", "activation", "loss"};
    for (size_t i = 0; i < 4; i++) {
        const bp_planted planted[] = {
            {ids[i], louder, ids[i]}, {"dW", louder, (char[]){"dW"}}, {NULL, NULL, NULL}};
        bp_verify_options options = bp_verify_defaults;
        options.planted = planted;
        verify(3, widths, activations, 6, &options);
        report_culprits(line, &report);
        char want[128] = "";
        for (size_t l = i == 3 ? 3 : 1; l <= 3; l++) {
            size_t used = strlen(want);
            snprintf(want + used, sizeof want - used, "%s%s^%zu", used ? " " : "", ids[i], l);
        }
        ck_assert_str_eq(line, want);
        ck_assert(report_result(&report, "dW", 2)->inherited);
        ck_assert_int_eq(report_result(&report, "dW", 2)->verdict, BP_WRONG);
        tear_down();
    }
}
END_TEST

START_TEST(two_mistakes_are_two_culprits)
{
    const bp_planted planted[] = {
        {"dA-output", louder, (char[]){"dA-output"}}, {"db", louder, (char[]){"db"}}, {NULL, NULL, NULL}};
    bp_verify_options options = bp_verify_defaults;
    options.planted = planted;
    verify(3, widths, activations, 6, &options);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dA-output^3 db^1 db^2 db^3");
    ck_assert(report_result(&report, "dW", 1)->inherited);
}
END_TEST

/* The rest ----------------------------------------------------------------------------------- */

START_TEST(label_of_a_result_is_that_of_its_quantity)
{
    char label[BP_MESSAGE_SIZE];
    verify(3, widths, activations, 6, &bp_verify_defaults);
    bp_result_label(label, &report, report_result(&report, "dW-chain", 2), 1, 3);
    ck_assert_str_eq(label, "∂C/∂W^2[2,4]");
}
END_TEST

typedef struct { size_t calls, last, total; bool in_order; } heard;

static bool hear(void *user, size_t done, size_t total)
{
    heard *h = user;
    h->in_order = h->in_order && (done == h->last + 1 || done == 1);
    *h = (heard){h->calls + 1, done, total, h->in_order};
    return true;
}

START_TEST(progress_is_reported_for_both_witnesses)
{
    heard h = {.in_order = true};
    const bp_progress progress = {hear, &h};
    bp_verify_options options = bp_verify_defaults;
    options.progress = &progress;
    verify(3, widths, activations, 6, &options);
    ck_assert(h.in_order && h.last == h.total);
    ck_assert_uint_eq(h.calls, 2 * h.total);
}
END_TEST

/* Every allocation fails once; what it has left behind, the address sanitizer and valgrind
 * report. */
START_TEST(allocation_that_fails_leaves_an_empty_report)
{
    const size_t N[] = {3, 2, 2};
    const char *const sigma[] = {NULL, "softmax", "tanh"};
    nets_new(&n, 2, N, sigma, "quadratic", 2, 31);
    bool made = false;
    long allocations = 0;
    while (!made) {
        dry_after(allocations);
        made = bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &bp_verify_defaults);
        dry_after(-1);
        ck_assert(made || (report.results == NULL && report.twins == NULL && report.count == 0 &&
                           report.by[BP_CENTRAL].value.dW == NULL && report.older.pass.dW == NULL));
        allocations += !made;
    }
    ck_assert_int_gt(allocations, 1000);
    ck_assert_uint_eq(report.culprits, 0);
}
END_TEST

Suite *verify_suite(void)
{
    Suite *suite = suite_create("verify");
    TCase *report_case = tcase_create("report");
    tcase_set_timeout(report_case, 30);
    tcase_add_checked_fixture(report_case, NULL, tear_down);
    tcase_add_test(report_case, every_equation_has_a_result_for_each_of_its_layers);
    tcase_add_test(report_case, entries_and_evaluations_are_counted);
    tcase_add_test(report_case, network_of_one_layer_and_one_sample_has_fewer_equations);
    tcase_add_test(report_case, batch_of_one_sample_has_no_columns_to_compare);
    tcase_add_test(report_case, each_row_hears_the_witnesses_of_its_kind);
    tcase_add_test(report_case, one_witness_can_be_heard_alone);
    tcase_add_test(report_case, witness_that_can_decide_speaks_for_one_that_cannot);
    tcase_add_test(report_case, wrong_forward_row_is_the_only_culprit);
    tcase_add_test(report_case, two_mistakes_are_two_culprits);
    tcase_add_test(report_case, label_of_a_result_is_that_of_its_quantity);
    tcase_add_test(report_case, progress_is_reported_for_both_witnesses);
    tcase_add_test(report_case, allocation_that_fails_leaves_an_empty_report);
    suite_add_tcase(suite, report_case);
    return suite;
}
