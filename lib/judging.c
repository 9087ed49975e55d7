#include "judging.h"

#include "evidence.h"

/* One result ---------------------------------------------------------------------------------- */

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

/* What sees a matrix as a whole. */
static void hear_along(bp_finding *findings, size_t *count, const bp_mat *answer, bp_seat p)
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

static void judge_given(bp_result *r, bp_seat p, const bp_mat *answer)
{
    bp_witness_kind kind = p.equation->witness;
    if (kind == BP_NUMERIC || kind == BP_SINGLE) {
        bp_hear_numeric(r->given, &r->given_count, answer, p, false);
        hear_along(r->given, &r->given_count, answer, p);
    } else if (kind != BP_OTHER_FORM) {
        bp_hear(r->given, &r->given_count, answer,
                bp_reference_evidence(p, bp_reference_name(kind)));
    }
    if (p.equation->rule && p.equation->entry) {
        bp_hear(r->given, &r->given_count, answer, bp_form_evidence(p, false));
    }
}

static void judge_chain(bp_result *r, bp_seat p)
{
    const bp_mat *answer = &p.report->chain.pass.of[p.equation->answer][p.l];
    bp_witness_kind kind = p.equation->witness;
    if (kind == BP_NUMERIC) {
        bp_hear_numeric(r->chain, &r->chain_count, answer, p, true);
        hear_along(r->chain, &r->chain_count, answer, p);
    } else if (kind == BP_OTHER_FORM) {
        bp_hear(r->chain, &r->chain_count, answer, bp_form_evidence(p, true));
    } else {
        bp_hear(r->chain, &r->chain_count, answer,
                bp_reference_evidence(p, bp_reference_name(kind)));
    }
}

bp_result bp_judge_given(const bp_report *report, const bp_equation *equation, size_t l,
                         const bp_answers *answers)
{
    bp_seat p = {report, equation, l};
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
    r.verdict = bp_sum_up(r.given, r.given_count);
    return r;
}

static bp_result judge_result(bp_seat p)
{
    bp_result r = bp_judge_given(p.report, p.equation, p.l, &p.report->given);
    r.chain_broken = p.report->chain.broken[p.equation->answer][p.l];
    judge_chain(&r, p);
    silence(r.chain, r.chain_count, r.chain_broken);
    r.chain_verdict = bp_sum_up(r.chain, r.chain_count);
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
    }
}

static void sum_up_results(bp_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        report->culprits += r->culprit;
        report->inherited += r->inherited;
        report->entries += r->entries;
        report->verdict = bp_worse(report->verdict, bp_worse(r->verdict, r->chain_verdict));
    }
}

void bp_judge_report(bp_report *report)
{
    const bp_handed_in *h = report->options.handed_in;
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        for (size_t l = 0; l <= report->inputs.L; l++) {
            bp_seat p = {report, &bp_equations[i], l};
            bool applies = bp_applies(p.equation, report->inputs.net, report->inputs.M, l);
            if (applies && !h) {
                report->results[report->count++] = judge_result(p);
            } else if (applies && p.equation->rule && h->there[p.equation->answer][l]) {
                report->results[report->count++] = bp_judge_handed_in(report, p.equation, l);
            }
        }
    }
    if (!h) {
        find_culprits(report);
    }
    sum_up_results(report);
}
