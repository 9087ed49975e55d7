/* How often the step of a central difference crosses a kink. */
#include <math.h>

#include "around.h"
#include "figure_tables.h"
#include "pass.h"
#include "say.h"
#include "tsv.h"

#define BATCHES 4         /* a batch, and the quarter of it, three times */
#define SMALLEST_DECADE 7 /* steps begin at 1e-7 */
#define STEPS_PER_DECADE 4
#define STEPS (SMALLEST_DECADE * STEPS_PER_DECADE + 1)
#define ENTRIES 5000 /* so many at least are looked at, in as many networks as it takes */

typedef struct {
    size_t M[BATCHES], crossed[BATCHES][STEPS], batches, entries, draws;
} crossings;

static double step_at(size_t i)
{
    return pow(10.0, (double)i / STEPS_PER_DECADE - SMALLEST_DECADE);
}

static bool has_kink(const bp_net *net)
{
    bool kink = net->loss->kink;
    for (size_t l = 1; l <= net->L; l++) {
        kink = kink || net->sigma[l]->kink;
    }
    return kink;
}

/* Adds one network's entries of W^l to count[0] … count[STEPS−1]. */
static void cross(size_t *count, bp_path *path, const bp_pass *base)
{
    for (size_t l = 1; l <= base->L; l++) {
        for (size_t i = 0; i < path->W[l].rows * path->W[l].cols; i++) {
            bp_spot s = {BP_AT_W, l, i / path->W[l].cols, i % path->W[l].cols};
            for (size_t k = 0; k < STEPS; k++) {
                bp_crossing met = {0};
                bp_evaluate(path, s, -step_at(k));
                bp_look_around(&met, path, base, l, HUGE_VAL);
                bp_evaluate(path, s, step_at(k));
                bp_look_around(&met, path, base, l, HUGE_VAL);
                count[k] += met.kink;
            }
        }
    }
}

/* Another network and other samples. False: no memory. */
static bool draw(size_t *count, problem *p, size_t M, uint64_t seed)
{
    bp_data batch = {0};
    bp_pass base = {0};
    bp_path path = {0};
    bool complete = bp_samples_batch(&batch, &p->all, M, seed);
    if (complete) {
        bp_net_draw(&p->net, &batch.X, seed);
        complete = bp_pass_new(&base, &p->net, &batch.X, &batch.Y) &&
                   bp_path_new(&path, &p->net, &batch.X, &batch.Y);
    }
    if (complete) {
        bp_forward(&base);
        cross(count, &path, &base);
    }
    bp_path_free(&path);
    bp_pass_free(&base);
    bp_data_free(&batch);
    return complete;
}

static bool count_all(crossings *c, problem *p)
{
    for (size_t l = 1; l <= p->net.L; l++) {
        c->entries += p->net.N[l] * p->net.N[l - 1];
    }
    c->draws = (ENTRIES + c->entries - 1) / c->entries;
    c->M[c->batches++] = p->batch.X.cols;
    while (c->batches < BATCHES && c->M[c->batches - 1] > 1) {
        c->M[c->batches] = (c->M[c->batches - 1] + 3) / 4;
        c->batches++;
    }
    for (size_t i = 0; i < c->batches; i++) {
        for (size_t n = 0; n < c->draws; n++) {
            if (!draw(c->crossed[i], p, c->M[i], p->options->seed + n)) {
                complain("no memory for the networks");
                return false;
            }
            progress(i * c->draws + n + 1, c->batches * c->draws);
        }
    }
    return true;
}

static void write_rows(FILE *out, const crossings *c, const problem *p)
{
    tsv_network(out, p);
    fprintf(out,
            "# the %zu entries of every W^l, in %zu networks drawn with this seed and the next\n"
            "# h: step, in the unit of the parameter\n"
            "# share_M: of the entries, those at which x − h or x + h has another pattern of\n"
            "#   active neurons than x, in a batch of M samples\n"
            "# h",
            c->entries, c->draws);
    for (size_t i = 0; i < c->batches; i++) {
        fprintf(out, "\tshare_%zu", c->M[i]);
    }
    for (size_t k = 0; k < STEPS; k++) {
        fprintf(out, "\n%.9e", step_at(k));
        for (size_t i = 0; i < c->batches; i++) {
            fprintf(out, "\t%.6e", (double)c->crossed[i][k] / (double)(c->entries * c->draws));
        }
    }
    fputc('\n', out);
}

bool figure_kinks(FILE *out, options *o)
{
    problem p;
    crossings c = {0};
    if (!problem_build(&p, o)) {
        return false;
    }
    bool drawn = has_kink(&p.net);
    if (!drawn) {
        complain("plot kinks wants a kink: relu or leaky-relu among --activations, or --loss "
                 "absolute");
    }
    drawn = drawn && count_all(&c, &p);
    if (drawn) {
        write_rows(out, &c, &p);
    }
    problem_free(&p);
    return drawn;
}
