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
        say(stdout, "%6zu  %12.8f  %12.8f  %12.1e  %16.1e\n", i + 1, e->full.loss,
            e->per_sample.loss, e->loss_gap, e->parameter_gap);
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

static json_t *run_to_json(const training_result *r)
{
    json_t *object = json_object();
    json_object_set_new(object, "loss", number_to_json(r->loss));
    json_object_set_new(object, "accuracy", number_to_json(r->accuracy));
    json_object_set_new(object, "held_loss", number_to_json(r->held_loss));
    json_object_set_new(object, "held_accuracy", number_to_json(r->held_accuracy));
    return object;
}

static json_t *epochs_to_json(const comparison *c)
{
    json_t *epochs = json_array();
    for (size_t i = 0; i < c->epoch_count; i++) {
        const compared_epoch *e = &c->epochs[i];
        json_t *object = json_pack("{s:I}", "epoch", (json_int_t)i + 1);
        json_object_set_new(object, "full_matrix", run_to_json(&e->full));
        json_object_set_new(object, "per_sample", run_to_json(&e->per_sample));
        json_object_set_new(object, "loss_gap", number_to_json(e->loss_gap));
        json_object_set_new(object, "parameter_gap", number_to_json(e->parameter_gap));
        json_array_append_new(epochs, object);
    }
    return epochs;
}

bool comparison_to_json(const comparison *c, const training *t)
{
    json_t *root = begin_json(), *network = network_to_json(&t->p), *times = json_array();
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
    json_object_set_new(root, "epochs", epochs_to_json(c));
    json_object_set_new(root, "seconds_per_sample", times);
    return end_json(stdout, root, "the comparison");
}

/* Tables --------------------------------------------------------------------------------------- */

void write_runs(FILE *out, const comparison *c, const training *t)
{
    static const char *const columns[] = {"loss", "accuracy", "held_loss", "held_accuracy"};
    training_comment(out, t);
    tsv_comment(out, "epoch: from 1");
    tsv_comment(out,
                "full_loss, full_accuracy: of the samples learned from, while learning, with the");
    tsv_comment(out, "  full-matrix method; C and the share of right answers");
    tsv_comment(out,
                "full_held_loss, full_held_accuracy: of the samples held out, after the epoch");
    tsv_comment(out, "each_...: the same with the per-sample method");
    tsv_comment(out, "loss_gap: |difference|/C at the mini-batch where it is largest");
    tsv_comment(out, "parameter_gap: largest |difference| over the largest parameter");
    fputs("# epoch", out);
    for (size_t i = 0; i < 8; i++) {
        fprintf(out, "\t%s_%s", i < 4 ? "full" : "each", columns[i % 4]);
    }
    fputs("\tloss_gap\tparameter_gap\n", out);
    for (size_t i = 0; i < c->epoch_count; i++) {
        const compared_epoch *e = &c->epochs[i];
        const training_result *runs[] = {&e->full, &e->per_sample};
        fprintf(out, "%zu", i + 1);
        for (size_t k = 0; k < 2; k++) {
            fprintf(out, "\t%.17g\t%.17g\t%.17g\t%.17g", runs[k]->loss, runs[k]->accuracy,
                    runs[k]->held_loss, runs[k]->held_accuracy);
        }
        fprintf(out, "\t%.6e\t%.6e\n", e->loss_gap, e->parameter_gap);
    }
}

void write_times(FILE *out, const comparison *c, const training *t)
{
    training_comment(out, t);
    tsv_comment(out, "M: samples in a mini-batch");
    tsv_comment(out, "full_matrix, per_sample: seconds for a sample, forward and back");
    fputs("# M\tfull_matrix\tper_sample\n", out);
    for (size_t i = 0; i < c->time_count; i++) {
        const compared_time *x = &c->times[i];
        fprintf(out, "%zu\t%.6e\t%.6e\n", x->M, x->full, x->per_sample);
    }
}

static bool save(const char *path, const comparison *c, const training *t, const char *title,
                 void (*write)(FILE *out, const comparison *c, const training *t))
{
    outfile file = {0};
    if (!outfile_open(&file, path)) {
        return false;
    }
    tsv_begin(file.stream, title, t->words->argc, t->words->argv);
    write(file.stream, c, t);
    return outfile_commit(&file);
}

bool save_runs(const char *path, const comparison *c, const training *t)
{
    return save(path, c, t, "two runs, full matrix and per sample", write_runs);
}

bool save_times(const char *path, const comparison *c, const training *t)
{
    return save(path, c, t, "time for a sample against the size M of a mini-batch", write_times);
}
