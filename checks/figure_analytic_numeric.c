/* Backpropagation's derivatives against numeric ones, as they are and with a mistake. */
#include "figure_tables.h"
#include "gradients.h"
#include "mistakes.h"
#include "say.h"
#include "tsv.h"

static const char *const planted_here[] = {NULL, "dW-sign", "dW-mean-missing"};
enum { WAYS = sizeof planted_here / sizeof *planted_here };

/* What the whole chain of rules answers, with the mistake in one of them; NULL: none. */
static bool answer(bp_answers *answers, const gradients *g, const char *mistake)
{
    const bp_data *batch = &g->problem.batch;
    bp_planted planted[2] = {{0}};
    bp_cause cause;
    if (!bp_answers_new(answers, &g->problem.net, &batch->X, &batch->Y)) {
        complain("no memory for answers with a mistake");
        return false;
    }
    if (mistake) {
        cause = (bp_cause){bp_mistake_named(mistake), NULL};
        planted[0] = bp_cause_planted(&cause);
    }
    bp_answer_chain(answers, &g->report.older.pass, planted);
    return true;
}

static void write_table(FILE *out, const gradients *g, const bp_answers answers[WAYS])
{
    const bp_net *net = &g->problem.net;
    tsv_network(out, &g->problem);
    fputs(
        GRADIENT_PLACE_COMMENT
        "# M: samples in the mini-batch\n"
        "# numeric: the derivative of C with respect to it, by the central difference\n"
        "# right: by backpropagation; …_sign, …_mean: with the wrong sign of every dC/dW, without\n"
        "#   their 1/M (backproof mistakes: dW-sign, dW-mean-missing)\n"
        "# " GRADIENT_PLACE "\tM\tnumeric\tright\twrong_sign\twrong_mean\n",
        out);
    for (gradient_entry e = gradient_first(); e.l <= net->L; e = gradient_next(e, net)) {
        gradient_place(out, e);
        fprintf(out, "\t%zu\t%.9e", g->problem.batch.X.cols,
                gradient_at(&g->report.by[BP_CENTRAL].value, e));
        for (size_t i = 0; i < WAYS; i++) {
            fprintf(out, "\t%.9e", gradient_at(&answers[i].pass, e));
        }
        fputc('\n', out);
    }
}

bool figure_analytic_numeric(FILE *out, options *o)
{
    gradients g;
    bp_answers answers[WAYS] = {{.pass = {.net = NULL}}};
    if (!gradients_measure(&g, o, &bp_verify_defaults)) {
        return false;
    }
    bool several = g.problem.batch.X.cols > 1, complete = several && gradient_largest(&g) > 0.0;
    if (!several) {
        complain("with --batch 1 no 1/M can be missing: take two samples or more");
    } else if (!complete) {
        complain("every derivative is 0 here: right and wrong ones look the same");
    }
    for (size_t i = 0; complete && i < WAYS; i++) {
        complete = answer(&answers[i], &g, planted_here[i]);
    }
    if (complete) {
        write_table(out, &g, answers);
    }
    for (size_t i = 0; i < WAYS; i++) {
        bp_answers_free(&answers[i]);
    }
    gradients_free(&g);
    return complete;
}
