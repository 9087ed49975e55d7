/* Small matrices as they stand on a blackboard: with their names, beside each other. */
#ifndef BOARD_H
#define BOARD_H

#include "matrix.h"

typedef struct {
    const char *name;
    const bp_mat *m;
    bool marked;     /* an entry gets a * … */
    size_t row, col; /* … this one, 0-based */
} panel;

/* As many in a line as 80 columns hold. `digits`: significant ones of each number. */
void show_board(const panel *panels, size_t count, int digits);

#endif
