#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "options.h"
#include "say.h"
#include "train.h"

/* The end that asks --------------------------------------------------------------------------- */

/* In the child. A program that cannot be run says nothing, and counts as absent. */
static void become(const char *const argv[], const int requests[2], const int answers[2])
{
    signal(SIGPIPE, SIG_DFL);
    if (dup2(requests[0], STDIN_FILENO) >= 0 && dup2(answers[1], STDOUT_FILENO) >= 0) {
        execvp(argv[0], (char *const *)argv);
    }
    _exit(STATUS_BAD_INPUT);
}

/* A pipe that racers started later do not hold open. */
static bool new_pipe(int ends[2])
{
    return pipe(ends) == 0 && fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
           fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

bool racer_start(racer *r, const char *const argv[])
{
    int requests[2], answers[2];
    *r = (racer){0};
    if (!new_pipe(requests) || !new_pipe(answers) || (r->process = fork()) < 0) {
        complain("cannot start %s: %s", argv[0], strerror(errno));
        *r = (racer){0};
        return false;
    }
    if (r->process == 0) {
        become(argv, requests, answers);
    }
    close(requests[0]);
    close(answers[1]);
    r->to = fdopen(requests[1], "w");
    r->from = fdopen(answers[0], "r");
    return r->to && r->from;
}

void racer_greet(racer *r)
{
    static const char ready[] = "ready ";
    char line[RACER_LINE];
    if (r->from && fgets(line, sizeof line, r->from) &&
        strncmp(line, ready, sizeof ready - 1) == 0) {
        line[strcspn(line, "\n")] = '\0';
        strcpy(r->is, line + sizeof ready - 1);
    } else {
        racer_stop(r);
    }
}

bool racer_run(racer *r, size_t M, double *seconds, double *loss)
{
    char line[RACER_LINE], *end;
    if (fprintf(r->to, "%zu\n", M) < 0 || fflush(r->to) != 0 ||
        !fgets(line, sizeof line, r->from)) {
        return false;
    }
    *seconds = strtod(line, &end);
    *loss = strtod(end, &end);
    return *seconds > 0.0 && *end == '\n';
}

void racer_stop(racer *r)
{
    if (r->to) {
        fclose(r->to);
    }
    if (r->from) {
        fclose(r->from);
    }
    if (r->process > 0) {
        waitpid(r->process, NULL, 0);
    }
    *r = (racer){0};
}

/* The end that runs --------------------------------------------------------------------------- */

/* Of this process: what others do on the same processor does not count. */
static double processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* From the parameters of s, which stay as they are; *net ends with what was learned. */
static bool run_epoch(bp_net *net, const start *s, size_t M, bool per_sample)
{
    bp_trainer t;
    const bp_train_options how = {.eta = BENCH_ETA,
                                  .batch = M,
                                  .per_sample = per_sample,
                                  .seed = BENCH_SEED};
    for (size_t l = 1; l <= net->L; l++) {
        net->sigma[l] = s->net.sigma[l];
        bp_mat_copy(&net->W[l], &s->net.W[l]);
        bp_mat_copy(&net->b[l], &s->net.b[l]);
    }
    if (!bp_trainer_new(&t, net, &s->all, s->from, s->all.X.rows, &how)) {
        complain("no memory for mini-batches of %zu", M);
        return false;
    }
    double begun = processor_time();
    while (bp_trainer_step(&t)) {
    }
    double seconds = processor_time() - begun;
    printf("%.9f %.17g\n", seconds, t.epoch.score.loss / (double)t.n);
    bp_trainer_free(&t);
    return true;
}

static bool answer(const start *s, bp_net *net, const char *place, bool per_sample)
{
    char line[RACER_LINE];
    printf("ready %s%s\n", strstr(__VERSION__, "lang") ? "" : "gcc ", __VERSION__);
    while (fflush(stdout) == 0 && fgets(line, sizeof line, stdin)) {
        size_t M = (size_t)strtoul(line, NULL, 10);
        if (!run_epoch(net, s, M, per_sample) ||
            !start_write_parameters(net, place, BENCH_LEARNED)) {
            return false;
        }
    }
    return true;
}

int bench_serve(const char *place, bool per_sample)
{
    start s;
    bp_net net = {0};
    bool served = start_read(&s, place) && bp_net_new(&net, s.net.L, s.net.N) &&
                  answer(&s, &net, place, per_sample);
    bp_net_free(&net);
    start_free(&s);
    return served ? STATUS_AGREES : STATUS_BAD_INPUT;
}
