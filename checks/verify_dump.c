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
    int length = snprintf(path, sizeof path, "%s/%s%s%s.npy", d->folder, name, layer, ending);
    if (length >= (int)sizeof path) {
        complain("--dump %s: the name of the folder is too long", d->folder);
        d->failed = true;
    } else {
        d->failed = !outfile_open(&d->files[d->count], path);
        d->count += !d->failed;
    }
    return d->failed ? NULL : d->files[d->count - 1].stream;
}

static void put(dump *d, const char *name, size_t l, const char *ending, const bp_mat *m)
{
    FILE *out = next_file(d, name, l, ending);
    if (out) {
        npy_write_matrix(out, m);
    }
}

static void put_layer(dump *d, const bp_pass *pass, const bp_witness *numeric, size_t l)
{
    put(d, "W", l, "", &pass->W[l]);
    put(d, "b", l, "", &pass->b[l]);
    put(d, "Z", l, "", &pass->Z[l]);
    put(d, "A", l, "", &pass->A[l]);
    put(d, "dA", l, "", &pass->dA[l]);
    put(d, "dZ", l, "", &pass->dZ[l]);
    put(d, "dW", l, "", &pass->dW[l]);
    put(d, "db", l, "", &pass->db[l]);
    put(d, "dW", l, "_numeric", &numeric->value.dW[l]);
    put(d, "db", l, "_numeric", &numeric->value.db[l]);
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
        put_layer(d, pass, numeric, l);
    }
    FILE *out = next_file(d, "C", 0, "");
    if (out) {
        npy_write_number(out, pass->C[pass->L].v[0]);
    }
    return commit_all(d);
}

bool write_dump(const char *folder, const bp_report *report, const bp_witness *numeric)
{
    const size_t in_a_layer = 10, besides = 3;
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
    dump d = {.folder = folder, .room = besides + in_a_layer * pass->L};
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
