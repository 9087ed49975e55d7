/* Files that may be packed: .gz. */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdio.h>

/* Opens a file for reading; of one whose name ends in .gz, what is in it, as a temporary file that
 * is gone when closed. `what` is expected there: "a CSV file", for instance.
 * NULL: a sentence stands on stderr. */
FILE *unpack_open(const char *path, const char *what);

#endif
