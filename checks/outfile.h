/* Files that are whole or not there: written under a temporary name, then renamed.
 *
 *   outfile_open       starts one; what stands there now stays as it is
 *   outfile_commit     puts the new file in its place
 *   outfile_abandon    forgets it
 *   outfile_possible   whether one could be started, before the work that it is for
 *
 * An interrupt removes the temporary files too. A device, /dev/stdout for instance, cannot be
 * replaced, so it is written directly.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct outfile {
    FILE *stream;               /* write here */
    char *path, *temporary;     /* temporary is NULL for a device */
    struct outfile *next;       /* those an interrupt must remove */
} outfile;

/* False: a sentence stands on stderr and *file is empty. *file must not move until it is committed
 * or abandoned. */
bool outfile_open(outfile *file, const char *path);

/* False: something could not be written (a full disk, say); a sentence stands on stderr, and what
 * was at the path before is there still. Either way the file is closed. */
bool outfile_commit(outfile *file);

/* An empty file may be abandoned too. */
void outfile_abandon(outfile *file);

/* False: a sentence stands on stderr. A device is not tried: opening one may be seen. */
bool outfile_possible(const char *path);

#endif
