/* A gallery of mistakes in ∂C/∂W: what each does to the entries of one matrix. */
#include <math.h>

#include "figure_tables.h"
#include "gradients.h"
#include "mistakes.h"
#include "say.h"
#include "tsv.h"

/* Those that can be told apart by their look. */
static const char *const gallery[] = {
    "dW-sign",
    "dW-mean-missing",
    "dW-twice",
    "dW-absolute",
    "dW-last-sample",
    "dW-sample-missing",
    "dW-samples-shifted",
    "dW-summed-first",
    "dW-last-row",
    "dW-last-column",
    "dW-transposed",
    "dW-column-major",
    "dW-not-zeroed",
    "dW-stale",
    "dW-decay",
    "dW-float",
    NULL,
};

static double entry_or_nan(const bp_mat *m, size_t row, size_t col)
{
    return row < m->rows && col < m->cols ? BP_AT(m, row, col) : NAN;
}

static void write_mistake(FILE *out, size_t number, const bp_mistake *m, const bp_mat *right,
                          const bp_mat *wrong)
{
    for (size_t row = 0; row < right->rows || row < wrong->rows; row++) {
        for (size_t col = 0; col < right->cols || col < wrong->cols; col++) {
            double r = entry_or_nan(right, row, col), w = entry_or_nan(wrong, row, col);
            if (!isnan(r) || !isnan(w)) {
                fprintf(out, "%zu\t%s\t%zu\t%zu\t%.9e\t%.9e\t%.6e\n", number, m->id, row + 1,
                        col + 1, r, w, fabs(w - r) / bp_mat_largest(right));
            }
        }
    }
}

static void write_heading(FILE *out, const problem *p, size_t l)
{
    tsv_network(out, p);
    fprintf(out, "# the matrix is dC/dW^%zu; the mistakes, as backproof mistakes lists them:\n", l);
    for (size_t i = 0; gallery[i]; i++) {
        const bp_mistake *m = bp_mistake_named(gallery[i]);
        fprintf(out, "# %s: %s\n", m->id, m->family->title);
    }
    fputs("# number, mistake: which of them\n"
          "# row, col: the entry, counted from 1\n"
          "# right, wrong: the derivative, and what is computed instead; nan: no such entry\n"
          "# gap: |wrong - right|, over the largest |right|\n"
          "# number\tmistake\trow\tcol\tright\twrong\tgap\n",
          out);
}

/* Each is planted in turn, given correct inputs. */
static bool write_gallery(FILE *out, const gradients *g, size_t l)
{
    const bp_report *report = &g->report;
    const bp_mat *right = &report->given.pass.dW[l];
    bp_answers wrong;
    bool complete =
        bp_answers_new(&wrong, &g->problem.net, &g->problem.batch.X, &g->problem.batch.Y);
    for (size_t i = 0; complete && gallery[i]; i++) {
        bp_cause cause = {bp_mistake_named(gallery[i]), NULL};
        bp_planted planted[] = {bp_cause_planted(&cause), {0}};
        complete = bp_answer_equation(&wrong, bp_equation_named("dW"), &report->inputs,
                                      &report->older.pass, planted);
        if (complete) {
            write_mistake(out, i + 1, cause.first, right, &wrong.pass.dW[l]);
        }
    }
    bp_answers_free(&wrong);
    if (!complete) {
        complain("no memory for answers with a mistake");
    }
    return complete;
}

bool figure_mistakes(FILE *out, options *o)
{
    gradients g;
    if (!gradients_measure(&g, o, &bp_verify_defaults)) {
        return false;
    }
    size_t l = g.problem.net.L > 1 ? 2 : 1; /* a stale A^{l-1} takes a layer below */
    bool written = bp_mat_largest(&g.report.given.pass.dW[l]) > 0.0;
    if (written) {
        write_heading(out, &g.problem, l);
        written = write_gallery(out, &g, l);
    } else {
        complain("dC/dW^%zu is 0 throughout here, so that few mistakes could show", l);
    }
    gradients_free(&g);
    return written;
}
