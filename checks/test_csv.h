/* What the suites of CSV have in common: bytes become a file, and the file samples. */
#ifndef BP_TEST_CSV_H
#define BP_TEST_CSV_H

#define _POSIX_C_SOURCE 200809L
#include "test_data.h"

#include <string.h>
#include <unistd.h>

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

/* Loads `length` bytes through a file. Its path, with which a sentence begins, is cut off. */
static inline bool load(bp_samples *all, const char *bytes, size_t length, size_t targets,
                        char error[BP_MESSAGE_SIZE])
{
    char path[] = "/tmp/backproof-csv-XXXXXX";
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, bytes, length), (ssize_t)length);
    close(file);
    error[0] = '\0';
    bool read = bp_samples_load(all, path, targets, 1, error);
    unlink(path);
    if (!read) {
        ck_assert_msg(strncmp(error, path, strlen(path)) == 0, "no path before: %s", error);
        memmove(error, error + strlen(path), strlen(error + strlen(path)) + 1);
    }
    return read;
}

#endif
