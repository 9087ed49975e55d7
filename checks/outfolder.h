/* Several files in a folder that come together: all are written under temporary names before the
 * first one gets its own.
 *
 *   outfolder_begin      makes the folder, if it is not there
 *   outfolder_next       the next file
 *   outfolder_matrix     a matrix as .npy, or with all its digits as .csv
 *   outfolder_network    network.txt, for backproof judge
 *   outfolder_end        gives all their names, or forgets them
 *   outfolder_forget     forgets them, and the folder if it was not there before
 */
#ifndef OUTFOLDER_H
#define OUTFOLDER_H

#include "network.h"
#include "outfile.h"

typedef struct {
    const char *flag, *path;    /* --dump, and its value */
    bool made;                  /* the folder was not there before */
    outfile *files;
    size_t count, room;
    bool failed;                /* a sentence stands on stderr */
} outfolder;

/* For at most `room` files. False: a sentence stands on stderr, and *f is empty. */
bool outfolder_begin(outfolder *f, const char *flag, const char *path, size_t room);

/* The file name, for l > 0 with the layer after it, then the ending: W, 2, .npy. NULL: it cannot be
 * written, or one before it could not. */
FILE *outfolder_next(outfolder *f, const char *name, size_t l, const char *ending);

/* `more` stands between the layer and the ending. */
void outfolder_matrix(outfolder *f, const char *name, size_t l, const char *more, const bp_mat *m,
                      bool text);
void outfolder_network(outfolder *f, const bp_net *net);

/* Frees *f. False: a sentence stands on stderr. */
bool outfolder_end(outfolder *f);
void outfolder_forget(outfolder *f);

#endif
