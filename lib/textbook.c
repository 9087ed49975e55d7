/* long double reaches 10^±4932: e^z overflows for |z| > 11356 only, where every double result is
 * already 0, ±1 or z. So 1/(1 + e^{−z}) may stand as the books have it; infinity does the rest. */
#include "textbook.h"

#include <math.h>
#include <string.h>

#include "contract.h"

/* §3  σ(z) ------------------------------------------------------------------------------------ */

static long double identity(long double z)
{
    return z;
}

static long double sigmoid(long double z)
{
    return 1.0L / (1.0L + expl(-z));
}

/* sinh/cosh; from 40 on it is ±1 and both may overflow */
static long double hyperbolic_tangent(long double z)
{
    return fabsl(z) < 40.0L ? sinhl(z) / coshl(z) : copysignl(1.0L, z);
}

static long double relu(long double z)
{
    return fmaxl(z, 0.0L);
}

static long double leaky_relu(long double z)
{
    return fmaxl(z, 0.01L * z);
}

/* e^z − 1 = 2 e^{z/2} sinh(z/2) does not cancel near 0 */
static long double elu(long double z)
{
    if (z >= 0.0L) {
        return z;
    }
    return z < -1.0L ? expl(z) - 1.0L : 2.0L * expl(z / 2.0L) * sinhl(z / 2.0L);
}

/* ln(1 + e^z); from 100 on it is z */
static long double softplus(long double z)
{
    return z < 100.0L ? log1pl(expl(z)) : z;
}

static long double silu(long double z)
{
    return z / (1.0L + expl(-z));
}

/* ½z (1 + tanh u), u = √(2/π)(z + 0.044715 z³). For z < 0 the sum cancels;
 * ½(1 + tanh u) = 1/(1 + e^{−2u}) does not. */
static long double gelu(long double z)
{
    long double u = sqrtl(2.0L / acosl(-1.0L)) * (z + 0.044715L * z * z * z);
    if (u < -1.0L) {
        return z / (1.0L + expl(-2.0L * u));
    }
    return 0.5L * z * (1.0L + hyperbolic_tangent(u));
}

static const struct {
    const char *name;
    long double (*at)(long double z);
} activations[] = {
    {"identity", identity},
    {"sigmoid", sigmoid},
    {"tanh", hyperbolic_tangent},
    {"relu", relu},
    {"leaky-relu", leaky_relu},
    {"elu", elu},
    {"softplus", softplus},
    {"silu", silu},
    {"gelu", gelu},
};

/* e^{z_j} / Σ_k e^{z_k}, divided through by e^{z_j} */
static long double softmax(const bp_mat *Z, size_t j, size_t m)
{
    long double z_j = BP_AT(Z, j, m), sum = 0.0L;
    for (size_t k = 0; k < Z->rows; k++) {
        sum += expl(BP_AT(Z, k, m) - z_j);
    }
    return 1.0L / sum;
}

long double bp_textbook_activation(const bp_activation *sigma, const bp_mat *Z, size_t j, size_t m)
{
    if (strcmp(sigma->name, "softmax") == 0) {
        return softmax(Z, j, m);
    }
    for (size_t i = 0; i < sizeof activations / sizeof *activations; i++) {
        if (strcmp(sigma->name, activations[i].name) == 0) {
            return activations[i].at(BP_AT(Z, j, m));
        }
    }
    bp_broken_contract(__FILE__, __LINE__,
                       "bp_textbook_activation: no textbook names the activation %s", sigma->name);
}

/* §4  loss(a, y) ------------------------------------------------------------------------------ */

static long double quadratic(long double a, long double y)
{
    return 0.5L * powl(a - y, 2.0L);
}

/* −t ln p, where 0·ln 0 is 0 */
static long double surprise(long double t, long double log_p)
{
    return t == 0.0L ? 0.0L : -t * log_p;
}

static long double cross_entropy(long double a, long double y)
{
    return surprise(y, logl(a)) + surprise(1.0L - y, log1pl(-a));
}

static long double categorical(long double a, long double y)
{
    return surprise(y, logl(a));
}

static long double absolute(long double a, long double y)
{
    return fabsl(a - y);
}

static const struct {
    const char *name;
    long double (*at)(long double a, long double y);
} losses[] = {
    {"quadratic", quadratic},
    {"cross-entropy", cross_entropy},
    {"categorical", categorical},
    {"absolute", absolute},
};

long double bp_textbook_loss(const bp_loss *loss, const bp_mat *A, const bp_mat *Y)
{
    bp_require_same("bp_textbook_loss", BP_SHAPE(A, "A"), BP_SHAPE(Y, "Y"));
    size_t i = 0;
    while (i < sizeof losses / sizeof *losses && strcmp(loss->name, losses[i].name) != 0) {
        i++;
    }
    BP_REQUIRE(i < sizeof losses / sizeof *losses,
               "bp_textbook_loss: no textbook names the loss %s", loss->name);
    long double sum = 0.0L;
    for (size_t j = 0; j < A->rows; j++) {
        for (size_t m = 0; m < A->cols; m++) {
            sum += losses[i].at(BP_AT(A, j, m), BP_AT(Y, j, m));
        }
    }
    return sum / (long double)A->cols;
}
