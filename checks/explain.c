/* backproof explain: one entry of one equation, worked out with the numbers of this network. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "explain_entry.h"
#include "names.h"
#include "say.h"
#include "problem.h"

typedef struct {
    const bp_equation *equation;
    uint64_t layer; /* 0: the last that has the equation */
    const char *at; /* "j,k"; NULL: the worst entry */
    bool latex, markdown;
    size_t row, col; /* 0-based */
} wish;

/* What is asked for ---------------------------------------------------------------------------- */

static const bp_equation *wanted_equation(const char *id)
{
    const char *names[BP_EQUATION_COUNT + 1] = {NULL};
    const bp_equation *e = id ? bp_equation_named(id) : NULL;
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        names[i] = bp_equations[i].id;
    }
    if (!id) {
        complain("explain wants the id of an equation, as in explain dW (verify shows them)");
    } else if (!e) {
        complain_unknown("equation", id, names);
    }
    return e;
}

/* The layer asked for, or the last one; NULL: this network has no such equation there. */
static const bp_result *result_of(const bp_report *report, const wish *w)
{
    const bp_result *found = NULL;
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        bool here = r->equation == w->equation && (w->layer == 0 || r->layer == w->layer);
        found = here ? r : found;
    }
    if (!found && w->layer > 0) {
        complain("%s: this network has no such equation in layer %zu", w->equation->id,
                 (size_t)w->layer);
    } else if (!found) {
        complain("%s: this network has no such equation", w->equation->id);
    }
    return found;
}

/* "2,3", or "2" where there is one column. */
static bool read_place(wish *w, bp_shape shape)
{
    char *end = NULL;
    unsigned long long j = strtoull(w->at, &end, 10), k = 1;
    bool both = *end == ',';
    if (both) {
        k = strtoull(end + 1, &end, 10);
    }
    bool digits = w->at[0] >= '1' && w->at[0] <= '9' && *end == '\0' && (both || shape.cols == 1);
    if (!digits || j > shape.rows || k < 1 || k > shape.cols) {
        complain(
            "--at %s: the matrix is %zu×%zu; an entry of it is row,column, from 1,1 to %zu,%zu",
            w->at, shape.rows, shape.cols, shape.rows, shape.cols);
        return false;
    }
    w->row = (size_t)j - 1;
    w->col = (size_t)k - 1;
    return true;
}

/* All of it ------------------------------------------------------------------------------------ */

static const explain_style *style_of(const wish *w)
{
    const explain_style *other = w->markdown ? &explain_as_markdown : &explain_as_text;
    return w->latex ? &explain_as_latex : other;
}

static bool explain(const bp_report *report, wish *w)
{
    const bp_result *r = result_of(report, w);
    if (!r) {
        return false;
    }
    bp_shape shape =
        bp_quantity_shape(report->inputs.net, report->inputs.M, r->equation->answer, r->layer);
    w->row = r->given_count ? r->given[0].row : 0;
    w->col = r->given_count ? r->given[0].col : 0;
    worked_entry worked;
    if ((w->at && !read_place(w, shape)) || !work_out(&worked, report, r, w->row, w->col)) {
        return false;
    }
    write_entry(&worked, style_of(w));
    return true;
}

static int verify_and_explain(const problem *p, wish *w)
{
    bp_report report;
    if (!bp_verify(&report, &p->net, &p->batch.X, &p->batch.Y, &bp_verify_defaults)) {
        complain("no memory for a network of %zu parameters", bp_net_parameters(&p->net));
        return STATUS_BAD_INPUT;
    }
    bool explained = explain(&report, w);
    bp_report_free(&report);
    return explained ? STATUS_AGREES : STATUS_BAD_INPUT;
}

int command_explain(int argc, char **argv)
{
    static const char about[] =
        "Usage: backproof explain ID [options]\n\n"
        "Works out one entry of an equation with the numbers of this network: every term\n"
        "of its sum, and what the witnesses say.\n\n"
        "Examples:\n"
        "  backproof explain dW\n"
        "  backproof explain dZ-hidden --layer 1 --at 2,3\n"
        "  backproof explain db --layers 4,8,3 --activations tanh,softmax --at 2\n"
        "  backproof explain dW --latex\n";
    wish w = {0};
    const option own[] = {
        {"layer", 0, "l", "in which layer (default: the last that has it)", .whole = &w.layer,
         .least = 1},
        {"at", 0, "j,k", "which entry (default: the worst)", .text = &w.at},
        {"latex", 0, NULL, "as an align* block for LaTeX with amsmath", .flag = &w.latex},
        {"markdown", 0, NULL, "as a section of a lesson", .flag = &w.markdown},
        {0},
    };
    options o = options_defaults();
    const char *id = NULL;
    problem p;
    int status;
    o.operand = &id;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (w.latex && w.markdown) {
        complain("--latex and --markdown are two ways of writing the same; give one of them");
        return STATUS_BAD_INPUT;
    }
    w.equation = wanted_equation(id);
    if (!w.equation || !problem_build(&p, &o)) {
        return STATUS_BAD_INPUT;
    }
    status = verify_and_explain(&p, &w);
    problem_free(&p);
    return status;
}
