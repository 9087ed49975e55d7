/* backproof shrink: the smallest network in which a mistake shows. */
#define _POSIX_C_SOURCE 200809L
#include "shrink.h"

#include <string.h>

#include "commands.h"
#include "diagnosis.h"
#include "folder.h"
#include "planted.h"
#include "say.h"
#include "shrink_out.h"
#include "verify_out.h"

static const char about[] =
    "Usage: backproof shrink --mistake ID [options]\n"
    "       backproof shrink DIR [options]\n\n"
    "Finds the smallest network in which a mistake shows, with few and small whole\n"
    "numbers, and works the wrong entry out: for a blackboard. DIR is a folder that\n"
    "backproof judge finds something wrong with: its mistake is taken.\n\n"
    "Examples:\n"
    "  backproof shrink --mistake dW-last-sample\n"
    "  backproof shrink mine --equation dW\n"
    "  backproof shrink --mistake dW-transposed --same-shape\n"
    "  backproof shrink --mistake dW-twice+dW-sign --json\n\n"
    "Exit status: 0 found; 3 no network of this size shows it; 2 bad input.\n";

typedef struct {
    const char *mistake, *dump, *folder, *equation;
    char name[80];  /* of the mistake that was found in the folder */
    bp_cause cause; /* what `mistake` names */
    bool same_shape, json;
} wishes;

static bool show_progress(void *user, size_t done, size_t total)
{
    (void)user;
    progress(done, total);
    return true;
}

static void show_nothing(const wishes *w)
{
    say_wrapped(stdout, 0,
                "No network of up to %d numbers shows %s%s: it gives what the right equation "
                "gives, or needs a larger one.",
                BP_SHRINK_NUMBERS, w->mistake, w->same_shape ? " where the shapes fit" : "");
}

static int show_found(const bp_counterexample *found, const wishes *w)
{
    const bp_planted planted[] = {bp_cause_planted(&w->cause), {0}};
    bp_verify_options v = bp_verify_defaults;
    bp_report report;
    v.planted = planted;
    if (!bp_verify(&report, &found->net, &found->data.X, &found->data.Y, &v)) {
        complain("no memory to verify the network that was found");
        return STATUS_BAD_INPUT;
    }
    bool complete = !w->dump || write_dump(w->dump, false, &report, &report.by_complex);
    if (complete && w->json) {
        complete = write_counterexample(stdout, found, w->mistake, &report);
    } else if (complete) {
        complete = show_counterexample(found, &w->cause, &report);
        if (complete && w->dump) {
            say(stdout, "\nEvery matrix is in %s, with the mistake, as .npy.\n", w->dump);
        }
    }
    bp_report_free(&report);
    return complete ? STATUS_AGREES : STATUS_BAD_INPUT;
}

static int shrink(const wishes *w)
{
    const bp_progress bar = {.report = show_progress};
    bp_counterexample found;
    int status = STATUS_UNDECIDED;
    bool complete = bp_shrink(&found, &w->cause, w->same_shape, &bar);
    progress(1, 1); /* it may end early: the bar is removed */
    if (!complete) {
        complain("no memory to look for a network");
        return STATUS_BAD_INPUT;
    }
    if (found.numbers > 0) {
        status = show_found(&found, w);
    } else if (!w->json) {
        show_nothing(w);
    } else if (!write_counterexample(stdout, &found, w->mistake, NULL)) {
        status = STATUS_BAD_INPUT;
    }
    bp_counterexample_free(&found);
    return status;
}

/* A folder ------------------------------------------------------------------------------------- */

static bool is_wanted(const bp_result *r, const wishes *w)
{
    return r->culprit && (!w->equation || strcmp(r->equation->id, w->equation) == 0);
}

/* The mistake of the first culprit, or of the equation that was asked for. */
static bool take_cause(wishes *w, const bp_report *report)
{
    const bp_equation *wrong = NULL;
    bp_diagnosis d;
    for (size_t i = 0; i < report->count && !wrong; i++) {
        wrong = is_wanted(&report->results[i], w) ? report->results[i].equation : NULL;
    }
    if (!wrong) {
        complain("%s: nothing is to blame%s%s (backproof judge says more)", w->folder,
                 w->equation ? " in " : "", w->equation ? w->equation : "");
        return false;
    }
    if (!bp_diagnose(&d, report, wrong) || d.count == 0) {
        complain(
            "%s: no mistake of the catalogue gives the numbers of %s (backproof judge says what "
            "they have in common with the right ones)",
            w->folder, wrong->id);
        return false;
    }
    w->cause = d.causes[0];
    snprintf(w->name, sizeof w->name, "%s%s%s", w->cause.first->id, w->cause.second ? "+" : "",
             w->cause.second ? w->cause.second->id : "");
    w->mistake = w->name;
    return true;
}

static bool read_cause(wishes *w)
{
    const folder_wishes as_it_says = {0};
    bp_report report;
    folder f;
    if (!folder_read(&f, w->folder, &as_it_says)) {
        return false;
    }
    bool judged = folder_judge(&report, &f);
    bool found = judged && take_cause(w, &report);
    if (judged) {
        bp_report_free(&report);
    }
    folder_free(&f);
    return found;
}

int command_shrink(int argc, char **argv)
{
    wishes w = {0};
    const option own[] = {
        {"mistake", 0, "ID", "one that backproof mistakes lists, or two: A+B", .text = &w.mistake},
        {"equation", 0, "ID", "of a folder: which one (default: the first culprit)",
         .text = &w.equation},
        {"same-shape", 0, NULL, "only where all shapes fit, and the numbers must tell",
         .flag = &w.same_shape},
        {"json", 0, NULL, "the network for a program", .flag = &w.json},
        {"dump", 0, "DIR", "also write every matrix to DIR, as NumPy .npy files", .text = &w.dump},
        {0},
    };
    options o = options_defaults();
    int status;
    o.no_network = true;
    o.operand = &w.folder;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!w.mistake == !w.folder || (w.equation && !w.folder)) {
        complain(
            "shrink wants a mistake, --mistake ID (backproof mistakes lists them), or a folder "
            "that has one");
        return STATUS_BAD_INPUT;
    }
    bool known = w.folder ? read_cause(&w) : mistake_wanted(&w.cause, w.mistake);
    return known ? shrink(&w) : STATUS_BAD_INPUT;
}
