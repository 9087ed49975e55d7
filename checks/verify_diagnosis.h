/* What a wrong equation's numbers tell of the mistake.
 *
 *   diagnose               bp_diagnose, with a sentence where there is no memory
 *   show_diagnosis         for a person
 *   diagnosis_to_json      for a program: [{"id", "confidence"}], "and" for a second mistake; id
 *                          null and a "signature" where no mistake of the catalogue fits
 */
#ifndef VERIFY_DIAGNOSIS_H
#define VERIFY_DIAGNOSIS_H

#include <jansson.h>

#include "diagnosis.h"
#include "verify_out.h"

bool diagnose(bp_diagnosis *d, const bp_report *report, const bp_equation *equation);

/* True: it has named the mistake. */
bool show_diagnosis(const bp_report *report, const bp_equation *equation, feedback level);
json_t *diagnosis_to_json(const bp_diagnosis *d);

#endif
