/* Which mistakes of the catalogue nobody could see in this network, and in which other one they can
 * be seen.
 *
 *   show_hidden        for a person: the first five of them, or all with where they show
 *   hidden_to_json     for a program: "hidden" [{"id", "shows"}], "absent" [id], and "proposal"
 *                      {"options", "hidden", "absent"}, null where no other network is better
 */
#ifndef VERIFY_HIDDEN_H
#define VERIFY_HIDDEN_H

#include <jansson.h>

#include "problem.h"
#include "verify.h"

void show_hidden(const bp_report *report, const problem *p, bool all);
void hidden_to_json(json_t *root, const bp_report *report, const problem *p);

#endif
