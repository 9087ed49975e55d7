/* The report for a person. All its texts stand here, so that they can be translated. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "say.h"
#include "verify_out.h"

/* What to do about a verdict that leaves something open. */
static const char *const advice[BP_VERDICT_COUNT] = {
    [BP_VACUOUS] = "all its entries are zero, so a wrong formula might look the same; try another "
                   "--seed, a larger --batch, or --standardise",
    [BP_UNDECIDED] = "the error bars are too wide to decide, or the forward pass left what double "
                     "can hold; try --standardise, another --seed, or fewer layers",
    [BP_KINK] = "the point stands on a kink, or the step crosses one, and no witness could decide; "
                "try another --seed, or a smaller --step",
};

static const char next_step[] =
    "Next: break an equation and see it found. In lib/equations.c, at the end of\n"
    "bp_bias_gradient, add the line\n"
    "    BP_AT(db, 0, 0) *= 1.0 + 1e-9;\n"
    "and run: make run. The table names db as the culprit, and nothing else.\n";

/* Verdicts ---------------------------------------------------------------------------------------- */

static say_kind style_of(bp_verdict verdict)
{
    if (verdict == BP_CORRECT) {
        return SAY_GOOD;
    }
    return verdict >= BP_WRONG ? SAY_BAD : verdict == BP_NOT_APPLICABLE ? SAY_FAINT : SAY_WARNING;
}

static void say_word(const char *word, say_kind kind, int width)
{
    say_style(stdout, kind);
    say_padded(stdout, width, "%s", word);
    say_style(stdout, SAY_PLAIN);
}

/* The worst of the findings of one method, over the layers of a row; NULL: no such method. */
static const bp_finding *worst_finding(const bp_result *results, size_t count, const char *method)
{
    const bp_finding *worst = NULL;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < results[i].given_count; k++) {
            const bp_finding *f = &results[i].given[k];
            bool worse = worst && (f->verdict > worst->verdict ||
                                   (f->verdict == worst->verdict &&
                                    relative_gap(f) > relative_gap(worst)));
            if (strcmp(f->method, method) == 0 && (!worst || worse)) {
                worst = f;
            }
        }
    }
    return worst;
}

/* A method's largest gap and its verdict, in 20 columns. */
static void say_finding(const bp_finding *f)
{
    if (!f) {
        say_padded(stdout, 20, "%s", "");
        return;
    }
    if (f->verdict == BP_SHAPE_DIFFERS) {
        say_padded(stdout, 9, "%s", "");
    } else {
        say_padded(stdout, 9, "%.1e", relative_gap(f));
    }
    say(stdout, " ");
    say_word(bp_verdict_name(f->verdict), style_of(f->verdict), -10);
}

/* The table --------------------------------------------------------------------------------------- */

static void say_chain(const bp_result *results, size_t count)
{
    bool culprit = false, inherited = false;
    bp_verdict chain = BP_NOT_APPLICABLE;
    for (size_t i = 0; i < count; i++) {
        culprit = culprit || results[i].culprit;
        inherited = inherited || results[i].inherited;
        chain = bp_worse(chain, results[i].chain_verdict);
    }
    if (culprit || inherited) {
        say_word(culprit ? "CULPRIT" : "inherited", culprit ? SAY_BAD : SAY_WARNING, 0);
    } else {
        say_word(bp_verdict_name(chain), style_of(chain), 0);
    }
}

/* A row that has numeric derivatives shows both witnesses; another one, what it was compared with. */
static void say_findings(const bp_result *results, size_t count)
{
    static const char *const others[] = {"long double", "forward path", "index form", "identity"};
    const bp_finding *by_complex = worst_finding(results, count, "complex");
    const bp_finding *by_central = worst_finding(results, count, "central");
    if (by_complex || by_central) {
        say_finding(by_complex);
        say_finding(by_central);
        return;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const bp_finding *f = worst_finding(results, count, others[i]);
        if (f) {
            say_padded(stdout, 19, "%s", others[i]);
            say(stdout, " ");
            say_finding(f);
            return;
        }
    }
}

static void say_row(const bp_equation *e, const bp_result *results, size_t count, const char *name)
{
    size_t entries = 0;
    for (size_t i = 0; i < count; i++) {
        entries += results[i].entries;
    }
    say(stdout, " ");
    say_padded(stdout, -17, "%s", name);
    say_padded(stdout, -7, "%s", e->section);
    if (count == 0) {
        say_word("  N/A: no such layer, or one sample only\n", SAY_FAINT, 0);
        return;
    }
    say_padded(stdout, 6, "%zu", entries);
    say_findings(results, count);
    say_chain(results, count);
    say(stdout, "\n");
}

static void say_table(const bp_report *report, bool each_layer)
{
    say(stdout, " %-17s", "equation");
    say_padded(stdout, -5, "%s", "§");
    say(stdout, "%8s  %-18s  %-20s%s\n", "entries", "complex step", "central difference", "in the chain");
    for (size_t i = 0, next = 0; i < BP_EQUATION_COUNT; i++) {
        const bp_equation *e = &bp_equations[i];
        const bp_result *first = &report->results[next];
        size_t count = 0;
        while (next < report->count && report->results[next].equation == e) {
            next++;
            count++;
        }
        for (size_t k = 0; each_layer && k < count; k++) {
            char name[BP_MESSAGE_SIZE];
            snprintf(name, sizeof name, "%s l=%zu", e->id, first[k].layer);
            say_row(e, &first[k], 1, name);
        }
        if (!each_layer || count == 0) {
            say_row(e, first, count, e->id);
        }
    }
    say(stdout, "\nNumbers: the largest gap of an entry, relative to the largest entry of its matrix.\n");
}

/* The gradients ----------------------------------------------------------------------------------- */

static void say_gradient(const bp_report *report, const bp_result *r)
{
    const bp_finding *f = &r->given[0];
    bp_shape shape = bp_quantity_shape(report->inputs.net, report->inputs.M, r->equation->answer,
                                       r->layer);
    char label[BP_MESSAGE_SIZE];
    bp_result_label(label, report, r, f->row, f->col);
    say(stdout, " ");
    say_padded(stdout, -14, "%s", label);
    say_padded(stdout, 8, "%zu×%zu", shape.rows, shape.cols);
    if (f->verdict == BP_SHAPE_DIFFERS) {
        say(stdout, "   %s\n", r->broken[0] ? r->broken : "another shape came back");
        return;
    }
    say(stdout, " %15.8e %15.8e %9.1e %9.1e ", f->analytic, f->numeric, f->gap, f->bar);
    say_word(bp_verdict_name(r->verdict), style_of(r->verdict), 0);
    say(stdout, "\n");
}

static void say_gradients(const bp_report *report)
{
    say(stdout, "\n %-14s%8s%16s%16s%10s%10s\n", "worst entry of", "shape", "equation",
        report->results[0].given_count && worst_finding(report->results, report->count, "complex")
            ? "complex step" : "central diff.", "gap", "bar");
    for (size_t i = 0; i < report->count; i++) {
        bp_quantity q = report->results[i].equation->answer;
        if (q == BP_dW || q == BP_db) {
            say_gradient(report, &report->results[i]);
        }
    }
}

/* The sentences ----------------------------------------------------------------------------------- */

/* The finding that accuses: the first that says WRONG or SHAPE. */
static const bp_finding *accusing(const bp_result *r)
{
    for (size_t k = 0; k < r->given_count; k++) {
        if (r->given[k].verdict >= BP_WRONG) {
            return &r->given[k];
        }
    }
    return &r->given[0];
}

static void say_culprit(const bp_report *report, const bp_result *r)
{
    const bp_equation *e = r->equation;
    const bp_finding *f = accusing(r);
    char label[BP_MESSAGE_SIZE];
    bp_result_label(label, report, r, f->row, f->col);
    say_style(stdout, SAY_BAD);
    say(stdout, "%s", e->id);
    say_style(stdout, SAY_PLAIN);
    say(stdout, " in layer %zu is wrong, given correct inputs: %s\n", r->layer, e->statement);
    if (r->broken[0]) {
        say(stdout, "  %s\n", r->broken);
    } else if (f->verdict == BP_SHAPE_DIFFERS) {
        const bp_mat *m = &report->given.pass.of[e->answer][r->layer];
        say(stdout, "  it came back as %zu×%zu\n", m->rows, m->cols);
    } else {
        say(stdout, "  %s: %.8e, but %s: %.8e; gap %.1e, bar %.1e\n", label, f->analytic, f->method,
            f->numeric, f->gap, f->bar);
        say(stdout, "  %zu of %zu entries are wrong\n", f->of[BP_WRONG], f->entries);
    }
    say(stdout, "  see %s() in lib/, and docs/derivation.md#%s\n", e->function, e->id);
}

static void say_wrong(const bp_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        if (report->results[i].culprit) {
            say_culprit(report, &report->results[i]);
        }
    }
    if (report->inherited) {
        say(stdout, "%zu more equations and layers have inherited this: right by themselves, or "
                    "not to be\njudged before it is repaired.\n", report->inherited);
    }
}

static void say_open(const bp_report *report)
{
    for (int verdict = BP_VACUOUS; verdict < BP_WRONG; verdict++) {
        for (size_t i = 0; i < report->count; i++) {
            const bp_result *r = &report->results[i];
            if ((int)bp_worse(r->verdict, r->chain_verdict) == verdict) {
                char label[BP_MESSAGE_SIZE];
                bp_result_label(label, report, r, r->given[0].row, r->given[0].col);
                say(stdout, "%s, %s in layer %zu, at %s:\n  %s.\n", bp_verdict_name((bp_verdict)verdict),
                    r->equation->id, r->layer, label, advice[verdict]);
                break;
            }
        }
    }
}

static void say_sentence(const bp_report *report)
{
    if (report->verdict >= BP_WRONG) {
        say_wrong(report);
        return;
    }
    say_open(report);
    if (report->verdict == BP_CORRECT) {
        say(stdout, "Every equation agrees with its witnesses: %zu entries, none outside its error bars,\n"
                    "from %zu forward passes.\n\n%s", report->entries, report->evaluations, next_step);
    } else {
        say(stdout, "No equation is wrong, but not all could be decided.\n");
    }
}

void show_report(const bp_report *report, const problem *p, bool each_layer)
{
    char line[PROBLEM_LINE];
    problem_describe(line, p);
    say(stdout, "%s\n\n", line);
    say_table(report, each_layer);
    say_gradients(report);
    say(stdout, "\n");
    say_sentence(report);
}
