#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "bench.h"
#include "folder_files.h"
#include "npy.h"
#include "outfile.h"
#include "rng.h"
#include "say.h"
#include "train.h"

enum { DRAWN_LIKE = 100 }; /* the first samples tell bp_net_draw how long the others are */

static bool no_memory(void)
{
    complain("no memory for the samples");
    return false;
}

/* Room for everything, and what need not be drawn. */
static bool make_room(start *s, size_t samples)
{
    static const size_t N[] = {BENCH_FEATURES, BENCH_HIDDEN, BENCH_CLASSES};
    *s = (start){.from = calloc(samples, sizeof *s->from)};
    if (!s->from || !bp_net_new(&s->net, BENCH_LAYERS, N) ||
        !bp_samples_new(&s->all, samples, BENCH_FEATURES, BENCH_CLASSES)) {
        return no_memory();
    }
    for (size_t l = 1; l <= BENCH_LAYERS; l++) {
        s->net.sigma[l] = bp_activation_named("sigmoid");
    }
    for (size_t i = 0; i < samples; i++) {
        s->from[i] = i;
    }
    s->all.classes = BENCH_CLASSES;
    return true;
}

bool start_draw(start *s, size_t samples)
{
    if (!make_room(s, samples)) {
        return false;
    }
    bp_rng rng = bp_rng_seed(BENCH_SEED);
    for (size_t i = 0; i < samples; i++) {
        for (size_t k = 0; k < BENCH_FEATURES; k++) {
            BP_AT(&s->all.X, i, k) = bp_rng_uniform(&rng);
        }
        BP_AT(&s->all.Y, i, bp_rng_below(&rng, BENCH_CLASSES)) = 1.0;
    }
    bp_data few;
    if (!bp_samples_batch(&few, &s->all, samples < DRAWN_LIKE ? samples : DRAWN_LIKE, BENCH_SEED)) {
        return no_memory();
    }
    bp_net_draw(&s->net, &few.X, BENCH_SEED);
    bp_data_free(&few);
    return true;
}

void start_free(start *s)
{
    free(s->from);
    bp_net_free(&s->net);
    bp_samples_free(&s->all);
    *s = (start){0};
}

/* Files --------------------------------------------------------------------------------------- */

static bool write_matrix(const char *place, const char *name, const bp_mat *m)
{
    char path[FOLDER_PATH];
    outfile file;
    if (!folder_path(path, place, name) || !outfile_open(&file, path)) {
        return false;
    }
    npy_write_matrix(file.stream, m);
    return outfile_commit(&file);
}

static bool read_matrix(bp_mat *m, const char *place, const char *name)
{
    char path[FOLDER_PATH];
    array a;
    if (!folder_path(path, place, name) || !array_read(&a, path)) {
        return false;
    }
    bool fits = bp_mat_same_shape(m, &a.value);
    if (fits) {
        bp_mat_copy(m, &a.value);
    } else {
        complain("%s is %zu×%zu, not %zu×%zu", path, a.value.rows, a.value.cols, m->rows, m->cols);
    }
    array_free(&a);
    return fits;
}

/* PREFIXW1.npy, or b1. */
static const char *parameter_name(char name[FOLDER_NAME], const char *prefix, char letter, size_t l)
{
    snprintf(name, FOLDER_NAME, "%s%c%zu.npy", prefix, letter, l);
    return name;
}

bool start_write_parameters(const bp_net *net, const char *place, const char *prefix)
{
    char W[FOLDER_NAME], b[FOLDER_NAME];
    bool written = true;
    for (size_t l = 1; written && l <= net->L; l++) {
        written = write_matrix(place, parameter_name(W, prefix, 'W', l), &net->W[l]) &&
                  write_matrix(place, parameter_name(b, prefix, 'b', l), &net->b[l]);
    }
    return written;
}

bool start_read_parameters(bp_net *net, const char *place, const char *prefix)
{
    char W[FOLDER_NAME], b[FOLDER_NAME];
    bool read = true;
    for (size_t l = 1; read && l <= net->L; l++) {
        read = read_matrix(&net->W[l], place, parameter_name(W, prefix, 'W', l)) &&
               read_matrix(&net->b[l], place, parameter_name(b, prefix, 'b', l));
    }
    return read;
}

/* The order of a trainer's first epoch: others shuffle too, but then take this one. */
static bool write_order(const start *s, const char *place)
{
    bp_net net = s->net; /* a trainer that makes no step changes nothing */
    bp_trainer t;
    bp_mat order;
    size_t n = s->all.X.rows;
    const bp_train_options how = {.batch = 1, .seed = BENCH_SEED};
    if (!bp_mat_new(&order, n, 1)) {
        return no_memory();
    }
    if (!bp_trainer_new(&t, &net, &s->all, s->from, n, &how)) {
        bp_mat_free(&order);
        return no_memory();
    }
    t.epoch.seen = 0;
    bp_trainer_resume(&t);
    for (size_t i = 0; i < n; i++) {
        order.v[i] = (double)t.order[i];
    }
    bp_trainer_free(&t);
    bool written = write_matrix(place, "order.npy", &order);
    bp_mat_free(&order);
    return written;
}

bool start_write(const start *s, const char *place)
{
    return write_matrix(place, "X.npy", &s->all.X) && write_matrix(place, "Y.npy", &s->all.Y) &&
           write_order(s, place) && start_write_parameters(&s->net, place, "");
}

bool start_read(start *s, const char *place)
{
    char path[FOLDER_PATH];
    array order;
    *s = (start){0};
    if (!folder_path(path, place, "order.npy") || !array_read(&order, path)) {
        return false;
    }
    size_t samples = order.value.rows;
    array_free(&order);
    return make_room(s, samples) && read_matrix(&s->all.X, place, "X.npy") &&
           read_matrix(&s->all.Y, place, "Y.npy") && start_read_parameters(&s->net, place, "");
}
