/* What an answer is compared with. Private to the judging.
 *
 *   bp_form_evidence         the index form
 *   bp_reference_evidence    everything that is neither a derivative nor an index form
 *   bp_hear                  what it amounts to: one finding more
 *   bp_hear_numeric          the same for every numeric witness that sees entries
 *   bp_sum_up                what the findings amount to
 */
#ifndef BP_EVIDENCE_H
#define BP_EVIDENCE_H

#include "verify.h"

/* What a finding needs to know of the row it is about. */
typedef struct {
    const bp_report *report;
    const bp_equation *equation;
    size_t l;
} bp_seat;

bp_evidence bp_form_evidence(bp_seat p, bool in_chain);
bp_evidence bp_reference_evidence(bp_seat p, const char *method);
const char *bp_reference_name(bp_witness_kind kind);

void bp_hear(bp_finding *findings, size_t *count, const bp_mat *answer, bp_evidence evidence);

/* Given correct inputs, answer and complex step stand on one base point; in the chain, an answer
 * stands where its own forward path has led, and each may be off by the running bound. */
void bp_hear_numeric(bp_finding *findings, size_t *count, const bp_mat *answer, bp_seat p,
                     bool in_chain);

/* A numeric witness that decides speaks for one that cannot (its step crosses a kink, its bars are
 * too wide); WRONG is never outvoted, and what is not a numeric derivative is heard in any case.
 * What sees a matrix as a whole does not speak for those that see its entries. */
bp_verdict bp_sum_up(const bp_finding *findings, size_t count);

#endif
