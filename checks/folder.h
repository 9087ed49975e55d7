/* A folder of numbers: a network, a mini-batch, and answers that somebody has computed from them.
 *
 *   folder_judge       bp_verify on its answers
 *   folder_read        X Y W1 b1 … WL bL, and those of Z1 A1 … dA1 dZ1 dW1 db1 … C that are there
 *   folder_free
 *
 * Each is a .csv, .txt or .npy file; of several with one name, the first in this order is read.
 * network.txt, if it is there, holds options: --activations, --loss, --layout.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "handed_in.h"
#include "problem.h"
#include "verify.h"

/* How samples and weights lie in the files. */
typedef enum {
    AS_COLUMNS,     /* as the article has it */
    AS_ROWS,        /* samples are rows: X Y Z A dA dZ transposed, W and dW as they are */
    AS_KERNELS      /* and W and dW are N_{l-1}×N_l, "from, to" */
} orientation;

/* Their names on the command line; NULL ends them. */
extern const char *const folder_layouts[];

typedef struct {
    char name[16];          /* dW1.npy */
    bp_quantity quantity;
    size_t layer;
    size_t digits;          /* of a text; 0: all digits */
    bool single;            /* a number of single precision */
} folder_file;

typedef struct {
    const char *path;
    options options;        /* what problem_describe needs; data is the folder */
    bool assumed;           /* nobody has said which activations, or which loss */
    char *words;            /* of network.txt; options point into it */
    problem problem;
    bp_handed_in answers;
    folder_file *files;     /* the answers, in the order in which they were read */
    size_t count;
    char **notes;           /* sentences about files that were not read */
    size_t note_count;
} folder;

/* What the command line has said; NULL: nothing, so network.txt or a default decides. */
typedef struct {
    const char *activations, *loss, *layout;
} folder_wishes;

/* False: a sentence stands on stderr, and *f is empty. */
bool folder_read(folder *f, const char *path, const folder_wishes *wishes);
void folder_free(folder *f);

/* The report is the caller's to free. False: a sentence stands on stderr. */
bool folder_judge(bp_report *report, const folder *f);

#endif
