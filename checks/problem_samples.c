#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "csv.h"
#include "idx.h"
#include "names.h"
#include "problem.h"
#include "say.h"
#include "unpack.h"
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

/* IMAGES,LABELS */
static bool load_images(bp_samples *all, const char *data, const char *comma)
{
    size_t length = (size_t)(comma - data);
    char *images = bp_calloc(length + 1, 1);
    if (!images) {
        complain("no memory for the name of %s", data);
        return false;
    }
    memcpy(images, data, length);
    bool read = idx_read(all, images, comma + 1);
    bp_free(images);
    return read;
}

static bool load_csv(bp_samples *all, const options *o, const char *data)
{
    if (idx_is(data)) {
        complain("%s: expected two files with a comma between, IMAGES,LABELS, found one IDX file",
                 data);
        return false;
    }
    char error[BP_MESSAGE_SIZE];
    FILE *file = unpack_open(data, "a CSV file");
    bool read = file && bp_csv_read(all, file, data, (size_t)o->targets, error);
    if (file) {
        fclose(file);
    }
    if (file && !read) {
        complain("%s", error);
    }
    return read;
}

static bool load_built_in(bp_samples *all, const options *o, const char *name)
{
    char error[BP_MESSAGE_SIZE];
    bool loaded = bp_samples_load(all, name, 0, o->seed, error);
    if (!loaded) {
        complain("%s", error);
    }
    return loaded;
}

static bool load(bp_samples *all, const options *o, const char *flag, const char *data)
{
    const char *names[NAMES_MOST];
    names_of_data(names);
    bool built_in = is_built_in(data, names), there = access(data, F_OK) == 0;
    const char *comma = there ? NULL : strchr(data, ',');
    if ((built_in || comma) && o->targets) {
        complain("--targets is for a CSV file, but %s is %s, which has its own targets", flag,
                 data);
        return false;
    }
    if (strcmp(data, "random") == 0) {
        return draw_random(all, o);
    }
    if (!built_in && !there && !strpbrk(data, "./,")) {
        complain_unknown(flag, data, names);
        return false;
    }
    complain_about(flag);
    bool loaded = built_in ? load_built_in(all, o, data)
                  : comma  ? load_images(all, data, comma)
                           : load_csv(all, o, data);
    complain_about(NULL);
    return loaded;
}

bool problem_samples(bp_samples *all, const options *o, const char *flag, const char *data,
                     const bp_samples *like)
{
    char error[BP_MESSAGE_SIZE];
    *all = (bp_samples){0};
    if (!load(all, o, flag, data)) {
        return false;
    }
    if (like && !bp_samples_fit(all, like, error)) {
        complain("%s: %s: %s", flag, data, error);
        bp_samples_free(all);
        return false;
    }
    return true;
}
