/* The parts of a report as JSON.
 *
 *   begin_json, end_json     the object that holds them, and writing it
 *   number_to_json           null where it is not finite
 *   widths_to_json           [4, 5, 3]
 *   activations_to_json      ["tanh", "sigmoid"]
 *   network_to_json          the network, its samples, where they come from
 *   equations_to_json        a result for each equation and layer
 */
#ifndef VERIFY_JSON_H
#define VERIFY_JSON_H

#include <jansson.h>

#include "verify_out.h"

json_t *begin_json(void);

/* Takes over root; `what` is what a complaint calls it. False: a sentence stands on stderr. */
bool end_json(FILE *out, json_t *root, const char *what);

json_t *number_to_json(double x);
json_t *widths_to_json(const bp_net *net);
json_t *activations_to_json(const bp_net *net);

json_t *network_to_json(const problem *p);
json_t *equations_to_json(const bp_report *report, feedback level);

#endif
