/* Verification: every equation of the table, in every layer, against its witnesses.
 *
 *   bp_verify          runs the witnesses, asks the rules, judges the answers
 *   bp_judge_given     what the witnesses of a report say of an answer in one layer
 *   bp_report_free
 *   bp_result_label    what a person calls an entry of a result: ∂C/∂W^2[3,1]
 *
 * Each equation is judged twice: given correct inputs (the forward pass, the complex step's ∂C/∂A
 * and ∂C/∂Z, and a σ' taken from σ by the complex step; never another backward equation's result),
 * and in the chain, on what the equations before it have answered. An equation that is wrong given
 * correct inputs is a culprit. One that is wrong in the chain alone has inherited it; and where a
 * row of the forward path is wrong, all others inherit that.
 *
 * Numbers that were handed in know no correct inputs: they are judged given their own, and against
 * the witnesses, "in the chain". An equation whose own inputs were not handed in is N/A given them;
 * then it is a culprit unless what is there explains it.
 */
#ifndef BP_VERIFY_H
#define BP_VERIFY_H

#include "along.h"
#include "answers.h"
#include "handed_in.h"
#include "numeric.h"
#include "verdict.h"

typedef struct {
    bool use_complex, use[BP_DIFFERENCES];  /* which witnesses to hear; at least one */
    double h_complex, h[BP_DIFFERENCES];    /* 0: the step of its own for each entry */
    bool use_shift;                         /* a further witness for dZ and db: bp_bias_shift */
    bool use_directional, use_taylor;       /* further ones for dW, db, dZ and dA: along.h… */
    size_t directions;                      /* …in so many directions for each; 0: BP_DIRECTIONS… */
    uint64_t seed;                          /* …that this draws */
    const bp_planted *planted;      /* rules to judge in place of the reference, or NULL */
    const bp_handed_in *handed_in;  /* numbers to judge in place of rules, or NULL */
    const bp_progress *progress;    /* or NULL */
} bp_verify_options;

/* The complex step and the central difference, with their usual steps. */
extern const bp_verify_options bp_verify_defaults;

#define BP_MOST_FINDINGS (BP_DIFFERENCES + 5)

/* One equation in one layer. */
typedef struct {
    const bp_equation *equation;
    size_t layer, entries;
    bp_finding given[BP_MOST_FINDINGS], chain[BP_MOST_FINDINGS];
    size_t given_count, chain_count;
    bp_verdict verdict, chain_verdict;
    bool culprit, inherited;
    const char *broken, *chain_broken;      /* the contract the rule broke, or "" */
} bp_result;

typedef struct bp_report {
    bp_verify_options options;  /* it was made with these; planted and progress are not kept */
    bp_result *results;         /* in the order of the table, layer by layer */
    size_t count;
    bp_verdict verdict;         /* the worst of all, given and in the chain */
    size_t culprits, inherited, entries, evaluations;

    bp_net older_net;           /* one step of learning before */
    bp_activation *twins;       /* σ with its derivative taken by the complex step */
    const bp_activation **sigma;
    bp_pass inputs;             /* the correct inputs: the complex step's values, with these σ */
    bp_pass basis;              /* what the answers were given: these, or their own */
    const struct bp_report *second;     /* the same rules in another network, to be set by the
                                         * caller: tells mistakes apart that look alike here */
    bp_pass handed_bound;       /* rounding bounds of what was handed in */
    bp_witness by_complex, by[BP_DIFFERENCES], by_shift;    /* empty where it was not heard */
    bp_directions directions;
    bp_pass bound, local;       /* rounding bounds: the running ones, and those at one base point */
    bp_pass noise;              /* of the differences */
    bp_pass reference;          /* textbook values, single samples, shapes; the chain collected */
    bp_pass entries_bound;
    bp_answers given, chain, entries_given, older;
} bp_report;

/* False: no memory; then *report is empty and may be freed. net, X and Y must outlive the
 * report. */
bool bp_verify(bp_report *report, const bp_net *net, const bp_mat *X, const bp_mat *Y,
               const bp_verify_options *options);
void bp_report_free(bp_report *report);

/* The answer of an equation in layer l, given correct inputs; `answers` need not be the report's
 * own. Nothing is said of the chain. What is `broken` must outlive the result. */
bp_result bp_judge_given(const bp_report *report, const bp_equation *equation, size_t l,
                         const bp_answers *answers);

void bp_result_label(char label[BP_MESSAGE_SIZE], const bp_report *report, const bp_result *result,
                     size_t row, size_t col);

#endif
