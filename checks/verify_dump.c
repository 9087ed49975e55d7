#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "npy.h"
#include "outfile.h"
#include "say.h"
#include "verify_out.h"

/* All files are written under temporary names before the first one gets its own. */
typedef struct {
    const char *folder;
    bool text; /* .csv in the place of .npy */
    outfile *files;
    size_t count, room;
    bool failed;
} dump;

static FILE *next_file(dump *d, const char *name, size_t l, const char *ending)
{
    char path[4096], layer[24] = "";
    if (d->failed || d->count == d->room) {
        return NULL;
    }
    if (l > 0) {
        snprintf(layer, sizeof layer, "%zu", l);
    }
    int length = snprintf(path, sizeof path, "%s/%s%s%s", d->folder, name, layer, ending);
    if (length >= (int)sizeof path) {
        complain("--dump %s: the name of the folder is too long", d->folder);
        d->failed = true;
    } else {
        d->failed = !outfile_open(&d->files[d->count], path);
        d->count += !d->failed;
    }
    return d->failed ? NULL : d->files[d->count - 1].stream;
}

/* A row on each line, with all digits. */
static void write_text(FILE *out, const bp_mat *m)
{
    for (size_t i = 0; i < m->rows; i++) {
        for (size_t j = 0; j < m->cols; j++) {
            fprintf(out, "%s%.17g", j ? "," : "", BP_AT(m, i, j));
        }
        fputc('\n', out);
    }
}

/* `more` stands between the layer and the ending. */
static void put(dump *d, const char *name, size_t l, const char *more, const bp_mat *m)
{
    char ending[24];
    snprintf(ending, sizeof ending, "%s%s", more, d->text ? ".csv" : ".npy");
    FILE *out = next_file(d, name, l, ending);
    if (out && d->text) {
        write_text(out, m);
    } else if (out) {
        npy_write_matrix(out, m);
    }
}

/* The answers of a layer, and what a witness says of its parameters. */
static void put_answers(dump *d, const bp_pass *pass, const bp_witness *numeric, size_t l)
{
    put(d, "Z", l, "", &pass->Z[l]);
    put(d, "A", l, "", &pass->A[l]);
    put(d, "dA", l, "", &pass->dA[l]);
    put(d, "dZ", l, "", &pass->dZ[l]);
    put(d, "dW", l, "", &pass->dW[l]);
    put(d, "db", l, "", &pass->db[l]);
    put(d, "dW", l, "_numeric", &numeric->value.dW[l]);
    put(d, "db", l, "_numeric", &numeric->value.db[l]);
}

/* What backproof judge needs to know besides. */
static void put_options(dump *d, const bp_net *net)
{
    FILE *out = next_file(d, "network", 0, ".txt");
    for (size_t l = 1; out && l <= net->L; l++) {
        fprintf(out, "%s%s", l == 1 ? "--activations " : ",", net->sigma[l]->name);
    }
    if (out) {
        fprintf(out, " --loss %s\n", net->loss->name);
    }
}

static bool commit_all(dump *d)
{
    for (size_t i = 0; i < d->count && !d->failed; i++) {
        d->failed = fflush(d->files[i].stream) != 0 || ferror(d->files[i].stream);
        if (d->failed) {
            complain("--dump: cannot write %s: %s", d->files[i].path, strerror(errno));
        }
    }
    for (size_t i = 0; i < d->count; i++) {
        if (d->failed) {
            outfile_abandon(&d->files[i]);
        } else {
            d->failed = !outfile_commit(&d->files[i]);
        }
    }
    return !d->failed;
}

static bool write_all(dump *d, const bp_pass *pass, const bp_witness *numeric)
{
    put(d, "X", 0, "", &pass->A[0]);
    put(d, "Y", 0, "", pass->Y);
    for (size_t l = 1; l <= pass->L; l++) {
        put(d, "W", l, "", &pass->W[l]);
        put(d, "b", l, "", &pass->b[l]);
    }
    put_options(d, pass->net);
    for (size_t l = 1; numeric && l <= pass->L; l++) {
        put_answers(d, pass, numeric, l);
    }
    bp_mat C = bp_mat_view(&pass->C[pass->L], 0, 0, 1, 1);
    FILE *out = numeric && !d->text ? next_file(d, "C", 0, ".npy") : NULL;
    if (out) {
        npy_write_number(out, C.v[0]);
    } else if (numeric) {
        put(d, "C", 0, "", &C);
    }
    return commit_all(d);
}

bool write_dump(const char *folder, bool text, const bp_report *report, const bp_witness *numeric)
{
    const size_t in_a_layer = 10, besides = 4;
    const bp_pass *pass = &report->chain.pass;
    if (!*folder) {
        complain("--dump: a folder has a name");
        return false;
    }
    bool made = mkdir(folder, 0777) == 0;
    if (!made && errno != EEXIST) {
        complain("--dump: cannot make the folder %s: %s", folder, strerror(errno));
        return false;
    }
    dump d = {.folder = folder, .text = text, .room = besides + in_a_layer * pass->L};
    d.files = bp_calloc(d.room, sizeof *d.files);
    if (!d.files) {
        complain("no memory for --dump %s", folder);
    }
    bool written = d.files && write_all(&d, pass, numeric);
    if (made && !written) {
        rmdir(folder);
    }
    bp_free(d.files);
    return written;
}
