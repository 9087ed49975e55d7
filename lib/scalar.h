/* The elementary functions under one name for the four number types of the forward path.
 *
 *   bp_exp bp_log bp_log1p bp_expm1 bp_tanh     bp_fma(x, y, z) = xy + z, rounded once (real types)
 *
 * C11 has no complex log1p and expm1, and a library's cexp or ctanh may take a detour that costs
 * digits; so the complex ones are written here by Euler's formula and quotients. None of them knows
 * a derivative, nor takes an absolute value or a conjugate: the complex step passes through.
 */
#ifndef BP_SCALAR_H
#define BP_SCALAR_H

#include <complex.h>
#include <math.h>

#undef I

/* x + iy, in the one place that builds complex numbers (clang 14 lacks C11's CMPLX). */
static inline double complex bp_complex(double x, double y)
{
    return x + y * _Complex_I;
}

double complex bp_exp_z(double complex z);
double complex bp_log_z(double complex z);
double complex bp_log1p_z(double complex z);
double complex bp_expm1_z(double complex z);
double complex bp_tanh_z(double complex z);

#define bp_exp(x) \
    _Generic((x), float: expf, double: exp, long double: expl, double complex: bp_exp_z)(x)
#define bp_log(x) \
    _Generic((x), float: logf, double: log, long double: logl, double complex: bp_log_z)(x)
#define bp_log1p(x) \
    _Generic((x), float: log1pf, double: log1p, long double: log1pl, double complex: bp_log1p_z)(x)
#define bp_expm1(x) \
    _Generic((x), float: expm1f, double: expm1, long double: expm1l, double complex: bp_expm1_z)(x)
#define bp_tanh(x) \
    _Generic((x), float: tanhf, double: tanh, long double: tanhl, double complex: bp_tanh_z)(x)
#define bp_fma(x, y, z) _Generic((x), float: fmaf, double: fma, long double: fmal)(x, y, z)

#endif
