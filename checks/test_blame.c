/* Who is to blame: planted mistakes, given correct inputs and in the chain. The network is 4-5-2-3
 * with M = 6; layers 1 and 2 are hidden. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"
#include "test_nets.h"
#include "test_report.h"

static const size_t widths[] = {4, 5, 2, 3};
static const char *const activations[] = {NULL, "silu", "tanh", "sigmoid"};
static nets n;
static bp_report report;
static report_line line;

static void build(void)
{
    nets_new(&n, 3, widths, activations, "quadratic", 6, 21);
}

static void tear_down(void)
{
    bp_report_free(&report);
    nets_free(&n);
}

static void verify_with(const char *id, bp_rule *rule, void *user)
{
    const bp_planted planted[] = {{id, rule, user}, {NULL, NULL, NULL}};
    bp_verify_options options = bp_verify_defaults;
    options.planted = planted;
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &options));
}

/* Planted rules ------------------------------------------------------------------------------ */

static void wrong_sign(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    bp_equation_named(user)->rule(out, pass, l, NULL);
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] = -out->v[i];
    }
}

static void without_slope(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    bp_mat_mul_tn(out, &pass->W[l + 1], &pass->dZ[l + 1]);
}

static void transposed(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    ck_assert(bp_mat_resize(out, pass->net->N[l - 1], pass->net->N[l]));
    bp_mat_mul_nt(out, &pass->A[l - 1], &pass->dZ[l]);
}

/* ∂C/∂Z A instead of ∂C/∂Z Aᵀ */
static void not_transposed(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    bp_mat_mul(out, &pass->dZ[l], &pass->A[l - 1]);
}

static void adds_up(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t m = 0; m < pass->M; m++) {
            BP_AT(out, j, 0) += BP_AT(&pass->dZ[l], j, m);
        }
    }
}

static void nothing(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)out, (void)pass, (void)l, (void)user;
}

/* Who is to blame ---------------------------------------------------------------------------- */

START_TEST(reference_rules_are_right_and_nobody_is_to_blame)
{
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &bp_verify_defaults));
    ck_assert_int_eq(report.verdict, BP_CORRECT);
    ck_assert_uint_eq(report.culprits + report.inherited, 0);
}
END_TEST

START_TEST(wrong_sign_in_dW_is_found_there_and_nowhere_else)
{
    verify_with("dW", wrong_sign, (char[]){"dW"});
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dW^1 dW^2 dW^3");
    report_inherited(line, &report);
    ck_assert_str_eq(line, "accumulate^1 accumulate^2 accumulate^3");
    const bp_finding *f = &report_result(&report, "dW", 2)->given[0];
    ck_assert_int_eq(f->verdict, BP_WRONG);
    ck_assert_uint_eq(f->of[BP_WRONG], 2 * 5);
    ck_close(f->analytic, -f->numeric, 1e-14, "∂C/∂W^2");
    ck_assert_int_eq(report.verdict, BP_WRONG);
    ck_assert_uint_eq(report.culprits, 3);
    ck_assert_uint_eq(report.inherited, 3);
}
END_TEST

/* The other equations of the hidden layers start from what they are given; in the chain all that is
 * made of the wrong ∂C/∂Z^2 and ∂C/∂Z^1 is wrong. ∂C/∂A^2, and layer 3, come before. */
START_TEST(missing_slope_in_dZ_hidden_is_inherited_by_the_layers_below)
{
    verify_with("dZ-hidden", without_slope, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dZ-hidden^1 dZ-hidden^2");
    report_inherited(line, &report);
    ck_assert_str_eq(line,
                     "stack^1 stack^2 dZ-chain^1 dA-hidden^1 dW-chain^1 dW-chain^2 dW^1 dW^2 "
                     "db-chain^1 db-chain^2 db^1 db^2 accumulate^1 accumulate^2");
    const bp_result *r = report_result(&report, "dW", 1);
    ck_assert_int_eq(r->verdict, BP_CORRECT);
    ck_assert_int_eq(r->chain_verdict, BP_WRONG);
    ck_assert_int_eq(report_result(&report, "dA-hidden", 2)->chain_verdict, BP_CORRECT);
}
END_TEST

START_TEST(reshaped_answer_is_a_SHAPE_and_not_a_crash)
{
    verify_with("dW", transposed, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dW^1 dW^2 dW^3");
    report_inherited(line, &report);
    ck_assert_str_eq(line, "shapes^1 shapes^2 shapes^3 accumulate^1 accumulate^2 accumulate^3");
    const bp_result *r = report_result(&report, "dW", 2);
    ck_assert_int_eq(r->verdict, BP_SHAPE_DIFFERS);
    ck_assert_str_eq(r->broken, "");
    ck_assert(report.given.pass.dW[2].rows == 5 && report.given.pass.dW[2].cols == 2);
}
END_TEST

START_TEST(broken_contract_becomes_the_sentence_of_the_answer)
{
    bp_contract_handler *before = bp_on_broken_contract(near_keep);
    verify_with("dW", not_transposed, NULL);
    ck_assert_msg(bp_on_broken_contract(before) == near_keep, "the handler was not put back");
    const bp_result *r = report_result(&report, "dW", 2);
    ck_assert_int_eq(r->verdict, BP_SHAPE_DIFFERS);
    ck_assert_str_eq(r->broken, "bp_mat_mul: ∂C/∂Z^2 is 2×6 but A^1 is 5×6: 6 ≠ 5");
    ck_assert_str_eq(r->chain_broken, r->broken);
    ck_assert_str_eq(report_result(&report, "db", 2)->broken, "");
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dW^1 dW^2 dW^3");
}
END_TEST

/* Nothing below can be computed: each says why, and only the one that began is to blame. */
START_TEST(shape_that_is_lost_in_dZ_is_inherited_by_all_below)
{
    verify_with("dZ-output", transposed, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dZ-output^3");
    const bp_result *dW = report_result(&report, "dW", 3);
    const bp_result *dA = report_result(&report, "dA-hidden", 2);
    ck_assert_int_eq(dW->chain_verdict, BP_SHAPE_DIFFERS);
    ck_assert_str_eq(dW->broken, "");
    ck_assert_str_eq(dW->chain_broken, "bp_mat_mul_nt: ∂C/∂Z^3 is 2×3 but A^2 is 2×6: 3 ≠ 6");
    ck_assert_str_eq(dA->chain_broken, "bp_mat_mul_tn: W^3 is 3×2 but ∂C/∂Z^3 is 2×3: 3 ≠ 2");
    const char *const below[] = {"dA-hidden", "dZ-hidden", "dZ-chain", "dW", "dW-chain", "db"};
    for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
        ck_assert(report_result(&report, below[i], 1)->inherited);
        ck_assert(report_result(&report, below[i], i < 3 ? 2 : 3)->inherited);
    }
    ck_assert(!report_result(&report, "dA-output", 3)->inherited);
    ck_assert(!report_result(&report, "dW-local", 3)->inherited);
    ck_assert(!report_result(&report, "dA-local", 2)->inherited);
}
END_TEST

/* Nothing reads ∂C/∂A^l but `shapes`, which says what it has found. */
START_TEST(shape_that_is_lost_in_dA_harms_nobody_who_does_not_read_it)
{
    verify_with("dA-hidden", transposed, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dA-hidden^1 dA-hidden^2");
    report_inherited(line, &report);
    ck_assert_str_eq(line, "shapes^1 shapes^2");
}
END_TEST

static double too_steep(double z)
{
    return 1.25 * bp_activation_named("tanh")->slope(z);
}

/* All other equations are given a σ' that the complex step took from σ. */
START_TEST(wrong_slope_is_the_fault_of_dA_local_alone)
{
    bp_activation steep = *bp_activation_named("tanh");
    steep.slope = too_steep;
    n.net.sigma[2] = &steep;
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &bp_verify_defaults));
    report_culprits(line, &report);
    ck_assert_str_eq(line, "dA-local^2");
    ck_assert(report_result(&report, "dZ-hidden", 2)->inherited);
    ck_assert(report_result(&report, "single-dW", 1)->inherited);
    ck_assert(!report_result(&report, "dW", 3)->inherited);
}
END_TEST

/* What is not overwritten is not zero: both mistakes would pass on a fresh matrix. */
START_TEST(rule_that_adds_to_its_output_or_forgets_it_is_wrong)
{
    verify_with("db", adds_up, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "db^1 db^2 db^3");
    bp_report_free(&report);
    verify_with("db", nothing, NULL);
    report_culprits(line, &report);
    ck_assert_str_eq(line, "db^1 db^2 db^3");
    for (size_t l = 1; l <= 3; l++) {
        const bp_mat *db = &report.given.pass.db[l], *older = &report.older.pass.db[l];
        ck_assert_double_eq(bp_mat_gap(db, older).gap, 0.0);
        ck_assert(db->v[0] != 0.0);
    }
}
END_TEST

Suite *blame_suite(void)
{
    Suite *suite = suite_create("blame");
    TCase *blame = tcase_create("blame");
    tcase_add_checked_fixture(blame, build, tear_down);
    tcase_add_test(blame, reference_rules_are_right_and_nobody_is_to_blame);
    tcase_add_test(blame, wrong_sign_in_dW_is_found_there_and_nowhere_else);
    tcase_add_test(blame, missing_slope_in_dZ_hidden_is_inherited_by_the_layers_below);
    tcase_add_test(blame, reshaped_answer_is_a_SHAPE_and_not_a_crash);
    tcase_add_test(blame, broken_contract_becomes_the_sentence_of_the_answer);
    tcase_add_test(blame, shape_that_is_lost_in_dZ_is_inherited_by_all_below);
    tcase_add_test(blame, shape_that_is_lost_in_dA_harms_nobody_who_does_not_read_it);
    tcase_add_test(blame, wrong_slope_is_the_fault_of_dA_local_alone);
    tcase_add_test(blame, rule_that_adds_to_its_output_or_forgets_it_is_wrong);
    suite_add_tcase(suite, blame);
    return suite;
}
