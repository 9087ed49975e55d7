/* The program of `make bench`: starts the racers, lets them take turns, and compares what they have
 * learned, for an unequal race is no race. */
#define _XOPEN_SOURCE 700
#include "bench.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder_files.h"
#include "options.h"
#include "say.h"

static const char about[] =
    "Usage: bench [options]\n\n"
    "Runs an epoch of 784-30-10 with this library, NumPy and PyTorch, all in one thread\n"
    "and in double precision. docs/bench.md has the rest.\n\n"
    "Exit status: 0 all have learned the same, however fast; 1 not so; 2 usage, no memory,\n"
    "or a process that crashed; 130 interrupted.\n";

/* Sums in another order, and exp of another libm, times a few hundred steps. */
#define TOLERANCE 1e-9

typedef struct {
    uint64_t samples, rounds;
    const char *python, *peers, *native, *racer, *place;
} wishes;

static volatile sig_atomic_t interrupted;

static void note_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* The folder ---------------------------------------------------------------------------------- */

static bool make_folder(char place[FOLDER_PATH])
{
    const char *above = getenv("TMPDIR");
    if (!folder_path(place, above && *above ? above : "/tmp", "backproof-bench-XXXXXX")) {
        return false;
    }
    if (!mkdtemp(place)) {
        complain("cannot make the folder %s: %s", place, strerror(errno));
        return false;
    }
    return true;
}

/* Removes the files whose names begin like that, in a folder of our own. */
static void remove_files(const char *place, const char *prefix)
{
    char path[FOLDER_PATH];
    DIR *all = opendir(place);
    for (const struct dirent *one; all && (one = readdir(all));) {
        if (one->d_name[0] != '.' && strncmp(one->d_name, prefix, strlen(prefix)) == 0 &&
            folder_path(path, place, one->d_name)) {
            unlink(path);
        }
    }
    if (all) {
        closedir(all);
    }
}

/* The racers ---------------------------------------------------------------------------------- */

/* Whatever BLAS it is. Racers inherit it. */
static void use_one_thread(void)
{
    static const char *const names[] = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                                        "MKL_NUM_THREADS", "BLIS_NUM_THREADS",
                                        "VECLIB_MAXIMUM_THREADS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setenv(names[i], "1", 1);
    }
}

static bool start_racers(bench *b, const wishes *w, const char *self)
{
    const char *best = w->native ? w->native : "", *python = w->python ? w->python : "";
    const char *const lines[RACERS][6] = {
        [MADE] = {self, "--racer", "full", b->place},
        [MADE_ONE] = {self, "--racer", "per-sample", b->place},
        [BEST] = {best, "--racer", "full", b->place},
        [BEST_ONE] = {best, "--racer", "per-sample", b->place},
        [NUMPY] = {python, w->peers, "numpy", b->place},
        [TENSORS] = {python, w->peers, "tensors", b->place},
        [MODULES] = {python, w->peers, "modules", b->place},
        [NUMPY_ONE] = {python, w->peers, "numpy-per-sample", b->place},
    };
    use_one_thread();
    for (size_t i = 0; i < RACERS; i++) {
        if (*lines[i][0] && !racer_start(&b->racers[i], lines[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < RACERS; i++) {
        racer_greet(&b->racers[i]);
    }
    if (!*b->racers[MADE].is && !interrupted) {
        complain("%s cannot start itself as a racer", self);
    }
    return *b->racers[MADE].is;
}

/* The race ------------------------------------------------------------------------------------ */

static bool agree(const outcome *mine, const outcome *other, double tolerance)
{
    bool same = fabs(mine->loss - other->loss) <= tolerance;
    for (size_t l = 1; l <= mine->net.L; l++) {
        same = same && bp_mat_gap(&mine->net.W[l], &other->net.W[l]).gap <= tolerance &&
               bp_mat_gap(&mine->net.b[l], &other->net.b[l]).gap <= tolerance;
    }
    return same;
}

static int ask(bench *b, racer_id id, size_t size, outcome *o)
{
    double seconds;
    times *took = &b->took[id][size];
    if (!racer_run(&b->racers[id], bench_sizes[size], &seconds, &o->loss)) {
        if (!interrupted) {
            complain("%s has ended in the middle of the race, at M = %zu", bench_names[id],
                     bench_sizes[size]);
        }
        return STATUS_BAD_INPUT;
    }
    took->best = took->best == 0.0 ? seconds : fmin(took->best, seconds);
    took->worst = fmax(took->worst, seconds);
    bool read = start_read_parameters(&o->net, b->place, BENCH_LEARNED);
    remove_files(b->place, BENCH_LEARNED);
    return read ? STATUS_AGREES : STATUS_BAD_INPUT;
}

/* Each racer before `end` runs one epoch, and must come to what the first one has come to. */
static int run_heat(bench *b, size_t size, racer_id end)
{
    int status = ask(b, MADE, size, &b->first);
    for (racer_id id = MADE + 1; status == STATUS_AGREES && id < end; id++) {
        if (!*b->racers[id].is) {
            continue;
        }
        double tolerance = id == BEST ? 0.0 : TOLERANCE; /* other instructions, the same bits */
        status = ask(b, id, size, &b->other);
        if (status == STATUS_AGREES && !agree(&b->first, &b->other, tolerance)) {
            complain("%s has learned something else, at M = %zu: parameters or loss differ by "
                     "more than %g",
                     bench_names[id], bench_sizes[size], tolerance);
            status = STATUS_WRONG;
        }
    }
    return status;
}

/* Each round has a heat for every size from `first` to before `last`. */
static int run_heats(bench *b, size_t first, size_t last, racer_id end)
{
    int status = STATUS_AGREES;
    size_t heats = b->rounds * (last - first);
    for (size_t i = 0; status == STATUS_AGREES && i < heats; i++) {
        progress(i, heats);
        status = run_heat(b, first + i % (last - first), end);
    }
    progress(heats, heats);
    return status;
}

static int race(bench *b)
{
    bench_show_racers(b);
    int status = run_heats(b, 0, 1, RACERS);
    if (status == STATUS_AGREES) {
        bench_show_epoch(b);
        fflush(stdout);
        status = run_heats(b, 1, BENCH_SIZES, NUMPY + 1);
    }
    if (status == STATUS_AGREES) {
        bench_show_sizes(b);
    }
    return status;
}

/* Everything from the start on; b->place is there and empty. */
static int prepare_and_race(bench *b, const wishes *w, const char *self)
{
    start s = {0};
    bool ready = start_draw(&s, b->samples) && start_write(&s, b->place) &&
                 start_racers(b, w, self);
    if (ready && (!bp_net_new(&b->first.net, s.net.L, s.net.N) ||
                  !bp_net_new(&b->other.net, s.net.L, s.net.N))) {
        complain("no memory for the parameters");
        ready = false;
    }
    start_free(&s);
    int status = ready ? race(b) : STATUS_BAD_INPUT;
    for (size_t i = 0; i < RACERS; i++) {
        racer_stop(&b->racers[i]);
    }
    bp_net_free(&b->first.net);
    bp_net_free(&b->other.net);
    return status;
}

static int run(const wishes *w, const char *self)
{
    char place[FOLDER_PATH];
    bench b = {.samples = w->samples, .rounds = w->rounds, .place = place};
    const struct sigaction ours = {.sa_handler = note_interrupt};
    sigaction(SIGINT, &ours, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!make_folder(place)) {
        return STATUS_BAD_INPUT;
    }
    int status = prepare_and_race(&b, w, self);
    remove_files(place, "");
    rmdir(place);
    return interrupted ? STATUS_INTERRUPTED : status;
}

int main(int argc, char **argv)
{
    static const char *const racers[] = {"full", "per-sample", NULL};
    wishes w = {.samples = 8000, .rounds = 5, .peers = "checks/bench_peers.py"};
    const option own[] = {
        {"samples", 0, "N", "of an epoch (default 8000)", .whole = &w.samples, .least = 1,
         .most = 10000000},
        {"rounds", 0, "N", "of which the best counts (default 5)", .whole = &w.rounds, .least = 1,
         .most = 1000},
        {"native", 0, "FILE", "this program, compiled for this processor", .text = &w.native},
        {"python", 0, "FILE", "a python3 with numpy and torch", .text = &w.python},
        {"peers", 0, "FILE", "what it runs (default checks/bench_peers.py)", .text = &w.peers},
        {"racer", 0, "NAME", "be a racer in the folder that is the argument (bench.h)",
         .text = &w.racer, .choices = racers},
        {0},
    };
    options o = options_defaults();
    int status;
    o.no_network = true;
    o.operand = &w.place;
    say_begin();
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!w.racer != !w.place) {
        complain("--racer NAME goes with a folder, and a folder with --racer NAME");
        return STATUS_BAD_INPUT;
    }
    return w.racer ? bench_serve(w.place, strcmp(w.racer, "per-sample") == 0) : run(&w, argv[0]);
}
