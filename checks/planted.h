/* Mistakes that have been asked for.
 *
 *   mistake_wanted     by its id, or by two with a + between; false: a sentence stands on stderr
 *   show_mistake       what it is, why, what it looks like, a hint
 */
#ifndef PLANTED_H
#define PLANTED_H

#include "mistakes.h"
#include "options.h"

bool mistake_wanted(bp_cause *cause, const char *id);
void show_mistake(const bp_mistake *m);

#endif
