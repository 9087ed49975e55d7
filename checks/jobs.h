/* Long work, shared by several processes: pieces 0 … count − 1, each of which becomes a record.
 *
 *   jobs_run    runs them; records arrive in any order
 *
 * A record goes through a pipe in one piece, so it has no pointers, and at most PIPE_BUF bytes. A
 * piece whose process crashed does not arrive. Ctrl-C ends the processes; what has arrived by then
 * stays.
 */
#ifndef JOBS_H
#define JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MOST_JOBS 256

typedef struct {
    uint64_t count, jobs;
    size_t size;                                                /* of a record */
    void (*take)(void *record, uint64_t i, const void *how);    /* in one of the processes */
    const void *how;
    void (*arrive)(void *all, const void *record);              /* here */
    void *all;
} jobs;

/* False: they could not be started; a sentence stands on stderr. */
bool jobs_run(const jobs *work);

/* Has there been a Ctrl-C? */
bool jobs_interrupted(void);

#endif
