/* One source, four kinds of number. */
#include "path.h"

#include "contract.h"

#define NEW_ARRAY(array, count) (((array) = bp_calloc(count, sizeof *(array))) != NULL)
#define NEW_MATRIX(m, r, c) \
    ((m).rows = (r), (m).cols = (m).stride = (c), NEW_ARRAY((m).v, (m).rows * (m).cols))
#define FREE_MATRIX(array, l)      \
    do {                           \
        if (array) {               \
            bp_free((array)[l].v); \
        }                          \
    } while (0)

#define CONVERT(real, to, from)                                      \
    do {                                                             \
        for (size_t i_ = 0; i_ < (to).rows; i_++) {                  \
            for (size_t j_ = 0; j_ < (to).cols; j_++) {              \
                BP_AT(&(to), i_, j_) = (real)BP_AT(&(from), i_, j_); \
            }                                                        \
        }                                                            \
    } while (0)

/* A spot outside the network would disturb memory that is somebody else's. */
static void require_spot(const bp_net *net, size_t M, bp_spot spot)
{
    if (spot.place == BP_NOTHING) {
        return;
    }
    BP_REQUIRE(spot.l >= 1 && spot.l <= net->L, "bp_evaluate: there is no layer %zu in 1 … %zu",
               spot.l, net->L);
    size_t rows = net->N[spot.l];
    size_t cols = spot.place == BP_AT_W ? net->N[spot.l - 1] : spot.place == BP_AT_b ? 1 : M;
    BP_REQUIRE(spot.row < rows && spot.col < cols,
               "bp_evaluate: layer %zu has no entry [%zu,%zu] in %zu×%zu", spot.l, spot.row + 1,
               spot.col + 1, rows, cols);
}

/* The parameters are W + iW' and b + ib'. By linearity Z = (W A + b̂) + i(W' A + b̂'): the same
 * affine map twice, and every product is of a real number with a complex one. */
static void add_tilt_z(bp_path_z *path, size_t l)
{
    bp_mat_z *Z = &path->Z[l], *T = &path->tilt_Z[l];
    bp_broadcast(&path->tilt_b_hat[l], &path->tilt_b[l]);
    bp_affine_z(T, &path->tilt_W[l], &path->A[l - 1], &path->tilt_b_hat[l]);
    for (size_t k = 0; k < Z->rows; k++) {
        for (size_t m = 0; m < Z->cols; m++) {
            BP_AT(Z, k, m) += BP_AT(T, k, m) * _Complex_I;
        }
    }
}

#define add_tilt(path, l) (void)0
#define NUMBER double
#define MAT bp_mat
#define REAL double
#define REAL_MAT bp_mat
#define NAME(f) f
#define UNIT 1
#define COMPLEX 0
#include "path.inc"

#define NUMBER double complex
#define MAT bp_mat_z
#define REAL double
#define REAL_MAT bp_mat
#define NAME(f) f##_z
#define UNIT _Complex_I
#define COMPLEX 1
#include "path.inc"

#define add_tilt_f(path, l) (void)0
#define NUMBER float
#define MAT bp_mat_f
#define REAL float
#define REAL_MAT bp_mat_f
#define NAME(f) f##_f
#define UNIT 1
#define COMPLEX 0
#include "path.inc"

#define add_tilt_l(path, l) (void)0
#define NUMBER long double
#define MAT bp_mat_l
#define REAL long double
#define REAL_MAT bp_mat_l
#define NAME(f) f##_l
#define UNIT 1
#define COMPLEX 0
#include "path.inc"
