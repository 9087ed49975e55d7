#define _POSIX_C_SOURCE 200809L
#include "problem.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "names.h"
#include "say.h"
#include "widths.h"

#define USUAL_LAYERS "4,5,3" /* the outer two are those of Iris and of random data */
#define USUAL_BATCH 7

static const char *const built_in[] = {"iris", "xor", "moons", "random", NULL};

static bool is_built_in(const char *data)
{
    bool found = false;
    for (const char *const *name = built_in; *name; name++) {
        found = found || strcmp(*name, data) == 0;
    }
    return found;
}

/* Lists: 4,5,3 and sigmoid,softmax ------------------------------------------------------------ */

static size_t count_items(const char *list)
{
    size_t count = 1;
    for (; *list; list++) {
        count += *list == ',';
    }
    return count;
}

#define ITEM 64

/* Copies the first item of a list, cut to what fits; returns where the next one begins. */
static const char *next_item(char item[ITEM], const char *list)
{
    size_t length = strcspn(list, ",");
    snprintf(item, ITEM, "%.*s", (int)(length < ITEM ? length : ITEM - 1), list);
    return list + length + (list[length] == ',');
}

/* Reads --layers into new memory, N[0] … N[L]; NULL after a complaint. */
static size_t *read_layers(const char *list, size_t *L)
{
    *L = count_items(list) - 1;
    size_t *N = bp_calloc(*L + 1, sizeof *N);
    if (!N) {
        complain("no memory for --layers %s", list);
        return NULL;
    }
    const char *rest = list;
    for (size_t l = 0; l <= *L; l++) {
        char item[ITEM];
        uint64_t width = 0;
        rest = next_item(item, rest);
        if (!options_whole(item, &width) || width < 1 || width > SIZE_MAX) {
            complain("--layers %s: width %zu is '%s', not a whole number from 1 to 2^64 - 1", list,
                     l + 1, item);
            bp_free(N);
            return NULL;
        }
        N[l] = (size_t)width;
    }
    if (*L == 0) {
        complain("--layers %s: a network has at least two widths, input and output, as in 4,5,3",
                 list);
        bp_free(N);
        return NULL;
    }
    return N;
}

static bool set_activations(bp_net *net, const char *list)
{
    size_t count = count_items(list);
    if (count != 1 && count != net->L) {
        complain("--activations %s: %zu names, but there are %zu layers (one name serves all)",
                 list, count, net->L);
        return false;
    }
    const char *rest = list;
    for (size_t l = 1; l <= net->L; l++) {
        char item[ITEM];
        rest = next_item(item, count == 1 ? list : rest);
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

/* Data ---------------------------------------------------------------------------------------- */

/* N[0] and N[L] are the widths of random data; other data bring their own. */
static bool load(problem *p, const size_t *N, size_t L)
{
    const options *o = p->options;
    if (is_built_in(o->data) && o->targets) {
        complain("--targets is for a CSV file, but --data is %s, which has its own targets",
                 o->data);
        return false;
    }
    if (strcmp(o->data, "random") == 0) {
        uint64_t M = o->batch ? o->batch : USUAL_BATCH;
        if (!bp_data_random(&p->all, N[0], N[L], (size_t)M, o->seed)) {
            complain("no memory for %" PRIu64 " random samples with --layers %s", M,
                     o->layers ? o->layers : USUAL_LAYERS);
            return false;
        }
        return true;
    }
    if (!is_built_in(o->data) && !strpbrk(o->data, "./") && access(o->data, F_OK) != 0) {
        complain_unknown("--data", o->data, built_in);
        return false;
    }
    char error[BP_MESSAGE_SIZE];
    if (!bp_data_load(&p->all, o->data, (size_t)o->targets, o->seed, error)) {
        complain("--data: %s", error);
        return false;
    }
    return true;
}

static bool widths_fit(const problem *p, const size_t *N, size_t L)
{
    const bp_data *all = &p->all;
    if (N[0] != all->X.rows) {
        complain("--layers %s: the first width is %zu, but %s has %zu features", p->options->layers,
                 N[0], p->options->data, all->X.rows);
        return false;
    }
    if (N[L] != all->Y.rows) {
        complain("--layers %s: the last width is %zu, but %s has %zu %s", p->options->layers, N[L],
                 p->options->data, all->Y.rows, all->classes ? "classes" : "targets");
        return false;
    }
    return true;
}

static bool targets_fit(const problem *p)
{
    const bp_mat *Y = &p->all.Y;
    bool logarithm = strcmp(p->net.loss->name, "cross-entropy") == 0;
    bool categorical = strcmp(p->net.loss->name, "categorical") == 0;
    for (size_t m = 0; (logarithm || categorical) && m < Y->cols; m++) {
        double sum = 0.0;
        for (size_t j = 0; j < Y->rows; j++) {
            double y = BP_AT(Y, j, m);
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
    size_t samples = p->all.X.cols;
    uint64_t M = o->batch ? o->batch : samples < USUAL_BATCH ? samples : USUAL_BATCH;
    if (M > samples) {
        complain("--batch %" PRIu64 " is more than the %zu samples of %s", M, samples, o->data);
        return false;
    }
    if (o->standardise) {
        bp_data_standardise(&p->all);
    }
    if (!bp_data_batch(&p->batch, &p->all, (size_t)M, o->seed)) {
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
    if (!load(p, N, L)) {
        return false;
    }
    if (!p->options->layers) {
        N[0] = p->all.X.rows;
        N[L] = p->all.Y.rows;
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
    size_t *N = read_layers(o->layers ? o->layers : USUAL_LAYERS, &L);
    bool built = N && build(p, N, L);
    bp_free(N);
    if (!built) {
        problem_free(p);
    }
    return built;
}

bool problem_take(problem *p, const options *o, size_t L, const size_t *N, bp_data *data)
{
    *p = (problem){.options = o, .all = *data};
    *data = (bp_data){0};
    const bp_mat *X = &p->all.X, *Y = &p->all.Y;
    bool built = bp_data_new(&p->batch, X->rows, Y->rows, X->cols);
    if (built) {
        bp_mat_copy(&p->batch.X, X);
        bp_mat_copy(&p->batch.Y, Y);
    } else {
        complain("no memory for %zu samples of %s", X->cols, o->data);
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
    bp_data_free(&p->all);
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
                 o->standardise ? " standardised" : "", p->batch.X.cols, p->all.X.cols, o->seed);
    }
}
