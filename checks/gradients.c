#include "gradients.h"

#include <math.h>

#include "say.h"

bool gradients_measure(gradients *g, const options *o, const bp_verify_options *methods)
{
    *g = (gradients){.problem = {.options = NULL}};
    if (!problem_build(&g->problem, o)) {
        return false;
    }
    const bp_data *batch = &g->problem.batch;
    if (!bp_verify(&g->report, &g->problem.net, &batch->X, &batch->Y, methods)) {
        complain("no memory for a network of %zu parameters and %zu samples",
                 bp_net_parameters(&g->problem.net), batch->X.cols);
        gradients_free(g);
        return false;
    }
    return true;
}

void gradients_free(gradients *g)
{
    bp_report_free(&g->report);
    problem_free(&g->problem);
}

gradient_entry gradient_first(void)
{
    return (gradient_entry){.of = BP_dW, .l = 1};
}

gradient_entry gradient_next(gradient_entry e, const bp_net *net)
{
    bool weight = e.of == BP_dW;
    if (weight && e.col + 1 < net->N[e.l - 1]) {
        return (gradient_entry){BP_dW, e.l, e.row, e.col + 1};
    }
    if (e.row + 1 < net->N[e.l]) {
        return (gradient_entry){e.of, e.l, e.row + 1, 0};
    }
    if (weight) {
        return (gradient_entry){BP_db, e.l, 0, 0};
    }
    return (gradient_entry){e.l < net->L ? BP_dW : BP_QUANTITY_COUNT, e.l + 1, 0, 0};
}

double gradient_at(const bp_pass *pass, gradient_entry e)
{
    return BP_AT(&pass->of[e.of][e.l], e.row, e.col);
}

/* An answer stands where its own forward path has led, and so does the complex step's: each may be
 * off by the running bound. */
gradient_gap gradient_compare(const bp_report *report, const bp_witness *w, gradient_entry e)
{
    const bp_pass *bar = w == &report->by_complex ? &report->bound : &w->bar;
    double bars = gradient_at(bar, e) + gradient_at(&report->bound, e);
    bool decides = isfinite(bars) && gradient_at(&w->kink, e) == 0.0;
    double gap = fabs(gradient_at(&report->chain.pass, e) - gradient_at(&w->value, e));
    return (gradient_gap){gap, decides ? bars : HUGE_VAL};
}

double gradient_largest(const gradients *g)
{
    double largest = 0.0;
    for (size_t l = 1; l <= g->problem.net.L; l++) {
        const bp_pass *numeric = &g->report.by_complex.value;
        largest = fmax(largest, bp_mat_largest(&numeric->dW[l]));
        largest = fmax(largest, bp_mat_largest(&numeric->db[l]));
    }
    return largest;
}

void gradient_place(FILE *out, gradient_entry e)
{
    fprintf(out, "%zu\t%s\t%zu\t%zu", e.l, e.of == BP_dW ? "W" : "b", e.row + 1, e.col + 1);
}
