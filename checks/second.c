#include "second.h"

#include "widths.h"

/* Hidden layers with a neuron more, and one sample less, or one more where there is but one. */
static bool choose(second *s, const problem *p)
{
    size_t L = p->net.L, M = p->batch.X.cols, *N = bp_calloc(L + 1, sizeof *N);
    if (!N) {
        return false;
    }
    for (size_t l = 0; l <= L; l++) {
        N[l] = p->net.N[l] + (l > 0 && l < L);
    }
    s->options = *p->options;
    s->options.seed++;
    s->options.batch = M > 2 ? M - 1 : M < p->all.X.rows ? M + 1 : M;
    s->options.layers = s->layers;
    bool fits = widths_write(s->layers, sizeof s->layers, N, L, ",");
    bp_free(N);
    return fits;
}

void second_look(second *s, bp_report *report, const problem *p, const bp_verify_options *v)
{
    bp_verify_options w = {.use_complex = true, .planted = v->planted, .progress = v->progress};
    const problem *q = &s->problem;
    if (report->culprits == 0 || !problem_can_be_rebuilt(p) || !choose(s, p) ||
        !problem_build(&s->problem, &s->options)) {
        return;
    }
    if (bp_verify(&s->report, &q->net, &q->batch.X, &q->batch.Y, &w)) {
        report->second = &s->report;
    } else {
        problem_free(&s->problem);
    }
}

void second_free(second *s)
{
    if (s->problem.net.L > 0) {
        bp_report_free(&s->report);
        problem_free(&s->problem);
    }
}
