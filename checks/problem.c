#define _POSIX_C_SOURCE 200809L
#include "problem.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "lists.h"
#include "names.h"
#include "say.h"
#include "widths.h"

static bool set_activations(bp_net *net, const char *list)
{
    size_t count = list_count(list);
    if (count != 1 && count != net->L) {
        complain("--activations %s: %zu names, but there are %zu layers (one name serves all)",
                 list, count, net->L);
        return false;
    }
    const char *rest = list;
    for (size_t l = 1; l <= net->L; l++) {
        char item[LIST_ITEM];
        rest = list_next(item, count == 1 ? list : rest);
        net->sigma[l] = bp_activation_named(item);
        if (!net->sigma[l]) {
            const char *names[NAMES_MOST];
            names_of_activations(names);
            complain_unknown("--activations", item, names);
            return false;
        }
    }
    return true;
}

static bool set_loss(bp_net *net, const char *name)
{
    net->loss = bp_loss_named(name);
    if (!net->loss) {
        const char *names[NAMES_MOST];
        names_of_losses(names);
        complain_unknown("--loss", name, names);
        return false;
    }
    const char *refusal = bp_loss_refuses(net->loss, net->sigma[net->L]);
    if (refusal) {
        complain("--loss: %s", refusal);
    }
    return !refusal;
}

/* The data ----------------------------------------------------------------------------------- */

static bool widths_fit(const problem *p, const size_t *N, size_t L)
{
    const bp_samples *all = &p->all;
    if (N[0] != all->X.cols) {
        complain("--layers %s: the first width is %zu, but %s has %zu features", p->options->layers,
                 N[0], p->options->data, all->X.cols);
        return false;
    }
    if (N[L] != all->Y.cols) {
        complain("--layers %s: the last width is %zu, but %s has %zu %s", p->options->layers, N[L],
                 p->options->data, all->Y.cols, all->classes ? "classes" : "targets");
        return false;
    }
    return true;
}

static bool targets_fit(const problem *p)
{
    const bp_mat *Y = &p->all.Y;
    bool logarithm = strcmp(p->net.loss->name, "cross-entropy") == 0;
    bool categorical = strcmp(p->net.loss->name, "categorical") == 0;
    for (size_t m = 0; (logarithm || categorical) && m < Y->rows; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < Y->cols; j++) {
            double y = BP_AT(Y, m, j);
            sum += y;
            if (!(y >= 0.0 && y <= 1.0)) {
                complain("--loss %s: targets must lie in 0 to 1, but sample %zu of %s has %g",
                         p->net.loss->name, m + 1, p->options->data, y);
                return false;
            }
        }
        if (categorical && !(fabs(sum - 1.0) <= 1e-6)) {
            complain("--loss categorical: targets must sum to 1, but sample %zu of %s has %g",
                     m + 1, p->options->data, sum);
            return false;
        }
    }
    return true;
}

static bool draw_batch(problem *p)
{
    const options *o = p->options;
    size_t samples = p->all.X.rows;
    uint64_t M = o->batch ? o->batch : samples < USUAL_BATCH ? samples : USUAL_BATCH;
    if (M > samples) {
        complain("--batch %" PRIu64 " is more than the %zu samples of %s", M, samples, o->data);
        return false;
    }
    if (o->standardise && !bp_samples_standardise(&p->all, NULL, 0, NULL)) {
        complain("no memory to standardise %s", o->data);
        return false;
    }
    if (!bp_samples_batch(&p->batch, &p->all, (size_t)M, o->seed)) {
        complain("no memory for a mini-batch of %" PRIu64 " samples", M);
        return false;
    }
    return true;
}

static bool build_network(problem *p, const size_t *N, size_t L)
{
    const options *o = p->options;
    if (!bp_net_new(&p->net, L, N)) {
        complain("no memory for a network with --layers %s", o->layers ? o->layers : USUAL_LAYERS);
        return false;
    }
    return set_activations(&p->net, o->activations) && set_loss(&p->net, o->loss) && targets_fit(p);
}

static bool build(problem *p, size_t *N, size_t L)
{
    if (!problem_samples(&p->all, p->options, "--data", p->options->data, NULL)) {
        return false;
    }
    if (!p->options->layers) {
        N[0] = p->all.X.cols;
        N[1] = N[0] > MANY_FEATURES ? USUAL_HIDDEN_OF_MANY : N[1];
        N[L] = p->all.Y.cols;
    }
    if (!widths_fit(p, N, L) || !draw_batch(p) || !build_network(p, N, L)) {
        return false;
    }
    bp_net_draw(&p->net, &p->batch.X, p->options->seed);
    return true;
}

bool problem_build(problem *p, const options *o)
{
    *p = (problem){.options = o};
    size_t L;
    size_t *N = widths_read(o->layers ? o->layers : USUAL_LAYERS, &L);
    bool built = N && build(p, N, L);
    bp_free(N);
    if (!built) {
        problem_free(p);
    }
    return built;
}

bool problem_take(problem *p, const options *o, size_t L, const size_t *N, bp_data *data)
{
    *p = (problem){.options = o, .batch = *data};
    *data = (bp_data){0};
    bool built = bp_samples_from(&p->all, &p->batch);
    if (!built) {
        complain("no memory for %zu samples of %s", p->batch.X.cols, o->data);
    }
    built = built && build_network(p, N, L);
    if (!built) {
        problem_free(p);
    }
    return built;
}

bool problem_can_be_rebuilt(const problem *p)
{
    struct stat about;
    return stat(p->options->data, &about) != 0 || S_ISREG(about.st_mode);
}

void problem_free(problem *p)
{
    bp_samples_free(&p->all);
    bp_data_free(&p->batch);
    bp_net_free(&p->net);
    *p = (problem){0};
}

void problem_describe(char line[PROBLEM_LINE], const problem *p)
{
    const options *o = p->options;
    if (widths_write(line, PROBLEM_LINE, p->net.N, p->net.L, "-")) {
        size_t used = strlen(line);
        snprintf(line + used, PROBLEM_LINE - used,
                 ", %s, %s loss, %zu parameters; %s%s, %zu of %zu samples; seed %" PRIu64,
                 o->activations, p->net.loss->name, bp_net_parameters(&p->net), o->data,
                 o->standardise ? " standardised" : "", p->batch.X.cols, p->all.X.rows, o->seed);
    }
}
