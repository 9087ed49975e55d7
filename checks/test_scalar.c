/* The elementary functions of complex numbers, and the choice of the function by the type. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "near.h"
#include "scalar.h"

typedef double complex function(double complex z);

/* Computed with libquadmath (113 binary digits), printed with 21. */
static const struct {
    const char *name;
    function *f;
    double x, y;
    long double re, im;
} stored[] = {
    {"exp", bp_exp_z, -1.7, 2.4, -1.34709682569414489907e-01L,
     1.23395994190952845531e-01L},
    {"exp", bp_exp_z, 0.3, -1e-09, 1.34985880757600308832e+00L,
     -1.34985880757600317284e-09L},
    {"exp", bp_exp_z, -690.3, 0.7, 1.23052651731073944719e-300L,
     1.03645818738253613271e-300L},
    {"log", bp_log_z, 2.3, -0.7, 8.77201841342142974876e-01L,
     -2.95440837143720005113e-01L},
    {"log", bp_log_z, 1.0000000003, 2e-08, 3.00000224777111172289e-10L,
     1.99999999939999972571e-08L},
    {"log", bp_log_z, -1.6, 3.1e-05, 4.70003629433430921627e-01L,
     3.14157327858979566286e+00L},
    {"log", bp_log_z, 7.1e-290, 4e-291, -6.65787997710727302590e+02L,
     5.62785362887619606211e-02L},
    {"log", bp_log_z, 3e+200, -8e+250, 5.77725714790191256854e+02L,
     -1.57079632679489661923e+00L},
    {"log1p", bp_log1p_z, 0.4, -0.3, 3.58919896575158418755e-01L,
     -2.11093333222746536011e-01L},
    {"log1p", bp_log1p_z, -0.3, 0.714, -1.02010405415175583018e-04L,
     7.95298829985436852475e-01L},
    {"log1p", bp_log1p_z, -0.9999, 2e-06, -9.21014041196562935849e+00L,
     1.99973339731527339578e-02L},
    {"log1p", bp_log1p_z, 6e+200, -8e+199, 4.62317588868712101535e+02L,
     -1.32551532296674037969e-01L},
    {"log1p", bp_log1p_z, 3e-07, 5e-06, 3.00012454992508833550e-07L,
     4.99999849995878377971e-06L},
    {"expm1", bp_expm1_z, -0.6, 0.8, -6.17639250965496815907e-01L,
     3.93693369908582258301e-01L},
    {"expm1", bp_expm1_z, 3e-07, -2e-06, 2.99998044999404487002e-07L,
     -2.00000059999875657577e-06L},
    {"expm1", bp_expm1_z, -41.3, 0.9, -9.99999999999999999280e-01L,
     9.06944984625501283257e-19L},
    {"tanh", bp_tanh_z, 0.7, -0.4, 6.68737898899625805695e-01L,
     -2.51915573571376101324e-01L},
    {"tanh", bp_tanh_z, -1.9, 0.31, -9.63916912414534982927e-01L,
     2.50709260743234171976e-02L},
    {"tanh", bp_tanh_z, 2.3, -0.97, 1.00710360904257209114e+00L,
     -1.88840793694943436006e-02L},
    {"tanh", bp_tanh_z, 24.3, 0.2, 9.99999999999999999999e-01L,
     6.09164489713689908389e-22L},
    {"tanh", bp_tanh_z, -3e-08, 2e-07, -3.00000000000011883190e-08L,
     2.00000000000002477616e-07L},
};

START_TEST(complex_functions_meet_their_stored_values)
{
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        double complex got = stored[i].f(bp_complex(stored[i].x, stored[i].y));
        long double size = hypotl(stored[i].re, stored[i].im);
        ck_ulps(near_double, creal(got), stored[i].re, size, 8, stored[i].name, stored[i].x);
        ck_ulps(near_double, cimag(got), stored[i].im, size, 8, stored[i].name, stored[i].x);
    }
}
END_TEST

static const struct {
    const char *name;
    function *f;
    double (*real)(double x);
    double from, to;
} pairs[] = {
    {"exp", bp_exp_z, exp, -745, 709},   {"log", bp_log_z, log, 1e-300, 3},
    {"log", bp_log_z, log, 3, 1e300},    {"log1p", bp_log1p_z, log1p, -0.999, 4},
    {"log1p", bp_log1p_z, log1p, 4, 1e300}, {"expm1", bp_expm1_z, expm1, -745, 709},
    {"tanh", bp_tanh_z, tanh, -25, 25},
};

START_TEST(on_the_real_axis_they_are_the_real_functions)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        for (double t = 0.0; t < 1.0; t += 0x1p-11) {
            double x = pairs[i].from + t * (pairs[i].to - pairs[i].from);
            double complex got = pairs[i].f(bp_complex(x, 0.0));
            double want = pairs[i].real(x);
            ck_ulps(near_double, creal(got), want, want, 5, pairs[i].name, x);
            ck_assert_double_eq(cimag(got), 0.0);
        }
    }
}
END_TEST

START_TEST(tiny_numbers_keep_their_digits)
{
    for (double x = 0x1p-30; x > 0.0; x /= 1024.0) {
        ck_ulps(near_double, creal(bp_expm1_z(-x)), expm1(-x), x, 2, "expm1", x);
        ck_ulps(near_double, creal(bp_log1p_z(-x)), log1p(-x), x, 2, "log1p", x);
        ck_ulps(near_double, creal(bp_tanh_z(-x)), -x, x, 2, "tanh", x);
    }
}
END_TEST

/* f(z + ih) = f(z) + ih f'(z): the derivatives are known here, and only here. */
START_TEST(complex_step_passes_through)
{
    const double h = 0x1p-200;
    for (double x = -20.3; x < 20.0; x += 0.37) {
        double complex z = bp_complex(x, h);
        double t = tanh(x), slope = 1 / (cosh(x) * cosh(x));
        ck_ulps(near_double, cimag(bp_exp_z(z)) / h, exp(x), exp(x), 2, "exp", x);
        ck_ulps(near_double, cimag(bp_expm1_z(z)) / h, exp(x), exp(x), 2, "expm1", x);
        ck_ulps(near_double, cimag(bp_tanh_z(z)) / h, slope, slope, 12, "tanh", x);
        ck_ulps(near_double, creal(bp_tanh_z(z)), t, t, 5, "tanh", x);
        if (x > 0.0) {
            ck_ulps(near_double, cimag(bp_log_z(z)) / h, 1 / x, 1 / x, 2, "log", x);
            ck_ulps(near_double, cimag(bp_log1p_z(z)) / h, 1 / (1 + x), 1 / (1 + x), 2, "log1p", x);
        }
    }
}
END_TEST

START_TEST(the_type_chooses_the_function)
{
    float f = 0.37f;
    long double l = 0.37L;
    double complex z = bp_complex(0.37, 0.25);
    ck_assert(sizeof bp_exp(f) == sizeof f && sizeof bp_exp(l) == sizeof l);
    ck_assert(bp_exp(f) == expf(f) && bp_exp(0.37) == exp(0.37) && bp_exp(l) == expl(l));
    ck_assert(bp_log(f) == logf(f) && bp_log(0.37) == log(0.37) && bp_log(l) == logl(l));
    ck_assert(bp_log1p(f) == log1pf(f) && bp_log1p(0.37) == log1p(0.37));
    ck_assert(bp_log1p(l) == log1pl(l));
    ck_assert(bp_expm1(f) == expm1f(f) && bp_expm1(0.37) == expm1(0.37));
    ck_assert(bp_expm1(l) == expm1l(l));
    ck_assert(bp_tanh(f) == tanhf(f) && bp_tanh(0.37) == tanh(0.37) && bp_tanh(l) == tanhl(l));
    ck_assert(bp_exp(z) == bp_exp_z(z) && bp_log(z) == bp_log_z(z) && bp_log1p(z) == bp_log1p_z(z));
    ck_assert(bp_expm1(z) == bp_expm1_z(z) && bp_tanh(z) == bp_tanh_z(z));
}
END_TEST

START_TEST(fma_rounds_once)
{
    double x = 1 + 0x1p-30;
    float y = 1 + 0x1p-13f;
    ck_assert_double_eq(bp_fma(x, x, -(1 + 0x1p-29)), 0x1p-60);
    ck_assert(bp_fma(y, y, -(1 + 0x1p-12f)) == 0x1p-26f);
}
END_TEST

Suite *scalar_suite(void)
{
    Suite *suite = suite_create("scalar");
    TCase *complex_numbers = tcase_create("complex");
    tcase_add_test(complex_numbers, complex_functions_meet_their_stored_values);
    tcase_add_test(complex_numbers, on_the_real_axis_they_are_the_real_functions);
    tcase_add_test(complex_numbers, tiny_numbers_keep_their_digits);
    tcase_add_test(complex_numbers, complex_step_passes_through);
    suite_add_tcase(suite, complex_numbers);
    TCase *types = tcase_create("types");
    tcase_add_test(types, the_type_chooses_the_function);
    tcase_add_test(types, fma_rounds_once);
    suite_add_tcase(suite, types);
    return suite;
}
