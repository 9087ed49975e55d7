/* A learning curve: what each epoch has come to.
 *
 *   curve_add, curve_free    rows, as long as there is memory
 *   curve_at                 a number of a row
 *   curve_write              a table with tabs between its columns
 *
 * A row is an array of numbers, so that it can be saved as one. NaN stands where there is none.
 */
#ifndef CURVE_H
#define CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The columns, and after them four groups with one column for each layer. */
enum {
    CURVE_EPOCH,            /* from 1 */
    CURVE_LOSS,             /* C, the mean over the samples learned from, while learning */
    CURVE_ACCURACY,         /* the share of them that were classified rightly */
    CURVE_HELD_LOSS,        /* the same of the samples held out, after the epoch */
    CURVE_HELD_ACCURACY,
    CURVE_SECONDS,          /* of learning alone */
    CURVE_LAYERS
};
typedef enum {
    CURVE_NORM,             /* ‖∂C/∂W^l‖ */
    CURVE_COMPLEX,          /* |analytic − numeric| at the worst entry of ∂C/∂W^l and ∂C/∂b^l … */
    CURVE_CENTRAL,          /* … over the largest numeric one: complex step, central difference */
    CURVE_KINKS,            /* entries that no verdict is possible on, because of a kink */
    CURVE_GROUPS
} curve_group;

typedef struct {
    size_t L, rows, room;
    double *cells;
} curve;

size_t curve_columns(size_t L);

/* The number of layer l, 1 to L, in a group of columns. */
size_t curve_column(size_t L, curve_group group, size_t l);

/* A new row of NaN below the others, or NULL: no memory. It stays in its place until the next. */
double *curve_add(curve *c);
double *curve_row(const curve *c, size_t row);
void curve_free(curve *c);

/* The names of the columns with what they mean, and the rows. */
void curve_write(FILE *out, const curve *c);

#endif
