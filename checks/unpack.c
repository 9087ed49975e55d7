#define _POSIX_C_SOURCE 200809L
#include "unpack.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "say.h"

static bool ends_in_gz(const char *path)
{
    size_t length = strlen(path);
    return length >= 3 && strcmp(path + length - 3, ".gz") == 0;
}

static bool complain_packed(gzFile in, const char *path, const char *what)
{
    int error;
    gzerror(in, &error);
    if (error == Z_ERRNO) {
        complain("%s: expected %s: %s", path, what, strerror(errno));
    } else {
        complain("%s: byte %ld: expected %s in gzip format, found %s", path, (long)gzoffset(in),
                 what, error == Z_BUF_ERROR ? "the end" : "damaged bytes before it");
    }
    return false;
}

static bool copy(FILE *out, gzFile in, const char *path, const char *what)
{
    char bytes[1 << 16];
    int count;
    while ((count = gzread(in, bytes, sizeof bytes)) > 0) {
        if (fwrite(bytes, 1, (size_t)count, out) != (size_t)count) {
            complain("cannot unpack %s: %s", path, strerror(errno));
            return false;
        }
    }
    int error;
    gzerror(in, &error);
    if (count < 0 || error == Z_BUF_ERROR) { /* the file ends within its data */
        return complain_packed(in, path, what);
    }
    if (fflush(out) != 0) {
        complain("cannot unpack %s: %s", path, strerror(errno));
        return false;
    }
    rewind(out);
    return true;
}

static FILE *unpack(const char *path, const char *what)
{
    errno = ENOMEM; /* what zlib leaves out */
    gzFile in = gzopen(path, "rb");
    if (!in) {
        complain("%s: expected %s: %s", path, what, strerror(errno));
        return NULL;
    }
    FILE *out = tmpfile();
    bool copied = out && copy(out, in, path, what);
    if (!out) {
        complain("cannot unpack %s: %s", path, strerror(errno));
    } else if (!copied) {
        fclose(out);
    }
    gzclose(in);
    return copied ? out : NULL;
}

FILE *unpack_open(const char *path, const char *what)
{
    if (ends_in_gz(path)) {
        return unpack(path, what);
    }
    FILE *in = fopen(path, "rb");
    if (!in) {
        complain("%s: expected %s: %s", path, what, strerror(errno));
    }
    return in;
}
