/* A run in a folder. Its parameters lie there as .npy for anybody, and all that it needs to go on
 * once more in one file, training.npy, which is there as a whole or not at all: an array of
 * numbers,
 *
 *   version  L  N_0 … N_L  epochs  seen  loss  right  measured  norms  seconds
 *   W^1 b^1 … W^L b^L  their velocities  the rows of the curve  their cells
 */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "array.h"
#include "folder_files.h"
#include "npy.h"
#include "outfolder.h"
#include "say.h"
#include "training.h"

#define VERSION 1.0

/* One walk over the numbers serves counting, writing and reading. */
typedef struct {
    enum { COUNT, WRITE, READ } purpose;
    double *numbers;
    size_t count;
} walk;

static void visit(walk *w, double *x)
{
    if (w->purpose == WRITE) {
        w->numbers[w->count] = *x;
    } else if (w->purpose == READ) {
        *x = w->numbers[w->count];
    }
    w->count++;
}

static void visit_size(walk *w, size_t *n)
{
    double x = (double)*n;
    visit(w, &x);
    *n = (size_t)x;
}

static void visit_matrix(walk *w, const bp_mat *m)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        visit(w, &m->v[i]);
    }
}

static void visit_widths(walk *w, const bp_net *net)
{
    double version = VERSION;
    size_t L = net->L;
    visit(w, &version);
    visit_size(w, &L);
    for (size_t l = 0; l <= net->L; l++) {
        size_t N = net->N[l];
        visit_size(w, &N);
    }
}

static void visit_run(walk *w, training *t)
{
    bp_trainer *trainer = &t->trainer;
    bp_epoch *e = &trainer->epoch;
    size_t L = trainer->net->L;
    visit_widths(w, trainer->net);
    visit_size(w, &trainer->epochs);
    visit_size(w, &e->seen);
    visit(w, &e->score.loss);
    visit_size(w, &e->score.right);
    visit_size(w, &e->measured);
    for (size_t l = 1; l <= L; l++) {
        visit(w, &e->norm[l]);
    }
    visit(w, &t->seconds);
    for (size_t l = 1; l <= L; l++) {
        visit_matrix(w, &trainer->net->W[l]);
        visit_matrix(w, &trainer->net->b[l]);
    }
    for (size_t l = 1; l <= L; l++) {
        visit_matrix(w, &trainer->V_W[l]);
        visit_matrix(w, &trainer->V_b[l]);
    }
}

static void visit_curve(walk *w, curve *c)
{
    for (size_t i = 0; i < c->rows * curve_columns(c->L); i++) {
        visit(w, &c->cells[i]);
    }
}

/* All of *t in new memory; v NULL: no memory. */
static bp_mat pack(training *t)
{
    walk w = {.purpose = COUNT};
    visit_run(&w, t);
    visit_curve(&w, &t->curve);
    bp_mat all;
    if (bp_mat_new(&all, w.count, 1)) {
        w = (walk){.purpose = WRITE, .numbers = all.v};
        visit_run(&w, t);
        visit_curve(&w, &t->curve);
    }
    return all;
}

bool training_save(training *t)
{
    const bp_net *net = &t->p.net;
    const char *path = t->wishes->save;
    outfolder f;
    bp_mat all = pack(t);
    if (!all.v) {
        complain("no memory for --save %s", path);
        return false;
    }
    bool begun = outfolder_begin(&f, "--save", path, 2 * net->L + 3);
    if (begun) {
        for (size_t l = 1; l <= net->L; l++) {
            outfolder_matrix(&f, "W", l, "", &net->W[l], false);
            outfolder_matrix(&f, "b", l, "", &net->b[l], false);
        }
        outfolder_network(&f, net);
        FILE *words = outfolder_next(&f, "training", 0, ".txt");
        if (words) {
            options_write(words, t->words->own, t->words->kept, t->options);
        }
        outfolder_matrix(&f, "training", 0, "", &all, false);
    }
    bp_mat_free(&all);
    return begun && outfolder_end(&f);
}

bool training_can_save(const training *t)
{
    outfolder f;
    if (!outfolder_begin(&f, "--save", t->wishes->save, 1)) {
        return false;
    }
    bool can = outfolder_next(&f, "training", 0, ".npy") != NULL;
    outfolder_forget(&f);
    return can;
}

/* W^l or b^l, from its own file. */
static bool load_matrix(bp_mat *m, const char *directory, const char *name, size_t l)
{
    char stem[FOLDER_NAME], path[FOLDER_PATH];
    array a;
    folder_stem(stem, name, l);
    if (!folder_exists(path, directory, stem)) {
        complain("--load %s: expected %s.npy (or .csv), and it is not there", directory, stem);
        return false;
    }
    if (!array_read(&a, path)) {
        return false;
    }
    bool fits = bp_mat_same_shape(&a.value, m), finite = isfinite(bp_mat_norm(&a.value));
    if (fits && finite) {
        bp_mat_copy(m, &a.value);
    } else if (fits) {
        complain("%s: expected finite numbers, found others", path);
    } else {
        complain("%s: expected %zu×%zu for this network, found %zu×%zu (--layers?)", path, m->rows,
                 m->cols, a.value.rows, a.value.cols);
    }
    array_free(&a);
    return fits && finite;
}

static bool load_parameters(training *t)
{
    bp_net *net = &t->p.net;
    bool loaded = true;
    for (size_t l = 1; loaded && l <= net->L; l++) {
        loaded = load_matrix(&net->W[l], t->wishes->load, "W", l) &&
                 load_matrix(&net->b[l], t->wishes->load, "b", l);
    }
    return loaded;
}

/* A number of samples or epochs. */
static bool is_count(double x, double most)
{
    return x >= 0.0 && x <= most && x == floor(x);
}

/* Whether these are the numbers of a run of this network, with so many samples to learn from. */
static bool is_run_of(training *t, const bp_mat *all)
{
    const bp_net *net = &t->p.net;
    const double *x = all->v, most = 0x1p53, n = (double)t->learned;
    size_t L = net->L, columns = curve_columns(L);
    walk w = {.purpose = COUNT};
    visit_run(&w, t);
    bool right = all->cols == 1 && all->rows >= w.count && x[0] == VERSION && x[1] == (double)L;
    for (size_t l = 0; right && l <= L; l++) {
        right = x[2 + l] == (double)net->N[l];
    }
    if (!right) {
        return false;
    }
    bp_mat run = bp_mat_view(all, 0, 0, w.count, 1); /* the rows of the curve may have gaps */
    x += 3 + L;                                      /* epochs, seen, loss, right, measured */
    return isfinite(bp_mat_norm(&run)) && is_count(x[0], most) && is_count(x[1], n) &&
           is_count(x[3], n) && is_count(x[4], n) &&
           (double)(all->rows - w.count) == x[0] * (double)columns;
}

static bool unpack(training *t, bp_mat *all)
{
    walk w = {.purpose = READ, .numbers = all->v};
    visit_run(&w, t);
    for (size_t row = 0; row < t->trainer.epochs; row++) {
        if (!curve_add(&t->curve)) {
            complain("no memory for the learning curve");
            return false;
        }
    }
    visit_curve(&w, &t->curve);
    bp_trainer_resume(&t->trainer);
    return true;
}

static bool load_run(training *t)
{
    char path[FOLDER_PATH];
    array a;
    if (!folder_path(path, t->wishes->load, "training.npy") || !array_read(&a, path)) {
        return false;
    }
    bool right = is_run_of(t, &a.value);
    if (!right) {
        complain("%s: expected a run of this network with %zu samples to learn from, found another "
                 "one, or a damaged file",
                 path, t->learned);
    }
    right = right && unpack(t, &a.value);
    array_free(&a);
    return right;
}

bool training_load(training *t)
{
    return t->wishes->resume ? load_run(t) : load_parameters(t);
}
