/* An entry as the sum of its terms, each with the names and the values of its factors. */
#ifndef EXPLAIN_TERMS_H
#define EXPLAIN_TERMS_H

#include "verify.h"

/* Long sums: the largest terms, and what the others add up to. */
void show_terms(const bp_report *report, const bp_result *result, size_t row, size_t col);

/* What the witnesses say of the entry, and the two losses that one of them subtracts. False: no
 * memory; a sentence stands on stderr. */
bool show_witnesses(const bp_report *report, const bp_result *result, size_t row, size_t col);

#endif
