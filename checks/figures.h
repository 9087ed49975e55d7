/* The figures: a table of them. Each has a script, plots/NAME.gp, that draws, and a function here
 * that makes the numbers from a real run; they meet in a file with tabs between its columns
 * (tsv.h).
 *
 *   figures           the table
 *   figure_named      a row of it
 *   figure_write      its table
 */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdbool.h>
#include <stdio.h>

#include "training.h"

typedef struct {
    const char *name;
    const char *question;   /* that it answers */
    const char *usual;      /* options that come before those of the command line */

    /* Writes what stands below the first comments: a comment for each column with its unit, one
     * with their names, the rows. False: a sentence stands on stderr. */
    bool (*write)(FILE *out, options *o);

    /* In its place, where a network learns: from a run that is built and has not begun, in silence.
     * *how is what it wishes, and may wish something else. */
    bool (*learn)(FILE *out, training *t, training_wishes *how);
} figure;

/* figures[i].name == NULL ends it. */
extern const figure figures[];

/* NULL: there is none; a sentence stands on stderr. */
const figure *figure_named(const char *name);

/* *how matters where a network learns. False: a sentence stands on stderr. */
bool figure_write(const figure *f, FILE *out, options *o, training_wishes *how);

#endif
