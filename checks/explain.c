/* backproof explain: one entry of one equation, worked out with the numbers of this network. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "explain_terms.h"
#include "names.h"
#include "say.h"
#include "verify_out.h"

typedef struct {
    const bp_equation *equation;
    uint64_t layer;  /* 0: the last that has the equation */
    const char *at;  /* "j,k"; NULL: the worst entry */
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

/* The witnesses -------------------------------------------------------------------------------- */

/* The two losses of the central difference. False: no memory. */
static bool show_losses(const bp_report *report, bp_spot spot, double h)
{
    bp_path path;
    const bp_pass *p = &report->inputs;
    if (!bp_path_new(&path, p->net, &p->A[0], p->Y)) {
        complain("no memory to show the disturbed losses");
        return false;
    }
    double high = bp_evaluate(&path, spot, h), low = bp_evaluate(&path, spot, -h);
    say(stdout, "    C(x + h) = %.17g\n    C(x - h) = %.17g\n", high, low);
    bp_path_free(&path);
    return true;
}

static void say_witness(const char *name, double h, double value, double bar)
{
    say(stdout, "  ");
    say_padded(stdout, -32, "%s", name);
    say(stdout, "%23.15e", value);
    say(stdout, "  bar %.1e", bar);
    if (h > 0.0) {
        say(stdout, "\n    h = %.6g", h);
    }
    say(stdout, "\n");
}

bool show_witnesses(const bp_report *report, const bp_result *r, size_t row, size_t col)
{
    bp_quantity q = r->equation->target;
    const bp_witness *z = &report->by_complex, *c = &report->by[BP_CENTRAL];
    size_t l = r->layer;
    if (r->equation->witness != BP_NUMERIC) {
        return true;
    }
    bp_spot spot = {bp_place_of(q), l, row, col};
    double h = BP_AT(&c->h.of[q][l], row, col);
    say(stdout, "\nThe witnesses, which know nothing of the equation:\n");
    say_witness("complex step, Im C(x + ih)/h", 0.0, BP_AT(&z->value.of[q][l], row, col),
                BP_AT(&z->bar.of[q][l], row, col));
    say_witness("central, (C(x+h) - C(x-h))/2h", h, BP_AT(&c->value.of[q][l], row, col),
                BP_AT(&c->bar.of[q][l], row, col));
    return spot.place == BP_NOTHING || show_losses(report, spot, h);
}

/* All of it ------------------------------------------------------------------------------------ */

/* The gap of this entry beside its bars, and the verdict of the whole matrix. */
static void show_verdict(const bp_report *report, const bp_result *r, const wish *w)
{
    const bp_mat *answer = &report->given.pass.of[r->equation->answer][r->layer];
    if (r->verdict == BP_SHAPE_DIFFERS) {
        say_wrapped(stdout, 0, "The equation: %s",
                    r->broken[0] ? r->broken : "its answer has another shape.");
        return;
    }
    double value = BP_AT(answer, w->row, w->col);
    say(stdout, "\n  ");
    say_padded(stdout, -32, "%s", "the equation's answer");
    say(stdout, "%23.15e\n", value);
    if (r->equation->witness == BP_NUMERIC) {
        bp_quantity q = r->equation->target;
        const bp_witness *z = &report->by_complex;
        const bp_mat *bound = &report->local.of[r->equation->answer][r->layer];
        say(stdout, "  gap from the complex step %.1e, bars %.1e\n",
            fabs(value - BP_AT(&z->value.of[q][r->layer], w->row, w->col)),
            BP_AT(&z->bar.of[q][r->layer], w->row, w->col) + BP_AT(bound, w->row, w->col));
    }
    say(stdout, "\nAll entries of %s in layer %zu: %s\n", r->equation->id, r->layer,
        bp_verdict_name(r->verdict));
}

static bool explain(const bp_report *report, wish *w)
{
    const bp_result *r = result_of(report, w);
    if (!r) {
        return false;
    }
    const bp_pass *p = &report->inputs;
    bp_shape shape = bp_quantity_shape(p->net, p->M, r->equation->answer, r->layer);
    w->row = r->given_count ? r->given[0].row : 0;
    w->col = r->given_count ? r->given[0].col : 0;
    if (w->at && !read_place(w, shape)) {
        return false;
    }
    say_wrapped(stdout, 0, "%s (§%s), layer %zu: %s", r->equation->id, r->equation->section,
                r->layer, r->equation->statement);
    say(stdout, "\n");
    show_terms(report, r, w->row, w->col);
    bool complete = show_witnesses(report, r, w->row, w->col);
    show_verdict(report, r, w);
    return complete;
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
        "  backproof explain db --layers 4,8,3 --activations tanh,softmax --at 2\n";
    wish w = {0};
    const option own[] = {
        {"layer", 0, "l", "in which layer (default: the last that has it)", .whole = &w.layer,
         .least = 1},
        {"at", 0, "j,k", "which entry (default: the worst)", .text = &w.at},
        {0},
    };
    options o = options_defaults();
    bool named = argc > 1 && argv[1][0] != '-';
    const char *id = named ? argv[1] : NULL;
    problem p;
    bp_report report;
    int status;
    if (named) {
        argv[1] = argv[0];
    }
    if (!options_parse(&o, own, about, argc - named, argv + named, &status)) {
        return status;
    }
    w.equation = wanted_equation(id);
    if (!w.equation || !problem_build(&p, &o)) {
        return STATUS_BAD_INPUT;
    }
    status = STATUS_BAD_INPUT;
    if (bp_verify(&report, &p.net, &p.batch.X, &p.batch.Y, &bp_verify_defaults)) {
        status = explain(&report, &w) ? STATUS_AGREES : STATUS_BAD_INPUT;
        bp_report_free(&report);
    } else {
        complain("no memory for a network of %zu parameters", bp_net_parameters(&p.net));
    }
    problem_free(&p);
    return status;
}
