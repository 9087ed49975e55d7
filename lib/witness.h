/* What the numeric witnesses share. Private to numeric.c, complex_step.c,
 * differences.c and triangle.c. */
#ifndef BP_WITNESS_H
#define BP_WITNESS_H

#include "around.h"
#include "numeric.h"

#define BP_LEVELS 10    /* the most steps that one difference method takes */

/* What one disturbance does to everything that is looked at: to C, to each C_x, and to Z^l, A^l and
 * Z^{l+1}. The numbers are the quantities themselves, their derivatives, or bars of these. */
typedef struct {
    bp_mat C, Cx, Z, A, Z_next;
} bp_response;

/* What a method reads off at one spot with the step h; where `met.too_far`, no bar can be given.
 * `low` and `high` are work space for the two ends of a difference, `level` for its quotients. */
typedef struct {
    bp_response value, bar, low, high, level[BP_LEVELS];
    bp_crossing met;
    double h;
} bp_reading;

typedef struct {
    double value, bar;
    double rounding;    /* the bar's part that is not truncation */
} bp_estimate;

/* Takes a method's place of the triangle over D[0] … D[n−1], finest step first, h the finest; E
 * bounds the rounding error of f. An entry of the triangle is as far off as its coarser neighbour
 * says, and as its roundings may make it. `bent`: over a jump of σ'' the error has no powers of h
 * to eliminate, and D(h) is off by up to |D(h) − D(2h)|. */
bp_estimate bp_extrapolate(const bp_difference *method, const double *D, size_t n, bool bent,
                           double E, double h);

typedef void bp_method(bp_reading *reading, void *workspace, bp_spot spot, double h);

/* Fills the base point: Z, A and C by the forward path, and z, a and C_x one sample at a time.
 * False: no memory; *w may be freed. */
bool bp_witness_new(bp_witness *w, const char *name, double step, const bp_net *net,
                    const bp_mat *X, const bp_mat *Y);

/* Visits every entry of every W, b, Z and A. False: no memory. */
bool bp_witness_run(bp_witness *w, bp_method *method, void *workspace, const bp_progress *progress);

#endif
