/* Warnings before the table: what of the problem may hide a mistake, and what avoids it.
 *
 *   preflight_look, preflight_free   finds them, and tries what to do about them (trials.h)
 *   preflight_sentence               one of them, for a person
 *   preflight_name                   its kind, for a program: "dead"
 *   show_preflight                   the first five of them, or all
 */
#ifndef VERIFY_PREFLIGHT_H
#define VERIFY_PREFLIGHT_H

#include "trials.h"

typedef struct {
    const bp_report *report;
    bp_warnings found;
    trial trials[BP_WARNING_COUNT];     /* of the kinds that were found */
} preflight;

/* False: no memory; then *look is empty and may be freed. report must outlive it. */
bool preflight_look(preflight *look, const bp_report *report, const problem *p);
void preflight_free(preflight *look);

#define PREFLIGHT_TEXT 512
void preflight_sentence(char text[PREFLIGHT_TEXT], const preflight *look, size_t i);
const char *preflight_name(bp_warning_kind kind);

void show_preflight(const bp_report *report, const problem *p, bool all);

#endif
