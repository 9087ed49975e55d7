#include "explain_terms.h"

#include <math.h>
#include <string.h>

#include "say.h"

/* So many terms are shown; of longer sums, the largest. */
#define MOST_TERMS 12

/* A label, and what a form writes round it. */
#define NAME_SIZE (BP_MESSAGE_SIZE + 80)

typedef struct {
    char names[BP_MESSAGE_SIZE], values[BP_MESSAGE_SIZE];
    double term;
} shown_term;

typedef struct {
    const bp_pass *pass;
    shown_term terms[MOST_TERMS];
    size_t count;  /* of those kept */
    double others; /* the sum of those that are not */
    size_t other_count;
} collection;

/* Names ---------------------------------------------------------------------------------------- */

/* The quantity whose matrix this is, in any layer; local derivatives have names of their own. */
static bool label_of(char label[BP_MESSAGE_SIZE], const bp_pass *p, const bp_factor *f)
{
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; l <= p->L; l++) {
            if (f->of == &p->of[q][l]) {
                bp_quantity_label(label, p, (bp_quantity)q, l, f->row, f->col);
                return true;
            }
        }
    }
    return false;
}

static void name_factor(char name[NAME_SIZE], const bp_pass *p, const bp_factor *f)
{
    char label[BP_MESSAGE_SIZE] = "";
    if (f->of && !label_of(label, p, f)) {
        bool vector = f->of->cols == 1;
        snprintf(label, sizeof label, vector ? "%s[%zu]" : "%s[%zu,%zu]", f->of->name, f->row + 1,
                 f->col + 1);
    }
    if (!f->form) {
        snprintf(name, NAME_SIZE, "%s", label);
    } else if (strstr(f->form, "%s")) {
        size_t before = (size_t)(strstr(f->form, "%s") - f->form);
        snprintf(name, NAME_SIZE, "%.*s%s%.40s", (int)before, f->form, label, f->form + before + 2);
    } else {
        snprintf(name, NAME_SIZE, "%.40s", f->form);
    }
}

static void append(char text[BP_MESSAGE_SIZE], const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, BP_MESSAGE_SIZE - used, "%s%s", used ? " × " : "", more);
}

/* Terms ---------------------------------------------------------------------------------------- */

static size_t smallest(const collection *c)
{
    size_t at = 0;
    for (size_t i = 1; i < c->count; i++) {
        at = fabs(c->terms[i].term) < fabs(c->terms[at].term) ? i : at;
    }
    return at;
}

/* Where a new term goes; NULL: with the others. */
static shown_term *place_for(collection *c, double term)
{
    if (c->count < MOST_TERMS) {
        return &c->terms[c->count++];
    }
    shown_term *least = &c->terms[smallest(c)];
    bool larger = fabs(term) > fabs(least->term);
    c->others += larger ? least->term : term;
    c->other_count++;
    return larger ? least : NULL;
}

static void keep(void *user, double term, const bp_factor *factors, size_t count)
{
    collection *c = user;
    shown_term *t = place_for(c, term);
    if (!t) {
        return;
    }
    *t = (shown_term){.term = term};
    for (size_t i = 0; i < count; i++) {
        char name[NAME_SIZE], value[32];
        name_factor(name, c->pass, &factors[i]);
        snprintf(value, sizeof value, "%.6g", factors[i].value);
        append(t->names, name);
        append(t->values, value);
    }
}

static void say_term(const shown_term *t, bool first)
{
    char line[3 * BP_MESSAGE_SIZE];
    snprintf(line, sizeof line, "%s %s = %s", first ? "=" : "+", t->names, t->values);
    if (say_columns(line) > 53) {
        say(stdout, "  %s %s\n", first ? "=" : "+", t->names);
        snprintf(line, sizeof line, "    = %s", t->values);
    }
    say(stdout, "  ");
    say_padded(stdout, -53, "%s", line);
    say(stdout, " =%14.6e\n", t->term);
}

void show_terms(const bp_report *report, const bp_result *r, size_t row, size_t col)
{
    const bp_equation *e = r->equation;
    collection c = {.pass = &report->inputs};
    bp_terms sum = {.each = keep, .user = &c};
    char label[BP_MESSAGE_SIZE];
    bp_result_label(label, report, r, row, col);
    say(stdout, "%s\n", label);
    if (e->answer == BP_A) {
        const bp_pass *p = &report->inputs;
        bp_quantity_label(label, p, BP_Z, r->layer, row, col);
        say(stdout, "  = σ(%s) = %s(%.6g)\n", label, p->sigma[r->layer]->name,
            BP_AT(&p->Z[r->layer], row, col));
    }
    if (!e->entry) {
        say_wrapped(stdout, 2, "This row has no sum of its own; its function is %s().",
                    e->function);
        return;
    }
    e->entry(&sum, &report->inputs, r->layer, row, col);
    for (size_t i = 0; i < c.count; i++) {
        say_term(&c.terms[i], i == 0);
    }
    if (c.other_count > 0) {
        char others[60];
        snprintf(others, sizeof others, "+ %zu smaller terms", c.other_count);
        say(stdout, "  ");
        say_padded(stdout, -53, "%s", others);
        say(stdout, " =%14.6e\n", c.others);
    }
    say(stdout, "  ");
    say_padded(stdout, -53, "%s", sum.count ? "=" : "= 0, a sum of no terms");
    say(stdout, "  %23.15e\n", sum.sum);
}
