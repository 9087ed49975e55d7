/* The Jacobian ∂Z^{l+1}/∂Z^l, sample by sample. */

#include "figure_tables.h"
#include "path.h"
#include "say.h"
#include "tsv.h"

#define MOST_LAYERS 6
#define MOST_ACROSS 64 /* rows and columns whose labels can be read on paper */

static bool can_be_drawn(const problem *p)
{
    const bp_net *net = &p->net;
    size_t M = p->batch.X.cols;
    if (net->L < 2 || net->L > MOST_LAYERS) {
        complain("plot columns wants 2 to %d layers, a Jacobian for each pair: --layers has %zu",
                 MOST_LAYERS, net->L);
        return false;
    }
    for (size_t l = 1; l <= net->L; l++) {
        if (net->N[l] * M > MOST_ACROSS) {
            complain("plot columns: %zu neurons times %zu samples are more than %d rows; try a "
                     "smaller --batch or --layers",
                     net->N[l], M, MOST_ACROSS);
            return false;
        }
    }
    return true;
}

/* Everything that Z^l_jm', disturbed, does to Z^{l+1}. */
static void write_column(FILE *out, bp_path_z *path, bp_spot s)
{
    bp_evaluate_z(path, s, BP_COMPLEX_STEP);
    const bp_mat_z *Z = &path->Z[s.l + 1];
    for (size_t m = 0; m < Z->cols; m++) {
        for (size_t k = 0; k < Z->rows; k++) {
            fprintf(out, "%zu\t%zu\t%zu\t%zu\t%zu\t%.9e\n", s.l, m + 1, k + 1, s.col + 1, s.row + 1,
                    cimag(BP_AT(Z, k, m)) / BP_COMPLEX_STEP);
        }
    }
}

static void write_layers(FILE *out, const problem *p, bp_path_z *path)
{
    tsv_network(out, p);
    fputs("# a block of rows for each l; complex step, h = 2^-200, every entry evaluated\n"
          "# l: the layer that is disturbed\n"
          "# sample_m, neuron_k: Z^{l+1}_km, what is looked at\n"
          "# sample_m', neuron_j: Z^l_jm', what is disturbed\n"
          "# derivative: ∂Z^{l+1}_km/∂Z^l_jm', 0 where m ≠ m'\n"
          "# l\tsample_m\tneuron_k\tsample_m'\tneuron_j\tderivative\n",
          out);
    for (size_t l = 1; l < p->net.L; l++) {
        fputs(l > 1 ? "\n\n" : "", out);
        for (size_t m = 0; m < p->batch.X.cols; m++) {
            for (size_t j = 0; j < p->net.N[l]; j++) {
                write_column(out, path, (bp_spot){BP_AT_Z, l, j, m});
            }
        }
    }
}

bool figure_columns(FILE *out, options *o)
{
    problem p;
    bp_path_z path = {0};
    if (!problem_build(&p, o)) {
        return false;
    }
    bool drawn = can_be_drawn(&p);
    if (drawn && !bp_path_new_z(&path, &p.net, &p.batch.X, &p.batch.Y)) {
        complain("no memory for the Jacobian");
        drawn = false;
    }
    if (drawn) {
        write_layers(out, &p, &path);
    }
    bp_path_free_z(&path);
    problem_free(&p);
    return drawn;
}
