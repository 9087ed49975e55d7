#define _POSIX_C_SOURCE 200809L
#include "guard.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bp_mat inside(field *f, size_t rows, size_t cols, const char *name)
{
    bp_mat m = {.rows = rows, .cols = cols, .stride = SIDE, .v = f->v + MARGIN * SIDE + MARGIN};
    bp_mat_name(&m, "%s", name);
    return m;
}

bp_mat guarded(field *f, size_t rows, size_t cols, const char *name, double value)
{
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        f->v[i] = value;
    }
    return inside(f, rows, cols, name);
}

static int to_parent;

static _Noreturn void hand_in(const answer *a)
{
    fflush(stdout);
    _exit(write(to_parent, a, sizeof *a) == (ssize_t)sizeof *a ? 0 : 1);
}

static void hand_in_broken_contract(const char *message, const char *file, int line)
{
    (void)file;
    (void)line;
    answer a = {.how = BROKEN_CONTRACT};
    strncpy(a.message, message, sizeof a.message - 1);
    hand_in(&a);
}

static _Noreturn void run(student_call *call, const void *inputs, field *f, const bp_mat *out)
{
    alarm(2 * SECONDS);                     /* should the parent be gone by then */
    dup2(STDERR_FILENO, STDOUT_FILENO);     /* what the student prints is no verdict */
    bp_on_broken_contract(hand_in_broken_contract);
    bp_mat theirs = *out;
    call(&theirs, inputs);
    bool kept = theirs.rows == out->rows && theirs.cols == out->cols && theirs.v == out->v;
    answer a = {.how = kept ? ANSWERED : RESHAPED, .rows = theirs.rows, .cols = theirs.cols,
                .out = *f};
    hand_in(&a);
}

/* True: the whole answer came. */
static bool receive(int from_child, answer *a)
{
    size_t got = 0;
    struct pollfd readable = {.fd = from_child, .events = POLLIN};
    *a = (answer){.how = LEFT};
    while (got < sizeof *a) {
        if (poll(&readable, 1, SECONDS * 1000) <= 0) {
            a->how = LATE;
            return false;
        }
        ssize_t n = read(from_child, (char *)a + got, sizeof *a - got);
        if (n <= 0) {
            a->how = LEFT;
            return false;
        }
        got += (size_t)n;
    }
    return true;
}

answer ask_student(student_call *call, const void *inputs, field *f, const bp_mat *out)
{
    int ends[2], status = 0;
    pid_t child = -1;
    fflush(NULL);
    if (pipe(ends) != 0 || (child = fork()) < 0) {
        perror("cannot start a process for the exercise");
        exit(2);
    }
    if (child == 0) {
        close(ends[0]);
        to_parent = ends[1];
        run(call, inputs, f, out);
    }
    close(ends[1]);
    answer a;
    bool whole = receive(ends[0], &a);
    if (a.how == LATE) {
        kill(child, SIGKILL);
    }
    waitpid(child, &status, 0);
    close(ends[0]);
    if (!whole && a.how == LEFT) {
        a.how = WIFSIGNALED(status) ? CRASHED : LEFT;
        a.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    }
    return a;
}
