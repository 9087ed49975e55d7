/* What to know before the table is read: sentences about what may hide a mistake, and what to do.
 * All texts stand in the tables here, so that they can be translated. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "say.h"
#include "verify_out.h"
#include "verify_preflight.h"

/* {l} layer, {k} the earlier layer, {i} {j} neurons or samples, {c} how many, {N} width, {M}, {x}
 * the number that was measured, {s} σ, {q} an entry of a gradient, {w} the witness; of a trial: {v}
 * seed or M, {d} divisor, {L} widths, {b} before, {a} after, {t} how many were tried. */
static const struct {
    const char *name, *sentence;
} texts[BP_WARNING_COUNT] = {
    [BP_WARN_ZERO] = {"zero", "{q} is 0 in every entry, and a wrong equation may give 0 too."},
    [BP_WARN_NOISE] = {"noise", "{q} is near the noise floor: its bar by the {w} is {x} of the "
                                "matrix's largest entry, and a smaller mistake stays unseen."},
    [BP_WARN_LOSS] = {"loss",
                      "The loss is {x}, far from 1, and differences of it have few digits."},
    [BP_WARN_DEAD] = {"dead", "Layer {l} has dead neurons ({c} of {N}, the first is {i}): {s} and "
                              "its slope are 0 for every sample, whatever comes from above."},
    [BP_WARN_SATURATED] = {"saturated", "Layer {l} has saturated neurons ({c} of {N}, most of all "
                                        "{i}): |σ'| ≤ {x} for every sample shrinks mistakes too."},
    [BP_WARN_ONE_NEURON] = {"one-neuron", "Layer {l}: softmax leaves at most {x} to all but one "
                                          "neuron in every sample, and J_σ is nearly 0."},
    [BP_WARN_CONSTANT] = {"constant", "All entries of W^{l} are {x}: indices that are mixed up "
                                      "make no difference."},
    [BP_WARN_SYMMETRIC] = {"symmetric", "W^{l} is its own transpose (to {x} of its largest entry): "
                                        "a transpose that is missing makes no difference."},
    [BP_WARN_TWINS] = {"twins", "Neurons {i} and {j} of layer {l} have the same weights (to {x} of "
                                "the largest): mixed up, they make no difference."},
    [BP_WARN_DUPLICATES] = {"duplicates", "Samples {i} and {j} of the batch are the same ({c} of "
                                          "{M} are copies): mixed up, they make no difference."},
    [BP_WARN_BATCH] = {"batch", "M = N_{l} = {M}: A^{l} is square, and a product in the wrong "
                                "order or without a transpose still fits."},
    [BP_WARN_WIDTHS] = {"widths", "N_{k} = N_{l} = {N}: a wrong layer index still fits."},
};

static const char square[] =
    "N_{k} = N_{l} = {N}: W^{l} is square, and still fits where its transpose is missing.";

static const char *const advice[TRY_COUNT] = {
    [TRY_METHOD] = "--method complex avoids it.",
    [TRY_SEED] = "--seed {v} avoids it.",
    [TRY_STANDARDISE] = "--standardise avoids it.",
    [TRY_BOTH] = "--standardise --seed {v} avoids it.",
    [TRY_BATCH] = "--batch {v} avoids it.",
    [TRY_WIDTHS] = "--layers {L} avoids it.",
    [TRY_RANDOM_DATA] = "--data random --batch {v} --layers {L} avoids it.",
    [TRY_SCALE] = "Targets divided by {d} avoid it.",
};

/* Where nothing avoids it; {t} were tried. Of these the best may leave less than before. */
static const char none[] = "None of {t} other settings avoids it";
static const char *const less[TRY_COUNT] = {
    [TRY_NOTHING] = ".",
    [TRY_SEED] = "; --seed {v} leaves {a} instead of {b} in all.",
    [TRY_STANDARDISE] = "; --standardise leaves {a} instead of {b} in all.",
    [TRY_BOTH] = "; --standardise --seed {v} leaves {a} instead of {b} in all.",
    [TRY_BATCH] = "; --batch {v} leaves {a} instead of {b} in all.",
};

static const char untried[] = "No other setting could be tried.";
static const char no_memory[] = "No memory to look for what may hide a mistake.\n\n";

#define MOST_SHOWN 5
static const char more[] = "…and %zu more with --verbose\n";

/* Filling in ---------------------------------------------------------------------------------- */

/* What stands for each letter in braces. */
typedef char words['z' + 1][BP_MESSAGE_SIZE];

static void name_numbers(words of, const preflight *look, const bp_warning *w)
{
    const bp_pass *pass = &look->report->inputs;
    bool whole = w->kind == BP_WARN_ZERO;
    snprintf(of['l'], sizeof of['l'], "%zu", w->layer);
    snprintf(of['k'], sizeof of['k'], "%zu", w->first);
    snprintf(of['i'], sizeof of['i'], "%zu", w->first + 1);
    snprintf(of['j'], sizeof of['j'], "%zu", w->second + 1);
    snprintf(of['c'], sizeof of['c'], "%zu", w->count);
    snprintf(of['N'], sizeof of['N'], "%zu", pass->net->N[w->layer]);
    snprintf(of['M'], sizeof of['M'], "%zu", pass->M);
    snprintf(of['x'], sizeof of['x'], "%.2g", isnan(w->value) ? fabs(w->value) : w->value);
    snprintf(of['s'], sizeof of['s'], "%s", w->layer ? pass->net->sigma[w->layer]->name : "");
    const bp_finding by = {.method = trials_witness(look->report)->method};
    snprintf(of['w'], sizeof of['w'], "%s", witness_name(&by));
    bp_quantity_label(of['q'], pass, w->quantity, w->layer, w->first, w->second);
    of['q'][whole ? strcspn(of['q'], "[") : strlen(of['q'])] = '\0';
}

static void name_trial(words of, const trial *t)
{
    snprintf(of['v'], sizeof of['v'], "%" PRIu64, t->number);
    snprintf(of['d'], sizeof of['d'], "%g", t->divisor);
    snprintf(of['L'], sizeof of['L'], "%s", t->layers);
    snprintf(of['b'], sizeof of['b'], "%zu", t->before);
    snprintf(of['a'], sizeof of['a'], "%zu", t->after);
    snprintf(of['t'], sizeof of['t'], "%zu", t->tried);
}

static void fill_in(char text[PREFLIGHT_TEXT], const char *sentence, words of)
{
    size_t used = strlen(text);
    while (*sentence && used + 1 < PREFLIGHT_TEXT) {
        bool letter = sentence[0] == '{' && sentence[1] && sentence[2] == '}';
        int length = letter
                         ? snprintf(text + used, PREFLIGHT_TEXT - used, "%s", of[(int)sentence[1]])
                         : snprintf(text + used, PREFLIGHT_TEXT - used, "%c", *sentence);
        used += (size_t)length;
        sentence += letter ? 3 : 1;
    }
}

static void add_advice(char text[PREFLIGHT_TEXT], const trial *t, words of)
{
    if (t->after == 0) {
        fill_in(text, advice[t->kind], of);
    } else if (t->tried == 0) {
        fill_in(text, untried, of);
    } else {
        fill_in(text, none, of);
        fill_in(text, less[less[t->kind] ? t->kind : TRY_NOTHING], of);
    }
}

void preflight_sentence(char text[PREFLIGHT_TEXT], const preflight *look, size_t i)
{
    const bp_warning *w = &look->found.of[i];
    const trial *t = &look->trials[w->kind];
    bool neighbours = w->kind == BP_WARN_WIDTHS && w->layer == w->first + 1;
    words of = {{0}};
    name_numbers(of, look, w);
    name_trial(of, t);
    text[0] = '\0';
    fill_in(text, neighbours ? square : texts[w->kind].sentence, of);
    fill_in(text, " ", of);
    add_advice(text, t, of);
}

const char *preflight_name(bp_warning_kind kind)
{
    return texts[kind].name;
}

/* All of it ----------------------------------------------------------------------------------- */

bool preflight_look(preflight *look, const bp_report *report, const problem *p)
{
    *look = (preflight){.report = report};
    double work = TRIALS_WORK;
    bool looked = bp_preflight(&look->found, &report->by_complex.value, trials_witness(report));
    for (size_t i = 0; i < look->found.count; i++) {
        bp_warning_kind kind = look->found.of[i].kind;
        if (i == 0 || look->found.of[i - 1].kind != kind) {
            look->trials[kind] = trials_run(&look->found, kind, report, p, &work);
        }
    }
    return looked;
}

void preflight_free(preflight *look)
{
    bp_preflight_free(&look->found);
}

void show_preflight(const bp_report *report, const problem *p, bool all)
{
    preflight look;
    size_t shown = 0;
    if (!preflight_look(&look, report, p)) {
        say(stdout, "%s", no_memory);
    }
    for (; shown < look.found.count && (all || shown < MOST_SHOWN); shown++) {
        char text[PREFLIGHT_TEXT];
        preflight_sentence(text, &look, shown);
        say_style(stdout, SAY_WARNING);
        say_wrapped(stdout, 0, "%s", text);
        say_style(stdout, SAY_PLAIN);
    }
    if (shown < look.found.count) {
        say(stdout, more, look.found.count - shown);
    }
    if (look.found.count > 0) {
        say(stdout, "\n");
    }
    preflight_free(&look);
}
