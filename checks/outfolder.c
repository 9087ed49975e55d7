#define _POSIX_C_SOURCE 200809L
#include "outfolder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract.h"
#include "npy.h"
#include "say.h"

bool outfolder_begin(outfolder *f, const char *flag, const char *path, size_t room)
{
    *f = (outfolder){.flag = flag, .path = path, .room = room};
    if (!*path) {
        complain("%s: a folder has a name", flag);
        return false;
    }
    f->made = mkdir(path, 0777) == 0;
    if (!f->made && errno != EEXIST) {
        complain("%s: cannot make the folder %s: %s", flag, path, strerror(errno));
        return false;
    }
    f->files = bp_calloc(room, sizeof *f->files);
    if (!f->files) {
        complain("no memory for %s %s", flag, path);
        f->failed = true;
        return outfolder_end(f);
    }
    return true;
}

FILE *outfolder_next(outfolder *f, const char *name, size_t l, const char *ending)
{
    char path[4096], layer[24] = "";
    if (f->failed || f->count == f->room) {
        return NULL;
    }
    if (l > 0) {
        snprintf(layer, sizeof layer, "%zu", l);
    }
    int length = snprintf(path, sizeof path, "%s/%s%s%s", f->path, name, layer, ending);
    if (length >= (int)sizeof path) {
        complain("%s %s: the name of the folder is too long", f->flag, f->path);
        f->failed = true;
    } else {
        f->failed = !outfile_open(&f->files[f->count], path);
        f->count += !f->failed;
    }
    return f->failed ? NULL : f->files[f->count - 1].stream;
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

void outfolder_matrix(outfolder *f, const char *name, size_t l, const char *more, const bp_mat *m,
                      bool text)
{
    char ending[24];
    snprintf(ending, sizeof ending, "%s%s", more, text ? ".csv" : ".npy");
    FILE *out = outfolder_next(f, name, l, ending);
    if (out && text) {
        write_text(out, m);
    } else if (out) {
        npy_write_matrix(out, m);
    }
}

void outfolder_network(outfolder *f, const bp_net *net)
{
    FILE *out = outfolder_next(f, "network", 0, ".txt");
    for (size_t l = 1; out && l <= net->L; l++) {
        fprintf(out, "%s%s", l == 1 ? "--activations " : ",", net->sigma[l]->name);
    }
    if (out) {
        fprintf(out, " --loss %s\n", net->loss->name);
    }
}

bool outfolder_end(outfolder *f)
{
    for (size_t i = 0; i < f->count && !f->failed; i++) {
        f->failed = fflush(f->files[i].stream) != 0 || ferror(f->files[i].stream);
        if (f->failed) {
            complain("%s: cannot write %s: %s", f->flag, f->files[i].path, strerror(errno));
        }
    }
    for (size_t i = 0; i < f->count && !f->failed; i++) {
        f->failed = !outfile_commit(&f->files[i]);
    }
    bool whole = !f->failed;
    f->made = f->made && !whole;
    outfolder_forget(f);
    return whole;
}

void outfolder_forget(outfolder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        outfile_abandon(&f->files[i]); /* what has its name is empty here */
    }
    if (f->made) {
        rmdir(f->path);
    }
    bp_free(f->files);
    *f = (outfolder){0};
}
