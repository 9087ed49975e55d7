/* Layer widths that no two layers share, and no layer with the batch. */
#ifndef WIDTHS_H
#define WIDTHS_H

#include <stdbool.h>
#include <stddef.h>

/* Moves each width of N[0] … N[L] that another one, or M, has to the nearest that is free. The
 * first and the last belong to the data, and stay unless these are random. */
void widths_part(size_t *N, size_t L, size_t M, bool random);

/* The widths N[0] … N[L] of --layers 4,5,3, in new memory for bp_free. NULL: a sentence stands on
 * stderr. */
size_t *widths_read(const char *list, size_t *L);

/* "4,5,3", with a comma between. False: it does not fit. */
bool widths_write(char *text, size_t size, const size_t *N, size_t L, const char *between);

#endif
