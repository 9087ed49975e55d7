#define _POSIX_C_SOURCE 200809L
#include "proposal.h"

#include <inttypes.h>
#include <string.h>

#include "trials.h"
#include "widths.h"

/* What is changed, the least first. */
enum { SEED = 1, BATCH = 2, FUNCTIONS = 4, LAYERS = 8, RANDOM = 16 };
static const unsigned changes[] = {SEED,
                                   BATCH,
                                   FUNCTIONS,
                                   FUNCTIONS | LAYERS,
                                   BATCH | FUNCTIONS | LAYERS,
                                   RANDOM | BATCH | FUNCTIONS | LAYERS};
enum { CHANGES = sizeof changes / sizeof *changes };

#define BATCH_WANTED 7

/* Two hidden layers of different σ, softmax inside and at the end, and a loss that cancels no σ'.
 * The index is L. */
static const char *const functions[PROPOSAL_DEPTH + 1] = {NULL, "softmax", "tanh,softmax",
                                                          "softmax,tanh,softmax"};

/* Its widths, of which no two are equal and none is M. */
static void set_widths(proposal *n, const problem *p)
{
    bool random = n->change & RANDOM;
    n->N[0] = random ? 4 : p->net.N[0];
    n->N[1] = 5;
    n->N[2] = 6;
    n->N[PROPOSAL_DEPTH] = random ? 3 : p->net.N[p->net.L];
    widths_part(n->N, PROPOSAL_DEPTH, n->change & BATCH ? BATCH_WANTED : p->batch.X.cols, random);
}

static const char *functions_of(const proposal *n, const problem *p)
{
    size_t L = n->change & LAYERS ? PROPOSAL_DEPTH : p->net.L;
    return L <= PROPOSAL_DEPTH ? functions[L] : "";
}

/* False: the change cannot be made. `layers` must outlive *o. */
static bool change(options *o, char layers[TRIAL_LAYERS], const proposal *n, const problem *p)
{
    const char *sigma = functions_of(n, p);
    *o = *p->options;
    o->seed += n->change & SEED ? 1 : 0;
    if (n->change & RANDOM) {
        o->data = "random";
        o->targets = 0;
    }
    if (n->change & BATCH) {
        o->batch = BATCH_WANTED;
    }
    if (n->change & LAYERS) {
        o->layers = layers;
    }
    if (n->change & FUNCTIONS) {
        o->activations = sigma;
        o->loss = "quadratic";
    }
    return widths_write(layers, TRIAL_LAYERS, n->N, PROPOSAL_DEPTH, ",") && sigma[0] &&
           (n->change & RANDOM ||
            (problem_can_be_rebuilt(p) && (!(n->change & BATCH) || p->all.X.rows >= o->batch)));
}

/* How many numbers are disturbed, times what a pass costs. */
static double work_of(const size_t *N, size_t L, size_t M)
{
    double parameters = 0.0, values = 0.0;
    for (size_t l = 1; l <= L; l++) {
        parameters += (double)(N[l] * (N[l - 1] + 1));
        values += 2.0 * (double)(N[l] * M);
    }
    return 3.0 * parameters * (double)M * (parameters + values);
}

/* In multiplications, like TRIALS_WORK; reading the data is some fifty for each number. */
static double price(const proposal *n, const bp_report *report, const problem *p)
{
    size_t M = n->change & BATCH ? BATCH_WANTED : p->batch.X.cols;
    double own = work_of(p->net.N, p->net.L, p->batch.X.cols);
    double passes =
        3.0 * (double)(bp_net_parameters(&p->net) * p->batch.X.cols * report->evaluations);
    double data = 50.0 * (double)((p->all.X.cols + p->all.Y.cols) * p->all.X.rows);
    return (n->change & RANDOM ? 0.0 : data) +
           passes * (n->change & LAYERS ? work_of(n->N, PROPOSAL_DEPTH, M) / own : 1.0);
}

/* False: it cannot be judged. */
static bool look(proposal *n, const options *o, const bp_verify_options *v)
{
    problem p;
    bp_report report = {0};
    bp_hidden found = {0};
    if (!problem_build(&p, o)) {
        return false;
    }
    bool looked = bp_verify(&report, &p.net, &p.batch.X, &p.batch.Y, v) &&
                  bp_hidden_find(&found, &report);
    n->hidden = found.hidden;
    n->absent = found.absent;
    bp_hidden_free(&found);
    bp_report_free(&report);
    problem_free(&p);
    return looked;
}

proposal propose(const bp_hidden *found, const bp_report *report, const problem *p)
{
    proposal best = {.hidden = found->hidden, .absent = found->absent};
    double work = TRIALS_WORK;
    for (size_t i = 0; i < CHANGES && best.hidden + best.absent > 0; i++) {
        proposal n = {.change = changes[i]};
        char layers[TRIAL_LAYERS];
        options o;
        set_widths(&n, p);
        double cost = price(&n, report, p);
        if (cost <= work && change(&o, layers, &n, p) && look(&n, &o, &report->options)) {
            work -= cost;
            best = n.hidden + n.absent < best.hidden + best.absent ? n : best;
        }
    }
    return best;
}

void proposal_options(char text[PROPOSAL_LINE], const proposal *n, const problem *p)
{
    char layers[TRIAL_LAYERS], number[2][32];
    options o;
    change(&o, layers, n, p);
    snprintf(number[0], sizeof number[0], "%" PRIu64, o.batch);
    snprintf(number[1], sizeof number[1], "%" PRIu64, o.seed);
    const struct {
        bool changed;
        const char *name, *value;
    } of[] = {{n->change & RANDOM, "data", o.data},
              {n->change & LAYERS, "layers", layers},
              {n->change & FUNCTIONS, "activations", o.activations},
              {strcmp(o.loss, p->options->loss) != 0, "loss", o.loss},
              {n->change & BATCH, "batch", number[0]},
              {n->change & SEED, "seed", number[1]}};
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof of / sizeof *of && used < PROPOSAL_LINE; i++) {
        if (of[i].changed) {
            used += (size_t)snprintf(text + used, PROPOSAL_LINE - used, "%s--%s %s",
                                     used ? " " : "", of[i].name, of[i].value);
        }
    }
}
