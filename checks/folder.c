#define _POSIX_C_SOURCE 200809L
#include "folder.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "array.h"
#include "folder_files.h"
#include "say.h"

/* The matrices that make up the network and its samples, before it is known that they fit. */
typedef struct {
    array X, Y, *W, *b;
    size_t L;
    orientation how;
} parts;

static void free_parts(parts *p)
{
    for (size_t l = 1; p->W && p->b && l <= p->L; l++) {
        array_free(&p->W[l]);
        array_free(&p->b[l]);
    }
    array_free(&p->X);
    array_free(&p->Y);
    bp_free(p->W);
    bp_free(p->b);
}

/* network.txt ---------------------------------------------------------------------------------- */

const char *const folder_layouts[] = {"columns", "rows", "kernels", NULL};

/* The words of network.txt, in place; NULL: there is none, or a sentence stands on stderr and *good
 * is false. */
static char *read_words(const char *path, bool *good)
{
    enum { LONGEST = 4096 };
    FILE *in = fopen(path, "r");
    char *text = in ? bp_calloc(LONGEST + 1, 1) : NULL;
    size_t length = text ? fread(text, 1, LONGEST, in) : 0;
    *good = errno == ENOENT || (text && length < LONGEST && !ferror(in));
    if (!*good) {
        complain("%s cannot be read, or is longer than any network's options", path);
    }
    if (in) {
        fclose(in);
    }
    return text;
}

/* What it says, where the command line has not spoken. */
static bool read_wishes(folder *f, folder_wishes *w)
{
    enum { MOST = 16 };
    static char name[] = "network.txt";
    char path[FOLDER_PATH], *words[MOST + 1] = {name};
    folder_wishes said = {0};
    const option rows[] = {{"activations", 0, "NAMES", "", .text = &said.activations},
                           {"loss", 0, "NAME", "", .text = &said.loss},
                           {"layout", 0, "HOW", "", .text = &said.layout,
                            .choices = folder_layouts},
                           {0}};
    bool good;
    int count = 1, status;
    options shared = {.no_network = true};
    if (!folder_path(path, f->path, name)) {
        return false;
    }
    errno = 0;
    f->words = read_words(path, &good);
    for (char *word = f->words ? strtok(f->words, " \t\r\n") : NULL; word && count < MOST;
         word = strtok(NULL, " \t\r\n")) {
        words[count++] = word;
    }
    complain_about(path);
    good = good && options_parse(&shared, rows, "", count, words, &status);
    complain_about(NULL);
    w->activations = w->activations ? w->activations : said.activations;
    w->loss = w->loss ? w->loss : said.loss;
    w->layout = w->layout ? w->layout : said.layout;
    return good;
}

/* The parts ------------------------------------------------------------------------------------ */

static bool read_part(array *a, folder *f, const char *name, size_t l)
{
    char path[FOLDER_PATH], stem[FOLDER_NAME];
    folder_stem(stem, name, l);
    if (!folder_find(path, f, stem)) {
        complain("%s has no %s (.csv, .txt or .npy); it needs X, Y, and W and b of every layer, as "
                 "verify --dump writes them",
                 f->path, stem);
        return false;
    }
    if (!array_read(a, path)) {
        return false;
    }
    for (size_t i = 0; i < a->value.rows * a->value.cols; i++) {
        if (!isfinite(a->value.v[i])) {
            complain("%s: entry %zu,%zu is %g; the network and its samples must be finite", path,
                     i / a->value.cols + 1, i % a->value.cols + 1, a->value.v[i]);
            return false;
        }
    }
    return true;
}

/* A layer has W and b; where one of them is there, the other is missed. */
static size_t count_layers(const folder *f)
{
    char path[FOLDER_PATH], W[FOLDER_NAME], b[FOLDER_NAME];
    size_t l = 0;
    do {
        folder_stem(W, "W", ++l);
        folder_stem(b, "b", l);
    } while (folder_exists(path, f->path, W) || folder_exists(path, f->path, b));
    return l - 1;
}

static bool read_parts(parts *p, folder *f)
{
    p->L = count_layers(f);
    p->W = bp_calloc(p->L + 1, sizeof *p->W);
    p->b = bp_calloc(p->L + 1, sizeof *p->b);
    if (!p->W || !p->b) {
        complain("no memory for the network of %s", f->path);
        return false;
    }
    bool good = p->L > 0 || read_part(&p->X, f, "W", 1);
    for (size_t l = 1; good && l <= p->L; l++) {
        good = read_part(&p->W[l], f, "W", l) && read_part(&p->b[l], f, "b", l);
    }
    return good && read_part(&p->X, f, "X", 0) && read_part(&p->Y, f, "Y", 0);
}

/* Columns, as the article has them. */
static bool turn_parts(parts *p)
{
    bool good = true, rows = p->how != AS_COLUMNS;
    for (size_t l = 1; good && l <= p->L; l++) {
        bool flat = p->W[l].dimensions == 1, one_neuron = p->b[l].value.rows == 1;
        good = (!(flat ? one_neuron : p->how == AS_KERNELS) || folder_turn(&p->W[l])) &&
               (!rows || p->b[l].value.rows != 1 || folder_turn(&p->b[l]));
    }
    bool one_input = good && p->X.dimensions == 1 && p->W[1].value.cols == 1;
    bool one_output = good && p->Y.dimensions == 1 && p->W[p->L].value.rows == 1;
    bool turn_X = p->X.dimensions == 1 ? one_input : rows;
    bool turn_Y = p->Y.dimensions == 1 ? one_output : rows;
    return good && (!turn_X || folder_turn(&p->X)) && (!turn_Y || folder_turn(&p->Y));
}

static bool fits(const folder *f, const char *name, size_t l, const bp_mat *m, size_t rows,
                 size_t cols, const char *why)
{
    if (m->rows == rows && m->cols == cols) {
        return true;
    }
    char stem[FOLDER_NAME];
    folder_stem(stem, name, l);
    complain("%s: %s is %zu×%zu, but must be %zu×%zu: %s", f->path, stem, m->rows, m->cols, rows,
             cols, why);
    return false;
}

static bool parts_fit(const parts *p, const folder *f)
{
    const char *turned = p->how == AS_COLUMNS
                             ? "samples are columns (if yours are rows: --layout rows)"
                             : "samples are rows in the file, columns here";
    bool good = true;
    for (size_t l = 1; good && l <= p->L; l++) {
        const bp_mat *W = &p->W[l].value;
        size_t below = l > 1 ? p->W[l - 1].value.rows : W->cols;
        good = fits(f, "W", l, W, W->rows, below, "a column for each neuron of the layer before") &&
               fits(f, "b", l, &p->b[l].value, W->rows, 1, "as many rows as W has");
    }
    size_t M = p->X.value.cols;
    return good && fits(f, "X", 0, &p->X.value, p->W[1].value.cols, M, turned) &&
           fits(f, "Y", 0, &p->Y.value, p->W[p->L].value.rows, M, turned);
}

/* The network ---------------------------------------------------------------------------------- */

/* Takes the matrices over. */
static bool build(folder *f, parts *p)
{
    size_t *N = bp_calloc(p->L + 1, sizeof *N);
    bp_data data = {.X = p->X.value, .Y = p->Y.value};
    if (!N) {
        complain("no memory for the network of %s", f->path);
        return false;
    }
    p->X.value = p->Y.value = (bp_mat){0};
    bp_mat_name(&data.X, "X");
    bp_mat_name(&data.Y, "Y");
    N[0] = data.X.rows;
    for (size_t l = 1; l <= p->L; l++) {
        N[l] = p->W[l].value.rows;
    }
    bool built = problem_take(&f->problem, &f->options, p->L, N, &data);
    for (size_t l = 1; built && l <= p->L; l++) {
        bp_mat_copy(&f->problem.net.W[l], &p->W[l].value);
        bp_mat_copy(&f->problem.net.b[l], &p->b[l].value);
    }
    bp_free(N);
    return built;
}

static bool read_network(folder *f, parts *p)
{
    return read_parts(p, f) && turn_parts(p) && parts_fit(p, f) && build(f, p);
}

bool folder_read(folder *f, const char *path, const folder_wishes *wishes)
{
    struct stat s;
    folder_wishes w = *wishes;
    parts p = {0};
    *f = (folder){.path = path, .options = options_defaults()};
    bool there = stat(path, &s) == 0;
    if (!there || !S_ISDIR(s.st_mode)) {
        complain("%s: %s; a folder of matrices is expected", path,
                 there ? "this is no folder" : strerror(errno));
        return false;
    }
    bool good = read_wishes(f, &w);
    for (size_t i = 0; good && w.layout && folder_layouts[i]; i++) {
        p.how = strcmp(folder_layouts[i], w.layout) == 0 ? (orientation)i : p.how;
    }
    f->options.data = path;
    f->assumed = !w.activations || !w.loss;
    f->options.activations = w.activations ? w.activations : f->options.activations;
    f->options.loss = w.loss ? w.loss : f->options.loss;
    good = good && read_network(f, &p) && folder_read_answers(f, p.how);
    free_parts(&p);
    if (!good) {
        folder_free(f);
    }
    return good;
}

void folder_free(folder *f)
{
    problem_free(&f->problem);
    bp_handed_in_free(&f->answers);
    folder_free_files(f);
    bp_free(f->words);
    *f = (folder){0};
}

bool folder_judge(bp_report *report, const folder *f)
{
    bp_verify_options v = bp_verify_defaults;
    const problem *p = &f->problem;
    v.handed_in = &f->answers;
    bool judged = bp_verify(report, &p->net, &p->batch.X, &p->batch.Y, &v);
    if (!judged) {
        complain("no memory to judge %s", f->path);
    }
    return judged;
}
