/* The forward path of a whole network, and the one function that disturbs a number of it: all that
 * a numeric witness may use. One source (path.inc) for four number types:
 *
 *   bp_path   bp_path_new   bp_path_free   bp_evaluate          double; and bp_evaluate_along
 *   …_z  double complex     …_f  float     …_l  long double
 */
#ifndef BP_PATH_H
#define BP_PATH_H

#include "forward.h"
#include "network.h"

/* What can be disturbed. */
typedef enum { BP_NOTHING, BP_AT_W, BP_AT_b, BP_AT_Z, BP_AT_A } bp_place;

/* Where: the entry (row, col) of W^l, b^l, Z^l or A^l. */
typedef struct {
    bp_place place;
    size_t l, row, col;
} bp_spot;

/* The base point is (W, b, X, Y). Layers 1 … clean hold its Z and A; the rest is what the last
 * evaluation left. `stored` is the real step that the last evaluation really took: (x + h) − x. */
#define BP_PATH_TYPE(number, mat, real, real_mat, suffix)                                         \
    typedef struct {                                                                              \
        const bp_net *net;                                                                        \
        real_mat *W, *b, *b_hat, Y;                                                               \
        mat *Z, *A, Cx;                                                                           \
        number C;                                                                                 \
        real_mat *tilt_W, *tilt_b, *tilt_b_hat; /* imaginary parts of W and b, complex only */ \
        mat *tilt_Z;                                                                              \
        size_t clean, evaluations;                                                                \
        real stored;                                                                              \
    } bp_path##suffix;                                                                            \
    bool bp_path_new##suffix(bp_path##suffix *path, const bp_net *net, const bp_mat *X,           \
                             const bp_mat *Y);                                                    \
    void bp_path_free##suffix(bp_path##suffix *path);                                             \
    number bp_evaluate##suffix(bp_path##suffix *path, bp_spot spot, real step);

/* bp_path_new     copies the base point; false: no memory, then *path is empty and may be freed.
 * bp_evaluate     adds `step` to the entry at `spot` (i·step in the complex path), runs the forward
 *                 path, puts the entry back, returns C; Z, A and Cx keep the disturbed values. */
BP_PATH_TYPE(double, bp_mat, double, bp_mat, )
BP_PATH_TYPE(double complex, bp_mat_z, double, bp_mat, _z)
BP_PATH_TYPE(float, bp_mat_f, float, bp_mat_f, _f)
BP_PATH_TYPE(long double, bp_mat_l, long double, bp_mat_l, _l)

/* The same where all of W^l, b^l, Z^l or A^l is moved: X + hV for X. V has its shape. `stored` is
 * left alone: each entry has stored a step of its own. */
double bp_evaluate_along(bp_path *path, bp_place place, size_t l, const bp_mat *V, double h);

#endif
