/* Matrices: a record that anybody can read, and naive loops over it.
 *
 *   bp_mat_new, bp_mat_free, bp_mat_resize        own memory
 *   bp_mat_view, bp_mat_column                    borrow it
 *   bp_mat_mul, bp_mat_mul_tn, bp_mat_mul_nt      A·B, Aᵀ·B, A·Bᵀ
 *   bp_mat_hadamard, bp_mat_map, bp_mat_copy      entry by entry
 *   bp_mat_fill, bp_mat_ones, bp_mat_row_sums     constants, A·ones(M,1)
 *   bp_mat_same_shape, bp_mat_gap                 compare
 *   bp_mat_largest, bp_mat_norm, bp_mat_is_zero   measure
 *   bp_mat_print                                  show
 *
 * An output comes first and is overwritten. Shapes must fit: where they do not, the contract is
 * broken, and the message names both matrices with their shapes (contract.h).
 */
#ifndef BP_MATRIX_H
#define BP_MATRIX_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#undef I        /* a letter of mathematics; bp_complex() builds complex numbers */

/* Entry (i,j) stands at v[i·stride + j]. A view shares v with the matrix it looks into, so its
 * stride may be larger than cols. The name is what messages call the matrix: W^2, ∂C/∂Z^1. */
#define BP_NAME_SIZE 24
#define BP_MATRIX_OF(number)                                              \
    struct {                                                              \
        size_t rows, cols, stride;                                        \
        number *v;                                                        \
        char name[BP_NAME_SIZE];                                          \
    }
typedef BP_MATRIX_OF(double) bp_mat;
typedef BP_MATRIX_OF(double complex) bp_mat_z;
typedef BP_MATRIX_OF(float) bp_mat_f;
typedef BP_MATRIX_OF(long double) bp_mat_l;

#define BP_AT(m, i, j) ((m)->v[(i) * (m)->stride + (j)])

/* A shape with the name of its owner: what the rules about shapes look at, for any number type. */
typedef struct {
    size_t rows, cols;
    const char *name;
} bp_shape;

#define BP_SHAPE(m, fallback) \
    ((bp_shape){(m)->rows, (m)->cols, (m)->name[0] ? (m)->name : (fallback)})

/* The two rules: a and b must have the same shape; the inner numbers of a product must agree. */
void bp_require_same(const char *function, bp_shape a, bp_shape b);
void bp_require_inner(const char *function, bp_shape a, size_t a_inner, bp_shape b, size_t b_inner);

/* A new rows × cols matrix of zeros. False: no memory; then *out is empty and may be freed. */
bool bp_mat_new(bp_mat *out, size_t rows, size_t cols);
void bp_mat_free(bp_mat *m);

/* Gives a matrix that owns its memory another shape; the entries become zeros.
 * False: no memory; then *m is as it was. */
bool bp_mat_resize(bp_mat *m, size_t rows, size_t cols);

/* Names a matrix for messages; the format is printf's. */
void bp_mat_name(bp_mat *m, const char *format, ...);

/* The rows × cols part of m whose first entry is (row, col). Never freed; m must outlive it. */
bp_mat bp_mat_view(const bp_mat *m, size_t row, size_t col, size_t rows, size_t cols);
bp_mat bp_mat_column(const bp_mat *m, size_t col);

/* C = A·B       where A is p×q, B is q×r, C is p×r (no aliasing). */
void bp_mat_mul(bp_mat *C, const bp_mat *A, const bp_mat *B);

/* C = Aᵀ·B      where A is q×p, B is q×r, C is p×r (no aliasing). */
void bp_mat_mul_tn(bp_mat *C, const bp_mat *A, const bp_mat *B);

/* C = A·Bᵀ      where A is p×q, B is r×q, C is p×r (no aliasing). */
void bp_mat_mul_nt(bp_mat *C, const bp_mat *A, const bp_mat *B);

/* C = A ⊙ B     where all are p×q; C may be A or B. */
void bp_mat_hadamard(bp_mat *C, const bp_mat *A, const bp_mat *B);

/* B_ij = f(A_ij)   where both are p×q; B may be A. */
void bp_mat_map(bp_mat *B, double (*f)(double), const bp_mat *A);

/* B = A         where both are p×q. */
void bp_mat_copy(bp_mat *B, const bp_mat *A);

/* Every entry of A becomes `value`; bp_mat_ones: 1. */
void bp_mat_fill(bp_mat *A, double value);
void bp_mat_ones(bp_mat *A);

/* s = A·ones(q,1)  where A is p×q, s is p×1 (no aliasing): the sum of each row. */
void bp_mat_row_sums(bp_mat *s, const bp_mat *A);

bool bp_mat_same_shape(const bp_mat *A, const bp_mat *B);

/* Where A and B, both p×q, differ most. An entry that is not a number on either side is the
 * farthest of all: its gap is infinite. */
typedef struct {
    double gap;
    size_t row, col;
} bp_gap;
bp_gap bp_mat_gap(const bp_mat *A, const bp_mat *B);

/* The largest finite |A_ij|, 0 where there is none. Is every A_ij = 0? What is no number is not. */
double bp_mat_largest(const bp_mat *A);
double bp_mat_norm(const bp_mat *A);    /* ‖A‖ = √(Σ A_ij²) */
bool bp_mat_is_zero(const bp_mat *A);

/* Writes name, shape and entries for a person, `digits` significant digits each. */
void bp_mat_print(FILE *out, const bp_mat *A, int digits);

#endif
