#define _POSIX_C_SOURCE 200809L
#include "idx.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "say.h"
#include "unpack.h"

#define IMAGES 0x00000803
#define LABELS 0x00000801

typedef struct {
    FILE *in;
    const char *path;
    const char *what; /* "IDX images" */
    unsigned long magic;
    size_t dimensions; /* 3: how many, rows, columns; 1: how many */
    size_t size[3];    /* 1 where there is none */
} idx;

/* The types of numbers that IDX knows, by the third byte of a file. */
static const char *type_name(unsigned long type)
{
    switch (type) {
    case 0x08:
        return "unsigned bytes";
    case 0x09:
        return "signed bytes";
    case 0x0B:
        return "whole numbers of 2 bytes";
    case 0x0C:
        return "whole numbers of 4 bytes";
    case 0x0D:
        return "floats";
    case 0x0E:
        return "doubles";
    default:
        return NULL;
    }
}

static unsigned long big_endian(const unsigned char bytes[4])
{
    return (unsigned long)bytes[0] << 24 | (unsigned long)bytes[1] << 16 |
           (unsigned long)bytes[2] << 8 | bytes[3];
}

/* The header ----------------------------------------------------------------------------------- */

static bool refuse_magic(const idx *f, unsigned long found)
{
    unsigned long type = found >> 8 & 0xFF, dimensions = found & 0xFF;
    if (found == IMAGES || found == LABELS) {
        complain("%s: byte 0: expected %s (0x%08lx), found %s (0x%08lx): first the images, then "
                 "the labels",
                 f->path, f->what, f->magic, found == IMAGES ? "images" : "labels", found);
    } else if (found >> 16 == 0x1F8B) {
        complain("%s: byte 0: expected %s (0x%08lx), found a gzip file: let its name end in .gz",
                 f->path, f->what, f->magic);
    } else if (found >> 16 == 0 && type != 0x08 && type_name(type)) {
        complain("%s: byte 2: expected unsigned bytes (0x08), found %s (0x%02lx)", f->path,
                 type_name(type), type);
    } else if (found >> 8 == 0x08) {
        complain("%s: byte 3: expected %zu dimension%s, as %s have, found %lu", f->path,
                 f->dimensions, f->dimensions > 1 ? "s" : "", f->what, dimensions);
    } else {
        complain("%s: byte 0: expected %s (0x%08lx), found 0x%08lx", f->path, f->what, f->magic,
                 found);
    }
    return false;
}

static bool read_header(idx *f)
{
    unsigned char bytes[16];
    size_t wanted = 4 + 4 * f->dimensions, got = fread(bytes, 1, wanted, f->in);
    if (ferror(f->in)) {
        complain("%s: expected %s: %s", f->path, f->what, strerror(errno));
        return false;
    }
    if (got >= 4 && big_endian(bytes) != f->magic) {
        return refuse_magic(f, big_endian(bytes));
    }
    if (got < wanted) {
        complain("%s: byte %zu: expected %s with a header of %zu bytes, found %s", f->path, got,
                 f->what, wanted, got > 0 ? "the end" : "an empty file");
        return false;
    }
    for (size_t i = 0; i < f->dimensions; i++) {
        f->size[i] = big_endian(bytes + 4 + 4 * i);
        if (f->size[i] == 0) {
            const char *const names[] = {f->what, "rows", "columns"};
            complain("%s: byte %zu: expected one or more %s, found 0", f->path, 4 + 4 * i,
                     names[i]);
            return false;
        }
    }
    return true;
}

/* All bytes that the header promises must be there, and no others: the file stays where it is. */
static bool check_length(const idx *f)
{
    long at = ftell(f->in), end = at >= 0 && fseek(f->in, 0, SEEK_END) == 0 ? ftell(f->in) : -1;
    if (end < at || at < 0 || fseek(f->in, at, SEEK_SET) != 0) {
        complain("%s: expected a file, found a pipe or a device", f->path);
        return false;
    }
    char whole[80] = "labels";
    if (f->dimensions == 3) {
        snprintf(whole, sizeof whole, "images of %zu×%zu bytes", f->size[1], f->size[2]);
    }
    size_t rest = (size_t)(end - at), fit = rest / f->size[1] / f->size[2];
    if (fit < f->size[0]) {
        complain("%s: byte %ld: expected %zu %s, found the end after %zu", f->path, end, f->size[0],
                 whole, fit);
        return false;
    }
    size_t promised = f->size[0] * f->size[1] * f->size[2];
    if (rest > promised) {
        complain("%s: byte %zu: expected the end after %zu %s, found %zu byte%s more", f->path,
                 (size_t)at + promised, f->size[0], whole, rest - promised,
                 rest - promised > 1 ? "s" : "");
        return false;
    }
    return true;
}

static bool open_and_check(idx *f)
{
    f->in = unpack_open(f->path, f->what);
    return f->in && read_header(f) && check_length(f);
}

/* The numbers ---------------------------------------------------------------------------------- */

static bool refuse_short(const idx *f)
{
    complain("%s: it cannot be read to its end", f->path);
    return false;
}

static bool no_memory(const idx *f)
{
    complain("%s: no memory for %zu %s", f->path, f->size[0], f->what);
    return false;
}

/* label[m] of each sample into Y, one-hot. */
static bool read_labels(bp_samples *all, const idx *f, unsigned char *label)
{
    size_t samples = f->size[0], largest = 0;
    if (fread(label, 1, samples, f->in) != samples) {
        return refuse_short(f);
    }
    for (size_t m = 0; m < samples; m++) {
        largest = label[m] > largest ? label[m] : largest;
    }
    if (largest == 0) {
        complain("%s: expected two classes or more, found only label 0", f->path);
        return false;
    }
    if (!bp_mat_new(&all->Y, samples, largest + 1)) {
        return no_memory(f);
    }
    for (size_t m = 0; m < samples; m++) {
        BP_AT(&all->Y, m, label[m]) = 1.0;
    }
    all->classes = largest + 1;
    return true;
}

static bool read_images(bp_samples *all, const idx *f, unsigned char *image)
{
    size_t samples = f->size[0], pixels = f->size[1] * f->size[2];
    if (!bp_mat_new(&all->X, samples, pixels)) {
        return no_memory(f);
    }
    for (size_t m = 0; m < samples; m++) {
        if (fread(image, 1, pixels, f->in) != pixels) {
            return refuse_short(f);
        }
        for (size_t i = 0; i < pixels; i++) {
            BP_AT(&all->X, m, i) = image[i] / 255.0;
        }
    }
    return true;
}

static bool read_with(bool (*fill)(bp_samples *all, const idx *f, unsigned char *bytes),
                      bp_samples *all, const idx *f, size_t count)
{
    unsigned char *bytes = bp_calloc(count, 1);
    bool complete = bytes ? fill(all, f, bytes) : no_memory(f);
    bp_free(bytes);
    return complete;
}

static bool same_count(const idx *x, const idx *y)
{
    if (x->size[0] != y->size[0]) {
        complain("%s: byte 4: expected %zu labels, as many as %s has images, found %zu", y->path,
                 x->size[0], x->path, y->size[0]);
    }
    return x->size[0] == y->size[0];
}

bool idx_read(bp_samples *all, const char *images, const char *labels)
{
    idx x = {.path = images, .what = "IDX images", .magic = IMAGES, .dimensions = 3};
    idx y = {
        .path = labels, .what = "IDX labels", .magic = LABELS, .dimensions = 1, .size = {1, 1, 1}};
    *all = (bp_samples){0};
    bool read = open_and_check(&x) && open_and_check(&y) && same_count(&x, &y) &&
                read_with(read_labels, all, &y, y.size[0]) &&
                read_with(read_images, all, &x, x.size[1] * x.size[2]);
    if (x.in) {
        fclose(x.in);
    }
    if (y.in) {
        fclose(y.in);
    }
    if (!read) {
        bp_samples_free(all);
    }
    return read;
}

bool idx_is(const char *path)
{
    unsigned char bytes[4];
    struct stat about;
    FILE *in = stat(path, &about) == 0 && S_ISREG(about.st_mode) ? fopen(path, "rb") : NULL;
    bool is = in && fread(bytes, 1, 4, in) == 4 && bytes[0] == 0 && bytes[1] == 0 &&
              type_name(bytes[2]) && bytes[3] > 0;
    if (in) {
        fclose(in);
    }
    return is;
}
