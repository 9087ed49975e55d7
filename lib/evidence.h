/* What an answer is compared with. Private to the judging.
 *
 *   bp_numeric_evidence      a numeric witness
 *   bp_form_evidence         the index form
 *   bp_reference_evidence    everything that is neither a derivative nor an index form
 *   bp_hear, bp_sum_up       the findings, and what they amount to
 */
#ifndef BP_EVIDENCE_H
#define BP_EVIDENCE_H

#include "verify.h"

/* Bars wider than this share of a tensor's largest entry decide nothing. */
#define BP_COMPLEX_LIMIT 1e-6
#define BP_DIFFERENCE_LIMIT 1e-3

/* What a finding needs to know of the row it is about. */
typedef struct {
    const bp_report *report;
    const bp_equation *equation;
    size_t l;
} bp_seat;

/* bound NULL: none. */
bp_evidence bp_numeric_evidence(bp_seat p, const bp_witness *w, const bp_pass *bar,
                                const bp_pass *bound, double limit);
bp_evidence bp_form_evidence(bp_seat p, bool in_chain);
bp_evidence bp_reference_evidence(bp_seat p, const char *method);
const char *bp_reference_name(bp_witness_kind kind);

void bp_hear(bp_finding *findings, size_t *count, const bp_mat *answer, bp_evidence evidence);

/* A numeric witness that decides speaks for one that cannot (its step crosses a kink, its bars are
 * too wide); WRONG is never outvoted, and what is not a numeric derivative is heard in any case.
 * What sees a matrix as a whole does not speak for those that see its entries. */
bp_verdict bp_sum_up(const bp_finding *findings, size_t count);

#endif
