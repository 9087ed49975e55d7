/* What `backproof shrink` shows and writes of a counterexample. */
#ifndef SHRINK_OUT_H
#define SHRINK_OUT_H

#include "shrink.h"

/* `report`: bp_verify on the counterexample, with the cause planted. False: a sentence stands on
 * stderr. */
bool show_counterexample(const bp_counterexample *found, const bp_cause *cause,
                         const bp_report *report);

/* For a program; report NULL: nothing was found. `mistake`: the id that was asked for. */
bool write_counterexample(FILE *out, const bp_counterexample *found, const char *mistake,
                          const bp_report *report);

#endif
