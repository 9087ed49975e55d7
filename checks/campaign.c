/* The campaign's program: several processes, each with its share of the seeds. */
#define _POSIX_C_SOURCE 200809L
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>

#include "campaign.h"
#include "jobs.h"
#include "options.h"
#include "outfile.h"
#include "say.h"

static const char about[] =
    "Usage: campaign [options]\n\n"
    "Verifies random networks by all methods: no reference answer may be WRONG, and no\n"
    "disturbance of more than three bars may be missed. docs/campaign.md has the rest.\n\n"
    "  --count N      networks (default 80)\n"
    "  --seed N       the first one's seed, the others follow (default 1)\n"
    "  --jobs N       processes that share them (default 1)\n"
    "  --verbose, -v  what was said of each network\n"
    "  --tsv FILE     also write a line for each network to FILE\n"
    "  --help, -h     this text\n\n"
    "To test the campaign itself:\n"
    "  --narrow N     divides the bars by N: there must be false alarms\n"
    "  --deaf         does not disturb anything: there must be misses\n\n"
    "Exit status: 0 neither false alarms nor misses, and what must be visible is; 1 not\n"
    "so; 2 usage, no memory, or a process that crashed; 130 interrupted.\n";

typedef struct {
    uint64_t first, count, jobs, narrow;
    bool verbose, deaf;
    const char *tsv;
} wishes;

/* Options ------------------------------------------------------------------------------------- */

static bool take_whole(uint64_t *value, const char *name, uint64_t most)
{
    if (!options_whole(optarg, value) || *value < 1 || *value > most) {
        complain("--%s '%s': expected a whole number from 1 to %ju", name, optarg, (uintmax_t)most);
        return false;
    }
    return true;
}

static bool take_option(wishes *w, int code)
{
    switch (code) {
    case 'c':
        return take_whole(&w->count, "count", SIZE_MAX / sizeof(record));
    case 's':
        return take_whole(&w->first, "seed", UINT64_MAX);
    case 'j':
        return take_whole(&w->jobs, "jobs", MOST_JOBS);
    case 'n':
        return take_whole(&w->narrow, "narrow", UINT64_MAX);
    case 'd':
        return w->deaf = true;
    case 'v':
        return w->verbose = true;
    case 't':
        w->tsv = optarg;
        return true;
    default:
        return false;
    }
}

/* True: go on. False: *status is what to return. */
static bool read_options(wishes *w, int argc, char **argv, int *status)
{
    static const struct option longs[] = {
        {"count", required_argument, NULL, 'c'},
        {"seed", required_argument, NULL, 's'},
        {"jobs", required_argument, NULL, 'j'},
        {"narrow", required_argument, NULL, 'n'},
        {"deaf", no_argument, NULL, 'd'},
        {"verbose", no_argument, NULL, 'v'},
        {"tsv", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    int code;
    *status = STATUS_BAD_INPUT;
    while ((code = getopt_long(argc, argv, "vh", longs, NULL)) != -1) {
        if (code == 'h') {
            *status = STATUS_AGREES;
            say(stdout, "%s", about);
            return false;
        }
        if (!take_option(w, code)) {
            return false;
        }
    }
    if (optind < argc) {
        complain("unexpected argument '%s': options begin with --", argv[optind]);
    }
    return optind >= argc;
}

/* Processes ----------------------------------------------------------------------------------- */

_Static_assert(sizeof(record) <= PIPE_BUF, "a record goes through the pipe in one piece");

static void take(void *r, uint64_t i, const void *how)
{
    const wishes *w = how;
    const manner made = {(double)w->narrow, w->deaf, w->verbose};
    record_take(r, w->first + i, &made);
}

typedef struct {
    records all;
    uint64_t first;
} shelf;

static void arrive(void *all, const void *arrived)
{
    const record *r = arrived;
    shelf *s = all;
    s->all.of[r->seed - s->first] = *r;
}

/* Every network has arrived, and none without memory. */
static bool is_complete(const wishes *w, const records *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const record *r = &all->of[i];
        if (!r->taken || r->failed) {
            complain(r->taken ? "no memory for the network of seed %ju"
                              : "the network of seed %ju has not arrived: its process crashed",
                     (uintmax_t)(w->first + i));
            return false;
        }
    }
    return true;
}

/* All of it ----------------------------------------------------------------------------------- */

static bool write_tsv(const char *path, const records *all)
{
    outfile file;
    if (!outfile_open(&file, path)) {
        return false;
    }
    campaign_write(file.stream, all);
    return outfile_commit(&file);
}

static int report(const wishes *w, const records *all)
{
    for (size_t i = 0; w->verbose && i < all->count; i++) {
        campaign_show_one(&all->of[i]);
    }
    say(stdout, "campaign --seed %ju --count %ju%s\n\n", (uintmax_t)w->first, (uintmax_t)w->count,
        w->narrow > 1 || w->deaf ? " (handicapped)" : "");
    campaign_show(all);
    if (jobs_interrupted()) {
        complain("interrupted: these are the networks until then");
        return STATUS_INTERRUPTED;
    }
    if (!is_complete(w, all) || (w->tsv && !write_tsv(w->tsv, all))) {
        return STATUS_BAD_INPUT;
    }
    return campaign_holds(all) ? STATUS_AGREES : STATUS_WRONG;
}

int main(int argc, char **argv)
{
    wishes w = {.first = 1, .count = 80, .jobs = 1, .narrow = 1};
    int status;
    say_begin();
    if (!read_options(&w, argc, argv, &status)) {
        return status;
    }
    shelf s = {{calloc(w.count, sizeof *s.all.of), w.count}, w.first};
    const jobs work = {w.count, w.jobs, sizeof(record), take, &w, arrive, &s};
    if (!s.all.of) {
        complain("no memory for %ju networks", (uintmax_t)w.count);
        return STATUS_BAD_INPUT;
    }
    status = jobs_run(&work) ? report(&w, &s.all) : STATUS_BAD_INPUT;
    free(s.all.of);
    return status;
}
