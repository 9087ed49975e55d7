/* The error of numeric derivatives against their step. */
#include <math.h>
#include <stdlib.h>

#include "contract.h"
#include "figure_tables.h"
#include "say.h"
#include "steps.h"
#include "tsv.h"
#include "verify.h"

#define STEPS_PER_DECADE 8

void steps_write(FILE *out, const steps *s, const problem *p)
{
    tsv_network(out, p);
    fputs("# reference: central differences in long double, h = 2^-1 to 2^-16, extrapolated\n",
          out);
    fprintf(out, "#   to h = 0; it may be off by %.1Le of its norm, which is %.6Le\n",
            s->bar / s->norm, s->norm);
    fputs("# h: step, in the unit of the parameter (all are plain numbers)\n"
          "# norm: |numeric - reference|/|reference|, Euclidean norm over all parameters\n"
          "# worst: largest |numeric - reference| of an entry, over the largest |reference|\n"
          "# h",
          out);
    for (size_t k = 0; k < STEPS_METHODS; k++) {
        fprintf(out, "\t%s_norm\t%s_worst", steps_methods[k].column, steps_methods[k].column);
    }
    fputc('\n', out);
    for (const steps_row *r = s->rows; r < s->rows + s->row_count; r++) {
        fprintf(out, "%.9e", r->h);
        for (size_t k = 0; k < STEPS_METHODS; k++) {
            fprintf(out, "\t%.6e\t%.6e", r->norm[k], r->worst[k]);
        }
        fputc('\n', out);
    }
}

/* The automatic steps -------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The steps that w has found, in order, into h[0] …; and how far off it is with them. */
static void write_automatic(FILE *out, const bp_witness *w, const steps *s, double *h)
{
    long double squares = 0.0L, worst = 0.0L;
    for (size_t i = 0; i < s->parameter_count; i++) {
        bp_spot at = s->parameters[i].spot;
        bp_quantity q = at.place == BP_AT_W ? BP_dW : BP_db;
        long double numeric = BP_AT(&w->value.of[q][at.l], at.row, at.col);
        long double gap = fabsl(numeric - s->parameters[i].value);
        squares += gap * gap;
        worst = fmaxl(worst, gap);
        h[i] = BP_AT(&w->h.of[q][at.l], at.row, at.col);
    }
    qsort(h, s->parameter_count, sizeof *h, by_size);
    fprintf(out, "%s\t%.6e\t%.6e\t%.6e\t%.6Le\t%.6Le\n", w->method, h[0], h[s->parameter_count / 2],
            h[s->parameter_count - 1], sqrtl(squares) / s->norm, worst / s->largest);
}

static bool write_all_automatic(FILE *out, const steps *s, const problem *p)
{
    bp_report report;
    bp_verify_options how = {.use = {true, true, true, true}};
    double *h = bp_calloc(s->parameter_count, sizeof *h);
    bool complete = h && bp_verify(&report, &p->net, &p->batch.X, &p->batch.Y, &how);
    if (complete) {
        fputs("\n\n# the step that each method finds by itself for each parameter\n"
              "# method\th_least\th_median\th_most\tnorm\tworst\n",
              out);
        for (size_t i = 0; i < BP_DIFFERENCES; i++) {
            write_automatic(out, &report.by[i], s, h);
        }
        bp_report_free(&report);
    }
    bp_free(h);
    return complete;
}

bool figure_step_size(FILE *out, options *o)
{
    problem p;
    steps s;
    if (!problem_build(&p, o)) {
        return false;
    }
    bool measured = steps_measure(&s, &p.net, &p.batch.X, &p.batch.Y, STEPS_PER_DECADE);
    if (measured && s.norm > 0.0L) {
        steps_write(out, &s, &p);
        measured = write_all_automatic(out, &s, &p);
    }
    if (!measured) {
        complain("no memory for the sweep");
    } else if (!(s.norm > 0.0L)) {
        complain("the gradient is zero throughout, so that no relative error can be measured");
        measured = false;
    }
    steps_free(&s);
    problem_free(&p);
    return measured;
}
