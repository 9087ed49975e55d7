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

/* X += hV */
static void move_along(bp_mat *X, const bp_mat *V, double h)
{
    bp_require_same("bp_evaluate_along", BP_SHAPE(V, "V"), BP_SHAPE(X, "what moves"));
    for (size_t i = 0; i < X->rows * X->cols; i++) {
        X->v[i] += h * V->v[i];
    }
}

double bp_evaluate_along(bp_path *path, bp_place place, size_t l, const bp_mat *V, double h)
{
    const bp_net *net = path->net;
    bp_spot nowhere = {0};
    BP_REQUIRE(l >= 1 && l <= net->L, "bp_evaluate_along: there is no layer %zu in 1 … %zu", l,
               net->L);
    if (place == BP_AT_W || place == BP_AT_b) {
        move_along(place == BP_AT_W ? &path->W[l] : &path->b[l], V, h);
    }
    for (size_t k = (path->clean < l - 1 ? path->clean : l - 1) + 1; k <= net->L; k++) {
        layer(path, k, nowhere, 0.0);
        if (k == l && place == BP_AT_Z) {
            move_along(&path->Z[l], V, h);
            bp_activate(&path->A[l], net->sigma[l], &path->Z[l]);
        } else if (k == l && place == BP_AT_A) {
            move_along(&path->A[l], V, h);
        }
    }
    bp_mat_copy(&path->W[l], &net->W[l]);
    bp_mat_copy(&path->b[l], &net->b[l]);
    path->clean = l - 1;
    path->evaluations++;
    return path->C = bp_average_loss(&path->Cx, net->loss, &path->A[net->L], &path->Y);
}

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
