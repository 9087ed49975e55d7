/* The conclusion of a report: what is wrong or open, at which entry, and what to do about it. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "pass.h"
#include "say.h"
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

const char *const feedback_levels[] = {"verdict", "shape", "hint", "diagnosis", "full", NULL};

feedback feedback_named(const char *name)
{
    int level = SAY_VERDICT;
    while (level < SAY_FULL && strcmp(name, feedback_levels[level]) != 0) {
        level++;
    }
    return (feedback)level;
}

int status_of(const bp_report *report)
{
    if (report->verdict >= BP_WRONG) {
        return STATUS_WRONG;
    }
    return report->verdict > BP_CORRECT ? STATUS_UNDECIDED : STATUS_AGREES;
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

bool show_conclusion(const bp_report *report, feedback level)
{
    if (report->verdict >= BP_WRONG) {
        return show_wrong(report, level);
    }
    if (report->verdict > BP_CORRECT) {
        say_departure(report);
        for (int verdict = BP_KINK; verdict > BP_CORRECT; verdict--) {
            say_open(report, (bp_verdict)verdict, level);
        }
        say_wrapped(stdout, 0, "No equation is wrong, but not all could be decided.");
        return false;
    }
    if (report->options.handed_in) {
        say_wrapped(stdout, 0,
                    "Every answer agrees with its witnesses: %zu entries, none outside its error "
                    "bars.",
                    report->entries);
        return false;
    }
    if (!entries_were_seen(report)) {
        say_wrapped(
            stdout, 0,
            "No matrix is wrong as far as %zu directions for each can tell, from %zu forward "
            "passes. Which entries that leaves out, the table says; --method both sees them all.",
            report->directions.each, report->evaluations);
        return false;
    }
    say_wrapped(stdout, 0,
                "Every equation agrees with its witnesses: %zu entries, none outside its "
                "error bars, from %zu forward passes.",
                report->entries, report->evaluations);
    return false;
}

void show_next_step(void)
{
    say(stdout, "\n%s", next_step);
}
