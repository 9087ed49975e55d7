/* Answers: what rules fill, given correct inputs and in the chain. The network is 4-5-2-3 with M =
 * 6. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "answers.h"
#include "near.h"
#include "pass.h"
#include "test_nets.h"

#define SAMPLES 6
static const size_t widths[] = {4, 5, 2, 3};
static const char *const activations[] = {NULL, "silu", "tanh", "sigmoid"};
static nets n, other;
static bp_answers answers, older;

static void build(void)
{
    nets_new(&n, 3, widths, activations, "quadratic", SAMPLES, 21);
    nets_new(&other, 3, widths, activations, "quadratic", SAMPLES, 22);
}

static void tear_down(void)
{
    nets_free(&n);
    nets_free(&other);
}

typedef struct {
    size_t calls;
    bool holds_older;
} arrival;

static void look(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    arrival *a = user;
    (void)pass;
    a->calls++;
    a->holds_older = a->holds_older && bp_mat_gap(out, &older.pass.dW[l]).gap == 0.0 && out->v[0] != 0.0;
}

static void one_sample(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    bp_mat column = bp_mat_column(&pass->dZ[l], 1);
    (void)user;
    bp_mat_copy(out, &column);
}

START_TEST(output_arrives_with_the_older_answer)
{
    arrival a = {0, true};
    const bp_planted planted[] = {{"db", one_sample, NULL}, {"dW", look, &a}, {NULL, NULL, NULL}};
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y) &&
              bp_answers_new(&older, &other.net, &n.data.X, &n.data.Y));
    bp_answer_chain(&older, NULL, NULL);
    bp_answer_chain(&answers, &older.pass, planted);
    ck_assert_uint_eq(a.calls, 3);
    for (size_t j = 0; j < 5; j++) {
        ck_assert_double_eq(answers.pass.db[1].v[j], BP_AT(&answers.pass.dZ[1], j, 1));
    }
    bp_answer_given(&answers, &older.pass, &older.pass, planted);
    ck_assert_uint_eq(a.calls, 6);
    ck_assert(a.holds_older);
    bp_answers_free(&answers);
    bp_answers_free(&older);
}
END_TEST

START_TEST(a_step_of_descent_leads_from_the_step_back_to_here)
{
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y));
    bp_forward(&answers.pass);
    bp_backward(&answers.pass);
    bp_step_back(&other.net, &answers.pass, BP_LEARNING_RATE);
    for (size_t i = 0; i < 10; i++) {
        const bp_mat *W = &other.net.W[2], *dW = &answers.pass.dW[2];
        ck_close(W->v[i] - 0.5 * dW->v[i], n.net.W[2].v[i], 1e-15, "W");
    }
    ck_close(other.net.b[3].v[2] - 0.5 * answers.pass.db[3].v[2], n.net.b[3].v[2], 1e-15, "b");
    bp_answers_free(&answers);
}
END_TEST

START_TEST(chain_is_the_forward_and_the_backward_pass)
{
    bp_pass pass;
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y));
    bp_answer_chain(&answers, NULL, NULL);
    bp_forward(&pass);
    bp_backward(&pass);
    const bp_quantity same[] = {BP_b_hat, BP_Z, BP_A, BP_C, BP_dA, BP_dZ, BP_dW, BP_db};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        for (size_t l = 0; l <= 3; l++) {
            ck_assert_double_eq(bp_mat_gap(&answers.pass.of[same[i]][l], &pass.of[same[i]][l]).gap, 0.0);
            ck_assert_str_eq(answers.broken[same[i]][l], "");
        }
    }
    ck_assert(bp_mat_gap(&answers.pass.dW[1], &(bp_mat){5, 4, 4, (double[20]){0}, ""}).gap > 1e-6);
    bp_pass_free(&pass);
    bp_answers_free(&answers);
}
END_TEST

/* Given inputs that belong to no network: dW is their product, and not that of the chain. */
START_TEST(given_answers_are_made_of_the_inputs_alone)
{
    bp_pass inputs;
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&inputs, &n.net, &n.data.X, &n.data.Y));
    bp_mat_fill(&inputs.dZ[2], 0.25);
    bp_mat_fill(&inputs.A[1], 3.0);
    bp_answer_given(&answers, &inputs, NULL, NULL);
    for (size_t i = 0; i < 2 * 5; i++) {
        ck_assert_double_eq(answers.pass.dW[2].v[i], SAMPLES * 0.75);
    }
    ck_assert_double_eq(answers.pass.db[2].v[1], SAMPLES * 0.25);
    ck_assert_double_eq(answers.pass.dW[3].v[1], 0.0);
    bp_pass_free(&inputs);
    bp_answers_free(&answers);
}
END_TEST

START_TEST(every_id_finds_its_equation_and_no_other_id_does)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        ck_assert_ptr_eq(bp_equation_named(bp_equations[i].id), &bp_equations[i]);
    }
    ck_assert_ptr_null(bp_equation_named("dw"));
    ck_assert_ptr_null(bp_equation_named(""));
}
END_TEST

/* ∂C/∂Z A instead of ∂C/∂Z Aᵀ: the inner numbers differ. */
static void misfit(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    (void)user;
    bp_mat_mul(out, &pass->dZ[l], &pass->A[l - 1]);
}

static bool called;

static void note(const char *message, const char *file, int line)
{
    (void)message, (void)file, (void)line;
    called = true;
}

START_TEST(broken_contract_stays_inside_one_answer_and_its_sentence_goes)
{
    const bp_planted planted[] = {{"dW", misfit, NULL}, {NULL, NULL, NULL}};
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y));
    bp_contract_handler *before = bp_on_broken_contract(note);
    bp_answer_chain(&answers, NULL, planted);
    ck_assert_str_eq(answers.broken[BP_dW][2], "bp_mat_mul: ∂C/∂Z^2 is 2×6 but A^1 is 5×6: 6 ≠ 5");
    ck_assert_str_eq(answers.broken[BP_db][2], "");
    bp_answer_chain(&answers, NULL, NULL);
    ck_assert_str_eq(answers.broken[BP_dW][2], "");
    ck_assert(bp_on_broken_contract(before) == note && !called);
    bp_answers_free(&answers);
}
END_TEST

/* The index forms, where there is one, with the bound of each. */
START_TEST(entries_come_with_their_bounds)
{
    bp_pass inputs, bound;
    ck_assert(bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&inputs, &n.net, &n.data.X, &n.data.Y) &&
              bp_pass_new(&bound, &n.net, &n.data.X, &n.data.Y));
    bp_forward(&inputs);
    bp_backward(&inputs);
    bp_answer_entries(&answers, &bound, &inputs);
    for (size_t i = 0; i < 5 * 4; i++) {
        double gap = fabs(answers.pass.dW[1].v[i] - inputs.dW[1].v[i]);
        ck_assert(gap <= 2 * bound.dW[1].v[i] && bound.dW[1].v[i] > 0.0 && bound.dW[1].v[i] < 1e-14);
    }
    ck_assert_double_eq(answers.pass.gW[1].v[0], 0.0); /* single-dW has no index form */
    bp_pass_free(&inputs);
    bp_pass_free(&bound);
    bp_answers_free(&answers);
}
END_TEST

START_TEST(allocation_that_fails_leaves_empty_answers)
{
    bool made = false;
    long allocations = 0;
    while (!made) {
        dry_after(allocations);
        made = bp_answers_new(&answers, &n.net, &n.data.X, &n.data.Y);
        dry_after(-1);
        ck_assert(made || (answers.pass.dW == NULL && answers.broken[0] == NULL));
        bp_answers_free(&answers);
        allocations += !made;
    }
    ck_assert_int_eq(allocations, BP_QUANTITY_COUNT * (1 + 4 + 1));
}
END_TEST

Suite *answers_suite(void)
{
    Suite *suite = suite_create("answers");
    TCase *sets = tcase_create("sets");
    tcase_add_checked_fixture(sets, build, tear_down);
    tcase_add_test(sets, output_arrives_with_the_older_answer);
    tcase_add_test(sets, a_step_of_descent_leads_from_the_step_back_to_here);
    tcase_add_test(sets, chain_is_the_forward_and_the_backward_pass);
    tcase_add_test(sets, given_answers_are_made_of_the_inputs_alone);
    tcase_add_test(sets, every_id_finds_its_equation_and_no_other_id_does);
    tcase_add_test(sets, broken_contract_stays_inside_one_answer_and_its_sentence_goes);
    tcase_add_test(sets, entries_come_with_their_bounds);
    tcase_add_test(sets, allocation_that_fails_leaves_empty_answers);
    suite_add_tcase(suite, sets);
    return suite;
}
