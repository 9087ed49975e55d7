/* Every σ and every loss is right to a few units in the last place, over the whole range of double.
 *
 * Measured against libquadmath on 4e5 points, in ulps, where terms cancel of Σ|terms|:
 * σ 4.6, σ' 6.4, by complex step 5.0; float 3.9, long double 4.4; losses 2.6; a softmax of five
 * neurons 4.4, its derivatives 8.5. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "forward.h"
#include "near.h"
#include "scalar.h"
#include "textbook.h"

#define FEW 6.0         /* allowed for a value */
#define FEW_MORE 8.0    /* allowed for a derivative */

static const double h = BP_COMPLEX_STEP;

/* What the complex step can resolve: i·h·σ' loses its digits below the normal numbers. */
static const near_type step_type = {DBL_MANT_DIG, DBL_MIN_EXP - DBL_MANT_DIG + 200};

/* σ(z) and σ'(z), computed with libquadmath (113 binary digits), printed with 21. */
static const struct {
    const char *name;
    double z;
    long double value, slope;
} stored[] = {
    {"sigmoid", -744.4, 5.14265832728891964025e-324L, 5.14265832728891964025e-324L},
    {"sigmoid", -700.3, 7.30422803364571536503e-305L, 7.30422803364571536503e-305L},
    {"sigmoid", -36.7, 1.15184094930760949952e-16L, 1.15184094930760936685e-16L},
    {"sigmoid", -2.77, 5.89670134647917607313e-02L, 5.54899047878348279206e-02L},
    {"sigmoid", 1e-09, 5.0000000025e-01L, 2.49999999999999999937e-01L},
    {"sigmoid", 0.84, 6.98465216002538768927e-01L, 2.10611558037065629353e-01L},
    {"sigmoid", 13.1, 9.99997954773558436263e-01L, 2.04522225861253993554e-06L},
    {"sigmoid", 37.2, 9.99999999999999930137e-01L, 6.98626850867570325468e-17L},
    {"tanh", -350.7, -1.0L, 9.72546520454994668738e-305L},
    {"tanh", -2.07, -9.68653423867902859726e-01L, 6.17105444289889184365e-02L},
    {"tanh", -0.194, -1.91602294886896566e-01L, 9.63288560594074730041e-01L},
    {"tanh", -1e-09, -1.00000000000000006195e-09L, 9.99999999999999999e-01L},
    {"tanh", 3e-300, 3.00000000000000024096e-300L, 1.0L},
    {"tanh", 0.545, 4.96763443214128482147e-01L, 7.53226081486043346883e-01L},
    {"tanh", 4.5, 9.99753210848027536541e-01L, 4.93517399059395631323e-04L},
    {"tanh", 18.9, 9.99999999999999923317e-01L, 1.53365818017540353529e-16L},
    {"leaky-relu", -1.3e+308, -1.30000000000000009411e+306L, 1.0e-02L},
    {"leaky-relu", -49.9, -4.98999999999999985789e-01L, 1.0e-02L},
    {"leaky-relu", -3e-310, -2.9999999999999908348e-312L, 1.0e-02L},
    {"leaky-relu", 0.7, 6.99999999999999955591e-01L, 1.0L},
    {"elu", -744.4, -1.0L, 5.14265832728891964025e-324L},
    {"elu", -37.9, -9.99999999999999965307e-01L, 3.46927826974909687468e-17L},
    {"elu", -1.38, -7.48421446940243462106e-01L, 2.51578553059756537894e-01L},
    {"elu", -0.412, -3.37675723947877728778e-01L, 6.62324276052122271222e-01L},
    {"elu", -2e-12, -1.99999999999799995977e-12L, 9.99999999998e-01L},
    {"elu", -3e-310, -2.9999999999999908348e-310L, 1.0L},
    {"elu", 712.3, 7.12299999999999954525e+02L, 1.0L},
    {"softplus", -744.4, 5.14265832728891964025e-324L, 5.14265832728891964025e-324L},
    {"softplus", -41.3, 1.15781160263829736395e-18L, 1.15781160263829736328e-18L},
    {"softplus", -0.98, 3.18679959237132750477e-01L, 2.72891783658870470945e-01L},
    {"softplus", -1e-12, 6.93147180559445309417e-01L, 4.9999999999975e-01L},
    {"softplus", 0.63, 1.05696028981187661451L, 6.52489462192744471078e-01L},
    {"softplus", 3.45, 3.48125216030123548693L, 9.69231140642851996131e-01L},
    {"softplus", 36.2, 3.62000000000000030321e+01L, 9.99999999999999810094e-01L},
    {"softplus", 1.3e+300, 1.30000000000000006826e+300L, 1.0L},
    {"silu", -744.4, -3.82819485883387166327e-321L, -3.82305220050658274363e-321L},
    {"silu", -710.2, -2.60279294134150302809e-306L, -2.59912806814896359855e-306L},
    {"silu", -27.6, -2.84696010629534604032e-11L, -2.74380937780344757249e-11L},
    {"silu", -9.63, -6.32909890470866544288e-04L, -5.67145563845703269399e-04L},
    {"silu", -1.2784645, -2.78464542761073595974e-01L, 9.31386271325045575482e-09L},
    {"silu", -1e-09, -4.99999999750000031141e-10L, 4.999999995e-01L},
    {"silu", 0.71, 4.75984823464296669199e-01L, 8.27285205571281199689e-01L},
    {"silu", 1.3e+300, 1.30000000000000006826e+300L, 1.0L},
    {"gelu", -21.53, -1.38253416893485416685e-323L, -1.39327576216323811286e-321L},
    {"gelu", -19.9, -1.97504137639888669933e-257L, -1.70480002471362084722e-255L},
    {"gelu", -15.1, -1.04845301038498952592e-116L, -5.27774249280963379073e-115L},
    {"gelu", -8.2, -1.39505949677418250203e-22L, -2.21361225253854448905e-21L},
    {"gelu", -5.17, -7.04993389029885230437e-08L, -5.02241003555651866843e-07L},
    {"gelu", -3.41, -8.72223698041693409902e-04L, -3.30627901420313067615e-03L},
    {"gelu", -0.7524, -1.70040749759345188521e-01L, 2.64375269322215368828e-05L},
    {"gelu", -1e-09, -4.99999999601057750739e-10L, 4.99999999202115439197e-01L},
    {"gelu", 0.66, 4.91900681693724314867e-01L, 9.56912559318337217397e-01L},
    {"gelu", 2.9, 2.89503333376452849654L, 1.01512552173409855128L},
    {"gelu", 1.3e+300, 1.30000000000000006826e+300L, 1.0L},
};
#define STORED (sizeof stored / sizeof *stored)

START_TEST(activations_meet_their_stored_values)
{
    for (size_t i = 0; i < STORED; i++) {
        const char *name = stored[i].name;
        double z = stored[i].z;
        const bp_activation *sigma = bp_activation_named(name);
        double complex step = sigma->at_z(bp_complex(z, h));
        long double value = stored[i].value, slope = stored[i].slope, terms = sigma->slope_terms(z);
        ck_ulps(near_double, sigma->at(z), value, value, FEW, name, z);
        ck_ulps(near_double, creal(step), value, fmaxl(fabsl(value), h * slope), FEW, name, z);
        ck_ulps(near_double, sigma->slope(z), slope, terms, FEW_MORE, name, z);
        ck_ulps(step_type, cimag(step) / h, slope, terms, FEW_MORE, name, z);
    }
}
END_TEST

START_TEST(activations_in_long_double_meet_their_stored_values)
{
    for (size_t i = 0; near_wide() && i < STORED; i++) {
        const bp_activation *sigma = bp_activation_named(stored[i].name);
        ck_ulps(near_long, sigma->at_l(stored[i].z), stored[i].value, stored[i].value, FEW,
                stored[i].name, stored[i].z);
    }
}
END_TEST

/* Called for every z of a net that is fine where σ bends, and reaches to the ends of double. */
typedef void comparison(const bp_activation *sigma, double z);

static void over_the_whole_range(const bp_activation *sigma, comparison *f)
{
    for (double z = -50.0; z < 50.0; z += 0.0123) {
        f(sigma, z);
    }
    for (double z = -760.3; z < 760.0; z += 0.317) {
        f(sigma, z);
    }
    for (double z = 5e-324; z < 1e308; z *= 7.3) {
        f(sigma, z);
        f(sigma, -z);
    }
    f(sigma, DBL_MAX);
    f(sigma, -DBL_MAX);
    f(sigma, 0.0);
}

static void for_every_elementwise_activation(comparison *f)
{
    for (const bp_activation *sigma = bp_activations; sigma->at; sigma++) {
        over_the_whole_range(sigma, f);
    }
}

static void meet_the_textbook(const bp_activation *sigma, double z)
{
    bp_mat Z = {1, 1, 1, &z, "Z"};
    long double want = bp_textbook_activation(sigma, &Z, 0, 0);
    double got = sigma->at(z), twin = creal(sigma->at_z(bp_complex(z, 0.0)));
    ck_ulps(near_double, got, want, want, FEW, sigma->name, z);
    ck_ulps(near_double, twin, want, want, FEW, sigma->name, z);
}

START_TEST(activations_meet_the_textbook_over_the_whole_range)
{
    if (near_wide()) {
        for_every_elementwise_activation(meet_the_textbook);
    }
}
END_TEST

static void slope_is_the_complex_step(const bp_activation *sigma, double z)
{
    if (!(sigma->kink && z == 0.0)) {
        double terms = sigma->slope_terms(z);
        ck_ulps(step_type, cimag(sigma->at_z(bp_complex(z, h))) / h, sigma->slope(z), terms,
                FEW_MORE + FEW, sigma->name, z);
    }
}

START_TEST(slopes_are_the_complex_step_over_the_whole_range)
{
    for_every_elementwise_activation(slope_is_the_complex_step);
}
END_TEST

static void float_is_the_rounded_double(const bp_activation *sigma, double z)
{
    float rounded = (float)z;
    if (isfinite(rounded)) {
        double want = sigma->at(rounded);
        ck_ulps(near_float, sigma->at_f(rounded), want, want, FEW, sigma->name, z);
    }
}

START_TEST(activations_in_float_are_the_rounded_double)
{
    for_every_elementwise_activation(float_is_the_rounded_double);
}
END_TEST

/* e^{z − top} far below the top, and differences that overflow. A_k and ∂A_k/∂Z_3, computed as
 * above. */
START_TEST(softmax_meets_its_stored_values)
{
    const bp_activation *sigma = bp_activation_named("softmax");
    MATRIX(Z, 4, 1, 3.3, -640.1, 1.7, 2.9);
    MATRIX(A, 4, 1, 9, 9, 9, 9);
    const long double value[] = {5.34126243305589488738e-01L, 2.00712425970647678467e-280L,
                                 1.07838228692964655493e-01L, 3.58035528001445855769e-01L};
    const long double slope[] = {-5.75992279765022411429e-02L, -2.16444724933424427741e-281L,
                                 9.62091451253285099827e-02L, -3.86099171488262688398e-02L};
    bp_activate(&A, sigma, &Z);
    for (size_t k = 0; k < 4; k++) {
        ck_ulps(near_double, A.v[k], value[k], value[k], FEW, "softmax", Z.v[k]);
        ck_ulps(near_double, bp_jacobian(sigma, &Z, k, 2, 0), slope[k], value[k] * value[2],
                FEW_MORE + 4, "softmax", Z.v[k]);
        if (near_wide()) {
            ck_ulps(near_double, bp_textbook_activation(sigma, &Z, k, 0), value[k], value[k], 1,
                    "textbook softmax", Z.v[k]);
        }
    }
    MATRIX(huge, 3, 1, -1.7e308, 1.7e308, 1.7e308);
    ck_assert_double_eq(bp_jacobian(sigma, &huge, 2, 1, 0), -0.25);
    bp_activate(&huge, sigma, &huge);
    ck_assert(huge.v[0] == 0.0 && huge.v[1] == 0.5 && huge.v[2] == 0.5);
}
END_TEST

/* Terms of a loss, and their slopes by a, computed as above. */
static const struct {
    const char *name;
    double a, y;
    long double value, slope;
} stored_losses[] = {
    {"cross-entropy", 0.37, 0.82, 8.98453246869351422407e-01L, -1.93050193050193032098L},
    {"cross-entropy", 3.1e-17, 0.4, 1.52050177877630713103e+01L, -1.29032258064516136996e+16L},
    {"cross-entropy", 0.9999999999999998, 0.6, 1.44174613556468633694e+01L,
     1.8014398509481979e+15L},
    {"cross-entropy", 4.4e-300, 0.27, 1.86109359306468174468e+02L, -6.13636363636363670606e+298L},
    {"cross-entropy", 0.5000001, 0.73, 6.93147088559965357841e-01L, -9.19999600000036939472e-01L},
    {"categorical", 0.37, 0.82, 8.15286864141970838681e-01L, -2.21621621621621611079L},
    {"categorical", 3.1e-17, 0.4, 1.52050177877630712917e+01L, -1.29032258064516142996e+16L},
    {"categorical", 0.9999999999999998, 0.6, 1.33226762955018794712e-16L,
     -6.00000000000000111022e-01L},
    {"categorical", 4.4e-300, 0.27, 1.86109359306468174468e+02L, -6.13636363636363670606e+298L},
    {"categorical", 0.5000001, 0.73, 5.05997295808774740408e-01L, -1.45999970800005851816L},
    {"quadratic", 0.37, 0.82, 1.01249999999999980016e-01L, -4.49999999999999955591e-01L},
    {"quadratic", -1.6e+154, 2.3e+153, 1.67445000000000002294e+308L, -1.83000000000000001254e+154L},
    {"quadratic", 0.7300000000000001, 0.73, 6.16297582203915472978e-33L,
     1.11022302462515654042e-16L},
    {"quadratic", 3.7e-140, -6.1e-141, 9.28804999999999907609e-280L, 4.30999999999999978564e-140L},
    {"absolute", 0.37, 0.82, 4.49999999999999955591e-01L, -1.0L},
    {"absolute", 0.7300000000000001, 0.73, 1.11022302462515654042e-16L, 1.0L},
};

START_TEST(losses_meet_their_stored_values)
{
    for (size_t i = 0; i < sizeof stored_losses / sizeof *stored_losses; i++) {
        const char *name = stored_losses[i].name;
        const bp_loss *loss = bp_loss_named(name);
        double a = stored_losses[i].a, y = stored_losses[i].y;
        long double value = stored_losses[i].value, slope = stored_losses[i].slope;
        long double terms = loss->slope_terms(a, y);
        bp_mat A = {1, 1, 1, &a, "A"}, Y = {1, 1, 1, &y, "Y"};
        ck_ulps(near_double, loss->at(a, y), value, value, FEW, name, a);
        ck_ulps(near_double, loss->slope(a, y), slope, terms, FEW, name, a);
        if (a < 0.0 || a > 1e-45) { /* no pole within reach of the step */
            double complex step = loss->at_z(bp_complex(a, h), y);
            ck_ulps(near_double, creal(step), value, value, FEW, name, a);
            ck_ulps(step_type, cimag(step) / h, slope, terms, FEW, name, a);
        }
        if (near_wide()) {
            ck_ulps(near_long, loss->at_l(a, y), value, value, FEW, name, a);
            ck_ulps(near_double, bp_textbook_loss(loss, &A, &Y), value, value, 1, name, a);
        }
    }
}
END_TEST

START_TEST(losses_meet_the_textbook_where_a_logarithm_is_steep)
{
    for (const bp_loss *loss = bp_losses; near_wide() && loss->name; loss++) {
        for (double a = 1e-300; a < 1.0 - 0x1p-52; a = a < 0.1 ? 7.3 * a : 1.0 - 0.73 * (1.0 - a)) {
            for (double y = 0.0; y <= 1.0; y += 0.125) {
                bp_mat A = {1, 1, 1, &a, "A"}, Y = {1, 1, 1, &y, "Y"};
                long double want = bp_textbook_loss(loss, &A, &Y);
                double got = bp_average_loss(NULL, loss, &A, &Y);
                ck_ulps(near_double, got, want, want, FEW, loss->name, a);
            }
        }
    }
}
END_TEST

Suite *accuracy_suite(void)
{
    Suite *suite = suite_create("accuracy");
    TCase *values = tcase_create("stored");
    tcase_add_test(values, activations_meet_their_stored_values);
    tcase_add_test(values, softmax_meets_its_stored_values);
    tcase_add_test(values, losses_meet_their_stored_values);
    suite_add_tcase(suite, values);
    TCase *range = tcase_create("range");
    tcase_add_test(range, slopes_are_the_complex_step_over_the_whole_range);
    tcase_add_test(range, activations_in_float_are_the_rounded_double);
    suite_add_tcase(suite, range);
    TCase *wide = tcase_create("long double");
    tcase_set_tags(wide, "long-double");
    tcase_add_test(wide, activations_in_long_double_meet_their_stored_values);
    tcase_add_test(wide, activations_meet_the_textbook_over_the_whole_range);
    tcase_add_test(wide, losses_meet_the_textbook_where_a_logarithm_is_steep);
    suite_add_tcase(suite, wide);
    return suite;
}
