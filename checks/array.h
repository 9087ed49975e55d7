/* A matrix from a file that another program has written.
 *
 *   array_read     NumPy's .npy; numbers as text, .csv or .txt
 *   array_free
 *
 * .npy: versions 1 to 3, real numbers of 4 or 8 bytes and whole ones, either byte order, C or
 * Fortran order, up to two dimensions. Text: a row on each line, numbers parted by commas,
 * semicolons or blanks; lines that begin with # or % say nothing.
 */
#ifndef ARRAY_H
#define ARRAY_H

#include "matrix.h"

typedef struct {
    bp_mat value;           /* one dimension: a column */
    bp_mat rounded;         /* text: a unit of the last digit, for each entry; .npy: zeros */
    size_t dimensions;      /* 0, 1 or 2; text has 2, or 0 for a single number */
    size_t digits;          /* text: the most that an entry has; .npy: 0 */
    bool single;            /* every entry is a number of single precision, or has its digits */
} array;

/* False: a sentence stands on stderr, and *a is empty. */
bool array_read(array *a, const char *path);
void array_free(array *a);

/* The two halves of array_read: they fill value, rounded, dimensions and digits. */
bool array_read_npy(array *a, FILE *in, const char *path);
bool array_read_text(array *a, FILE *in, const char *path);

#endif
