/* The report as JSON, for programs: no symbol is transliterated. */
#define _POSIX_C_SOURCE 200809L
#include "verify_json.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "pass.h"
#include "say.h"
#include "verify_diagnosis.h"
#include "verify_hidden.h"
#include "verify_preflight.h"
#include "version.h"

json_t *number_to_json(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

/* Sets a number; one that is not finite becomes null, and its name is remembered. */
static void set_number(json_t *object, const char *name, double value)
{
    if (isfinite(value)) {
        json_object_set_new(object, name, json_real(value));
        return;
    }
    json_object_set_new(object, name, json_null());
    json_t *names = json_object_get(object, "nonfinite");
    if (!names) {
        names = json_array();
        json_object_set_new(object, "nonfinite", names);
    }
    json_array_append_new(names, json_string(name));
}

/* How many entries, or directions, of each verdict. */
static json_t *counts_to_json(const bp_finding *f)
{
    json_t *counts = json_object();
    for (int verdict = 0; verdict < BP_VERDICT_COUNT; verdict++) {
        if (f->of[verdict] > 0) {
            json_object_set_new(counts, bp_verdict_name((bp_verdict)verdict),
                                json_integer((json_int_t)f->of[verdict]));
        }
    }
    return counts;
}

static json_t *finding_to_json(const bp_finding *f, feedback level)
{
    json_t *object = json_pack("{s:s}", "method", f->method);
    json_object_set_new(object, "step", f->step != 0.0 ? json_real(f->step) : json_null());
    json_object_set_new(object, "verdict", json_string(bp_verdict_name(f->verdict)));
    if (f->verdict == BP_SHAPE_DIFFERS) {
        json_object_set_new(object, "worst", json_null());
        return object;
    }
    json_object_set_new(object, f->along ? "directions" : "entries", counts_to_json(f));
    json_t *worst = f->along ? json_pack("{s:I}", "direction", (json_int_t)f->row + 1)
                             : json_pack("{s:I, s:I}", "row", (json_int_t)f->row + 1, "col",
                                         (json_int_t)f->col + 1);
    if (level == SAY_FULL) {
        set_number(worst, "analytic", f->analytic);
        set_number(worst, "numeric", f->numeric);
        set_number(worst, "gap", f->gap);
        set_number(worst, "bar", f->bar);
    }
    set_number(worst, "relative", relative_gap(f));
    if (strcmp(f->method, "taylor") == 0) {
        set_number(worst, "slope", f->slope);
    }
    json_object_set_new(object, "worst", worst);
    if (f->along) {
        set_number(object, "seen", f->seen);
    }
    return object;
}

static json_t *findings_to_json(const bp_finding *findings, size_t count, feedback level)
{
    json_t *witnesses = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(witnesses, finding_to_json(&findings[i], level));
    }
    return witnesses;
}

/* r NULL: the network has no such equation; d NULL: there is no diagnosis of it. */
static json_t *equation_to_json(const bp_report *report, const bp_equation *e, const bp_result *r,
                                const bp_diagnosis *d, feedback level)
{
    json_t *object = json_pack("{s:s, s:s}", "id", e->id, "section", e->section);
    if (level == SAY_FULL) {
        json_object_set_new(object, "statement", json_string(e->statement));
    }
    json_object_set_new(object, "layer", r ? json_integer((json_int_t)r->layer) : json_null());
    json_object_set_new(object, "entries", json_integer(r ? (json_int_t)r->entries : 0));
    json_object_set_new(object, "witnesses",
                        findings_to_json(r ? r->given : NULL, r ? r->given_count : 0, level));
    if (report->options.handed_in) {
        json_object_set_new(object, "chain_witnesses",
                            findings_to_json(r->chain, r->chain_count, level));
    }
    bp_verdict verdict = r ? r->verdict : BP_NOT_APPLICABLE;
    bp_verdict chain = r ? r->chain_verdict : BP_NOT_APPLICABLE;
    json_object_set_new(object, "verdict", json_string(bp_verdict_name(verdict)));
    json_object_set_new(object, "chain_verdict", json_string(bp_verdict_name(chain)));
    json_object_set_new(object, "culprit", json_boolean(r && r->culprit));
    json_object_set_new(object, "inherited", json_boolean(r && r->inherited));
    bool told = r && r->culprit && d;
    if (told && d->count > 0) {
        json_object_set_new(object, "hint", json_string(d->causes[0].first->family->hint));
    }
    if (told && level >= SAY_DIAGNOSIS) {
        json_object_set_new(object, "diagnosis", diagnosis_to_json(d));
    }
    const char *message = !r ? "" : r->broken[0] ? r->broken : r->chain_broken;
    if (message[0]) {
        json_object_set_new(object, "message", json_string(message));
    }
    return object;
}

json_t *widths_to_json(const bp_net *net)
{
    json_t *widths = json_array();
    for (size_t l = 0; l <= net->L; l++) {
        json_array_append_new(widths, json_integer((json_int_t)net->N[l]));
    }
    return widths;
}

json_t *activations_to_json(const bp_net *net)
{
    json_t *names = json_array();
    for (size_t l = 1; l <= net->L; l++) {
        json_array_append_new(names, json_string(net->sigma[l]->name));
    }
    return names;
}

json_t *network_to_json(const problem *p)
{
    json_t *object = json_pack("{s:o, s:o, s:s, s:I}", "layers", widths_to_json(&p->net),
                               "activations", activations_to_json(&p->net), "loss",
                               p->net.loss->name, "batch", (json_int_t)p->batch.X.cols);
    json_object_set_new(object, "seed", json_integer((json_int_t)p->options->seed));
    json_object_set_new(object, "data", json_string(p->options->data));
    json_object_set_new(object, "parameters", json_integer((json_int_t)bp_net_parameters(&p->net)));
    return object;
}

static json_t *warnings_to_json(const bp_report *report, const problem *p)
{
    preflight look;
    json_t *warnings = preflight_look(&look, report, p) ? json_array() : json_null();
    for (size_t i = 0; i < look.found.count; i++) {
        char text[PREFLIGHT_TEXT];
        preflight_sentence(text, &look, i);
        const bp_warning *w = &look.found.of[i];
        json_array_append_new(warnings,
                              json_pack("{s:s, s:I, s:s}", "kind", preflight_name(w->kind), "layer",
                                        (json_int_t)w->layer, "message", text));
    }
    preflight_free(&look);
    return warnings;
}

/* Where the forward pass leaves what double can hold; null: nowhere. */
static json_t *departure_to_json(const bp_report *report)
{
    bp_departure first;
    char label[BP_MESSAGE_SIZE];
    if (!bp_leaves_double(&first, &report->inputs)) {
        return json_null();
    }
    bp_quantity_label(label, &report->inputs, first.quantity, first.l, first.row, first.col);
    json_t *object = json_pack("{s:s}", "entry", label);
    set_number(object, "value", first.value);
    return object;
}

static bool is_culprit(const bp_report *report, const bp_equation *e)
{
    bool found = false;
    for (size_t i = 0; i < report->count; i++) {
        found = found || (report->results[i].equation == e && report->results[i].culprit);
    }
    return found;
}

json_t *equations_to_json(const bp_report *report, feedback level)
{
    json_t *equations = json_array();
    for (size_t i = 0, next = 0; i < BP_EQUATION_COUNT; i++) {
        const bp_equation *e = &bp_equations[i];
        bool applies = next < report->count && report->results[next].equation == e;
        if (!applies && !report->options.handed_in) {
            json_array_append_new(equations, equation_to_json(report, e, NULL, NULL, level));
        }
        bp_diagnosis d;
        bool told = level >= SAY_HINT && is_culprit(report, e) && diagnose(&d, report, e);
        for (; next < report->count && report->results[next].equation == e; next++) {
            json_array_append_new(equations, equation_to_json(report, e, &report->results[next],
                                                              told ? &d : NULL, level));
        }
    }
    return equations;
}

json_t *begin_json(void)
{
    return json_pack("{s:i, s:s, s:s}", "schema", 1, "program", "backproof", "version", BP_VERSION);
}

bool end_json(FILE *out, json_t *root, const char *what)
{
    errno = 0;
    bool written = json_dumpf(root, out, JSON_INDENT(1) | JSON_REAL_PRECISION(17)) == 0 &&
                   fputc('\n', out) != EOF;
    json_decref(root);
    if (!written) {
        complain("cannot write %s as JSON: %s", what, errno ? strerror(errno) : "no memory");
    }
    return written;
}

bool write_json(FILE *out, const bp_report *report, const problem *p, const char *mistake,
                feedback level)
{
    json_t *root = begin_json();
    if (mistake && level == SAY_FULL) {
        json_object_set_new(root, "planted", json_string(mistake));
    }
    json_object_set_new(root, "network", network_to_json(p));
    json_object_set_new(root, "warnings", warnings_to_json(report, p));
    json_object_set_new(root, "leaves_double", departure_to_json(report));
    json_object_set_new(root, "equations", equations_to_json(report, level));
    json_object_set_new(root, "verdict", json_string(bp_verdict_name(report->verdict)));
    if (report->by_complex.whole) {
        hidden_to_json(root, report, p);
    }
    return end_json(out, root, "the report");
}
