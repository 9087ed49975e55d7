/* What a wrong equation's numbers tell of the mistake.
 *
 *   show_diagnosis         for a person
 *   hint_of                a question that leads there
 *   diagnosis_to_json      for a program: [{"id", "confidence"}], "and" for a second mistake; id
 *                          null and a "signature" where no mistake of the catalogue fits
 */
#ifndef VERIFY_DIAGNOSIS_H
#define VERIFY_DIAGNOSIS_H

#include <jansson.h>

#include "verify_out.h"

/* The question that leads to the first mistake that fits; NULL: none does. */
const char *hint_of(const bp_report *report, const bp_equation *equation);

void show_diagnosis(const bp_report *report, const bp_equation *equation, feedback level);
json_t *diagnosis_to_json(const bp_report *report, const bp_equation *equation);

#endif
