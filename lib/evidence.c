#include "evidence.h"

#include <math.h>

/* Bars wider than this share of a tensor's largest entry decide nothing; of numbers in single
 * precision or of few digits no more can be asked. */
#define COMPLEX_LIMIT 1e-6
#define DIFFERENCE_LIMIT 1e-3
#define COARSE_LIMIT 0.1

static double limit_of(const bp_report *report, double usual)
{
    const bp_handed_in *h = report->options.handed_in;
    return h && h->coarse ? fmax(COARSE_LIMIT, usual) : usual;
}

static bp_evidence numeric_evidence(bp_seat p, const bp_witness *w, const bp_pass *bar,
                                    const bp_pass *bound, double limit)
{
    bp_quantity q = p.equation->target;
    return (bp_evidence){
        .method = w->method,
        .step = w->step,
        .limit = limit_of(p.report, limit),
        .zero_expected = q == BP_columns,
        .numeric = &w->value.of[q][p.l],
        .kink = &w->kink.of[q][p.l],
        .h = w->h.net ? &w->h.of[q][p.l] : NULL,
        .bar = &bar->of[q][p.l],
        .bound = &bound->of[p.equation->answer][p.l],
    };
}

/* softmax's pull-back a_j (dA_j − Σ_k dA_k a_k) has other terms than Σ_k dA_k a_k (δ_kj − a_j). */
static bool terms_differ(bp_seat p)
{
    bp_quantity q = p.equation->answer;
    return (q == BP_dZ || q == BP_delta) && bp_couples_neurons(p.report->inputs.sigma[p.l]);
}

/* The index form: both are sums of the same terms, and the bound holds for each. */
bp_evidence bp_form_evidence(bp_seat p, bool in_chain)
{
    bp_quantity q = p.equation->answer;
    const bp_report *report = p.report;
    const bp_mat *bar = &report->entries_bound.of[q][p.l];
    const bp_mat *bound = in_chain          ? &report->bound.of[q][p.l]
                          : terms_differ(p) ? &report->local.of[q][p.l]
                                            : bar;
    return (bp_evidence){
        .method = "index form",
        .limit = HUGE_VAL,
        .zero_expected = q == BP_columns,
        .numeric = &report->entries_given.pass.of[q][p.l],
        .bar = bar,
        .bound = bound,
    };
}

/* Everything that is neither a derivative nor an index form. */
bp_evidence bp_reference_evidence(bp_seat p, const char *method)
{
    bp_quantity q = p.equation->target;
    const bp_mat *bound = &p.report->bound.of[q][p.l];
    return (bp_evidence){
        .method = method,
        .limit = HUGE_VAL,
        .two_answers = p.equation->witness == BP_SINGLE,
        .numeric = &p.report->reference.of[q][p.l],
        .bar = bound,
        .bound = bound,
    };
}

const char *bp_reference_name(bp_witness_kind kind)
{
    switch (kind) {
    case BP_TEXTBOOK:
        return "long double";
    case BP_ONE_SAMPLE:
        return "forward path";
    case BP_SINGLE:
        return "full matrix";
    default:
        return "identity";
    }
}

void bp_hear(bp_finding *findings, size_t *count, const bp_mat *answer, bp_evidence evidence)
{
    findings[(*count)++] = bp_judge(answer, &evidence);
}

void bp_hear_numeric(bp_finding *findings, size_t *count, const bp_mat *answer, bp_seat p,
                     bool in_chain)
{
    const bp_report *report = p.report;
    const bp_verify_options *options = &report->options;
    const bp_pass *running = &report->bound;
    const bp_pass *own = options->handed_in ? &report->handed_bound : running;
    if (options->use_complex) {
        const bp_pass *bar = in_chain ? running : &report->by_complex.bar;
        const bp_pass *bound = in_chain ? own : &report->local;
        bp_hear(findings, count, answer,
                numeric_evidence(p, &report->by_complex, bar, bound, COMPLEX_LIMIT));
    }
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        const bp_witness *w = &report->by[i];
        if (options->use[i]) {
            bp_hear(findings, count, answer,
                    numeric_evidence(p, w, &w->bar, own, DIFFERENCE_LIMIT));
        }
    }
    bp_quantity q = p.equation->target;
    if (options->use_shift && (q == BP_dZ || q == BP_db)) {
        const bp_pass *bar = in_chain ? running : &report->by_shift.bar;
        const bp_pass *bound = in_chain ? own : &report->local;
        bp_hear(findings, count, answer,
                numeric_evidence(p, &report->by_shift, bar, bound, COMPLEX_LIMIT));
    }
}

bp_verdict bp_sum_up(const bp_finding *findings, size_t count)
{
    bp_verdict best = BP_VERDICT_COUNT, along = BP_VERDICT_COUNT, worst = BP_NOT_APPLICABLE;
    for (size_t i = 0; i < count; i++) {
        bp_verdict verdict = findings[i].verdict;
        if (!bp_is_numeric(&findings[i]) || verdict >= BP_WRONG) {
            worst = bp_worse(worst, verdict);
        } else if (findings[i].along) {
            along = verdict < along ? verdict : along;
        } else {
            best = verdict < best ? verdict : best;
        }
    }
    best = best == BP_VERDICT_COUNT ? along : best;
    return best == BP_VERDICT_COUNT ? worst : bp_worse(worst, best);
}
