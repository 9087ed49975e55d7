/* Every σ, its slope, and the central difference on it. */
#include <math.h>

#include "activation.h"
#include "figure_tables.h"
#include "forward.h"
#include "lists.h"
#include "names.h"
#include "numeric.h"
#include "say.h"

#define FARTHEST 4        /* z goes from −4 to 4… */
#define STEPS_PER_UNIT 32 /* …by powers of two, so that 0, where kinks are, is one of them */

enum { VALUES = 2 * FARTHEST * STEPS_PER_UNIT + 1 };

/* σ(z); softmax: a_1 of the column (z, 0, 0). */
static double value_at(const bp_activation *sigma, double z)
{
    double column[] = {z, 0.0, 0.0};
    bp_mat Z = {.rows = 3, .cols = 1, .stride = 1, .v = column};
    bp_activate(&Z, sigma, &Z);
    return column[0];
}

static double slope_at(const bp_activation *sigma, double z)
{
    double column[] = {z, 0.0, 0.0};
    bp_mat Z = {.rows = 3, .cols = 1, .stride = 1, .v = column};
    return bp_jacobian(sigma, &Z, 0, 0, 0);
}

static void write_rows(FILE *out, const bp_activation *sigma)
{
    for (int i = 0; i < VALUES; i++) {
        double z = (double)i / STEPS_PER_UNIT - FARTHEST;
        double low = z - BP_CENTRAL_STEP, high = z + BP_CENTRAL_STEP;
        double numeric = (value_at(sigma, high) - value_at(sigma, low)) / (high - low);
        fprintf(out, "%s\t%.5f\t%.9e\t%.9e\t%.9e\t%d\n", sigma->name, z, value_at(sigma, z),
                slope_at(sigma, z), numeric, sigma->kink && z == 0.0);
    }
}

/* The σ that an item of --activations names, or NULL. */
static const bp_activation *wanted(const char *item)
{
    const bp_activation *sigma = bp_activation_named(item);
    if (!sigma) {
        const char *names[NAMES_MOST];
        names_of_activations(names);
        complain_unknown("--activations", item, names);
    }
    return sigma;
}

bool figure_activations(FILE *out, options *o)
{
    char item[LIST_ITEM];
    fprintf(out,
            "# no network: each σ that --activations names, one block of rows for each\n"
            "# activation: the name of σ\n"
            "# z: what it is applied to; softmax: the first entry of the column (z, 0, 0)\n"
            "# value: σ(z); softmax: the first entry of the column that becomes\n"
            "# slope: σ'(z), by its formula\n"
            "# numeric: (σ(z+h) − σ(z−h))/2h, h = %g\n"
            "# kink: 1 where σ' jumps, else 0\n"
            "# activation\tz\tvalue\tslope\tnumeric\tkink\n",
            BP_CENTRAL_STEP);
    const char *rest = o->activations;
    for (size_t i = list_count(rest); i > 0; i--) {
        rest = list_next(item, rest);
        const bp_activation *sigma = wanted(item);
        if (!sigma) {
            return false;
        }
        write_rows(out, sigma);
        fputs(i > 1 ? "\n\n" : "", out);
    }
    return true;
}
