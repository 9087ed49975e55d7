/* One of the sources of data: comma separated values.
 *
 *   bp_csv_read    a file of them
 *
 * A line is a sample; the first line names the columns. A field may stand between spaces or in
 * double quotes, where a comma is text and "" is a quote; a quoted field ends in its line. Lines
 * may end in CR LF, blank ones do not count, and neither does a byte order mark. A number is
 * decimal, with a point, whatever the locale.
 */
#ifndef BP_CSV_H
#define BP_CSV_H

#include <stdio.h>

#include "samples.h"

/* More classes than this are a sign of numeric targets that were taken for names. */
#define BP_CSV_CLASSES 1000

/* All that is left in `file`, as bp_samples_load describes it; `path` is what messages call it.
 * False: *all is empty, and `error` holds one sentence. */
bool bp_csv_read(bp_samples *all, FILE *file, const char *path, size_t targets,
                 char error[BP_MESSAGE_SIZE]);

#endif
