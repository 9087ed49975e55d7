/* What each method says of the reference answers of one network.
 *
 *   count_findings      every verdict, and every false alarm
 *   note_clear          whether a disturbance has a right to be seen
 *   voice_of            what the record holds of one method
 */
#ifndef CAMPAIGN_COUNT_H
#define CAMPAIGN_COUNT_H

#include "campaign.h"
#include "verify.h"

void count_findings(record *r, const bp_report *report, const manner *how);

/* Clear: no ∂C/∂W or ∂C/∂b is zero throughout, no neuron is dead or saturated, as preflight.h
 * warns, and no softmax has all of a sample in one neuron. False: no memory. */
bool note_clear(record *r, const bp_report *report);

/* The record of a method; a new one where it has not been heard yet. */
voice *voice_of(record *r, const char *method);

#endif
