#include "verify.h"

#include <math.h>

#include "bounds.h"
#include "contract.h"
#include "judging.h"
#include "pass.h"
#include "textbook.h"

const bp_verify_options bp_verify_defaults = {
    .use_complex = true,
    .use[BP_CENTRAL] = true,
};

/* The correct inputs -------------------------------------------------------------------------- */

static bool new_twins(bp_report *report, const bp_net *net)
{
    size_t slots = net->L + 1;
    report->twins = bp_calloc(slots, sizeof *report->twins);
    report->sigma = bp_calloc(slots, sizeof *report->sigma);
    bool complete = report->twins && report->sigma;
    for (size_t l = 1; complete && l <= net->L; l++) {
        complete = bp_activation_numeric(&report->twins[l], net->sigma[l], net->N[l]);
        report->sigma[l] = &report->twins[l];
    }
    return complete;
}

/* A derivative that is good to a rounding error, and a σ' that only knows σ. */
static void set_inputs(bp_report *report)
{
    report->inputs = report->by_complex.value;
    report->inputs.sigma = report->sigma;
}

static bool is_forward(size_t q)
{
    return q == BP_b_hat || q == BP_Z || q == BP_A || q == BP_C || q == BP_z || q == BP_a ||
           q == BP_Cx || q == BP_shapes;
}

/* The correct inputs come from the complex step: what it has lost, or does not know because the
 * step was not small or the work was stopped, no answer can know. */
static void widen(bp_pass *bound, const bp_witness *w)
{
    double lost = bp_lost(&w->value, w->step);
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        bool unknown = !w->whole && !is_forward(q);
        for (size_t l = 0; l <= bound->L; l++) {
            const bp_mat *bar = &w->bar.of[q][l];
            for (size_t i = 0; i < bar->rows * bar->cols; i++) {
                bound->of[q][l].v[i] += unknown || isinf(bar->v[i]) ? HUGE_VAL : lost;
            }
        }
    }
}

static bool run_differences(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                            const bp_verify_options *options)
{
    bool complete = true;
    for (size_t i = 0; complete && i < BP_DIFFERENCES; i++) {
        complete = !options->use[i] ||
                   bp_difference_quotients(&report->by[i], &bp_differences[i], net, X, Y,
                                           &report->noise, options->h[i], options->progress);
        report->evaluations += report->by[i].evaluations;
    }
    return complete;
}

static bool walk_directions(bp_report *report, const bp_verify_options *options)
{
    size_t each = options->directions ? options->directions : BP_DIRECTIONS;
    bool walks = options->use_directional || options->use_taylor;
    bool complete = !walks ||
                    bp_directions_walk(&report->directions, &report->inputs, &report->noise, each,
                                       options->seed, options->progress);
    report->evaluations += report->directions.evaluations;
    return complete;
}

static void collect(bp_witness *w)
{
    bp_collect(&w->value);
    bp_collect(&w->bar);
    bp_collect(&w->kink);
    bp_collect(&w->h);
}

static bool run_witnesses(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                          const bp_verify_options *options)
{
    double step = options->h_complex > 0.0 ? options->h_complex : BP_COMPLEX_STEP;
    if (!bp_complex_step(&report->by_complex, net, X, Y, step, options->progress)) {
        return false;
    }
    report->evaluations = report->by_complex.evaluations;
    set_inputs(report);
    bp_forward_bounds(&report->bound, &report->inputs, NULL);
    bp_step_noise(&report->noise, &report->inputs, &report->bound);
    if (!run_differences(report, net, X, Y, options) || !walk_directions(report, options)) {
        return false;
    }
    bp_backward_bounds(&report->bound, &report->inputs, step, NULL);
    bp_local_bounds(&report->local, &report->by_complex, &report->inputs);
    widen(&report->bound, &report->by_complex);
    widen(&report->local, &report->by_complex);
    if (options->use_shift && !bp_bias_shift(&report->by_shift, &report->by_complex)) {
        return false;
    }
    collect(&report->by_complex);
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        if (options->use[i]) {
            collect(&report->by[i]);
        }
    }
    return true;
}

/* The answers --------------------------------------------------------------------------------- */

/* What was handed in is the answer, and its own input. */
static bool take_numbers(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    const bp_handed_in *h = report->options.handed_in;
    bp_handed_in_chain(&report->chain, h, &report->older.pass, NULL, NULL);
    report->basis = report->chain.pass;
    report->basis.sigma = report->sigma;
    bool complete = bp_pass_new(&report->handed_bound, net, X, Y) &&
                    bp_handed_in_bounds(&report->handed_bound, h, &report->basis);
    for (size_t q = 0; complete && q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; complete && l <= net->L; l++) {
            bool as_it_is = h->there[q][l] && !bp_is_usable(h, (bp_quantity)q, l);
            const bp_mat *from = as_it_is ? &h->value.of[q][l] : &report->basis.of[q][l];
            bp_mat *to = &report->given.pass.of[q][l];
            complete = !as_it_is || bp_mat_resize(to, from->rows, from->cols);
            if (complete) {
                bp_mat_copy(to, from);
            }
        }
    }
    return complete;
}

static bool ask_rules(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                      const bp_verify_options *options)
{
    if (!bp_net_new(&report->older_net, net->L, net->N) ||
        !bp_answers_new(&report->older, &report->older_net, X, Y) ||
        !bp_answers_new(&report->given, net, X, Y) || !bp_answers_new(&report->chain, net, X, Y) ||
        !bp_answers_new(&report->entries_given, net, X, Y)) {
        return false;
    }
    /* What went before numbers that were handed in is not known; most often, the same batch. */
    bp_step_back(&report->older_net, &report->inputs,
                 report->options.handed_in ? 0.0 : BP_LEARNING_RATE);
    const bp_pass *older = &report->older.pass;
    report->basis = report->inputs;
    bp_answer_chain(&report->older, NULL, NULL);
    if (options->handed_in && !take_numbers(report, net, X, Y)) {
        return false;
    }
    if (!options->handed_in) {
        bp_answer_given(&report->given, &report->inputs, older, options->planted);
        bp_answer_chain(&report->chain, older, options->planted);
    }
    bp_answer_entries(&report->entries_given, &report->entries_bound, &report->basis);
    return true;
}

/* The references that are not derivatives ----------------------------------------------------- */

/* What dA, dZ, dW and db measure if each has the shape of its variable, and the two M that must
 * meet. */
static void variable_shapes(bp_mat *out, const bp_pass *pass, size_t l)
{
    const bp_mat *variables[] = {&pass->A[l], &pass->Z[l], &pass->W[l], &pass->b[l]};
    for (size_t i = 0; i < 4; i++) {
        BP_AT(out, i, 0) = (double)variables[i]->rows;
        BP_AT(out, i, 1) = (double)variables[i]->cols;
    }
    BP_AT(out, 4, 0) = BP_AT(out, 4, 1) = (double)pass->M;
}

static void fill_reference(bp_report *report)
{
    bp_pass *reference = &report->reference;
    const bp_pass *inputs = &report->basis;
    size_t L = inputs->L;
    for (size_t l = 1; l <= L; l++) {
        for (size_t j = 0; j < inputs->A[l].rows; j++) {
            for (size_t m = 0; m < inputs->M; m++) {
                BP_AT(&reference->A[l], j, m) =
                    (double)bp_textbook_activation(inputs->sigma[l], &inputs->Z[l], j, m);
            }
        }
        bp_mat_copy(&reference->z[l], &inputs->z[l]);
        bp_mat_copy(&reference->a[l], &inputs->a[l]);
        variable_shapes(&reference->shapes[l], inputs, l);
    }
    bp_mat_copy(&reference->Cx[L], &inputs->Cx[L]);
    reference->C[L].v[0] = (double)bp_textbook_loss(inputs->net->loss, &inputs->A[L], inputs->Y);
    for (size_t m = 0; m < inputs->M; m++) {
        bp_mat a = bp_mat_column(&inputs->A[L], m), y = bp_mat_column(inputs->Y, m);
        reference->C[L].v[m + 1] = (double)bp_textbook_loss(inputs->net->loss, &a, &y);
    }

    /* In the chain, the single samples are compared with the full-matrix results of the chain. */
    bp_pass collected = report->chain.pass;
    collected.stack = reference->stack;
    collected.accumulate = reference->accumulate;
    bp_collect(&collected);
}

/* The whole ----------------------------------------------------------------------------------- */

static bool fill_report(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                        const bp_verify_options *options)
{
    report->results = bp_calloc(BP_EQUATION_COUNT * (net->L + 1), sizeof *report->results);
    return report->results && bp_pass_new(&report->bound, net, X, Y) && new_twins(report, net) &&
           bp_pass_new(&report->local, net, X, Y) && bp_pass_new(&report->noise, net, X, Y) &&
           bp_pass_new(&report->reference, net, X, Y) &&
           bp_pass_new(&report->entries_bound, net, X, Y) &&
           run_witnesses(report, net, X, Y, options) && ask_rules(report, net, X, Y, options);
}

bool bp_verify(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
               const bp_verify_options *options)
{
    *report = (bp_report){.options = *options};
    report->options.planted = NULL;
    report->options.progress = NULL;
    if (!fill_report(report, net, X, Y, options)) {
        bp_report_free(report);
        return false;
    }
    fill_reference(report);
    bp_judge_report(report);
    return true;
}

void bp_report_free(bp_report *report)
{
    for (size_t l = 1; report->twins && l <= report->bound.L; l++) {
        bp_activation_free(&report->twins[l]);
    }
    bp_free(report->twins);
    bp_free(report->sigma);
    bp_free(report->results);
    bp_answers_free(&report->given);
    bp_answers_free(&report->chain);
    bp_answers_free(&report->entries_given);
    bp_answers_free(&report->older);
    bp_net_free(&report->older_net);
    bp_pass_free(&report->handed_bound);
    bp_pass_free(&report->bound);
    bp_pass_free(&report->local);
    bp_pass_free(&report->noise);
    bp_pass_free(&report->reference);
    bp_pass_free(&report->entries_bound);
    bp_witness_free(&report->by_complex);
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        bp_witness_free(&report->by[i]);
    }
    bp_witness_free(&report->by_shift);
    bp_directions_free(&report->directions);
    *report = (bp_report){0};
}

void bp_result_label(char label[BP_MESSAGE_SIZE], const bp_report *report, const bp_result *result,
                     size_t row, size_t col)
{
    bp_quantity_label(label, &report->bound, result->equation->answer, result->layer, row, col);
}
