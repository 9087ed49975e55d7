/* NumPy's .npy format, version 1.0: float64, little-endian, C order. */
#ifndef NPY_H
#define NPY_H

#include <stdio.h>

#include "matrix.h"

/* A matrix as an array of its rows and columns; a number as an array without dimensions. The caller
 * looks at ferror(out). */
void npy_write_matrix(FILE *out, const bp_mat *m);
void npy_write_number(FILE *out, double value);

#endif
