#include "answers.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "equations.h"

bool bp_answers_new(bp_answers *answers, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    *answers = (bp_answers){0};
    bool complete = bp_pass_new(&answers->pass, net, X, Y);
    for (size_t q = 0; complete && q < BP_QUANTITY_COUNT; q++) {
        answers->broken[q] = bp_calloc(net->L + 1, sizeof *answers->broken[q]);
        complete = answers->broken[q] != NULL;
    }
    if (!complete) {
        bp_answers_free(answers);
    }
    return complete;
}

void bp_answers_free(bp_answers *answers)
{
    bp_pass_free(&answers->pass);
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        bp_free(answers->broken[q]);
    }
    *answers = (bp_answers){0};
}

/* One rule at a time -------------------------------------------------------------------------- */

/* The road back from a broken contract; there is one, since one rule runs at a time. */
static jmp_buf road_back;
static bp_sentence last_words;

static void jump_back(const char *message, const char *file, int line)
{
    (void)file;
    (void)line;
    snprintf(last_words, sizeof last_words, "%s", message);
    longjmp(road_back, 1);
}

/* Runs `equation`'s rule, or its index form where there is no rule. */
static void run_rule(const bp_equation *equation, bp_mat *out, bp_mat *bound, const bp_pass *pass,
                     size_t l, const bp_planted *planted)
{
    if (planted) {
        planted->rule(out, pass, l, planted->user);
    } else if (equation->rule && !bound) {
        equation->rule(out, pass, l, NULL);
    } else {
        bp_apply_entries(out, bound, equation, pass, l);
    }
}

const bp_planted *bp_planted_for(const bp_planted *planted, const char *id)
{
    while (planted && planted->id && strcmp(planted->id, id) != 0) {
        planted++;
    }
    return planted && planted->id ? planted : NULL;
}

/* Fills one answer. `older` NULL: `out` is left as it arrives. */
static void fill(bp_answers *answers, bp_pass *bound, const bp_equation *equation, size_t l,
                 const bp_pass *pass, const bp_pass *older, const bp_planted *planted)
{
    bp_quantity q = equation->answer;
    bp_mat *out = &answers->pass.of[q][l];
    answers->broken[q][l][0] = '\0';
    bp_contract_handler *before = bp_on_broken_contract(jump_back);
    if (setjmp(road_back) == 0) {
        if (older) {
            bp_mat_copy(out, &older->of[q][l]);
        }
        run_rule(equation, out, bound ? &bound->of[q][l] : NULL, pass, l,
                 bp_planted_for(planted, equation->id));
    } else {
        memcpy(answers->broken[q][l], last_words, sizeof last_words);
    }
    bp_on_broken_contract(before);
}

/* All rules ----------------------------------------------------------------------------------- */

/* For every equation but one, σ' is an input; it is dA-local's answer. */
static bp_pass inputs_of(const bp_equation *equation, const bp_pass *inputs, const bp_pass *older)
{
    bp_pass pass = *inputs;
    pass.sigma = equation->answer == BP_dAdZ ? inputs->net->sigma : inputs->sigma;
    pass.older = older;
    return pass;
}

void bp_answer_given(bp_answers *answers, const bp_pass *inputs, const bp_pass *older,
                     const bp_planted *planted)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        bp_pass pass = inputs_of(&bp_equations[i], inputs, older);
        for (size_t l = 0; l <= inputs->L; l++) {
            if (bp_applies(&bp_equations[i], inputs->net, inputs->M, l)) {
                fill(answers, NULL, &bp_equations[i], l, &pass, older, planted);
            }
        }
    }
}

bool bp_answer_equation(bp_answers *answers, const bp_equation *equation, const bp_pass *inputs,
                        const bp_pass *older, const bp_planted *planted)
{
    bp_pass pass = inputs_of(equation, inputs, older);
    for (size_t l = 0; l <= inputs->L; l++) {
        if (bp_applies(equation, inputs->net, inputs->M, l)) {
            bp_shape right = bp_quantity_shape(inputs->net, inputs->M, equation->answer, l);
            if (!bp_mat_resize(&answers->pass.of[equation->answer][l], right.rows, right.cols)) {
                return false;
            }
            fill(answers, NULL, equation, l, &pass, older, planted);
        }
    }
    return true;
}

void bp_answer_entries(bp_answers *answers, bp_pass *bound, const bp_pass *inputs)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        for (size_t l = 0; bp_equations[i].entry && l <= inputs->L; l++) {
            if (bp_applies(&bp_equations[i], inputs->net, inputs->M, l)) {
                fill(answers, bound, &bp_equations[i], l, inputs, NULL, NULL);
            }
        }
    }
}

static void chain_layer(bp_answers *answers, bp_stage stage, size_t l, const bp_pass *older,
                        const bp_planted *planted)
{
    bp_pass *pass = &answers->pass;
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        if (bp_equations[i].stage == stage && bp_applies(&bp_equations[i], pass->net, pass->M, l)) {
            fill(answers, NULL, &bp_equations[i], l, pass, older, planted);
        }
    }
}

/* ∇_a C_x of each sample is dA-output with M = 1: it has no row of its own. */
static void fill_single_slopes(bp_pass *pass)
{
    for (size_t m = 0; m < pass->M; m++) {
        bp_mat da = bp_mat_column(&pass->da[pass->L], m), a = bp_mat_column(&pass->a[pass->L], m);
        bp_mat y = bp_mat_column(pass->Y, m);
        bp_output_gradient(&da, pass->net->loss, &a, &y);
    }
}

void bp_answer_chain(bp_answers *answers, const bp_pass *older, const bp_planted *planted)
{
    size_t L = answers->pass.L;
    answers->pass.older = older;
    for (int stage = 0; stage < BP_STAGE_COUNT; stage++) {
        bool downwards = stage == BP_DOWN || stage == BP_SAMPLES_DOWN;
        if (stage == BP_SAMPLES_DOWN) {
            fill_single_slopes(&answers->pass);
        }
        for (size_t i = 0; i <= L; i++) {
            chain_layer(answers, (bp_stage)stage, downwards ? L - i : i, older, planted);
        }
    }
}
