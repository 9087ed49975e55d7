/* backproof verify: every equation of the derivation, entry by entry, against its witnesses. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <signal.h>
#include <string.h>

#include "commands.h"
#include "planted.h"
#include "say.h"
#include "second.h"
#include "verify_out.h"

static const char about[] =
    "Usage: backproof verify [options]\n\n"
    "Compares every equation of the derivation, entry by entry, with numeric\n"
    "derivatives that know nothing of it, and names the equations that are wrong.\n\n"
    "Examples:\n"
    "  backproof verify\n"
    "  backproof verify --layers 4,16,8,3 --activations tanh,silu,softmax \\\n"
    "      --loss categorical --batch 32\n"
    "  backproof verify --data flowers.csv --standardise --json\n\n"
    "Methods: complex (Im C(x + ih)/h), forward, central, five-point, richardson\n"
    "(differences, with 0, 0, 1 and as many powers of h eliminated as helps); both is\n"
    "complex and central; all shows how they agree among themselves. A difference\n"
    "takes a step of its own for each entry, by how curved the loss is there; with\n"
    "--step H it takes H times max(1, |x|). taylor and directional go along random\n"
    "directions, --directions K for each matrix, and see it as a whole.\n\n"
    "Exit status: 0 all agree; 1 one is WRONG or has another SHAPE; 3 none is, but\n"
    "something is open: a KINK, bars too wide to tell (UNDECIDED), or zeros\n"
    "throughout (VACUOUS); 2 bad input.\n";

static const char *const formats[] = {"npy", "csv", NULL};

/* --method both is the complex step and the central difference. */
static const char *const methods[] = {"both",       "complex",    "forward",     "central",
                                      "five-point", "richardson", "directional", "taylor",
                                      "all",        NULL};

typedef struct {
    const char *method, *csv, *dump, *dump_as, *mistake, *feedback;
    bp_cause cause; /* what `mistake` names */
    feedback level; /* what `feedback` names */
    bool json, each_layer;
    double step;         /* 0: each entry has its own */
    uint64_t directions; /* 0: as many as usual */
} wishes;

static volatile sig_atomic_t interrupted;

/* The first Ctrl-C ends the work, the second the program. */
static void note_interrupt(int number)
{
    interrupted = 1;
    signal(number, SIG_DFL);
}

static bool show_progress(void *user, size_t done, size_t total)
{
    (void)user;
    progress(interrupted ? total : done, total);
    return !interrupted;
}

/* Beyond so many times the usual step, the distance of two quotients says too little about the
 * error, and equations that are right would be accused. */
#define LARGEST_STRETCH 16.0

/* Below this, h times a derivative is a number with fewer digits. */
#define LEAST_COMPLEX_STEP 1e-300

static bool set_level(wishes *w)
{
    w->level = feedback_named(w->feedback);
    if (w->csv && w->level < SAY_FULL) {
        complain("--csv writes the expected values; it goes with --feedback full only");
        return false;
    }
    return true;
}

static bool is_method(const wishes *w, const char *name)
{
    return strcmp(w->method, name) == 0;
}

static void choose_methods(bp_verify_options *v, const wishes *w)
{
    bool both = is_method(w, "both"), all = is_method(w, "all");
    v->use_shift = all;
    v->use_directional = all || is_method(w, "directional");
    v->use_taylor = all || is_method(w, "taylor");
    v->use_complex = both || all || is_method(w, "complex");
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        v->use[i] = all || is_method(w, bp_differences[i].name) || (both && i == BP_CENTRAL);
    }
}

static bool step_fits(double step, double least, double largest, const char *method)
{
    if (step >= least && step <= largest) {
        return true;
    }
    bool large = step > largest;
    complain("--step %g is too %s for the %s to tell right from wrong: take at %s %g", step,
             large ? "large" : "small", method, large ? "most" : "least", large ? largest : least);
    return false;
}

/* --step belongs to the method that is named, and to the central difference where both run. */
static bool set_step(bp_verify_options *v, const wishes *w)
{
    if (w->step > 0.0 && is_method(w, "all")) {
        complain("--step is for one method; with --method all each takes its own");
        return false;
    }
    if (w->step > 0.0 && (v->use_directional || v->use_taylor)) {
        complain("--step is not for --method %s, which takes every step from 2^-3 to 2^-26",
                 w->method);
        return false;
    }
    for (size_t i = 0; w->step > 0.0 && i < BP_DIFFERENCES; i++) {
        const bp_difference *d = &bp_differences[i];
        char name[40];
        snprintf(name, sizeof name, "%s%s", d->name, i < BP_FIVE_POINT ? " difference" : " method");
        if (v->use[i]) {
            v->h[i] = w->step;
            return step_fits(w->step, 0.0, LARGEST_STRETCH * d->step, name);
        }
    }
    if (w->step > 0.0) {
        v->h_complex = exp2(round(log2(w->step))); /* dividing by it must be exact */
        return step_fits(w->step, LEAST_COMPLEX_STEP, BP_LARGEST_COMPLEX_STEP, "complex step");
    }
    return true;
}

/* The catalogue's row stands in the place of the reference rule. */
static bool plant(bp_planted planted[2], bp_verify_options *v, wishes *w)
{
    if (w->mistake && !mistake_wanted(&w->cause, w->mistake)) {
        return false;
    }
    if (w->mistake) {
        planted[0] = bp_cause_planted(&w->cause);
        v->planted = planted;
    }
    return true;
}

/* --directions belongs to the methods that go along them. */
static bool set_directions(bp_verify_options *v, const wishes *w, const options *o)
{
    v->directions = (size_t)w->directions;
    v->seed = o->seed;
    if (w->directions > 0 && !v->use_directional && !v->use_taylor) {
        complain("--directions is for --method directional, taylor or all, not %s", w->method);
        return false;
    }
    return true;
}

/* The witness that is heard first; the complex step is always there. */
static const bp_witness *first_witness(const bp_report *report, const bp_verify_options *v)
{
    for (size_t i = 0; i < BP_DIFFERENCES && !v->use_complex; i++) {
        if (v->use[i]) {
            return &report->by[i];
        }
    }
    return &report->by_complex;
}

/* The answers go with the numbers that are expected: below SAY_FULL, neither. */
static bool write_files(const bp_report *report, const bp_verify_options *v, const wishes *w)
{
    const bp_witness *numeric = w->level == SAY_FULL ? first_witness(report, v) : NULL;
    bool text = strcmp(w->dump_as, "csv") == 0;
    return (!w->csv || write_csv(w->csv, report)) &&
           (!w->dump || write_dump(w->dump, text, report, numeric));
}

/* At the end, for those who want to learn it from the report first. */
static void show_planted(const bp_cause *cause)
{
    say(stdout, "\nWhat was planted:\n");
    show_mistake(cause->first);
    if (cause->second) {
        show_mistake(cause->second);
    }
}

static int verify(const problem *p, const bp_verify_options *v, const wishes *w)
{
    bp_report report;
    second other = {0};
    if (!bp_verify(&report, &p->net, &p->batch.X, &p->batch.Y, v)) {
        complain("no memory for a network of %zu parameters and %zu samples",
                 bp_net_parameters(&p->net), p->batch.X.cols);
        return STATUS_BAD_INPUT;
    }
    int status = status_of(&report);
    if (w->level >= SAY_HINT) {
        second_look(&other, &report, p, v);
    }
    bool written = write_files(&report, v, w);
    if (written && w->json) {
        written = write_json(stdout, &report, p, w->mistake, w->level);
    } else if (written) {
        show_report(&report, p, w->each_layer, w->level);
        if (w->mistake && w->level == SAY_FULL) {
            show_planted(&w->cause);
        }
    }
    if (written && w->dump && !w->json) {
        bool full = w->level == SAY_FULL;
        say(stdout, "\n%s in %s, as .%s: %s\n",
            full ? "Every matrix is" : "The network and its samples are", w->dump, w->dump_as,
            full ? "docs/notation.md#numpy" : "docs/judge.md");
    }
    second_free(&other);
    bp_report_free(&report);
    if (interrupted) {
        complain("interrupted: what had not been reached by then is UNDECIDED");
        return STATUS_INTERRUPTED;
    }
    return written ? status : STATUS_BAD_INPUT;
}

int command_verify(int argc, char **argv)
{
    wishes w = {.method = "both", .feedback = "full", .dump_as = "npy"};
    const option own[] = {
        {"method", 0, "NAME", "both (default), one of those below, or all", .text = &w.method,
         .choices = methods},
        {"step", 0, "H", "auto (default), or H for the method named", .real = &w.step,
         .word = "auto"},
        {"directions", 0, "K", "how many for each matrix (default: 4)", .whole = &w.directions,
         .least = 1, .most = 1000},
        {"mistake", 0, "ID", "plants one of those that backproof mistakes lists",
         .text = &w.mistake},
        {"feedback", 0, "HOW", "verdict, shape, hint, diagnosis or full (default)",
         .text = &w.feedback, .choices = feedback_levels},
        {"verbose", 'v', NULL, "a line for each layer", .flag = &w.each_layer},
        {"json", 0, NULL, "the report for a program", .flag = &w.json},
        {"csv", 0, "FILE", "also write what each witness says to FILE", .text = &w.csv},
        {"dump", 0, "DIR", "also write every matrix to DIR", .text = &w.dump},
        {"dump-as", 0, "FORMAT", "npy (default, for NumPy) or csv", .text = &w.dump_as,
         .choices = formats},
        {0},
    };
    options o = options_defaults();
    const bp_progress bar = {.report = show_progress};
    bp_verify_options v = bp_verify_defaults;
    problem p;
    int status;
    bp_planted planted[2] = {{0}};
    v.progress = &bar;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    choose_methods(&v, &w);
    if (!set_level(&w) || !set_step(&v, &w) || !plant(planted, &v, &w) ||
        !set_directions(&v, &w, &o) || !problem_build(&p, &o)) {
        return STATUS_BAD_INPUT;
    }
    signal(SIGINT, note_interrupt);
    status = verify(&p, &v, &w);
    problem_free(&p);
    return status;
}
