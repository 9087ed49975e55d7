#include "matrix.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include "contract.h"

void bp_require_same(const char *function, bp_shape a, bp_shape b)
{
    BP_REQUIRE(a.rows == b.rows && a.cols == b.cols, "%s: %s is %zu×%zu but %s is %zu×%zu",
               function, a.name, a.rows, a.cols, b.name, b.rows, b.cols);
}

void bp_require_inner(const char *function, bp_shape a, size_t a_inner, bp_shape b, size_t b_inner)
{
    BP_REQUIRE(a_inner == b_inner, "%s: %s is %zu×%zu but %s is %zu×%zu: %zu ≠ %zu", function,
               a.name, a.rows, a.cols, b.name, b.rows, b.cols, a_inner, b_inner);
}

/* True where the addresses from a's first entry to its last, and b's, have one in common. */
static bool overlap(const bp_mat *a, const bp_mat *b)
{
    if (a->rows == 0 || b->rows == 0) {
        return false;
    }
    uintptr_t a_end = (uintptr_t)(a->v + (a->rows - 1) * a->stride + a->cols);
    uintptr_t b_end = (uintptr_t)(b->v + (b->rows - 1) * b->stride + b->cols);
    return (uintptr_t)a->v < b_end && (uintptr_t)b->v < a_end;
}

static void require_apart(const char *function, const bp_mat *out, bp_shape out_shape,
                          const bp_mat *in, bp_shape in_shape)
{
    BP_REQUIRE(!overlap(out, in), "%s: the output %s shares memory with the input %s", function,
               out_shape.name, in_shape.name);
}

bool bp_mat_new(bp_mat *out, size_t rows, size_t cols)
{
    *out = (bp_mat){0};
    if (cols != 0 && rows > SIZE_MAX / cols) {
        return false;
    }
    double *v = bp_calloc(rows * cols, sizeof *v);
    if (!v) {
        return false;
    }
    *out = (bp_mat){.rows = rows, .cols = cols, .stride = cols, .v = v};
    return true;
}

void bp_mat_free(bp_mat *m)
{
    bp_free(m->v);
    *m = (bp_mat){0};
}

bool bp_mat_resize(bp_mat *m, size_t rows, size_t cols)
{
    bp_mat other;
    if (!bp_mat_new(&other, rows, cols)) {
        return false;
    }
    memcpy(other.name, m->name, sizeof other.name);
    bp_mat_free(m);
    *m = other;
    return true;
}

void bp_mat_name(bp_mat *m, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(m->name, sizeof m->name, format, arguments);
    va_end(arguments);
}

bp_mat bp_mat_view(const bp_mat *m, size_t row, size_t col, size_t rows, size_t cols)
{
    BP_REQUIRE(row <= m->rows && rows <= m->rows - row && col <= m->cols && cols <= m->cols - col,
               "bp_mat_view: %s is %zu×%zu and has no %zu×%zu part at [%zu,%zu]",
               BP_SHAPE(m, "A").name, m->rows, m->cols, rows, cols, row + 1, col + 1);
    bp_mat view = *m;
    view.rows = rows;
    view.cols = cols;
    view.v = m->v + row * m->stride + col;
    return view;
}

bp_mat bp_mat_column(const bp_mat *m, size_t col)
{
    return bp_mat_view(m, 0, col, m->rows, 1);
}

#define NUMBER double
#define REAL double
#define MAT bp_mat
#define NAME(f) f
#include "rows.inc"

void bp_mat_mul(bp_mat *C, const bp_mat *A, const bp_mat *B)
{
    bp_shape a = BP_SHAPE(A, "A"), b = BP_SHAPE(B, "B"), c = BP_SHAPE(C, "C");
    bp_require_inner("bp_mat_mul", a, A->cols, b, B->rows);
    bp_require_same("bp_mat_mul", c, (bp_shape){A->rows, B->cols, "A·B"});
    require_apart("bp_mat_mul", C, c, A, a);
    require_apart("bp_mat_mul", C, c, B, b);
    bp_mat_fill(C, 0.0);
    add_product(C, A->v, A->stride, 1, B);
}

void bp_mat_mul_tn(bp_mat *C, const bp_mat *A, const bp_mat *B)
{
    bp_shape a = BP_SHAPE(A, "A"), b = BP_SHAPE(B, "B"), c = BP_SHAPE(C, "C");
    bp_require_inner("bp_mat_mul_tn", a, A->rows, b, B->rows);
    bp_require_same("bp_mat_mul_tn", c, (bp_shape){A->cols, B->cols, "Aᵀ·B"});
    require_apart("bp_mat_mul_tn", C, c, A, a);
    require_apart("bp_mat_mul_tn", C, c, B, b);
    bp_mat_fill(C, 0.0);
    add_product(C, A->v, 1, A->stride, B);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The block of B from its row j and column k on, turned. */
static void turn(bp_mat *panel, const bp_mat *B, size_t j, size_t k)
{
    for (size_t row = 0; row < panel->rows; row++) {
        for (size_t col = 0; col < panel->cols; col++) {
            BP_AT(panel, row, col) = BP_AT(B, j + col, k + row);
        }
    }
}

/* The rows to sum are columns of B, so they are turned first, a panel of them for all rows of C. */
void bp_mat_mul_nt(bp_mat *C, const bp_mat *A, const bp_mat *B)
{
    bp_shape a = BP_SHAPE(A, "A"), b = BP_SHAPE(B, "B"), c = BP_SHAPE(C, "C");
    bp_require_inner("bp_mat_mul_nt", a, A->cols, b, B->cols);
    bp_require_same("bp_mat_mul_nt", c, (bp_shape){A->rows, B->rows, "A·Bᵀ"});
    require_apart("bp_mat_mul_nt", C, c, A, a);
    require_apart("bp_mat_mul_nt", C, c, B, b);
    enum { HEIGHT = 16, WIDTH = 64 }; /* 8 KB, a part of the fastest cache */
    _Alignas(64) double room[HEIGHT * WIDTH];
    for (size_t j = 0; j < C->cols; j += WIDTH) {
        bp_mat part = bp_mat_view(C, 0, j, C->rows, least(WIDTH, C->cols - j));
        bp_mat_fill(&part, 0.0);
        for (size_t k = 0; k < A->cols; k += HEIGHT) {
            bp_mat panel = {least(HEIGHT, A->cols - k), part.cols, .stride = WIDTH, .v = room};
            turn(&panel, B, j, k);
            add_product(&part, &BP_AT(A, 0, k), A->stride, 1, &panel);
        }
    }
}

void bp_mat_hadamard(bp_mat *C, const bp_mat *A, const bp_mat *B)
{
    bp_require_same("bp_mat_hadamard", BP_SHAPE(A, "A"), BP_SHAPE(B, "B"));
    bp_require_same("bp_mat_hadamard", BP_SHAPE(C, "C"), BP_SHAPE(A, "A"));
    for (size_t i = 0; i < C->rows; i++) {
        for (size_t j = 0; j < C->cols; j++) {
            BP_AT(C, i, j) = BP_AT(A, i, j) * BP_AT(B, i, j);
        }
    }
}

void bp_mat_map(bp_mat *B, double (*f)(double), const bp_mat *A)
{
    bp_require_same("bp_mat_map", BP_SHAPE(B, "B"), BP_SHAPE(A, "A"));
    for (size_t i = 0; i < B->rows; i++) {
        for (size_t j = 0; j < B->cols; j++) {
            BP_AT(B, i, j) = f(BP_AT(A, i, j));
        }
    }
}

void bp_mat_copy(bp_mat *B, const bp_mat *A)
{
    bp_require_same("bp_mat_copy", BP_SHAPE(B, "B"), BP_SHAPE(A, "A"));
    for (size_t i = 0; i < B->rows; i++) {
        for (size_t j = 0; j < B->cols; j++) {
            BP_AT(B, i, j) = BP_AT(A, i, j);
        }
    }
}

void bp_mat_fill(bp_mat *A, double value)
{
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            BP_AT(A, i, j) = value;
        }
    }
}

void bp_mat_ones(bp_mat *A)
{
    bp_mat_fill(A, 1.0);
}

void bp_mat_row_sums(bp_mat *s, const bp_mat *A)
{
    bp_shape a = BP_SHAPE(A, "A"), sums = BP_SHAPE(s, "s");
    bp_require_same("bp_mat_row_sums", sums, (bp_shape){A->rows, 1, "A·ones"});
    require_apart("bp_mat_row_sums", s, sums, A, a);
    for (size_t i = 0; i < A->rows; i++) {
        double sum = 0.0;
        for (size_t j = 0; j < A->cols; j++) {
            sum += BP_AT(A, i, j);
        }
        BP_AT(s, i, 0) = sum;
    }
}

bool bp_mat_same_shape(const bp_mat *A, const bp_mat *B)
{
    return A->rows == B->rows && A->cols == B->cols;
}

bp_gap bp_mat_gap(const bp_mat *A, const bp_mat *B)
{
    bp_require_same("bp_mat_gap", BP_SHAPE(A, "A"), BP_SHAPE(B, "B"));
    bp_gap worst = {0};
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            double a = BP_AT(A, i, j), b = BP_AT(B, i, j);
            double gap = a == b ? 0.0 : fabs(a - b);
            gap = isnan(gap) ? HUGE_VAL : gap;
            if (gap > worst.gap) {
                worst = (bp_gap){gap, i, j};
            }
        }
    }
    return worst;
}

double bp_mat_largest(const bp_mat *A)
{
    double largest = 0.0;
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            double size = fabs(BP_AT(A, i, j));
            largest = isfinite(size) ? fmax(largest, size) : largest;
        }
    }
    return largest;
}

double bp_mat_norm(const bp_mat *A)
{
    double largest = bp_mat_largest(A), unit = largest > 0.0 ? largest : 1.0, sum = 0.0;
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            double part = BP_AT(A, i, j) / unit; /* its square neither overflows nor vanishes */
            sum += part * part;
        }
    }
    return unit * sqrt(sum);
}

bool bp_mat_is_zero(const bp_mat *A)
{
    bool zero = true;
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            zero = zero && BP_AT(A, i, j) == 0.0;
        }
    }
    return zero;
}

void bp_mat_print(FILE *out, const bp_mat *A, int digits)
{
    fprintf(out, "%s (%zu×%zu)\n", BP_SHAPE(A, "A").name, A->rows, A->cols);
    for (size_t i = 0; i < A->rows; i++) {
        for (size_t j = 0; j < A->cols; j++) {
            fprintf(out, " %*.*g", digits + 7, digits, BP_AT(A, i, j));
        }
        fputc('\n', out);
    }
}
