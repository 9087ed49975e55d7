#include "explain_entry.h"

#include <math.h>
#include <string.h>

#include "say.h"

/* A label, and what a form writes round it. */
#define NAME_SIZE (BP_MESSAGE_SIZE + 80)

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
        bool vector = f->of->name[0] == 'b';
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

static size_t smallest(const worked_entry *w)
{
    size_t at = 0;
    for (size_t i = 1; i < w->count; i++) {
        at = fabs(w->terms[i].term) < fabs(w->terms[at].term) ? i : at;
    }
    return at;
}

/* Where a new term goes; NULL: with the others. */
static shown_term *place_for(worked_entry *w, double term)
{
    if (w->count < MOST_TERMS) {
        return &w->terms[w->count++];
    }
    shown_term *least = &w->terms[smallest(w)];
    bool larger = fabs(term) > fabs(least->term);
    w->others += larger ? least->term : term;
    w->other_count++;
    return larger ? least : NULL;
}

static void keep(void *user, double term, const bp_factor *factors, size_t count)
{
    worked_entry *w = user;
    shown_term *t = place_for(w, term);
    if (!t) {
        return;
    }
    *t = (shown_term){.term = term + 0.0, .factors = count}; /* no −0 */
    for (size_t i = 0; i < count; i++) {
        char name[NAME_SIZE], value[32];
        name_factor(name, w->pass, &factors[i]);
        snprintf(value, sizeof value, "%.6g", factors[i].value);
        append(t->names, name);
        append(t->values, value);
    }
}

static void add_terms(worked_entry *w, size_t row, size_t col)
{
    const bp_equation *e = w->result->equation;
    size_t l = w->result->layer;
    bp_terms sum = {.each = keep, .user = w};
    if (e->answer == BP_A) {
        char label[BP_MESSAGE_SIZE];
        bp_quantity_label(label, w->pass, BP_Z, l, row, col);
        snprintf(w->applied, sizeof w->applied, "σ(%s) = %s(%.6g)", label, w->pass->sigma[l]->name,
                 BP_AT(&w->pass->Z[l], row, col));
    }
    w->has_sum = e->entry != NULL;
    if (w->has_sum) {
        e->entry(&sum, w->pass, l, row, col);
        w->sum = sum.sum;
    }
}

/* What there is beside it ---------------------------------------------------------------------- */

/* The two losses of the central difference. */
static bool disturb(worked_entry *w, bp_spot spot)
{
    bp_path path;
    const bp_pass *p = w->pass;
    w->has_losses = spot.place != BP_NOTHING;
    if (!w->has_losses) {
        return true;
    }
    if (!bp_path_new(&path, p->net, &p->A[0], p->Y)) {
        complain("no memory to show the disturbed losses");
        return false;
    }
    w->high = bp_evaluate(&path, spot, w->h);
    w->low = bp_evaluate(&path, spot, -w->h);
    bp_path_free(&path);
    return true;
}

static bool hear_witnesses(worked_entry *w, const bp_report *report, size_t row, size_t col)
{
    const bp_equation *e = w->result->equation;
    const bp_witness *z = &report->by_complex, *c = &report->by[BP_CENTRAL];
    size_t l = w->result->layer;
    bp_quantity q = e->target;
    w->has_witnesses = e->witness == BP_NUMERIC;
    if (!w->has_witnesses) {
        return true;
    }
    w->by_complex =
        (witnessed){BP_AT(&z->value.of[q][l], row, col), BP_AT(&z->bar.of[q][l], row, col)};
    w->by_central =
        (witnessed){BP_AT(&c->value.of[q][l], row, col), BP_AT(&c->bar.of[q][l], row, col)};
    w->h = BP_AT(&c->h.of[q][l], row, col);
    return disturb(w, (bp_spot){bp_place_of(q), l, row, col});
}

static void judge(worked_entry *w, const bp_report *report, size_t row, size_t col)
{
    bp_quantity q = w->result->equation->answer;
    size_t l = w->result->layer;
    if (w->result->verdict == BP_SHAPE_DIFFERS) {
        return;
    }
    w->answer = BP_AT(&report->given.pass.of[q][l], row, col);
    if (w->has_witnesses) {
        w->gap = fabs(w->answer - w->by_complex.value);
        w->bars = w->by_complex.bar + BP_AT(&report->local.of[q][l], row, col);
    }
}

bool work_out(worked_entry *w, const bp_report *report, const bp_result *result, size_t row,
              size_t col)
{
    *w = (worked_entry){.pass = &report->inputs, .result = result};
    bp_result_label(w->label, report, result, row, col);
    add_terms(w, row, col);
    if (!hear_witnesses(w, report, row, col)) {
        return false;
    }
    judge(w, report, row, col);
    return true;
}

/* All of it ------------------------------------------------------------------------------------ */

static void write_sum(const worked_entry *w, const explain_style *style)
{
    for (size_t i = 0; i < w->count; i++) {
        style->term(w, i);
    }
    if (w->other_count > 0) {
        style->rest(w);
    }
    style->sum(w);
}

void write_entry(const worked_entry *w, const explain_style *style)
{
    style->heading(w);
    if (w->applied[0]) {
        style->applied(w);
    }
    if (w->has_sum) {
        write_sum(w, style);
    } else {
        style->no_sum(w);
    }
    if (w->has_witnesses) {
        style->witnesses(w);
    }
    style->verdict(w);
}
