/* A mistake that has been asked for.
 *
 *   mistake_wanted     by its id; NULL: a sentence stands on stderr
 *   show_mistake       what it is, why, what it looks like, a hint
 */
#ifndef PLANTED_H
#define PLANTED_H

#include "mistakes.h"
#include "options.h"

const bp_mistake *mistake_wanted(const char *id);
void show_mistake(const bp_mistake *m);

#endif
