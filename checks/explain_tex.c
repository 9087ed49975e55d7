/* An entry in LaTeX, and in Markdown, whose mathematics is the same. A row begins by ending the one
 * before: the last must not end. */
#include <string.h>

#include "explain_entry.h"
#include "tex.h"

/* What fits on a line of LaTeX's article at 10 points, and the names of the witnesses. */
#define LINE 345.0
#define WITNESS 43.0

#define ROW " \\\\\n  "
#define GROUP " \\\\[1ex]\n  "
#define CENTRAL "\\frac{C(x + h) - C(x - h)}{2h}"
#define COMPLEX "\\frac{\\mathrm{Im}\\, C(x + ih)}{h}"

/* Formula and sum, in both --------------------------------------------------------------------- */

/* Aligned at its first =; a sentence stands to the right. */
static void statement(const char *from, size_t length)
{
    char text[BP_MESSAGE_SIZE];
    snprintf(text, sizeof text, "%.*s", (int)length, from);
    const char *equals = strstr(text, " = ");
    int left = equals ? (int)(equals - text) : 0;
    say(stdout, "%s &", tex_of("%.*s", left, text).text);
    say(stdout, "%s", tex_of("%s", text + left).text);
}

static void formula(const worked_entry *w)
{
    const char *from = w->result->equation->statement, *end;
    for (; (end = strstr(from, "; ")) != NULL; from = end + 2) {
        statement(from, (size_t)(end - from));
        say(stdout, ROW);
    }
    statement(from, strlen(from));
    say(stdout, GROUP);
}

static void applied(const worked_entry *w)
{
    say(stdout, "%s & = ", tex_of("%s", w->label).text);
    say(stdout, "%s", tex_of("%s", w->applied).text);
}

/* Together with what makes a line of it: & = … \quad ( … = … ) */
static double width(const shown_term *t)
{
    return tex_of("%s%s = %.6e", t->names, t->values, t->term).points + 32.0;
}

/* All numbers go below their names, or none. */
static bool is_wide(const worked_entry *w)
{
    double widest = 0.0, left = tex_of("%s", w->label).points;
    for (size_t i = 0; i < w->count; i++) {
        double points = width(&w->terms[i]);
        widest = points > widest ? points : widest;
    }
    return widest > LINE - (left > WITNESS ? left : WITNESS);
}

static void term(const worked_entry *w, size_t i)
{
    const shown_term *t = &w->terms[i];
    say(stdout, "%s%s & %s ", i == 0 ? "" : ROW, i == 0 ? tex_of("%s", w->label).text : "",
        i == 0 ? "=" : "+");
    say(stdout, "%s", tex_of("%s", t->names).text);
    if (t->factors > 1) {
        say(stdout, "%s \\quad (%s", is_wide(w) ? ROW " &" : "", tex_of("%s", t->values).text);
        say(stdout, "%s)", tex_of("= %.6e", t->term).text);
    } else if (strcmp(t->names, t->values) != 0) {
        say(stdout, " \\quad (%s)", tex_of("%.6e", t->term).text);
    }
}

static void rest(const worked_entry *w)
{
    say(stdout, ROW " &%s", tex_of("+ %zu smaller terms", w->other_count).text);
    say(stdout, " \\quad (%s)", tex_of("%.6e", w->others).text);
}

static void sum(const worked_entry *w)
{
    if (w->count > 0) {
        say(stdout, ROW " &%s", tex_of("= %.15e", w->sum).text);
    } else {
        say(stdout, "%s & = 0\\text{, a sum of no terms}", tex_of("%s", w->label).text);
    }
}

/* LaTeX ---------------------------------------------------------------------------------------- */

/* Long sums may go on on the next page. */
static void latex_heading(const worked_entry *w)
{
    const bp_equation *e = w->result->equation;
    say(stdout, "%% %s (section %s), layer %zu\n", e->id, e->section, w->result->layer);
    say(stdout, "{\\allowdisplaybreaks[1]\n\\begin{align*}\n  ");
    formula(w);
}

static void label_alone(const worked_entry *w)
{
    if (!w->applied[0]) {
        say(stdout, " & %s", tex_of("%s", w->label).text);
    }
}

static void latex_no_sum(const worked_entry *w)
{
    label_alone(w);
    say(stdout, ROW " & \\text{This row has no sum of its own; its function is}");
    say(stdout, ROW " & %s", tex_of("%s()", w->result->equation->function).text);
}

static void latex_witness(const char *name, const char *form, witnessed by)
{
    say(stdout, "\\text{%s} & = %s", name, form);
    say(stdout, "%s", tex_of("= %.15e", by.value).text);
    say(stdout, " \\pm %s", tex_of("%.1e", by.bar).text);
}

static void latex_witnesses(const worked_entry *w)
{
    say(stdout, GROUP);
    latex_witness("complex", COMPLEX, w->by_complex);
    say(stdout, ROW);
    latex_witness("central", CENTRAL, w->by_central);
    say(stdout, ROW "h &%s", tex_of("= %.6g", w->h).text);
    if (w->has_losses) {
        say(stdout, ROW "C(x + h) &%s", tex_of("= %.17g", w->high).text);
        say(stdout, ROW "C(x - h) &%s", tex_of("= %.17g", w->low).text);
    }
}

static const char *reason(const worked_entry *w)
{
    return w->result->broken[0] ? w->result->broken : "its answer has another shape.";
}

static void latex_answer(const worked_entry *w)
{
    say(stdout, "\\text{answer} &%s", tex_of("= %.15e", w->answer).text);
    if (w->has_witnesses) {
        say(stdout, ROW " & \\text{gap from the complex step } %s", tex_of("%.1e", w->gap).text);
        say(stdout, "\\text{, bars } %s", tex_of("%.1e", w->bars).text);
    }
}

static void latex_verdict(const worked_entry *w)
{
    const bp_result *r = w->result;
    say(stdout, GROUP);
    if (r->verdict == BP_SHAPE_DIFFERS) {
        say(stdout, " & %s", tex_of("The equation: %s", reason(w)).text);
    } else {
        latex_answer(w);
    }
    say(stdout, GROUP " & \\text{All entries of %s in layer %zu: %s}\n\\end{align*}}\n",
        r->equation->id, r->layer, bp_verdict_name(r->verdict));
}

const explain_style explain_as_latex = {latex_heading, applied, latex_no_sum,    term,
                                        rest,          sum,     latex_witnesses, latex_verdict};

/* Markdown, in the dialect of docs/ ------------------------------------------------------------ */

static void markdown_heading(const worked_entry *w)
{
    const bp_equation *e = w->result->equation;
    say(stdout, "### %s (§%s), layer %zu\n\n", e->id, e->section, w->result->layer);
    say(stdout, "```math\n\\begin{aligned}\n  ");
    formula(w);
}

static void end_mathematics(void)
{
    say(stdout, "\n\\end{aligned}\n```\n");
}

static void markdown_no_sum(const worked_entry *w)
{
    label_alone(w);
    end_mathematics();
    say(stdout, "\nThis row has no sum of its own; its function is `%s()`.\n",
        w->result->equation->function);
}

static void markdown_sum(const worked_entry *w)
{
    sum(w);
    end_mathematics();
}

static void markdown_witness(const char *name, const char *form, witnessed by)
{
    say(stdout, "| %s, $`%s`$ | ", name, form);
    say(stdout, "$`%s`$ | ", tex_of("%.15e", by.value).text);
    say(stdout, "$`%s`$ |\n", tex_of("%.1e", by.bar).text);
}

static void markdown_number(const char *name, tex number)
{
    say(stdout, "| $`%s`$ | $`%s`$ | |\n", name, number.text);
}

static void markdown_witnesses(const worked_entry *w)
{
    say(stdout, "\n| witness | value | bar |\n| --- | ---: | ---: |\n");
    markdown_witness("complex step", COMPLEX, w->by_complex);
    markdown_witness("central difference", CENTRAL, w->by_central);
    markdown_number("h", tex_of("%.6g", w->h));
    if (w->has_losses) {
        markdown_number("C(x + h)", tex_of("%.17g", w->high));
        markdown_number("C(x - h)", tex_of("%.17g", w->low));
    }
}

static void markdown_answer(const worked_entry *w)
{
    say(stdout, "\nThe equation's answer is $`%s`$", tex_of("%.15e", w->answer).text);
    if (w->has_witnesses) {
        say(stdout, ", $`%s`$ from the complex step;", tex_of("%.1e", w->gap).text);
        say(stdout, " the bars allow $`%s`$", tex_of("%.1e", w->bars).text);
    }
    say(stdout, ".\n");
}

static void markdown_verdict(const worked_entry *w)
{
    const bp_result *r = w->result;
    if (r->verdict == BP_SHAPE_DIFFERS) {
        say(stdout, "\nThe equation: %s\n", reason(w));
    } else {
        markdown_answer(w);
    }
    say(stdout, "The verdict on all entries of %s in layer %zu is **%s**.\n", r->equation->id,
        r->layer, bp_verdict_name(r->verdict));
}

const explain_style explain_as_markdown = {
    markdown_heading,   applied,         markdown_no_sum, term, rest, markdown_sum,
    markdown_witnesses, markdown_verdict};
