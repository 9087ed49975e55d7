#include "around.h"

#include <math.h>

static int sign(double x)
{
    return (x > 0.0) - (x < 0.0);
}

/* Has an entry of Z^l changed sides of σ^l's kink? */
static bool pattern_moved(const bp_mat *Z, const bp_mat *base)
{
    bool moved = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        moved = moved || sign(Z->v[i]) != sign(base->v[i]);
    }
    return moved;
}

static bool loss_pattern_moved(const bp_mat *A, const bp_mat *base, const bp_mat *Y)
{
    bool moved = false;
    for (size_t i = 0; i < A->rows * A->cols; i++) {
        moved = moved || sign(A->v[i] - Y->v[i]) != sign(base->v[i] - Y->v[i]);
    }
    return moved;
}

/* The powers of h say how far off a quotient is only while a step is small for every curved σ that
 * it moves. Features of size 1e4 carry a step of 6e-6 in W further than that. What has changed sign
 * has passed 0, where a σ is curved that is straight far away. */
static bool moves_far(const bp_activation *sigma, const bp_mat *Z, const bp_mat *base, double most)
{
    bool far = false;
    for (size_t i = 0; i < Z->rows * Z->cols; i++) {
        double least = Z->v[i] * base->v[i] < 0.0 ? 0.0 : base->v[i];
        bool curved = bp_couples_neurons(sigma) || sigma->curvature(least) > 0.0;
        far = far || (curved && !(fabs(Z->v[i] - base->v[i]) <= most));
    }
    return far;
}

/* Near a pole of the loss a step is small if it is small beside the distance to the pole, in whose
 * units the slope changes by itself. */
static bool nears_pole(const bp_loss *loss, const bp_mat *A, const bp_mat *base, const bp_mat *Y,
                       double most)
{
    bool near = false;
    for (size_t i = 0; loss->pole && i < A->rows * A->cols; i++) {
        double a = base->v[i], change = fabs(A->v[i] - a) * loss->curvature(a, Y->v[i]);
        near = near || (A->v[i] != a && !(change <= most * loss->slope_terms(a, Y->v[i])));
    }
    return near;
}

bool bp_is_clean(const bp_crossing *met)
{
    return !met->kink && !met->too_far && !met->bent;
}

void bp_look_around(bp_crossing *met, const bp_path *path, const bp_pass *base, size_t l,
                    double most)
{
    const bp_net *net = path->net;
    for (size_t k = l; k <= net->L; k++) {
        const bp_mat *Z = &path->Z[k], *before = &base->Z[k];
        bool jumps = net->sigma[k]->kink || net->sigma[k]->bend;
        bool moved = jumps && pattern_moved(Z, before), kink = moved && net->sigma[k]->kink;
        met->kink = met->kink || kink;
        met->local_kink = met->local_kink || (kink && k == l);
        met->bent = met->bent || (moved && !kink);
        met->too_far = met->too_far || moves_far(net->sigma[k], Z, before, most);
    }
    const bp_mat *A = &path->A[net->L], *before = &base->A[net->L];
    met->too_far = met->too_far || nears_pole(net->loss, A, before, &path->Y, most);
    met->kink = met->kink || (net->loss->kink && loss_pattern_moved(A, before, &path->Y));
}
