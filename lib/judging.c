#include "judging.h"

#include <math.h>

/* Bars wider than this share of a tensor's largest entry decide nothing. */
#define COMPLEX_LIMIT 1e-6
#define DIFFERENCE_LIMIT 1e-3

/* Evidence ------------------------------------------------------------------------------------ */

/* What a finding needs to know of the row it is about. */
typedef struct {
    const bp_report *report;
    const bp_equation *equation;
    size_t l;
} place;

static bp_evidence numeric_evidence(place p, const bp_witness *w, const bp_pass *bar,
                                    const bp_pass *bound, double limit)
{
    bp_quantity q = p.equation->target;
    return (bp_evidence){
        .method = w->method,
        .step = w->step,
        .limit = limit,
        .zero_expected = q == BP_columns,
        .numeric = &w->value.of[q][p.l],
        .kink = &w->kink.of[q][p.l],
        .h = w->h.net ? &w->h.of[q][p.l] : NULL,
        .bar = &bar->of[q][p.l],
        .bound = &bound->of[p.equation->answer][p.l],
    };
}

/* softmax's pull-back a_j (dA_j − Σ_k dA_k a_k) has other terms than Σ_k dA_k a_k (δ_kj − a_j). */
static bool terms_differ(place p)
{
    bp_quantity q = p.equation->answer;
    return (q == BP_dZ || q == BP_delta) && bp_couples_neurons(p.report->inputs.sigma[p.l]);
}

/* The index form: both are sums of the same terms, and the bound holds for each. */
static bp_evidence form_evidence(place p, bool in_chain)
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
static bp_evidence reference_evidence(place p, const char *method)
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

static const char *reference_name(bp_witness_kind kind)
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

/* One result ---------------------------------------------------------------------------------- */

static void hear(bp_finding *findings, size_t *count, const bp_mat *answer, bp_evidence evidence)
{
    findings[(*count)++] = bp_judge(answer, &evidence);
}

/* A rule that has broken a contract has left nothing behind that could be judged. */
static void silence(bp_finding *findings, size_t count, const char *broken)
{
    for (size_t i = 0; broken[0] && i < count; i++) {
        findings[i] = (bp_finding){.method = findings[i].method,
                                   .step = findings[i].step,
                                   .along = findings[i].along,
                                   .verdict = BP_SHAPE_DIFFERS};
    }
}

/* Given correct inputs, answer and complex step stand on one base point; in the chain, an answer
 * stands where its own forward path has led, and each may be off by the running bound. */
static void hear_numeric(bp_finding *findings, size_t *count, const bp_mat *answer, place p,
                         bool in_chain)
{
    const bp_report *report = p.report;
    const bp_verify_options *options = &report->options;
    const bp_pass *running = &report->bound;
    if (options->use_complex) {
        const bp_pass *bar = in_chain ? running : &report->by_complex.bar;
        const bp_pass *bound = in_chain ? running : &report->local;
        hear(findings, count, answer,
             numeric_evidence(p, &report->by_complex, bar, bound, COMPLEX_LIMIT));
    }
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        const bp_witness *w = &report->by[i];
        if (options->use[i]) {
            hear(findings, count, answer,
                 numeric_evidence(p, w, &w->bar, running, DIFFERENCE_LIMIT));
        }
    }
    bp_quantity q = p.equation->target;
    if (options->use_shift && (q == BP_dZ || q == BP_db)) {
        const bp_pass *bar = in_chain ? running : &report->by_shift.bar;
        const bp_pass *bound = in_chain ? running : &report->local;
        hear(findings, count, answer,
             numeric_evidence(p, &report->by_shift, bar, bound, COMPLEX_LIMIT));
    }
}

/* What sees a matrix as a whole. */
static void hear_along(bp_finding *findings, size_t *count, const bp_mat *answer, place p)
{
    const bp_verify_options *options = &p.report->options;
    const bp_directions *d = &p.report->directions;
    bp_quantity q = p.equation->target;
    const bp_mat *bound = &p.report->bound.of[p.equation->answer][p.l];
    if (options->use_directional && bp_walks_of(d, q, p.l)) {
        findings[(*count)++] = bp_judge_directional(answer, bound, d, q, p.l);
    }
    if (options->use_taylor && bp_walks_of(d, q, p.l)) {
        findings[(*count)++] = bp_judge_taylor(answer, bound, d, q, p.l);
    }
}

static void judge_given(bp_result *r, place p, const bp_mat *answer)
{
    bp_witness_kind kind = p.equation->witness;
    if (kind == BP_NUMERIC || kind == BP_SINGLE) {
        hear_numeric(r->given, &r->given_count, answer, p, false);
        hear_along(r->given, &r->given_count, answer, p);
    } else if (kind != BP_OTHER_FORM) {
        hear(r->given, &r->given_count, answer, reference_evidence(p, reference_name(kind)));
    }
    if (p.equation->rule && p.equation->entry) {
        hear(r->given, &r->given_count, answer, form_evidence(p, false));
    }
}

static void judge_chain(bp_result *r, place p)
{
    const bp_mat *answer = &p.report->chain.pass.of[p.equation->answer][p.l];
    bp_witness_kind kind = p.equation->witness;
    if (kind == BP_NUMERIC) {
        hear_numeric(r->chain, &r->chain_count, answer, p, true);
        hear_along(r->chain, &r->chain_count, answer, p);
    } else if (kind == BP_OTHER_FORM) {
        hear(r->chain, &r->chain_count, answer, form_evidence(p, true));
    } else {
        hear(r->chain, &r->chain_count, answer, reference_evidence(p, reference_name(kind)));
    }
}

/* A numeric witness that decides speaks for one that cannot (its step crosses a kink, its bars are
 * too wide); WRONG is never outvoted, and what is not a numeric derivative is heard in any case.
 * What sees a matrix as a whole does not speak for those that see its entries. */
static bp_verdict sum_up(const bp_finding *findings, size_t count)
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

bp_result bp_judge_given(const bp_report *report, const bp_equation *equation, size_t l,
                         const bp_answers *answers)
{
    place p = {report, equation, l};
    bp_quantity q = equation->answer;
    bp_shape shape = bp_quantity_shape(report->inputs.net, report->inputs.M, q, l);
    bp_result r = {
        .equation = equation,
        .layer = l,
        .entries = shape.rows * shape.cols,
        .broken = answers->broken[q][l],
    };
    judge_given(&r, p, &answers->pass.of[q][l]);
    silence(r.given, r.given_count, r.broken);
    r.verdict = sum_up(r.given, r.given_count);
    return r;
}

static bp_result judge_result(place p)
{
    bp_result r = bp_judge_given(p.report, p.equation, p.l, &p.report->given);
    r.chain_broken = p.report->chain.broken[p.equation->answer][p.l];
    judge_chain(&r, p);
    silence(r.chain, r.chain_count, r.chain_broken);
    r.chain_verdict = sum_up(r.chain, r.chain_count);
    return r;
}

/* All results --------------------------------------------------------------------------------- */

/* A wrong forward row makes the witnesses speak of another network: it alone is to blame. */
static void find_culprits(bp_report *report)
{
    bool forward_wrong = false;
    for (size_t i = 0; i < report->count; i++) {
        bp_result *r = &report->results[i];
        forward_wrong = forward_wrong || (r->equation->stage == BP_UP && r->verdict >= BP_WRONG);
    }
    for (size_t i = 0; i < report->count; i++) {
        bp_result *r = &report->results[i];
        bool wrong = r->verdict >= BP_WRONG, forward = r->equation->stage == BP_UP;
        r->culprit = wrong && (forward || !forward_wrong);
        r->inherited = !r->culprit && (wrong || r->chain_verdict >= BP_WRONG);
        report->culprits += r->culprit;
        report->inherited += r->inherited;
        report->entries += r->entries;
        report->verdict = bp_worse(report->verdict, bp_worse(r->verdict, r->chain_verdict));
    }
}

void bp_judge_report(bp_report *report)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        for (size_t l = 0; l <= report->inputs.L; l++) {
            place p = {report, &bp_equations[i], l};
            if (bp_applies(p.equation, report->inputs.net, report->inputs.M, l)) {
                report->results[report->count++] = judge_result(p);
            }
        }
    }
    find_culprits(report);
}
