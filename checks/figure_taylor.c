/* What a Taylor step of first order leaves, with the right ∂C/∂W^l and with twice of it. */
#include <math.h>

#include "figure_tables.h"
#include "mistakes.h"
#include "say.h"
#include "tsv.h"
#include "verify.h"

#define PLANTED "dW-twice"

/* [0]: right; [1]: with the mistake. They walk the same way. */
typedef struct {
    bp_report report[2];
} both;

static bool verify_both(both *b, const problem *p)
{
    bp_cause cause = {.first = bp_mistake_named(PLANTED)};
    bp_planted planted[2] = {bp_cause_planted(&cause), {0}};
    bp_verify_options how = {.use_complex = true,
                             .use_taylor = true,
                             .directions = 1,
                             .seed = p->options->seed};
    *b = (both){0};
    bool complete = bp_verify(&b->report[0], &p->net, &p->batch.X, &p->batch.Y, &how);
    how.planted = planted;
    return complete && bp_verify(&b->report[1], &p->net, &p->batch.X, &p->batch.Y, &how);
}

/* |C(W^l + hV) − C − h⟨dW, V⟩| */
static double remainder_at(const bp_report *r, size_t l, size_t k)
{
    const bp_walk *walk = bp_walks_of(&r->directions, BP_dW, l);
    const bp_mat *dW = &r->given.pass.dW[l];
    double slope = 0.0;
    for (size_t i = 0; i < dW->rows * dW->cols; i++) {
        slope += dW->v[i] * walk->V.v[i];
    }
    return fabs(walk->ahead[k] - bp_step_along(k) * slope);
}

static void write_rows(FILE *out, const both *b, const problem *p)
{
    tsv_network(out, p);
    fputs("# a block of rows for each layer l; the entries of V are from N(0,1)\n"
          "# l: the layer whose W^l is moved\n"
          "# h: step, W^l + hV\n"
          "# right: |C(W^l + hV) − C(W^l) − h⟨∂C/∂W^l, V⟩|, in the unit of C\n"
          "# wrong: the same with 2 ∂C/∂W^l (the mistake " PLANTED ")\n"
          "# noise: what rounding may have done to C(W^l + hV) − C(W^l)\n"
          "# l\th\tright\twrong\tnoise\n",
          out);
    for (size_t l = 1; l <= p->net.L; l++) {
        const bp_walk *walk = bp_walks_of(&b->report[0].directions, BP_dW, l);
        fputs(l > 1 ? "\n\n" : "", out);
        for (size_t k = 0; k < BP_HALVINGS; k++) {
            fprintf(out, "%zu\t%.9e\t%.6e\t%.6e\t%.6e\n", l, bp_step_along(k),
                    remainder_at(&b->report[0], l, k), remainder_at(&b->report[1], l, k),
                    walk->noise[k]);
        }
    }
}

bool figure_taylor(FILE *out, options *o)
{
    problem p;
    both b;
    if (!problem_build(&p, o)) {
        return false;
    }
    bool measured = verify_both(&b, &p);
    if (measured) {
        write_rows(out, &b, &p);
    } else {
        complain("no memory for the directions");
    }
    bp_report_free(&b.report[0]);
    bp_report_free(&b.report[1]);
    problem_free(&p);
    return measured;
}
