/* Every σ and every loss with its derivative, in long double, as the books have them. Comes after
 * <check.h>.
 *
 *   exact_sigma   exact_slope            elementwise σ and σ'
 *   exact_loss    exact_loss_slope       one term of the loss, and its derivative by a
 */
#ifndef BP_TEST_FORMULAS_H
#define BP_TEST_FORMULAS_H

#include <math.h>
#include <string.h>

/* σ and σ' ----------------------------------------------------------------------------------- */

static inline long double exact_sigmoid(long double z)
{
    return 1.0L / (1.0L + expl(-z));
}

static inline long double exact_gelu_u(long double z)
{
    return sqrtl(2.0L / acosl(-1.0L)) * (z + 0.044715L * z * z * z);
}

static inline long double exact_sigma(const char *name, long double z)
{
    if (strcmp(name, "identity") == 0) {
        return z;
    } else if (strcmp(name, "sigmoid") == 0) {
        return exact_sigmoid(z);
    } else if (strcmp(name, "tanh") == 0) {
        return tanhl(z);
    } else if (strcmp(name, "relu") == 0) {
        return z > 0.0L ? z : 0.0L;
    } else if (strcmp(name, "leaky-relu") == 0) {
        return z > 0.0L ? z : 0.01L * z;
    } else if (strcmp(name, "elu") == 0) {
        return z > 0.0L ? z : expm1l(z);
    } else if (strcmp(name, "softplus") == 0) {
        return log1pl(expl(z));
    } else if (strcmp(name, "silu") == 0) {
        return z * exact_sigmoid(z);
    }
    return z * exact_sigmoid(2.0L * exact_gelu_u(z));
}

static inline long double exact_slope(const char *name, long double z)
{
    long double s = exact_sigmoid(z), off = exact_sigmoid(-z);
    if (strcmp(name, "identity") == 0) {
        return 1.0L;
    } else if (strcmp(name, "sigmoid") == 0) {
        return s * off;
    } else if (strcmp(name, "tanh") == 0) {
        return 1.0L / (coshl(z) * coshl(z));
    } else if (strcmp(name, "relu") == 0) {
        return z > 0.0L ? 1.0L : 0.0L;
    } else if (strcmp(name, "leaky-relu") == 0) {
        return z > 0.0L ? 1.0L : 0.01L;
    } else if (strcmp(name, "elu") == 0) {
        return z > 0.0L ? 1.0L : expl(z);
    } else if (strcmp(name, "softplus") == 0) {
        return s;
    } else if (strcmp(name, "silu") == 0) {
        return s + z * s * off;
    }
    long double w = 2.0L * exact_gelu_u(z), on = exact_sigmoid(w);
    long double w_slope = 2.0L * sqrtl(2.0L / acosl(-1.0L)) * (1.0L + 3.0L * 0.044715L * z * z);
    return on + z * w_slope * on * exact_sigmoid(-w);
}

/* The loss ----------------------------------------------------------------------------------- */

static inline long double exact_loss(const char *name, long double a, long double y)
{
    if (strcmp(name, "quadratic") == 0) {
        return (y - a) * (y - a) / 2.0L;
    } else if (strcmp(name, "cross-entropy") == 0) {
        return -(y * logl(a) + (1.0L - y) * log1pl(-a));
    } else if (strcmp(name, "categorical") == 0) {
        return -y * logl(a);
    }
    return fabsl(a - y);
}

static inline long double exact_loss_slope(const char *name, long double a, long double y)
{
    if (strcmp(name, "quadratic") == 0) {
        return a - y;
    } else if (strcmp(name, "cross-entropy") == 0) {
        return (1.0L - y) / (1.0L - a) - y / a;
    } else if (strcmp(name, "categorical") == 0) {
        return -y / a;
    }
    return a > y ? 1.0L : -1.0L;
}

#endif
