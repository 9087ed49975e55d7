/* Judges every answer of a report. Private to verify.c and judging.c. */
#ifndef BP_JUDGING_H
#define BP_JUDGING_H

#include "verify.h"

/* Fills results, verdict, culprits and inherited of a report whose witnesses and answers are
 * complete; results has room for all. */
void bp_judge_report(bp_report *report);

#endif
