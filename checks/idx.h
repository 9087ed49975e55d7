/* Images with labels in IDX files, as MNIST has them.
 *
 *   idx_read    two such files, plain or .gz
 *   idx_is      whether a file begins like one
 *
 * Numbers are big-endian, 4 bytes each. Images: 0x00000803, how many, rows, columns; then a byte
 * for each pixel, row by row. Labels: 0x00000801, how many; then a byte each.
 */
#ifndef IDX_H
#define IDX_H

#include "samples.h"

/* A feature for each pixel, from 0 to 1 (a 255th of the byte); classes as many as the largest label
 * says, 0 being one. Nothing is reserved for bytes that are not there.
 * False: a sentence stands on stderr, and *all is empty. */
bool idx_read(bp_samples *all, const char *images, const char *labels);

/* A regular file whose first bytes are those of IDX, whatever is in it. */
bool idx_is(const char *path);

#endif
