#define _POSIX_C_SOURCE 200809L
#include "judge_out.h"

#include <string.h>

#include "say.h"
#include "verify_json.h"
#include "widths.h"

/* For a person --------------------------------------------------------------------------------- */

static const folder_file *file_of(const folder *f, const bp_result *r)
{
    for (size_t i = 0; i < f->count; i++) {
        if (f->files[i].quantity == r->equation->answer && f->files[i].layer == r->layer) {
            return &f->files[i];
        }
    }
    return NULL;
}

static void say_problem(const folder *f)
{
    const problem *p = &f->problem;
    char widths[PROBLEM_LINE];
    widths_write(widths, sizeof widths, p->net.N, p->net.L, "-");
    say_wrapped(stdout, 0, "%s: %s, %s, %s loss, %zu samples%s", f->path, widths,
                p->options->activations, p->net.loss->name, p->batch.X.cols,
                f->assumed ? " (as nothing else is said: see --activations, --loss)" : "");
}

/* What is less exact than it might be. */
static void say_precision(const folder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const folder_file *file = &f->files[i];
        if (file->single && file->digits == 0) {
            say_wrapped(stdout, 0, "%s is in single precision: all bars are as wide as that needs.",
                        file->name);
            return;
        }
        if (file->single) {
            say_wrapped(stdout, 0, "%s has %zu digits: all bars are as wide as that needs.",
                        file->name, file->digits);
            return;
        }
    }
}

static const bp_finding *worst_of(const bp_finding *findings, size_t count)
{
    const bp_finding *worst = count > 0 ? &findings[0] : NULL;
    for (size_t i = 1; i < count; i++) {
        worst = findings[i].verdict > worst->verdict ? &findings[i] : worst;
    }
    return worst;
}

/* Those that decide: the worst of a wrong answer's, else the first, which is the narrowest. */
static const bp_finding *chain_finding(const bp_result *r)
{
    const bp_finding *worst = worst_of(r->chain, r->chain_count);
    return worst && worst->verdict < BP_WRONG ? &r->chain[0] : worst;
}

static void say_row(const folder *f, const bp_result *r)
{
    const folder_file *file = file_of(f, r);
    say(stdout, " ");
    say_padded(stdout, -12, "%s", r->equation->id);
    say_padded(stdout, -7, "%zu", r->layer);
    say_padded(stdout, -10, "%s", file ? file->name : "");
    if (r->given_count > 0) {
        say_finding(&r->given[0]);
    } else {
        say_padded(stdout, 9, "%s", "");
        say(stdout, " ");
        say_padded(stdout, -10, "%s", bp_verdict_name(BP_NOT_APPLICABLE));
    }
    say_finding(chain_finding(r));
    say_word(r->culprit     ? "CULPRIT"
             : r->inherited ? "inherited"
                            : bp_verdict_name(r->chain_verdict),
             r->culprit                       ? SAY_BAD
             : r->inherited                   ? SAY_WARNING
             : r->chain_verdict == BP_CORRECT ? SAY_GOOD
                                              : SAY_WARNING,
             0);
    say(stdout, "\n");
}

void show_judgement(const bp_report *report, const folder *f, feedback level)
{
    say_problem(f);
    for (size_t i = 0; i < f->note_count; i++) {
        say_wrapped(stdout, 0, "%s", f->notes[i]);
    }
    say_precision(f);
    say(stdout, "\n %-12s%-7s%-10s  %-18s  %-18s%s\n", "equation", "layer", "file", "own inputs",
        "in the chain", "verdict");
    bool absent = false;
    for (size_t i = 0; i < report->count; i++) {
        say_row(f, &report->results[i]);
        absent = absent || report->results[i].given_count == 0;
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0,
                "Own inputs: beside what the equation gives for the other matrices here. In the "
                "chain: beside numeric derivatives of the network (for Z, A and C, its forward "
                "path). A number is the gap at the worst entry, relative to the largest.%s",
                absent ? " N/A: the ∂C/∂Z that it was computed from is not here." : "");
    say(stdout, "\n");
    if (show_conclusion(report, level)) {
        say_wrapped(stdout, 0, "On a blackboard: backproof shrink %s", f->path);
    }
}

/* For a program -------------------------------------------------------------------------------- */

static json_t *files_to_json(const folder *f)
{
    json_t *files = json_array();
    for (size_t i = 0; i < f->count; i++) {
        const folder_file *file = &f->files[i];
        const bp_mat *m = &f->answers.value.of[file->quantity][file->layer];
        json_array_append_new(files,
                              json_pack("{s:s, s:I, s:I, s:I, s:b, s:I}", "name", file->name,
                                        "layer", (json_int_t)file->layer, "rows",
                                        (json_int_t)m->rows, "cols", (json_int_t)m->cols, "single",
                                        file->single, "digits", (json_int_t)file->digits));
    }
    return files;
}

bool write_judgement(FILE *out, const bp_report *report, const folder *f, feedback level)
{
    json_t *root = begin_json(), *notes = json_array(), *network = network_to_json(&f->problem);
    for (size_t i = 0; i < f->note_count; i++) {
        json_array_append_new(notes, json_string(f->notes[i]));
    }
    json_object_del(network, "seed");
    json_object_set_new(root, "network", network);
    json_object_set_new(root, "assumed", json_boolean(f->assumed));
    json_object_set_new(root, "notes", notes);
    json_object_set_new(root, "files", files_to_json(f));
    json_object_set_new(root, "equations", equations_to_json(report, level));
    json_object_set_new(root, "verdict", json_string(bp_verdict_name(report->verdict)));
    return end_json(out, root, "the report");
}
