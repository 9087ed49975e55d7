#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "say.h"

/* A header is a line of a few dozen characters; what is longer describes no matrix. */
#define LONGEST_HEADER 4096

/* What the header says. */
typedef struct {
    char order, kind; /* '<' or '>'; 'f', 'i', 'u' or 'b' */
    size_t size;      /* bytes of a number */
    bool fortran;
    size_t shape[2], dimensions;
} layout;

static bool fail(const char *path, const char *sentence)
{
    complain("%s: %s", path, sentence);
    return false;
}

/* The header ----------------------------------------------------------------------------------- */

static bool read_header(char text[LONGEST_HEADER + 1], FILE *in, const char *path)
{
    unsigned char start[8], length[4] = {0};
    if (fread(start, 1, 8, in) != 8 || memcmp(start, "\x93NUMPY", 6) != 0) {
        return fail(path, "this is no .npy file: it does not begin with \\x93NUMPY");
    }
    size_t bytes = start[6] == 1 ? 2 : 4, count = 0;
    bool whole = fread(length, 1, bytes, in) == bytes;
    for (size_t i = 0; i < 4; i++) {
        count |= (size_t)length[i] << 8 * i;
    }
    if (start[6] < 1 || start[6] > 3 || count > LONGEST_HEADER) {
        return fail(path, "its .npy header is of a kind that is not known here");
    }
    if (!whole || fread(text, 1, count, in) != count) {
        return fail(path, "the file ends within its header");
    }
    text[count] = '\0';
    return true;
}

/* What stands behind 'key': */
static const char *value_of(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    if (at) {
        at += strlen(key);
        at += strspn(at, "'\": ");
    }
    return at;
}

static bool read_type(layout *l, const char *text, const char *path)
{
    const char *type = value_of(text, "'descr'");
    if (!type || !strchr("<>|=", *type)) {
        return fail(path, "its header names no simple type of number (descr)");
    }
    l->order = *type == '=' || *type == '|' ? '<' : *type;
    l->kind = type[1];
    l->size = (size_t)strtoul(type + 2, NULL, 10);
    bool real = l->kind == 'f' && (l->size == 4 || l->size == 8);
    bool whole = strchr("iub", l->kind) && l->size >= 1 && l->size <= 8;
    if (!l->kind || !(real || whole)) {
        complain("%s: its numbers are of type %.4s; save them as float64", path, type);
        return false;
    }
    return true;
}

static bool read_shape(layout *l, const char *text, const char *path)
{
    const char *order = value_of(text, "'fortran_order'"), *at = value_of(text, "'shape'");
    if (!order || !at || *at != '(') {
        return fail(path, "its header gives no shape");
    }
    l->fortran = *order == 'T';
    for (at++; *at && *at != ')'; at += strspn(at, ", L")) {
        char *end;
        unsigned long long n = strtoull(at, &end, 10);
        if (!isdigit((unsigned char)*at) || n > SIZE_MAX / 8) {
            return fail(path, "its header gives no shape");
        }
        if (l->dimensions == 2) {
            return fail(path, "it has more than two dimensions; a matrix is expected");
        }
        l->shape[l->dimensions++] = (size_t)n;
        at = end;
    }
    return true;
}

/* The numbers ---------------------------------------------------------------------------------- */

static double number_of(const unsigned char *bytes, const layout *l)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < l->size; i++) {
        bits |= (uint64_t)bytes[l->order == '<' ? i : l->size - 1 - i] << 8 * i;
    }
    if (l->kind == 'f' && l->size == 8) {
        double x;
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    if (l->kind == 'f') {
        uint32_t half = (uint32_t)bits;
        float x;
        memcpy(&x, &half, sizeof x);
        return (double)x;
    }
    uint64_t sign = (uint64_t)1 << (8 * l->size - 1);
    bool negative = l->kind == 'i' && (bits & sign);
    return negative ? -(double)(sign - (bits ^ sign)) : (double)bits;
}

/* How many bytes are left; the file is where it was. */
static long rest_of(FILE *in)
{
    long at = ftell(in), end = at >= 0 && fseek(in, 0, SEEK_END) == 0 ? ftell(in) : -1;
    return end >= at && fseek(in, at, SEEK_SET) == 0 ? end - at : -1;
}

static bool read_numbers(array *a, FILE *in, const layout *l, const char *path)
{
    size_t rows = l->dimensions > 0 ? l->shape[0] : 1, cols = l->dimensions > 1 ? l->shape[1] : 1;
    long rest = rest_of(in);
    bool fits = cols == 0 || rows <= SIZE_MAX / 8 / cols;
    if (rows == 0 || cols == 0) {
        return fail(path, "it is empty: a matrix of no numbers");
    }
    if (!fits || rest < 0 || (size_t)rest != rows * cols * l->size) {
        complain("%s: its header promises %zu×%zu numbers of %zu bytes, but the file holds %ld "
                 "bytes of them",
                 path, rows, cols, l->size, rest);
        return false;
    }
    if (!bp_mat_new(&a->value, rows, cols) || !bp_mat_new(&a->rounded, rows, cols)) {
        return fail(path, "no memory for its numbers");
    }
    bool whole = true;
    for (size_t i = 0; whole && i < rows * cols; i++) {
        unsigned char bytes[8];
        whole = fread(bytes, 1, l->size, in) == l->size;
        size_t j = l->fortran ? i % rows : i / cols, k = l->fortran ? i / rows : i % cols;
        BP_AT(&a->value, j, k) = whole ? number_of(bytes, l) : 0.0;
    }
    return whole || fail(path, "it cannot be read to its end");
}

bool array_read_npy(array *a, FILE *in, const char *path)
{
    char text[LONGEST_HEADER + 1];
    layout l = {0};
    bool read = read_header(text, in, path) && read_type(&l, text, path) &&
                read_shape(&l, text, path) && read_numbers(a, in, &l, path);
    a->dimensions = l.dimensions;
    return read;
}
