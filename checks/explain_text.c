/* An entry for a screen. */
#include "explain_entry.h"
#include "say.h"

/* Where the terms' own values begin. */
#define TERM_COLUMN 53

static void label(const worked_entry *w)
{
    say(stdout, "%s\n", w->label);
}

static void heading(const worked_entry *w)
{
    const bp_equation *e = w->result->equation;
    say_wrapped(stdout, 0, "%s (§%s), layer %zu: %s", e->id, e->section, w->result->layer,
                e->statement);
    say(stdout, "\n");
    label(w);
}

static void applied(const worked_entry *w)
{
    say(stdout, "  = %s\n", w->applied);
}

static void no_sum(const worked_entry *w)
{
    say_wrapped(stdout, 2, "This row has no sum of its own; its function is %s().",
                w->result->equation->function);
}

static void say_column(const char *line)
{
    say(stdout, "  ");
    say_padded(stdout, -TERM_COLUMN, "%s", line);
}

static void term(const worked_entry *w, size_t i)
{
    const shown_term *t = &w->terms[i];
    const char *sign = i == 0 ? "=" : "+";
    char line[3 * BP_MESSAGE_SIZE];
    snprintf(line, sizeof line, "%s %s = %s", sign, t->names, t->values);
    if (say_columns(line) > TERM_COLUMN) {
        say(stdout, "  %s %s\n", sign, t->names);
        snprintf(line, sizeof line, "    = %s", t->values);
    }
    say_column(line);
    say(stdout, " =%14.6e\n", t->term);
}

static void rest(const worked_entry *w)
{
    char line[60];
    snprintf(line, sizeof line, "+ %zu smaller terms", w->other_count);
    say_column(line);
    say(stdout, " =%14.6e\n", w->others);
}

static void sum(const worked_entry *w)
{
    say_column(w->count > 0 ? "=" : "= 0, a sum of no terms");
    say(stdout, "  %23.15e\n", w->sum);
}

static void value(const char *name, double number)
{
    say(stdout, "  ");
    say_padded(stdout, -32, "%s", name);
    say(stdout, "%23.15e", number);
}

static void witnesses(const worked_entry *w)
{
    say(stdout, "\nThe witnesses, which know nothing of the equation:\n");
    value("complex step, Im C(x + ih)/h", w->by_complex.value);
    say(stdout, "  bar %.1e\n", w->by_complex.bar);
    value("central, (C(x+h) - C(x-h))/2h", w->by_central.value);
    say(stdout, "  bar %.1e\n    h = %.6g\n", w->by_central.bar, w->h);
    if (w->has_losses) {
        say(stdout, "    C(x + h) = %.17g\n    C(x - h) = %.17g\n", w->high, w->low);
    }
}

/* The gap of this entry beside its bars, and the verdict of the whole matrix. */
static void verdict(const worked_entry *w)
{
    const bp_result *r = w->result;
    if (r->verdict == BP_SHAPE_DIFFERS) {
        say_wrapped(stdout, 0, "The equation: %s",
                    r->broken[0] ? r->broken : "its answer has another shape.");
        return;
    }
    say(stdout, "\n");
    value("the equation's answer", w->answer);
    say(stdout, "\n");
    if (w->has_witnesses) {
        say(stdout, "  gap from the complex step %.1e, bars %.1e\n", w->gap, w->bars);
    }
    say(stdout, "\nAll entries of %s in layer %zu: %s\n", r->equation->id, r->layer,
        bp_verdict_name(r->verdict));
}

const explain_style explain_as_text = {heading, applied, no_sum,    term,
                                       rest,    sum,     witnesses, verdict};

static void nothing(const worked_entry *w)
{
    (void)w;
}

const explain_style explain_within_text = {label, applied, no_sum,    term,
                                           rest,  sum,     witnesses, nothing};
