#include "diagnosis.h"

#include <math.h>
#include <string.h>

#include "signature.h"

/* Two sums of the same terms in another order differ by less, in units of the largest entry… */
#define ROUNDING 1e-11

/* …and a cause must explain the gap, and not merely be as near to the answer as the truth is. */
#define EXPLAINS 1e-3

/* Numbers that were handed in: a mistake may enlarge what was rounded, so many times; and those of
 * few digits explain so much of a gap. */
#define HANDED_IN 4.0
#define COARSE 0.1

/* Of two layers. */
#define SAME_RATIO 1e-4

typedef struct {
    const bp_report *report;
    const bp_equation *equation;
    bp_answers right, tried; /* by the index form; by a cause */
} patient;

static bool is_wrong(const patient *p, size_t i)
{
    const bp_result *r = &p->report->results[i];
    return r->equation == p->equation && (r->culprit || r->verdict >= BP_WRONG);
}

/* How far apart two numbers may be that are the same, in units of the largest. */
static double tolerance(const patient *p, size_t l)
{
    bp_quantity q = p->equation->answer;
    const bp_report *report = p->report;
    double right = bp_mat_largest(&p->right.pass.of[q][l]);
    return report->options.handed_in && right > 0.0
               ? fmax(ROUNDING, HANDED_IN * bp_mat_largest(&report->handed_bound.of[q][l]) / right)
               : ROUNDING;
}

/* Does the cause give this layer's numbers, or break the same contract? */
static bool fits_layer(const patient *p, size_t l)
{
    bp_quantity q = p->equation->answer;
    const bp_answers *given = &p->report->given;
    const char *broken = given->broken[q][l], *breaks = p->tried.broken[q][l];
    if (broken[0] || breaks[0]) {
        return strcmp(broken, breaks) == 0;
    }
    const bp_mat *answer = &given->pass.of[q][l], *tried = &p->tried.pass.of[q][l];
    const bp_mat *right = &p->right.pass.of[q][l];
    if (!bp_mat_same_shape(answer, tried)) {
        return false;
    }
    double gap = bp_mat_gap(answer, tried).gap;
    double from_right = bp_mat_same_shape(answer, right) ? bp_mat_gap(answer, right).gap : HUGE_VAL;
    double explains =
        p->report->options.handed_in && p->report->options.handed_in->coarse ? COARSE : EXPLAINS;
    return gap <= tolerance(p, l) * bp_mat_largest(tried) && gap <= explains * from_right;
}

bool bp_diagnosis_lists(const bp_diagnosis *d, bp_cause cause)
{
    bool found = false;
    for (size_t i = 0; i < d->count; i++) {
        const bp_cause *c = &d->causes[i];
        found = found || (c->first == cause.first && c->second == cause.second) ||
                (c->first == cause.second && c->second == cause.first);
    }
    return found;
}

/* Do the answers that have been tried fit in every layer that is wrong? None is: there is nothing
 * to tell. */
typedef enum { NO_WORD, FITS, FITS_NOT } fit;
static fit fits(const patient *p)
{
    fit all = NO_WORD;
    for (size_t i = 0; all != FITS_NOT && i < p->report->count; i++) {
        if (is_wrong(p, i)) {
            all = fits_layer(p, p->report->results[i].layer) ? FITS : FITS_NOT;
        }
    }
    return all;
}

static void add_if_fits(bp_diagnosis *d, const patient *p, bp_cause cause)
{
    if (fits(p) == FITS && !bp_diagnosis_lists(d, cause) && d->count < BP_MOST_CAUSES) {
        d->causes[d->count++] = cause;
    }
}

/* What the cause would answer. False: no memory. */
static bool answer(patient *p, const bp_cause *cause)
{
    const bp_planted planted[] = {bp_cause_planted(cause), {0}};
    return bp_answer_equation(&p->tried, p->equation, &p->report->basis, &p->report->older.pass,
                              planted);
}

/* Tries a cause; adds it where it fits. False: no memory. */
static bool try(bp_diagnosis *d, patient *p, bp_cause cause)
{
    bool complete = answer(p, &cause);
    if (complete) {
        add_if_fits(d, p, cause);
    }
    return complete;
}

static bool try_ones(bp_diagnosis *d, patient *p)
{
    bool complete = true;
    const bp_mistake *m;
    for (size_t i = 0; complete && (m = bp_mistake_at(i)) != NULL; i++) {
        complete = strcmp(m->equation, p->equation->id) != 0 || try(d, p, (bp_cause){m, NULL});
    }
    return complete;
}

static bool try_pairs(bp_diagnosis *d, patient *p)
{
    bool complete = true;
    const bp_mistake *first, *second;
    for (size_t i = 0; (first = bp_mistake_at(i)) != NULL; i++) {
        bool own = strcmp(first->equation, p->equation->id) == 0;
        for (size_t j = 0; own && complete && (second = bp_mistake_at(j)) != NULL; j++) {
            if (bp_mistakes_compose(first, second)) {
                complete = try(d, p, (bp_cause){first, second});
            }
        }
    }
    return complete;
}

/* Where own inputs were not handed in, the mistake may have been made on the way to them: the whole
 * chain is answered once more for each. */
static bool try_behind(bp_diagnosis *d, patient *p)
{
    const bp_mistake *m;
    bool absent = false, complete = true;
    for (size_t i = 0; i < p->report->count; i++) {
        absent = absent || (is_wrong(p, i) && p->report->results[i].given_count == 0);
    }
    for (size_t i = 0; absent && complete && (m = bp_mistake_at(i)) != NULL; i++) {
        const bp_pass *basis = &p->report->basis;
        const bp_cause cause = {m, NULL};
        const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
        bp_answers chain;
        bool own = strcmp(m->equation, p->equation->id) == 0;
        complete = own || bp_answers_new(&chain, basis->net, &basis->A[0], basis->Y);
        if (complete && !own) {
            bp_answers before = p->tried;
            bp_handed_in_chain(&chain, p->report->options.handed_in, &p->report->older.pass,
                               planted, p->equation);
            p->tried = chain;
            add_if_fits(d, p, cause);
            p->tried = before;
            bp_answers_free(&chain);
        }
    }
    return complete;
}

/* The right answer comes from the index form, for the equation itself may have been broken. */
static void index_form(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    bp_apply_entries(out, NULL, user, pass, l);
}

static bool find_right(patient *p)
{
    const bp_planted planted[] = {{p->equation->id, index_form, (void *)p->equation}, {0}};
    return bp_answer_equation(&p->right, p->equation, &p->report->basis, NULL,
                              p->equation->entry ? planted : NULL);
}

/* What two layers' answers have in common. Where one ratio has a name in one of them alone, the
 * name is an accident of its widths. */
static bp_signature common(bp_signature a, bp_signature b)
{
    bool named = a.named && b.named && strcmp(a.named, b.named) == 0;
    bool same = fabs(a.ratio - b.ratio) <= SAME_RATIO * fabs(a.ratio) && a.index == b.index;
    if (a.kind == BP_NEARLY_RIGHT && b.kind == a.kind) {
        a.ratio = fmax(a.ratio, b.ratio);
        return a;
    }
    if (a.kind == BP_CONSTANT_RATIO && b.kind == a.kind && !named && !same) {
        a.named = "a number of each layer's own";
        return a;
    }
    bool of = (!a.of && !b.of) || (a.of && b.of && strcmp(a.of, b.of) == 0);
    a.named = named ? a.named : NULL;
    return a.kind == b.kind && of && (named || same) ? a : (bp_signature){0};
}

/* What the answers in all layers that are wrong have in common with those of `other`. */
static bp_signature compare(const patient *p, const bp_answers *other)
{
    bp_quantity q = p->equation->answer;
    bp_signature s = {0};
    bool first = true;
    for (size_t i = 0; i < p->report->count; i++) {
        size_t l = p->report->results[i].layer;
        if (is_wrong(p, i) && !p->report->given.broken[q][l][0]) {
            bp_signature here = bp_signature_of(&p->report->given.pass.of[q][l],
                                                &other->pass.of[q][l], tolerance(p, l),
                                                &p->report->basis, q, l);
            s = first ? here : common(s, here);
            first = false;
        }
    }
    return s;
}

/* Where the right numbers tell nothing, those of a mistake may: all of them times the same. */
static bool find_signature(bp_diagnosis *d, patient *p)
{
    const bp_mistake *m;
    bool complete = true;
    d->signature = compare(p, &p->right);
    for (size_t i = 0;
         complete && d->signature.kind == BP_NOTHING_IN_COMMON && (m = bp_mistake_at(i)) != NULL;
         i++) {
        if (strcmp(m->equation, p->equation->id) == 0) {
            complete = answer(p, &(bp_cause){m, NULL});
            bp_signature s = compare(p, &p->tried);
            if (s.kind == BP_CONSTANT_RATIO && s.ratio != 0.0) {
                s.kind = BP_MULTIPLE_OF_MISTAKE;
                s.of = m->id;
                d->signature = s;
            }
        }
    }
    return complete;
}

static bool begin(patient *p, const bp_report *report, const bp_equation *equation)
{
    const bp_pass *inputs = &report->basis;
    *p = (patient){.report = report, .equation = equation};
    return bp_answers_new(&p->right, inputs->net, &inputs->A[0], inputs->Y) &&
           bp_answers_new(&p->tried, inputs->net, &inputs->A[0], inputs->Y) && find_right(p);
}

static void end(patient *p)
{
    bp_answers_free(&p->right);
    bp_answers_free(&p->tried);
}

/* Keeps the causes that give the numbers of the second network, too. False: no memory. */
static bool narrow(bp_diagnosis *d, const bp_report *second, const bp_equation *equation)
{
    patient p;
    size_t kept = 0;
    bool complete = begin(&p, second, equation);
    for (size_t i = 0; complete && i < d->count; i++) {
        complete = answer(&p, &d->causes[i]);
        if (complete && fits(&p) != FITS_NOT) {
            d->causes[kept++] = d->causes[i];
        }
    }
    d->count = kept;
    end(&p);
    return complete;
}

bool bp_diagnose(bp_diagnosis *diagnosis, const bp_report *report, const bp_equation *equation)
{
    patient p;
    const bp_report *second = report->second;
    *diagnosis = (bp_diagnosis){0};
    bool complete = begin(&p, report, equation) && try_ones(diagnosis, &p) &&
                    try_behind(diagnosis, &p) && (!second || narrow(diagnosis, second, equation));
    if (complete && diagnosis->count == 0) {
        complete = try_pairs(diagnosis, &p) && (!second || narrow(diagnosis, second, equation));
    }
    if (complete && diagnosis->count == 0) {
        complete = find_signature(diagnosis, &p);
    }
    end(&p);
    return complete;
}
