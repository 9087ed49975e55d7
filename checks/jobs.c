#define _POSIX_C_SOURCE 200809L
#include "jobs.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "options.h"
#include "say.h"

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

bool jobs_interrupted(void)
{
    return interrupted;
}

static void run_share(const jobs *work, uint64_t share, int pipe_end)
{
    _Alignas(max_align_t) char record[PIPE_BUF];
    for (uint64_t i = share; i < work->count; i += work->jobs) {
        work->take(record, i, work->how);
        if (write(pipe_end, record, work->size) != (ssize_t)work->size) {
            _exit(STATUS_BAD_INPUT);
        }
    }
    _exit(STATUS_AGREES);
}

static bool start(const jobs *work, int ends[2])
{
    if (work->size > PIPE_BUF || pipe(ends) != 0) {
        return false;
    }
    for (uint64_t share = 0; share < work->jobs; share++) {
        pid_t process = fork();
        if (process < 0) {
            return false;
        }
        if (process == 0) {
            close(ends[0]);
            signal(SIGINT, SIG_DFL);
            run_share(work, share, ends[1]);
        }
    }
    return close(ends[1]) == 0;
}

/* The next record. False: all processes have ended. */
static bool receive(char *record, size_t size, int pipe_end)
{
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(pipe_end, record + have, size - have);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    return true;
}

bool jobs_run(const jobs *work)
{
    _Alignas(max_align_t) char record[PIPE_BUF];
    int ends[2];
    size_t done = 0;
    const struct sigaction ours = {.sa_handler = note_interrupt};
    sigaction(SIGINT, &ours, NULL);
    if (!start(work, ends)) {
        complain("cannot start: %s", strerror(errno));
        return false;
    }
    while (receive(record, work->size, ends[0])) {
        work->arrive(work->all, record);
        progress(++done, (size_t)work->count);
    }
    progress((size_t)work->count, (size_t)work->count);
    close(ends[0]);
    while (wait(NULL) > 0) {
    }
    return true;
}
