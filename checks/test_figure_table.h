/* The table of a figure, read back, for the suites of the figures. Comes after <check.h> and needs
 * POSIX.
 *
 *   make       writes the table of a figure and reads it: table, rows, columns, names
 *   refuses    that it is not written, and one sentence says so
 *   network    options of a network
 */
#ifndef TEST_FIGURE_TABLE_H
#define TEST_FIGURE_TABLE_H

#include <stdlib.h>
#include <string.h>

#include "capture.h"
#include "figures.h"
#include "options.h"

enum { WIDEST = 15, LONGEST = 40000 };

/* The numbers of a table; a word is counted as 0. */
static double table[LONGEST][WIDEST];
static size_t rows, columns;
static char names[400];

/* What it learns with, where it does. */
static training_wishes how;

static inline options network(const char *layers, const char *activations, uint64_t batch)
{
    options o = options_defaults();
    o.layers = layers;
    o.activations = activations;
    o.batch = batch;
    return o;
}

static inline void read_row(char *line)
{
    char *rest = line;
    ck_assert_uint_lt(rows, LONGEST);
    for (columns = 0; rest; columns++) {
        char *word = rest;
        rest = strchr(word, '\t');
        rest = rest ? rest + 1 : NULL;
        ck_assert_uint_lt(columns, WIDEST);
        table[rows][columns] = strtod(word, NULL);
    }
    rows++;
}

/* Every row has as many columns as are named. */
static inline void make(const char *name, options o)
{
    FILE *file = tmpfile();
    char line[400];
    ck_assert_ptr_nonnull(file);
    ck_assert(figure_write(figure_named(name), file, &o, &how));
    rewind(file);
    for (rows = 0; fgets(line, sizeof line, file);) {
        if (line[0] == '#') {
            strcpy(names, line);
        } else if (line[0] != '\n') {
            read_row(line);
            size_t tabs = 0;
            for (const char *c = names; *c; c++) {
                tabs += *c == '\t';
            }
            ck_assert_uint_eq(columns, tabs + 1);
        }
    }
    fclose(file);
}

static inline void refuses(const char *name, options o, const char *part)
{
    FILE *nowhere = tmpfile();
    capture c = capture_begin(stderr);
    bool written = figure_write(figure_named(name), nowhere, &o, &how);
    capture_end(&c);
    fclose(nowhere);
    ck_assert(!written);
    ck_one_sentence(&c, name, part);
}

#endif
