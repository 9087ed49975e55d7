#include "evidence.h"
#include "judging.h"

/* The same with the bars that numbers from elsewhere need. */
static bp_evidence widened(bp_seat p, bp_evidence e)
{
    e.bound = &p.report->handed_bound.of[p.equation->answer][p.l];
    return e;
}

/* The layer whose ∂C/∂Z the equation takes; 0: none. What the forward path gives need not be handed
 * in. */
static size_t layer_of_input(bp_seat p)
{
    bp_quantity q = p.equation->answer;
    bool of_this = q == BP_dW || q == BP_db, of_next = p.equation->layers == BP_HIDDEN_LAYERS;
    return of_this ? p.l : of_next ? p.l + 1 : 0;
}

static bp_evidence own_evidence(bp_seat p)
{
    bp_evidence e = p.equation->entry
                        ? bp_form_evidence(p, false)
                        : bp_reference_evidence(p, bp_reference_name(p.equation->witness));
    e.method = "own inputs";
    return widened(p, e);
}

/* Z, A and C, which no derivative knows. */
static void hear_forward(bp_result *r, bp_seat p, const bp_mat *answer)
{
    bp_evidence e = bp_reference_evidence(p, "forward path");
    e.numeric = &p.report->inputs.of[p.equation->answer][p.l];
    bp_hear(r->chain, &r->chain_count, answer, widened(p, e));
}

/* An answer whose own inputs are not there may still follow from what is; if they are there and
 * nothing can be made of them, nothing can be said of it. */
static void find_blame(bp_result *r, bp_seat p)
{
    const bp_handed_in *h = p.report->options.handed_in;
    size_t from = layer_of_input(p);
    bool wrong = r->verdict >= BP_WRONG || r->chain_verdict >= BP_WRONG;
    bool has_input = from == 0 || bp_is_usable(h, BP_dZ, from);
    bool spoiled = !has_input && h->there[BP_dZ][from];
    r->inherited = wrong && (r->verdict < BP_WRONG || spoiled);
    r->culprit = wrong && !r->inherited;
    if (!has_input) {
        r->verdict = BP_NOT_APPLICABLE;
        r->given_count = 0;
    }
}

bp_result bp_judge_handed_in(const bp_report *report, const bp_equation *equation, size_t l)
{
    bp_seat p = {report, equation, l};
    const bp_mat *answer = &report->given.pass.of[equation->answer][l];
    bp_result r = {.equation = equation,
                   .layer = l,
                   .entries = answer->rows * answer->cols,
                   .broken = "",
                   .chain_broken = ""};
    bp_hear(r.given, &r.given_count, answer, own_evidence(p));
    if (equation->witness == BP_NUMERIC) {
        bp_hear_numeric(r.chain, &r.chain_count, answer, p, true);
    } else {
        hear_forward(&r, p, answer);
    }
    r.verdict = bp_sum_up(r.given, r.given_count);
    r.chain_verdict = bp_sum_up(r.chain, r.chain_count);
    find_blame(&r, p);
    return r;
}
