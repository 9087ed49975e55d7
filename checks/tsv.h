/* Tables with tabs between their columns, for gnuplot. Comment lines above them say where the
 * numbers come from. They are for programs, so say() has no part in them.
 *
 *   tsv_begin      the first two: # backproof, its version, a title; # command, as it was given
 *   tsv_comment    one more
 *   tsv_network    one about the network and its samples
 */
#ifndef TSV_H
#define TSV_H

#include <stdio.h>

#include "problem.h"

void tsv_begin(FILE *out, const char *title, int argc, char **argv);
void tsv_comment(FILE *out, const char *text);
void tsv_network(FILE *out, const problem *p);

#endif
