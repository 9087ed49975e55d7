/* What is wrong, at which entry, why, and where to look. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "say.h"
#include "verify_diagnosis.h"
#include "verify_out.h"

const bp_finding *finding_of(const bp_result *r, bp_verdict verdict)
{
    for (size_t k = 0; k < r->given_count; k++) {
        if (r->given[k].verdict >= verdict) {
            return &r->given[k];
        }
    }
    for (size_t k = 0; k < r->chain_count; k++) {
        if (r->chain[k].verdict >= verdict) {
            return &r->chain[k];
        }
    }
    return &r->given[0];
}

/* As many digits as it takes to see the difference. */
static int digits_to_tell(const bp_finding *f)
{
    double relative = f->gap / fabs(f->numeric);
    return relative > 0.0 && relative < 1.0 ? (int)fmin(16.0, 5.0 - floor(log10(relative))) : 5;
}

/* Where it is wrong, and not what would be right. */
static void say_place(const char *label, const bp_result *r, const bp_finding *f)
{
    say_wrapped(stdout, 2, "layer %zu: %s is the worst; %zu of %zu %s wrong", r->layer, label,
                f->of[BP_WRONG], f->entries, f->along ? "directions" : "entries");
}

static void say_wrong_layer(const bp_report *report, const bp_result *r, feedback level)
{
    const bp_finding *f = finding_of(r, BP_WRONG);
    if (r->broken[0]) {
        say_wrapped(stdout, 2, "layer %zu: %s", r->layer, r->broken);
    } else if (f->verdict == BP_SHAPE_DIFFERS) {
        bp_quantity q = r->equation->answer;
        const bp_mat *m = &report->given.pass.of[q][r->layer];
        bp_shape right = bp_quantity_shape(report->inputs.net, report->inputs.M, q, r->layer);
        say_wrapped(stdout, 2, "layer %zu: %s is %zu×%zu here, and must be %zu×%zu", r->layer,
                    m->name, m->rows, m->cols, right.rows, right.cols);
    } else {
        char label[BP_MESSAGE_SIZE];
        int digits = digits_to_tell(f);
        bool other_form = r->equation->rule && strcmp(f->method, "index form") == 0;
        finding_label(label, report, r, f);
        if (level < SAY_FULL) {
            say_place(label, r, f);
            return;
        }
        say_wrapped(stdout, 2,
                    "layer %zu: %s: %s %.*e, %s %.*e; gap %.1e, bar %.1e; %zu of %zu %s wrong",
                    r->layer, label,
                    report->options.handed_in ? "yours"
                    : other_form              ? "matrix form"
                                              : "equation",
                    digits, isnan(f->analytic) ? fabs(f->analytic) : f->analytic + 0.0,
                    witness_name(f), digits, f->numeric, fabs(f->gap), f->bar, f->of[BP_WRONG],
                    f->entries, f->along ? "directions" : "entries");
    }
}

static const char *file_of(const bp_equation *e)
{
    if (e->witness == BP_IDENTITY) {
        return "lib/quantities.c";
    }
    if (e->stage == BP_UP || e->stage == BP_DOWN) {
        return e->stage == BP_UP ? "lib/forward.inc"
               : e->rule         ? "lib/equations.c"
                                 : "lib/entries.c";
    }
    return "lib/single.c";
}

/* Is it the index form alone that finds it wrong? */
static bool only_forms_disagree(const bp_result *r)
{
    bool others = false;
    for (size_t k = 0; k < r->given_count; k++) {
        const bp_finding *f = &r->given[k];
        others = others || (f->verdict >= BP_WRONG && strcmp(f->method, "index form") != 0);
    }
    return r->equation->entry && r->equation->rule && !r->broken[0] && !others;
}

/* Where the mistake is, as far as the witnesses tell. */
static void say_where(const bp_report *report, const bp_result *r)
{
    const bp_equation *e = r->equation;
    if (report->options.handed_in) {
        say_wrapped(stdout, 2, "Its derivation: docs/derivation.md#%s.", e->id);
        return;
    }
    bool only_forms = only_forms_disagree(r);
    if (only_forms && r->given_count > 1) {
        say_wrapped(stdout, 2,
                    "Its matrix form is right; look at its index form in lib/entries.c, "
                    "and at docs/derivation.md#%s.",
                    e->id);
    } else if (only_forms) {
        say_wrapped(stdout, 2,
                    "Its two forms disagree: look at %s() in %s, at the index form in "
                    "lib/entries.c, and at docs/derivation.md#%s.",
                    e->function, file_of(e), e->id);
    } else {
        bool slope = e->answer == BP_dAdZ,
             loss = e->answer == BP_dA && e->layers == BP_OUTPUT_LAYER;
        say_wrapped(stdout, 2, "Look at %s() in %s,%s and at docs/derivation.md#%s.", e->function,
                    file_of(e),
                    slope  ? " at σ' in lib/activation.c,"
                    : loss ? " at the loss's slope in lib/loss.c,"
                           : "",
                    e->id);
    }
}

/* What the answer was compared with. */
static const char *given_what(const bp_report *report, const bp_result *r)
{
    if (!report->options.handed_in) {
        return "given correct inputs";
    }
    return r->given_count > 0 ? "given its own inputs" : "and nothing that is here explains it";
}

/* Numbers that were handed in may be wrong by what they were made of, and right in the end. */
static void say_undone(const bp_report *report, const bp_equation *e)
{
    bool undone = false;
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        undone = undone || (r->equation == e && r->culprit && r->chain_verdict == BP_CORRECT);
    }
    if (undone) {
        say_wrapped(stdout, 2,
                    "Yet the witnesses find it right: it undoes what is wrong with its inputs. "
                    "Perhaps you keep a factor in another place.");
    }
}

bool show_wrong(const bp_report *report, feedback level)
{
    size_t told = 0;
    bool named = false;
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        if (!r->culprit) {
            continue;
        }
        bool first = i == 0 || r[-1].equation != r->equation || !r[-1].culprit;
        bool last = i + 1 == report->count || r[1].equation != r->equation || !r[1].culprit;
        if (first) {
            say_style(stdout, SAY_BAD);
            say_wrapped(stdout, 0, "%s is wrong, %s%s%s", r->equation->id, given_what(report, r),
                        level == SAY_FULL ? ": " : ".",
                        level == SAY_FULL ? r->equation->statement : "");
            say_style(stdout, SAY_PLAIN);
        }
        if (level >= SAY_SHAPE) {
            say_wrong_layer(report, r, level);
        }
        if (last) {
            bool has_name = show_diagnosis(report, r->equation, level);
            named = told++ == 0 ? has_name : named;
            say_undone(report, r->equation);
            if (level >= SAY_HINT) {
                say_where(report, r);
            }
            say(stdout, "\n");
        }
    }
    if (report->culprits == 0 && report->options.handed_in) {
        say_wrapped(stdout, 0,
                    "Every answer follows from what it was computed from, yet what is marked "
                    "\"inherited\" is wrong: add the matrices before it, Z and A among them.");
    } else if (report->culprits == 0) {
        say_wrapped(stdout, 0,
                    "Every equation is right, given correct inputs, yet what is marked "
                    "\"inherited\" is not, in the chain. That is a mistake of this "
                    "program and not of the equations; please report it, with the "
                    "command.");
    } else if (report->inherited) {
        say_wrapped(stdout, 0,
                    "What is marked \"inherited\" follows from this, or cannot be judged "
                    "before it is repaired.");
    }
    return named;
}
