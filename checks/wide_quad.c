#include "wide.h"

#ifdef __has_include
#if __has_include(<quadmath.h>)
#define HAS_QUADMATH
#endif
#endif

#ifdef HAS_QUADMATH
#include <complex.h>
#include <math.h>
#include <quadmath.h>

#include "path.h"
#include "scalar.h"

__extension__ typedef __float128 wide;
typedef __complex128 wide_z;
typedef BP_MATRIX_OF(wide) wide_mat;
typedef BP_MATRIX_OF(wide_z) wide_mat_z;
BP_FORWARD_PROTOTYPES(wide_z, wide_mat_z, wide, wide_mat, _qz)
BP_LOSS_PROTOTYPES(wide_z, wide, _qz)
#define WIDE(f) f##_qz
#define REAL_FUNCTION(f) f##q
#include "wide.inc"

wide_type wide_quad(void)
{
    return (wide_type){"__float128", FLT128_MANT_DIG, find};
}
#else
wide_type wide_quad(void)
{
    return (wide_type){"__float128", 0, NULL};
}
#endif
