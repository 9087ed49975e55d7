/* What it costs to check every entry of a gradient. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <string.h>

#include "clock.h"
#include "figure_tables.h"
#include "pass.h"
#include "say.h"
#include "tsv.h"
#include "verify.h"
#include "widths.h"

#define MOST_WORK 35000.0 /* parameters times samples; more take seconds to verify */
#define WIDTHS 400

/* Whose time is taken; all of them leave the parameters as they were. */
typedef struct {
    problem p;
    bp_pass pass;
    bool complete; /* false: no memory */
} work;

static void go_forward(void *user)
{
    work *w = user;
    bp_forward(&w->pass);
}

static void go_back(void *user)
{
    work *w = user;
    bp_gradients(&w->pass);
}

static double loss_at(work *w, double *x, double value)
{
    *x = value;
    bp_forward(&w->pass);
    return w->pass.C[w->p.net.L].v[0];
}

static void differentiate(work *w, bp_mat *gradient, bp_mat *parameters)
{
    for (size_t i = 0; i < parameters->rows * parameters->cols; i++) {
        double *x = &parameters->v[i], before = *x, h = BP_CENTRAL_STEP;
        gradient->v[i] = (loss_at(w, x, before + h) - loss_at(w, x, before - h)) / (2.0 * h);
        *x = before;
    }
}

/* As one writes it first: all of the forward pass, twice for each W^l_jk and each b^l_j. */
static void differentiate_plainly(void *user)
{
    work *w = user;
    for (size_t l = 1; l <= w->p.net.L; l++) {
        differentiate(w, &w->pass.dW[l], &w->p.net.W[l]);
        differentiate(w, &w->pass.db[l], &w->p.net.b[l]);
    }
}

static void take_complex_steps(void *user)
{
    work *w = user;
    const bp_data *batch = &w->p.batch;
    bp_witness witness;
    w->complete &=
        bp_complex_step(&witness, &w->p.net, &batch->X, &batch->Y, BP_COMPLEX_STEP, NULL);
    bp_witness_free(&witness);
}

static void verify(void *user)
{
    work *w = user;
    const bp_data *batch = &w->p.batch;
    bp_report report;
    w->complete &= bp_verify(&report, &w->p.net, &batch->X, &batch->Y, &bp_verify_defaults);
    bp_report_free(&report);
}

/* All that the complex step and verify disturb: W, b, Z and A. */
static size_t disturbed(const bp_net *net, size_t M)
{
    size_t entries = bp_net_parameters(net);
    for (size_t l = 1; l <= net->L; l++) {
        entries += 2 * net->N[l] * M;
    }
    return entries;
}

static void (*const runs[])(void *) = {go_forward, go_back, differentiate_plainly,
                                       take_complex_steps, verify};
enum { RUNS = sizeof runs / sizeof *runs };

static void measure(FILE *out, work *w, size_t row, size_t rows)
{
    fprintf(out, "%zu\t%zu", bp_net_parameters(&w->p.net), disturbed(&w->p.net, w->p.batch.X.cols));
    for (size_t i = 0; i < RUNS; i++) {
        fprintf(out, "\t%.4e", clock_run(runs[i], w));
        progress(row * RUNS + i + 1, rows * RUNS);
    }
    fputc('\n', out);
}

/* One of the rows, for the network that *o describes. */
static bool write_row(FILE *out, const options *o, size_t row, size_t rows)
{
    work w = {0};
    if (!problem_build(&w.p, o)) {
        return false;
    }
    w.complete = bp_pass_new(&w.pass, &w.p.net, &w.p.batch.X, &w.p.batch.Y);
    if (w.complete) {
        measure(out, &w, row, rows);
    }
    bp_pass_free(&w.pass);
    problem_free(&w.p);
    if (!w.complete) {
        complain("no memory for --layers %s", o->layers);
    }
    return w.complete;
}

/* Networks of one shape, each twice as wide as the one before ---------------------------------- */

static size_t samples(const options *o)
{
    return o->batch > 0 ? (size_t)o->batch : USUAL_BATCH;
}

/* Parameters times samples, of a network so many times as wide; as a real number, which no widths
 * make overflow. */
static double work_of(const size_t *N, size_t L, size_t M, double wider)
{
    double parameters = 0.0;
    for (size_t l = 1; l <= L; l++) {
        parameters += wider * (double)N[l] * (wider * (double)N[l - 1] + 1.0);
    }
    return parameters * (double)M;
}

static size_t count_rows(const size_t *N, size_t L, size_t M)
{
    size_t rows = 0;
    for (double wider = 1.0; work_of(N, L, M, wider) <= MOST_WORK; wider *= 2.0) {
        rows++;
    }
    return rows;
}

static void widen(size_t *N, size_t L)
{
    for (size_t l = 0; l <= L; l++) {
        N[l] *= 2;
    }
}

static void write_head(FILE *out, const options *o, const size_t *N, size_t L)
{
    char widths[WIDTHS];
    if (widths_write(widths, sizeof widths, N, L, "-")) {
        fprintf(out, "# networks: %s, and twice, four times ... these widths; %s, %s loss\n",
                widths, o->activations, o->loss);
        fprintf(out, "# %zu samples, random; seed %" PRIu64 "\n", samples(o), o->seed);
    }
    tsv_comment(out, "parameters: how many numbers W and b are");
    tsv_comment(out, "entries: how many numbers of W, b, Z and A the complex step and verify move");
    tsv_comment(out, "all others: measured seconds for a mini-batch");
    tsv_comment(out, "forward: a forward pass");
    tsv_comment(out, "backward: all gradients after it, by the derivation");
    tsv_comment(out, "plain: central differences for W and b, a forward pass at each end");
    tsv_comment(out, "complex: the complex step for all entries; it computes what an entry moves");
    tsv_comment(out, "verify: every equation, with two numeric methods, bounds and verdicts");
    fputs("# parameters\tentries\tforward\tbackward\tplain\tcomplex\tverify\n", out);
}

static bool write_rows(FILE *out, const options *o, size_t *N, size_t L)
{
    bool complete = true;
    size_t rows = count_rows(N, L, samples(o));
    for (size_t row = 0; complete && row < rows; row++, widen(N, L)) {
        char layers[WIDTHS];
        options wider = *o;
        wider.layers = layers;
        complete = widths_write(layers, sizeof layers, N, L, ",") &&
                   write_row(out, &wider, row, rows);
    }
    return complete;
}

bool figure_cost(FILE *out, options *o)
{
    size_t L;
    if (strcmp(o->data, "random") != 0) {
        complain("plot cost widens its network, so its data are random: leave --data %s away",
                 o->data);
        return false;
    }
    size_t *N = widths_read(o->layers ? o->layers : USUAL_LAYERS, &L);
    if (!N) {
        return false;
    }
    bool drawn = work_of(N, L, samples(o), 1.0) <= MOST_WORK / 16.0; /* three networks at least */
    if (drawn) {
        write_head(out, o, N, L);
        drawn = write_rows(out, o, N, L);
    } else {
        complain("plot cost begins with a small network and widens it: --layers %s is too large "
                 "for %zu samples",
                 o->layers ? o->layers : USUAL_LAYERS, samples(o));
    }
    bp_free(N);
    return drawn;
}
