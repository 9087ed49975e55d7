/* The report for a person: the table and the gradients. The conclusion is verify_words.c. All texts
 * stand in these two, so that they can be translated. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "say.h"
#include "verify_hidden.h"
#include "verify_out.h"
#include "verify_preflight.h"

/* Verdicts ------------------------------------------------------------------------------------ */

static say_kind style_of(bp_verdict verdict)
{
    if (verdict == BP_CORRECT) {
        return SAY_GOOD;
    }
    return verdict >= BP_WRONG ? SAY_BAD : verdict == BP_NOT_APPLICABLE ? SAY_FAINT : SAY_WARNING;
}

void say_word(const char *word, say_kind kind, int width)
{
    say_style(stdout, kind);
    say_padded(stdout, width, "%s", word);
    say_style(stdout, SAY_PLAIN);
}

const char *witness_name(const bp_finding *f)
{
    static const char *const names[][2] = {
        {"complex", "complex step"},          {"forward", "forward difference"},
        {"central", "central difference"},    {"five-point", "five-point formula"},
        {"richardson", "Richardson"},         {"bias shift", "bias shift"},
        {"directional", "directional"},       {"taylor", "Taylor slope"},
        {"own inputs", "from its own inputs"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(f->method, names[i][0]) == 0) {
            return names[i][1];
        }
    }
    return f->method;
}

/* The worst of the findings of one method, over the layers of a row; NULL: no such method. */
static const bp_finding *worst_finding(const bp_result *results, size_t count, const char *method)
{
    const bp_finding *worst = NULL;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < results[i].given_count; k++) {
            const bp_finding *f = &results[i].given[k];
            bool worse = worst &&
                         (f->verdict > worst->verdict ||
                          (f->verdict == worst->verdict && relative_gap(f) > relative_gap(worst)));
            if (strcmp(f->method, method) == 0 && (!worst || worse)) {
                worst = f;
            }
        }
    }
    return worst;
}

static bool hears(const bp_report *report, const char *method)
{
    return worst_finding(report->results, report->count, method) != NULL;
}

void say_finding(const bp_finding *f)
{
    bool order = strcmp(f->method, "taylor") == 0;
    if (f->verdict == BP_SHAPE_DIFFERS || (order && !isfinite(f->slope))) {
        say_padded(stdout, 9, "%s", "");
    } else if (order) {
        say_padded(stdout, 9, "%.2f", f->slope);
    } else {
        say_padded(stdout, 9, "%.1e", fabs(relative_gap(f)));
    }
    say(stdout, " ");
    say_word(bp_verdict_name(f->verdict), style_of(f->verdict), -10);
}

/* The table ----------------------------------------------------------------------------------- */

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

/* Both numeric witnesses, or else the name of the only one and what it says. */
static void say_findings(const bp_result *results, size_t count)
{
    static const char *const methods[] = {"complex",      "central",     "forward", "five-point",
                                          "richardson",   "directional", "taylor",  "long double",
                                          "forward path", "index form",  "identity"};
    const bp_finding *by_complex = worst_finding(results, count, "complex");
    const bp_finding *by_central = worst_finding(results, count, "central");
    if (by_complex && by_central) {
        say_finding(by_complex);
        say_finding(by_central);
        return;
    }
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        const bp_finding *f = worst_finding(results, count, methods[i]);
        if (f) {
            char name[24];
            snprintf(name, sizeof name, "(%s)", witness_name(f));
            say_finding(f);
            say_padded(stdout, -20, "%s", name);
            return;
        }
    }
    say_padded(stdout, 9, "%s", "");
    say(stdout, " ");
    say_word(bp_verdict_name(BP_NOT_APPLICABLE), SAY_FAINT, -10);
    say_padded(stdout, -20, "(needs entries)");
}

/* `where` is the section, or the layer. */
static void say_row(const bp_equation *e, const bp_result *results, size_t count, const char *where)
{
    size_t entries = 0;
    for (size_t i = 0; i < count; i++) {
        entries += results[i].entries;
    }
    say(stdout, " ");
    say_padded(stdout, -17, "%s", e->id);
    say_padded(stdout, -6, "%s", where);
    say_padded(stdout, 7, "%zu", entries);
    say_findings(results, count);
    say_chain(results, count);
    say(stdout, "\n");
}

static void say_absent_row(const bp_equation *e, size_t L)
{
    say(stdout, " ");
    say_padded(stdout, -17, "%s", e->id);
    say_padded(stdout, -15, "%s", e->section);
    say_word(L == 1 ? "N/A: no hidden layer" : "N/A: one sample only", SAY_FAINT, 0);
    say(stdout, "\n");
}

static void say_heading(bool both, bool each_layer)
{
    say(stdout, " %-17s", "equation");
    say_padded(stdout, -6, "%s", each_layer ? "layer" : "§");
    say(stdout, "%7s  %-18s%-20s%s\n", "entries", both ? "complex step" : "gap",
        both ? "central difference" : "compared with", "chain");
}

static void say_rows(const bp_equation *e, const bp_result *results, size_t count, bool each_layer)
{
    if (!each_layer) {
        say_row(e, results, count, e->section);
        return;
    }
    for (size_t k = 0; k < count; k++) {
        char layer[24];
        snprintf(layer, sizeof layer, "%zu", results[k].layer);
        say_row(e, &results[k], 1, results[k].layer ? layer : "C");
    }
}

static void say_table(const bp_report *report, bool each_layer)
{
    say_heading(hears(report, "complex") && hears(report, "central"), each_layer);
    for (size_t i = 0, next = 0; i < BP_EQUATION_COUNT; i++) {
        const bp_equation *e = &bp_equations[i];
        const bp_result *first = &report->results[next];
        size_t count = 0;
        while (next < report->count && report->results[next].equation == e) {
            next++;
            count++;
        }
        if (count == 0) {
            say_absent_row(e, report->inputs.L);
        } else {
            say_rows(e, first, count, each_layer);
        }
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0,
                "A number is the gap between an equation and its witness at the worst "
                "entry (in units of its bar), relative to the largest entry of the "
                "matrix; the equation had correct inputs. In brackets: a witness that "
                "is no derivative. In the column \"chain\" it had what the equations "
                "before it answered.");
}

/* The gradients ------------------------------------------------------------------------------- */

/* The numeric witness that the verdict rests on: the first where several agree. */
static const bp_finding *decisive(const bp_result *r)
{
    for (size_t k = 0; k < r->given_count; k++) {
        if (bp_is_numeric(&r->given[k]) && r->given[k].verdict == r->verdict) {
            return &r->given[k];
        }
    }
    return &r->given[0];
}

/* Not a number has no sign worth showing. */
static void say_number(double x)
{
    say(stdout, " %13.6e", isnan(x) ? fabs(x) : x);
}

static void say_gradient(const bp_report *report, const bp_result *r)
{
    const bp_finding *f = decisive(r);
    bp_shape shape =
        bp_quantity_shape(report->inputs.net, report->inputs.M, r->equation->answer, r->layer);
    char label[BP_MESSAGE_SIZE];
    finding_label(label, report, r, f);
    say(stdout, " ");
    say_padded(stdout, -14, "%s", label);
    say_padded(stdout, 8, "%zu×%zu", shape.rows, shape.cols);
    if (f->verdict == BP_SHAPE_DIFFERS) {
        say_padded(stdout, 47, "%s", "");
    } else {
        say_number(f->analytic);
        say_number(f->numeric);
        say(stdout, " %8.1e %8.1e ", fabs(f->gap), fabs(f->bar));
    }
    say_word(bp_verdict_name(f->verdict), style_of(f->verdict), 0);
    say(stdout, "\n");
}

static void say_gradients(const bp_report *report)
{
    say(stdout, "\n %-14s%8s %13s %13s %8s %8s\n", "worst entry of", "shape", "equation",
        hears(report, "complex") ? "complex step" : "numeric", "gap", "bar");
    for (size_t i = 0; i < report->count; i++) {
        bp_quantity q = report->results[i].equation->answer;
        if (q == BP_dW || q == BP_db) {
            say_gradient(report, &report->results[i]);
        }
    }
    say(stdout, "\n");
    say(stdout, "bar: the largest gap that rounding and the witness's step can explain.\n");
}

void show_report(const bp_report *report, const problem *p, bool each_layer, feedback level)
{
    char line[PROBLEM_LINE];
    problem_describe(line, p);
    say_wrapped(stdout, 0, "%s", line);
    say(stdout, "\n");
    show_preflight(report, p, each_layer);
    say_table(report, each_layer);
    if (level == SAY_FULL) {
        say_gradients(report);
    }
    if (level >= SAY_SHAPE) {
        show_counts(report, each_layer);
    }
    show_directions(report);
    show_agreement(report);
    say(stdout, "\n");
    show_conclusion(report, level);
    if (report->verdict < BP_WRONG && report->by_complex.whole) {
        show_hidden(report, p, each_layer);
    }
    bool plain = !each_layer && entries_were_seen(report) && !p->options->layers &&
                 strcmp(p->options->data, "iris") == 0;
    if (plain && report->verdict == BP_CORRECT) {
        show_next_step();
    }
}
