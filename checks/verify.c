/* backproof verify: every equation of the derivation, entry by entry, against its witnesses. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "commands.h"
#include "say.h"
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
    "Exit status: 0 all agree; 1 one is WRONG or has another SHAPE; 3 none is, but\n"
    "something is open: a KINK, bars too wide to tell (UNDECIDED), or zeros\n"
    "throughout (VACUOUS); 2 bad input.\n";

static const char *const methods[] = {"both", "complex", "central", NULL};

typedef struct {
    const char *method, *csv, *dump;
    bool json, each_layer;
    double step; /* 0: the usual one */
} wishes;

static void show_progress(void *user, size_t done, size_t total)
{
    (void)user;
    progress(done, total);
}

/* Beyond this, |D(h) − D(2h)| says too little about the error, and equations that are right would
 * be accused. */
#define LARGEST_CENTRAL_STEP 1e-4

/* Below this, h times a derivative is a number with fewer digits. */
#define LEAST_COMPLEX_STEP 1e-300

/* --step belongs to the method that is named, and to the central difference where both run. */
static bool set_steps(bp_verify_options *v, const wishes *w)
{
    v->use_complex = strcmp(w->method, "central") != 0;
    v->use_central = strcmp(w->method, "complex") != 0;
    const char *method = v->use_central ? "central difference" : "complex step";
    double largest = v->use_central ? LARGEST_CENTRAL_STEP : BP_LARGEST_COMPLEX_STEP;
    if (w->step == 0.0) {
        return true;
    }
    if (w->step > largest || (!v->use_central && w->step < LEAST_COMPLEX_STEP)) {
        bool large = w->step > largest;
        complain("--step %g is too %s for the %s to tell right from wrong: take at %s %g", w->step,
                 large ? "large" : "small", method, large ? "most" : "least",
                 large ? largest : LEAST_COMPLEX_STEP);
        return false;
    }
    if (v->use_central) {
        v->h_central = w->step;
    } else {
        v->h_complex = exp2(round(log2(w->step))); /* dividing by it must be exact */
    }
    return true;
}

static bool write_files(const bp_report *report, const bp_verify_options *v, const wishes *w)
{
    const bp_witness *numeric = v->use_complex ? &report->by_complex : &report->by_central;
    return (!w->csv || write_csv(w->csv, report)) &&
           (!w->dump || write_dump(w->dump, report, numeric));
}

static int status_of(const bp_report *report)
{
    if (report->verdict >= BP_WRONG) {
        return STATUS_WRONG;
    }
    return report->verdict > BP_CORRECT ? STATUS_UNDECIDED : STATUS_AGREES;
}

static int verify(const problem *p, const bp_verify_options *v, const wishes *w)
{
    bp_report report;
    if (!bp_verify(&report, &p->net, &p->batch.X, &p->batch.Y, v)) {
        complain("no memory for a network of %zu parameters and %zu samples",
                 bp_net_parameters(&p->net), p->batch.X.cols);
        return STATUS_BAD_INPUT;
    }
    int status = status_of(&report);
    bool written = write_files(&report, v, w);
    if (written && w->json) {
        written = write_json(stdout, &report, p);
    } else if (written) {
        show_report(&report, p, w->each_layer);
    }
    bp_report_free(&report);
    return written ? status : STATUS_BAD_INPUT;
}

int command_verify(int argc, char **argv)
{
    wishes w = {.method = "both"};
    const option own[] = {
        {"method", 0, "NAME", "both (default), complex or central", .text = &w.method,
         .choices = methods},
        {"step", 0, "H", "of the central difference, or of --method complex", .real = &w.step},
        {"verbose", 'v', NULL, "a line for each layer", .flag = &w.each_layer},
        {"json", 0, NULL, "the report for a program", .flag = &w.json},
        {"csv", 0, "FILE", "also write what each witness says to FILE", .text = &w.csv},
        {"dump", 0, "DIR", "also write every matrix to DIR, as NumPy .npy files", .text = &w.dump},
        {0},
    };
    options o = options_defaults();
    const bp_progress bar = {.report = show_progress};
    bp_verify_options v = bp_verify_defaults;
    problem p;
    int status;
    v.progress = &bar;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!set_steps(&v, &w) || !problem_build(&p, &o)) {
        return STATUS_BAD_INPUT;
    }
    status = verify(&p, &v, &w);
    problem_free(&p);
    return status;
}
