#include "wide.h"

#include <complex.h>
#include <float.h>
#include <math.h>

#include "path.h"
#include "scalar.h"

typedef long double wide;
typedef long double complex wide_z;
typedef bp_mat_l wide_mat;
typedef BP_MATRIX_OF(wide_z) wide_mat_z;
BP_FORWARD_PROTOTYPES(wide_z, wide_mat_z, wide, wide_mat, _lz)
BP_LOSS_PROTOTYPES(wide_z, wide, _lz)
#define WIDE(f) f##_lz
#define REAL_FUNCTION(f) f##l
#include "wide.inc"

/* On other machines it is double; and valgrind computes with 53 bits, whatever float.h says. */
wide_type wide_long(void)
{
    volatile long double one = 1.0L;
    bool wider = one + 0x1p-60L != 1.0L;
    return (wide_type){"long double", wider ? LDBL_MANT_DIG : DBL_MANT_DIG, find};
}
