/* What the race says: how long everybody took, and whether that is what was wanted. */
#include <string.h>

#include "bench.h"
#include "say.h"

const size_t bench_sizes[BENCH_SIZES] = {10, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

const char *const bench_names[RACERS] = {
    [MADE] = "full matrix, as made",     [MADE_ONE] = "per sample, as made",
    [BEST] = "full matrix, best effort", [BEST_ONE] = "per sample, best effort",
    [NUMPY] = "NumPy, full matrix",      [TENSORS] = "PyTorch, tensors",
    [MODULES] = "PyTorch, modules",      [NUMPY_ONE] = "NumPy, per sample",
};

/* The processor, where the system says. */
static void show_processor(void)
{
    char line[256];
    FILE *in = fopen("/proc/cpuinfo", "r");
    bool found = false;
    while (in && !found && fgets(line, sizeof line, in)) {
        found = strncmp(line, "model name", 10) == 0 && strchr(line, ':');
    }
    if (in) {
        fclose(in);
    }
    if (found) {
        line[strcspn(line, "\n")] = '\0';
        say(stdout, "%s; ", strchr(line, ':') + 2);
    }
}

void bench_show_racers(const bench *b)
{
    say(stdout, "784-30-10, sigmoid, quadratic loss, η = %.0f; %zu samples, best of %zu rounds\n",
        BENCH_ETA, b->samples, b->rounds);
    show_processor();
    say(stdout, "%s; one thread, double precision\n", b->racers[MADE].is);
    for (racer_id id = NUMPY; id <= TENSORS; id++) {
        const char *is = b->racers[id].is;
        say(stdout, "%s: %s\n", id == NUMPY ? "NumPy" : "PyTorch",
            *is ? is : "absent (make setup-bench installs it)");
    }
}

/* What the project promises: `slow` takes at least so many times as long as `fast`. */
typedef struct {
    racer_id fast, slow;
    double wanted;
    size_t size; /* in bench_sizes */
} promise;

static const promise of_epoch[] = {{MADE, NUMPY, 1.0, 0},
                                   {BEST, NUMPY, 1.5, 0},
                                   {BEST, TENSORS, 2.0, 0},
                                   {BEST, MODULES, 2.0, 0},
                                   {BEST, NUMPY_ONE, 8.0, 0}};
static const promise of_sizes[] = {{MADE, MADE_ONE, 3.0, BENCH_SIZE_64},
                                   {BEST, BEST_ONE, 3.0, BENCH_SIZE_64}};

/* How many times as long as `fast` the racer `slow` took; 0: one of them has not run. */
static double ratio(const bench *b, racer_id fast, racer_id slow, size_t size)
{
    double of = b->took[fast][size].best;
    return of > 0.0 ? b->took[slow][size].best / of : 0.0;
}

static double microseconds(const bench *b, racer_id id, size_t size)
{
    return 1e6 * b->took[id][size].best / (double)b->samples;
}

/* A number in a column; a dash where nobody ran. */
static void show_number(int width, int digits, double value)
{
    if (value > 0.0) {
        say(stdout, "%*.*f", width, digits, value);
    } else {
        say_padded(stdout, width, "–");
    }
}

/* Promises ------------------------------------------------------------------------------------ */

static void show_promise(const bench *b, const promise *p)
{
    double got = ratio(b, p->fast, p->slow, p->size);
    bool comparable = p->slow != NUMPY || strstr(b->racers[NUMPY].is, "OpenBLAS");
    bool open = got == 0.0 || !comparable, reached = got >= p->wanted;
    say(stdout, " %8.1f", p->wanted);
    show_number(7, 2, got);
    say_style(stdout, open ? SAY_PLAIN : reached ? SAY_GOOD : SAY_WARNING);
    say(stdout, " %-9s", open ? "open" : reached ? "reached" : "missed");
    say_style(stdout, SAY_PLAIN);
    say(stdout, "%-24s %s%s\n", bench_names[p->fast], bench_names[p->slow],
        comparable || got == 0.0 ? "" : ", no OpenBLAS");
}

static void show_promises(const bench *b, const promise *all, size_t count)
{
    say(stdout, "\n times as fast, M = %zu\n %8s%7s %9s%-24s %s\n", bench_sizes[all->size],
        "wanted", "is", "", "this one", "as this one");
    for (size_t i = 0; i < count; i++) {
        show_promise(b, &all[i]);
    }
}

/* Tables -------------------------------------------------------------------------------------- */

static void show_racer(const bench *b, racer_id id)
{
    const times *took = &b->took[id][0];
    say(stdout, " %-24s", bench_names[id]);
    if (took->best == 0.0) {
        say(stdout, "   absent\n");
        return;
    }
    say(stdout, "%9.4f%11.2f%8.0f %%", took->best, microseconds(b, id, 0),
        100.0 * (took->worst / took->best - 1.0));
    show_number(10, 2, ratio(b, MADE, id, 0));
    show_number(14, 2, ratio(b, BEST, id, 0));
    say(stdout, "\n");
}

void bench_show_epoch(const bench *b)
{
    say(stdout, "\n %66s\n", "times as long as");
    say(stdout, " an epoch, M = %-10zu%9s", bench_sizes[0], "seconds");
    say_padded(stdout, 11, "µs/sample");
    say(stdout, "%10s%10s%14s\n", "spread", "as made", "best effort");
    for (racer_id id = MADE; id < RACERS; id++) {
        show_racer(b, id);
    }
    show_promises(b, of_epoch, sizeof of_epoch / sizeof *of_epoch);
}

void bench_show_sizes(const bench *b)
{
    say(stdout, "\n µs/sample%28s%32s\n", "as made", "best effort");
    say(stdout, " %5s%12s%12s%8s%12s%12s%8s%9s\n", "M", "full matrix", "per sample", "ratio",
        "full matrix", "per sample", "ratio", "NumPy");
    for (size_t i = 1; i < BENCH_SIZES; i++) {
        say(stdout, " %5zu", bench_sizes[i]);
        for (racer_id id = MADE; id <= BEST; id += BEST - MADE) {
            show_number(12, 2, microseconds(b, id, i));
            show_number(12, 2, microseconds(b, id + 1, i));
            show_number(8, 2, ratio(b, id, id + 1, i));
        }
        show_number(9, 2, microseconds(b, NUMPY, i));
        say(stdout, "\n");
    }
    show_promises(b, of_sizes, sizeof of_sizes / sizeof *of_sizes);
}
