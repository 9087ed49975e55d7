/* The text of a CSV file: lines, cut into fields where they stand, and sentences about places.
 *
 *   bp_csv_open, bp_csv_close    the whole file as one string
 *   bp_csv_next_line             its fields
 *   bp_csv_fail                  path:line: column c: what was expected, what was found
 *   bp_csv_quoted                what was found
 */
#ifndef BP_CSV_TEXT_H
#define BP_CSV_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "contract.h"

#define BP_CSV_QUOTED 32    /* bytes of a field that a sentence has room for */

typedef struct {
    const char *path;
    char *error;            /* BP_MESSAGE_SIZE */
    char *text, *at;        /* the whole file, and where reading stands */
    size_t lines;           /* that are not blank */
    size_t line;            /* the number of the one read last, blank ones counted; 0: none */
    char **fields;          /* of that line; no more than the first line has */
    size_t room, count;     /* how many `fields` can hold, and how many the line has */
    char quoted[BP_CSV_QUOTED + sizeof "\"...\""];
} bp_csv_text;

/* Reads all that is left in `file`. False: `error` says why; bp_csv_close is still needed. */
bool bp_csv_open(bp_csv_text *csv, FILE *file, const char *path, char error[BP_MESSAGE_SIZE]);
void bp_csv_close(bp_csv_text *csv);

/* The fields of the next line that is not blank; there must be one (`lines` says how many).
 * False: `error` says why. */
bool bp_csv_next_line(bp_csv_text *csv);

/* Writes the sentence, without the column if it is 0, and without the line if none was read.
 * Returns false, for the caller to return. */
bool bp_csv_fail(const bp_csv_text *csv, size_t column, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* "field", or its beginning, with nothing in it that upsets a terminal; or the word: nothing.
 * Holds until the next call. */
const char *bp_csv_quoted(bp_csv_text *csv, const char *field);

#endif
