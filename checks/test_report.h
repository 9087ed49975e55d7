/* What a report says, as one line of text. Comes after <check.h>.
 *
 *   report_culprits    "dW^1 dW^2": every culprit with its layer, in the order of the table
 *   report_inherited   the same for what has inherited
 *   report_result      the result of an equation in a layer
 */
#ifndef BP_TEST_REPORT_H
#define BP_TEST_REPORT_H

#include <string.h>

#include "verify.h"

typedef char report_line[2048];

static inline void report_add(report_line line, const bp_result *r)
{
    size_t used = strlen(line);
    snprintf(line + used, sizeof(report_line) - used, "%s%s^%zu", used ? " " : "", r->equation->id,
             r->layer);
}

static inline void report_culprits(report_line line, const bp_report *report)
{
    line[0] = '\0';
    for (size_t i = 0; i < report->count; i++) {
        if (report->results[i].culprit) {
            report_add(line, &report->results[i]);
        }
    }
}

static inline void report_inherited(report_line line, const bp_report *report)
{
    line[0] = '\0';
    for (size_t i = 0; i < report->count; i++) {
        if (report->results[i].inherited) {
            report_add(line, &report->results[i]);
        }
    }
}

static inline const bp_result *report_result(const bp_report *report, const char *id, size_t layer)
{
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        if (strcmp(r->equation->id, id) == 0 && r->layer == layer) {
            return r;
        }
    }
    ck_abort_msg("no result for %s^%zu", id, layer);
    return NULL;
}

#endif
