#include "npy.h"

#include <stdint.h>
#include <string.h>

/* Magic, version and length take 10 bytes; spaces and a newline fill the header up to 128. */
#define HEADER 118

static void write_header(FILE *out, const char *shape)
{
    char header[HEADER + 1];
    int used = snprintf(header, sizeof header,
                        "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }", shape);
    memset(header + used, ' ', (size_t)(HEADER - 1 - used));
    header[HEADER - 1] = '\n';
    fwrite("\x93NUMPY\x01\x00", 1, 8, out);
    fputc(HEADER, out);
    fputc(0, out);
    fwrite(header, 1, HEADER, out);
}

/* Byte by byte: the order of the machine does not matter. */
static void write_double(FILE *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++) {
        fputc((int)(bits >> 8 * i & 0xff), out);
    }
}

void npy_write_matrix(FILE *out, const bp_mat *m)
{
    char shape[64];
    snprintf(shape, sizeof shape, "(%zu, %zu)", m->rows, m->cols);
    write_header(out, shape);
    for (size_t i = 0; i < m->rows; i++) {
        for (size_t j = 0; j < m->cols; j++) {
            write_double(out, BP_AT(m, i, j));
        }
    }
}

void npy_write_number(FILE *out, double value)
{
    write_header(out, "()");
    write_double(out, value);
}
