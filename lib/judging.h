/* Judges every answer of a report. Private to verify.c and to the judging. */
#ifndef BP_JUDGING_H
#define BP_JUDGING_H

#include "verify.h"

/* Fills results, verdict, culprits and inherited of a report whose witnesses and answers are
 * complete; results has room for all. */
void bp_judge_report(bp_report *report);

/* One equation in one layer, of numbers that were handed in. */
bp_result bp_judge_handed_in(const bp_report *report, const bp_equation *equation, size_t l);

#endif
