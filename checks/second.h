/* A second look: the same rules in another network, where mistakes that give the same numbers here,
 * because two widths are equal or by chance, give others.
 *
 *   second_look     other widths, another batch, another seed; sets report->second
 *   second_free
 */
#ifndef SECOND_H
#define SECOND_H

#include "problem.h"
#include "trials.h"

typedef struct {
    options options;
    char layers[TRIAL_LAYERS];
    problem problem;
    bp_report report;
} second;

/* Only where something is wrong, and the problem can be made anew; else *s stays empty, as it was.
 * It must not move while the report is in use. */
void second_look(second *s, bp_report *report, const problem *p, const bp_verify_options *v);
void second_free(second *s);

#endif
