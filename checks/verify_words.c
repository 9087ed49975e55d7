/* The conclusion of a report: what is wrong or open, at which entry, and what to do about it. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "pass.h"
#include "say.h"
#include "verify_diagnosis.h"
#include "verify_out.h"

/* What a verdict that leaves something open means, and what to do. */
static const char *const advice[BP_VERDICT_COUNT] = {
    [BP_VACUOUS] = "Equation and witness are zero in every entry, so a wrong equation might look "
                   "the same. Try another --seed, a larger --batch, --standardise, or another "
                   "activation.",
    [BP_UNDECIDED] =
        "The bar is too wide to tell right from wrong, or a number left what double can "
        "hold. Try --standardise, another --seed, fewer layers, or, if you have chosen "
        "the --step, the usual one.",
    [BP_KINK] = "There the derivative does not exist, or the witness's step crosses such a point, "
                "and no witness could decide. Try another --seed, or a smaller --step.",
};

static const char next_step[] =
    "Next: break an equation and see it found. In lib/equations.c, at the end of\n"
    "bp_bias_gradient, add the line\n"
    "    BP_AT(db, 0, 0) *= 1.0 + 1e-9;\n"
    "and run: make run. The table names db as the culprit, and nothing else.\n";

/* The first finding that is as bad as this; those given correct inputs come first. */
static const bp_finding *finding_of(const bp_result *r, bp_verdict verdict)
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

/* Wrong equations ----------------------------------------------------------------------------- */

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
        const bp_mat *m = &report->given.pass.of[r->equation->answer][r->layer];
        say_wrapped(stdout, 2, "layer %zu: the answer came back as %zu×%zu", r->layer, m->rows,
                    m->cols);
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
                    r->layer, label, other_form ? "matrix form" : "equation", digits,
                    isnan(f->analytic) ? fabs(f->analytic) : f->analytic, witness_name(f), digits,
                    f->numeric, fabs(f->gap), f->bar, f->of[BP_WRONG], f->entries,
                    f->along ? "directions" : "entries");
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

/* Where the mistake is, as far as the witnesses tell. */
static void say_where(const bp_result *r)
{
    const bp_equation *e = r->equation;
    bool only_forms = e->entry && e->rule && !r->broken[0] && finding_of(r, BP_WRONG)->step == 0.0;
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

static void say_wrong(const bp_report *report, feedback level)
{
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        if (!r->culprit) {
            continue;
        }
        bool first = i == 0 || r[-1].equation != r->equation || !r[-1].culprit;
        bool last = i + 1 == report->count || r[1].equation != r->equation || !r[1].culprit;
        if (first) {
            say_style(stdout, SAY_BAD);
            say_wrapped(stdout, 0, "%s is wrong, given correct inputs%s%s", r->equation->id,
                        level == SAY_FULL ? ": " : ".",
                        level == SAY_FULL ? r->equation->statement : "");
            say_style(stdout, SAY_PLAIN);
        }
        if (level >= SAY_SHAPE) {
            say_wrong_layer(report, r, level);
        }
        if (last) {
            show_diagnosis(report, r->equation, level);
            if (level >= SAY_HINT) {
                say_where(r);
            }
            say(stdout, "\n");
        }
    }
    if (report->culprits == 0) {
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
}

/* Open ones ----------------------------------------------------------------------------------- */

static bool is_open(const bp_result *r, bp_verdict verdict)
{
    return bp_worse(r->verdict, r->chain_verdict) == verdict;
}

static void say_open(const bp_report *report, bp_verdict verdict, feedback level)
{
    const bp_result *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++) {
        if (is_open(&report->results[i], verdict)) {
            first = first ? first : &report->results[i];
            count++;
        }
    }
    if (first) {
        const bp_finding *f = finding_of(first, verdict);
        char label[BP_MESSAGE_SIZE];
        finding_label(label, report, first, f);
        say_style(stdout, SAY_WARNING);
        say_wrapped(stdout, 0, "%s in %zu of %zu lines of --verbose; the first is %s in layer %zu:",
                    bp_verdict_name(verdict), count, report->count, first->equation->id,
                    first->layer);
        say_style(stdout, SAY_PLAIN);
        if (level == SAY_FULL) {
            say_wrapped(stdout, 2, "%s is %.5e; %s %.5e; bar %.1e.", label, f->analytic,
                        witness_name(f), isnan(f->numeric) ? fabs(f->numeric) : f->numeric,
                        fabs(f->bar));
        }
        say_wrapped(stdout, 2, "%zu of %zu %s %s; the worst is %s.",
                    f->verdict == BP_VACUOUS ? f->entries : f->of[f->verdict], f->entries,
                    f->along ? "directions" : "entries", bp_verdict_name(f->verdict), label);
        say_wrapped(stdout, 2, "%s", advice[verdict]);
        say(stdout, "\n");
    }
}

/* Where the forward pass has left double, what follows cannot be decided; it begins here. */
static void say_departure(const bp_report *report)
{
    bp_departure first;
    char label[BP_MESSAGE_SIZE];
    if (!bp_leaves_double(&first, &report->inputs)) {
        return;
    }
    bp_quantity_label(label, &report->inputs, first.quantity, first.l, first.row, first.col);
    if (isfinite(first.value)) {
        say_wrapped(
            stdout, 0,
            "The forward pass leaves what double can hold at %s = %.6g: there the %s loss or "
            "its slope is not finite.",
            label, first.value, report->inputs.net->loss->name);
    } else {
        say_wrapped(stdout, 0, "The forward pass leaves what double can hold at %s, which is %s.",
                    label, isnan(first.value) ? "not a number" : "infinite");
    }
    say(stdout, "\n");
}

void show_conclusion(const bp_report *report, feedback level)
{
    if (report->verdict >= BP_WRONG) {
        say_wrong(report, level);
        return;
    }
    if (report->verdict > BP_CORRECT) {
        say_departure(report);
        for (int verdict = BP_KINK; verdict > BP_CORRECT; verdict--) {
            say_open(report, (bp_verdict)verdict, level);
        }
        say_wrapped(stdout, 0, "No equation is wrong, but not all could be decided.");
        return;
    }
    if (!entries_were_seen(report)) {
        say_wrapped(
            stdout, 0,
            "No matrix is wrong as far as %zu directions for each can tell, from %zu forward "
            "passes. Which entries that leaves out, the table says; --method both sees them all.",
            report->directions.each, report->evaluations);
        return;
    }
    say_wrapped(stdout, 0,
                "Every equation agrees with its witnesses: %zu entries, none outside its "
                "error bars, from %zu forward passes.",
                report->entries, report->evaluations);
}

void show_next_step(void)
{
    say(stdout, "\n%s", next_step);
}
