#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "names.h"
#include "problem.h"
#include "say.h"
#include "widths.h"

static bool is_built_in(const char *data, const char *const *names)
{
    while (*names && strcmp(*names, data) != 0) {
        names++;
    }
    return *names;
}

/* Only these need the widths: other data bring their own. */
static bool draw_random(bp_samples *all, const options *o)
{
    size_t L;
    size_t *N = widths_read(o->layers ? o->layers : USUAL_LAYERS, &L);
    if (!N) {
        return false;
    }
    uint64_t M = o->batch ? o->batch : USUAL_BATCH;
    bp_data data;
    bool drawn = bp_data_random(&data, N[0], N[L], (size_t)M, o->seed);
    bool complete = drawn && bp_samples_from(all, &data);
    if (!complete) {
        complain("no memory for %" PRIu64 " random samples with --layers %s", M,
                 o->layers ? o->layers : USUAL_LAYERS);
    }
    bp_data_free(&data);
    bp_free(N);
    return complete;
}

static bool load(bp_samples *all, const options *o, const char *flag, const char *data)
{
    const char *names[NAMES_MOST];
    names_of_data(names);
    bool built_in = is_built_in(data, names);
    if (built_in && o->targets) {
        complain("--targets is for a CSV file, but %s is %s, which has its own targets", flag,
                 data);
        return false;
    }
    if (strcmp(data, "random") == 0) {
        return draw_random(all, o);
    }
    if (!built_in && !strpbrk(data, "./") && access(data, F_OK) != 0) {
        complain_unknown(flag, data, names);
        return false;
    }
    char error[BP_MESSAGE_SIZE];
    if (!bp_samples_load(all, data, (size_t)o->targets, o->seed, error)) {
        complain("%s: %s", flag, error);
        return false;
    }
    return true;
}

static bool fit(const bp_samples *all, const bp_samples *like, const options *o, const char *flag,
                const char *data)
{
    if (all->X.cols != like->X.cols) {
        complain("%s: %s has %zu features, but %s has %zu", flag, data, all->X.cols, o->data,
                 like->X.cols);
    } else if (all->Y.cols != like->Y.cols || all->classes != like->classes) {
        complain("%s: %s has %zu %s, but %s has %zu %s", flag, data, all->Y.cols,
                 all->classes ? "classes" : "targets", o->data, like->Y.cols,
                 like->classes ? "classes" : "targets");
    } else {
        return true;
    }
    return false;
}

bool problem_samples(bp_samples *all, const options *o, const char *flag, const char *data,
                     const bp_samples *like)
{
    *all = (bp_samples){0};
    if (!load(all, o, flag, data)) {
        return false;
    }
    if (like && !fit(all, like, o, flag, data)) {
        bp_samples_free(all);
        return false;
    }
    return true;
}
