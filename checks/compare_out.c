#define _POSIX_C_SOURCE 200809L
#include <math.h>

#include "compare.h"
#include "outfile.h"
#include "say.h"
#include "tsv.h"
#include "verify_json.h"

/* What §8 claims ends with the first epoch; after that, rounding is what differs, and grows. */
#define CLAIMED_GAP 1e-9

static void show_gradients(const comparison *c, const training *t)
{
    say(stdout,
        "The gradients of mini-batches of %zu and of %zu, by both methods\n\n"
        " gradient   entries  farthest apart at         gap     bound\n",
        c->fewer, c->M);
    for (size_t i = 0; i < c->gradient_count; i++) {
        const compared_gradient *g = &c->gradients[i];
        char name[24], label[BP_MESSAGE_SIZE];
        bp_quantity_label(label, &t->trainer.batch.pass, g->quantity, g->layer, g->row, g->col);
        snprintf(name, sizeof name, "∂C/∂%s^%zu", g->quantity == BP_dW ? "W" : "b", g->layer);
        say(stdout, " ");
        say_padded(stdout, -9, "%s", name);
        say(stdout, "%9zu  ", g->entries);
        say_padded(stdout, -22, "%s", label);
        say(stdout, "%9.1e %9.1e  ", g->gap, g->bound);
        say_style(stdout, g->agrees ? SAY_GOOD : SAY_BAD);
        say(stdout, "%s", g->agrees ? "AGREE" : "DIFFER");
        say_style(stdout, SAY_PLAIN);
        say(stdout, "\n");
    }
    say(stdout, "\n");
    if (comparison_agrees(c)) {
        say_wrapped(stdout, 0,
                    "They agree in every entry, to rounding: the same sums, in another "
                    "order. The bound is what two such sums may differ by.");
    } else {
        say_wrapped(stdout, 0,
                    "They differ by more than rounding: one of the two methods is wrong. Both "
                    "use the equations that backproof verify judges; if it finds none wrong, the "
                    "mistake is in the adding up (lib/batch.c).");
    }
}

static void show_runs(const comparison *c)
{
    say(stdout, "\nTwo runs from one seed\n\n"
                " epoch   full matrix    per sample    loss apart  parameters apart\n");
    for (size_t i = 0; i < c->epoch_count; i++) {
        const compared_epoch *e = &c->epochs[i];
        say(stdout, "%6zu  %12.8f  %12.8f  %12.1e  %16.1e\n", i + 1, e->full, e->per_sample,
            e->loss_gap, e->parameter_gap);
    }
    say(stdout, "\n");
    if (c->epoch_count > 0) {
        double C = c->epochs[0].loss_gap, W = c->epochs[0].parameter_gap;
        say_wrapped(
            stdout, 0,
            "Over the first epoch the losses of all mini-batches agree to %.1e, and the parameters "
            "after it to %.1e%s. From step to step what rounding has parted drifts on: slowly "
            "where learning converges, faster where it is chaotic.",
            C, W, fmax(C, W) <= CLAIMED_GAP ? "" : ", which is more than rounding");
    }
}

static void show_times(const comparison *c)
{
    say(stdout, "\nMicroseconds for a sample, forward and back\n\n"
                "     M  full matrix  per sample   ratio\n");
    for (size_t i = 0; i < c->time_count; i++) {
        const compared_time *x = &c->times[i];
        say(stdout, "%6zu  %11.3f  %10.3f  %6.2f\n", x->M, 1e6 * x->full, 1e6 * x->per_sample,
            x->per_sample / x->full);
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0,
                "Both go through the same functions. With M columns a weight is fetched once for M "
                "samples, the innermost loop runs along M numbers that lie side by side, so that "
                "the processor takes several at once, and ∂C/∂W is written once, not M times and "
                "added up.");
}

void show_comparison(const comparison *c, const training *t)
{
    char line[PROBLEM_LINE];
    training_describe(line, t);
    say_wrapped(stdout, 0, "%s", line);
    say(stdout, "\n");
    show_gradients(c, t);
    show_runs(c);
    show_times(c);
}

static json_t *gradients_to_json(const comparison *c)
{
    json_t *all = json_array();
    for (size_t i = 0; i < c->gradient_count; i++) {
        const compared_gradient *g = &c->gradients[i];
        json_array_append_new(all, json_pack("{s:s, s:I, s:I, s:I, s:I, s:f, s:f, s:f, s:b}",
                                             "gradient", g->quantity == BP_dW ? "dW" : "db",
                                             "layer", (json_int_t)g->layer, "entries",
                                             (json_int_t)g->entries, "row", (json_int_t)g->row + 1,
                                             "col", (json_int_t)g->col + 1, "gap", g->gap, "bound",
                                             g->bound, "largest", g->largest, "agrees", g->agrees));
    }
    return all;
}

bool comparison_to_json(const comparison *c, const training *t)
{
    json_t *root = begin_json(), *network = network_to_json(&t->p);
    json_t *epochs = json_array(), *times = json_array();
    for (size_t i = 0; i < c->epoch_count; i++) {
        const compared_epoch *e = &c->epochs[i];
        json_array_append_new(epochs, json_pack("{s:I, s:f, s:f, s:f, s:f}", "epoch",
                                                (json_int_t)i + 1, "full_matrix", e->full,
                                                "per_sample", e->per_sample, "loss_gap",
                                                e->loss_gap, "parameter_gap", e->parameter_gap));
    }
    for (size_t i = 0; i < c->time_count; i++) {
        const compared_time *x = &c->times[i];
        json_array_append_new(times,
                              json_pack("{s:I, s:f, s:f}", "M", (json_int_t)x->M, "full_matrix",
                                        x->full, "per_sample", x->per_sample));
    }
    json_object_set_new(network, "batch", json_integer((json_int_t)c->M));
    json_object_set_new(root, "network", network);
    json_object_set_new(root, "agrees", json_boolean(comparison_agrees(c)));
    json_object_set_new(root, "gradients", gradients_to_json(c));
    json_object_set_new(root, "epochs", epochs);
    json_object_set_new(root, "seconds_per_sample", times);
    return end_json(stdout, root, "the comparison");
}

static bool begin_table(outfile *file, const char *path, const char *title, const training *t)
{
    char line[PROBLEM_LINE];
    if (!outfile_open(file, path)) {
        return false;
    }
    training_describe(line, t);
    tsv_begin(file->stream, title, t->words->argc, t->words->argv);
    tsv_comment(file->stream, line);
    return true;
}

bool write_runs(const char *path, const comparison *c, const training *t)
{
    outfile file = {0};
    if (!begin_table(&file, path, "two runs, full matrix and per sample", t)) {
        return false;
    }
    tsv_comment(file.stream, "full_matrix, per_sample: C, the mean over the epoch");
    tsv_comment(file.stream, "loss_gap: |difference|/C at the mini-batch where it is largest");
    tsv_comment(file.stream, "parameter_gap: largest |difference| over the largest parameter");
    fputs("# epoch\tfull_matrix\tper_sample\tloss_gap\tparameter_gap\n", file.stream);
    for (size_t i = 0; i < c->epoch_count; i++) {
        const compared_epoch *e = &c->epochs[i];
        fprintf(file.stream, "%zu\t%.17g\t%.17g\t%.6e\t%.6e\n", i + 1, e->full, e->per_sample,
                e->loss_gap, e->parameter_gap);
    }
    return outfile_commit(&file);
}

bool write_times(const char *path, const comparison *c, const training *t)
{
    outfile file = {0};
    if (!begin_table(&file, path, "time for a sample against the size M of a mini-batch", t)) {
        return false;
    }
    tsv_comment(file.stream, "full_matrix, per_sample: seconds for a sample, forward and back");
    fputs("# M\tfull_matrix\tper_sample\n", file.stream);
    for (size_t i = 0; i < c->time_count; i++) {
        const compared_time *x = &c->times[i];
        fprintf(file.stream, "%zu\t%.6e\t%.6e\n", x->M, x->full, x->per_sample);
    }
    return outfile_commit(&file);
}
