#include "scalar.h"

/* e^{x+iy} = e^x (cos y + i sin y) */
double complex bp_exp_z(double complex z)
{
    double r = exp(creal(z));
    return bp_complex(r * cos(cimag(z)), r * sin(cimag(z)));
}

/* ln z = ln|z| + i arg z. Near 1 the rounding of |z| would be all that ln|z| shows; there z − 1 is
 * exact. */
double complex bp_log_z(double complex z)
{
    if (creal(z) > 0.5 && creal(z) < 2.0 && cimag(z) * cimag(z) < 1.0) {
        return bp_log1p_z(z - 1.0);
    }
    return bp_complex(log(hypot(creal(z), cimag(z))), atan2(cimag(z), creal(z)));
}

/* ln(1 + z): |1 + z|² = 1 + t with t = 2x + x² + y², so ln|1 + z| = ½ log1p(t). From x = −½ down
 * t would cancel, and 1 + x is exact; far out t would overflow, and 1 hardly counts. */
double complex bp_log1p_z(double complex z)
{
    double x = creal(z), y = cimag(z);
    if (x <= -0.5 || x >= 1.0 || y * y >= 1.0) {
        return bp_log_z(1.0 + z);
    }
    return bp_complex(0.5 * log1p(2.0 * x + x * x + y * y), atan2(y, 1.0 + x));
}

/* e^z − 1 = (e^x − 1) cos y − (1 − cos y) + i e^x sin y, and 1 − cos y = 2 sin²(y/2) */
double complex bp_expm1_z(double complex z)
{
    double x = creal(z), y = cimag(z), s = sin(0.5 * y);
    return bp_complex(expm1(x) * cos(y) - 2.0 * s * s, exp(x) * sin(y));
}

/* tanh z = −t/(2 + t) with t = e^{−2z} − 1 for x ≥ 0; tanh is odd */
double complex bp_tanh_z(double complex z)
{
    if (creal(z) < 0.0) {
        return -bp_tanh_z(-z);
    }
    double complex t = bp_expm1_z(-2.0 * z);
    return -t / (2.0 + t);
}
