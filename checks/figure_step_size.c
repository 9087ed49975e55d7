/* The error of numeric derivatives against their step. */
#include "figure_tables.h"
#include "say.h"
#include "steps.h"
#include "tsv.h"

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

bool figure_step_size(FILE *out, options *o)
{
    problem p;
    steps s;
    if (!problem_build(&p, o)) {
        return false;
    }
    bool measured = steps_measure(&s, &p.net, &p.batch.X, &p.batch.Y, STEPS_PER_DECADE);
    if (measured) {
        steps_write(out, &s, &p);
    } else {
        complain("no memory for the sweep");
    }
    steps_free(&s);
    problem_free(&p);
    return measured;
}
