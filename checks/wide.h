/* The truth about a network, in a number type wider than double: what an error is measured against.
 *
 *   wide_quad       __float128, 113 bits; only where the compiler has gcc's quadmath.h
 *   wide_long       long double, 64 bits on a PC
 *   wide_error      how far a computed number is from it
 *   wide_new, wide_free
 *
 * No equation of the backward path is used here: a wide complex step runs through the forward path,
 * which is the library's own source (forward.inc), and reads every derivative off. The square of
 * its step, 2^-2000, is nothing in any of these types.
 */
#ifndef WIDE_H
#define WIDE_H

#include "quantities.h"

/* The largest network. */
#define WIDE_DEPTH 6
#define WIDE_WIDTH 16
#define WIDE_SAMPLES 16

/* Two doubles hold what is true to 106 bits: high + low. */
typedef struct {
    bp_pass high, low;
} wide_truth;

/* base == NULL: the exact derivatives at (W, b, X), with the exact Z, A, C and C_x. Else the
 * derivatives at the computed base point: every layer starts from the Z and A that stand in *base,
 * as if they were exact. b̂, columns, shapes, stack and accumulate are left as they are.
 * The network must not be larger than the largest. */
typedef void wide_find(wide_truth *truth, const bp_net *net, const bp_mat *X, const bp_mat *Y,
                       const bp_pass *base);

typedef struct {
    const char *name;
    int bits;               /* of the significand, as they really are; 0: there is no such type */
    wide_find *find;
} wide_type;

/* Each in a file of its own. */
wide_type wide_quad(void);
wide_type wide_long(void);

/* False: no memory; then *truth is empty and may be freed. */
bool wide_new(wide_truth *truth, const bp_net *net, const bp_mat *X, const bp_mat *Y);
void wide_free(wide_truth *truth);

/* |computed − true| for entry i of quantity q in layer l. */
double wide_error(const wide_truth *truth, bp_quantity q, size_t l, size_t i, double computed);

#endif
