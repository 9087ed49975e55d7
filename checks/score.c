/* The mutation score's program: several processes, each with its share of the seeds. */
#define _POSIX_C_SOURCE 200809L
#include "score.h"

#include <limits.h>
#include <stdlib.h>

#include "jobs.h"
#include "options.h"
#include "say.h"

static const char about[] =
    "Usage: score [options]\n\n"
    "Plants every mistake of the catalogue in random networks: is it caught, and by\n"
    "which method, and is it named? docs/mutation-score.md has the rest.\n\n"
    "Exit status: 0 every mistake is caught, and named as often as is promised; 1 not\n"
    "so; 2 usage, no memory, or a process that crashed; 130 interrupted.\n";

typedef struct {
    uint64_t first, count, processes;
    bool deaf;
} wishes;

_Static_assert(sizeof(card) <= PIPE_BUF, "a card goes through the pipe in one piece");

static void take(void *c, uint64_t i, const void *how)
{
    const wishes *w = how;
    score_take(c, w->first + i, w->deaf);
}

typedef struct {
    cards all;
    uint64_t first;
} shelf;

static void arrive(void *all, const void *arrived)
{
    const card *c = arrived;
    shelf *s = all;
    s->all.of[c->seed - s->first] = *c;
}

static int report(const wishes *w, const cards *all)
{
    say(stdout, "score --seed %ju --count %ju%s\n\n", (uintmax_t)w->first, (uintmax_t)w->count,
        w->deaf ? " --deaf" : "");
    score_show(all);
    if (jobs_interrupted()) {
        complain("interrupted: these are the networks until then");
        return STATUS_INTERRUPTED;
    }
    for (size_t i = 0; i < all->count; i++) {
        if (!all->of[i].taken || all->of[i].failed) {
            complain("the network of seed %ju %s", (uintmax_t)(w->first + i),
                     all->of[i].taken ? "found no memory" : "has not arrived: its process crashed");
            return STATUS_BAD_INPUT;
        }
    }
    return score_holds(all) ? STATUS_AGREES : STATUS_WRONG;
}

int main(int argc, char **argv)
{
    wishes w = {.first = 1, .count = 48, .processes = 1};
    const option own[] = {
        {"count", 0, "N", "networks (default 48)", .whole = &w.count, .least = 1, .most = 100000},
        {"seed", 0, "N", "the first one's seed, the others follow (default 1)", .whole = &w.first,
         .least = 1},
        {"jobs", 0, "N", "processes that share them (default 1)", .whole = &w.processes, .least = 1,
         .most = MOST_JOBS},
        {"deaf", 0, NULL, "judges right answers: every mistake must be missed", .flag = &w.deaf},
        {0},
    };
    options o = options_defaults();
    int status;
    o.no_network = true;
    say_begin();
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    shelf s = {{calloc(w.count, sizeof *s.all.of), w.count}, w.first};
    const jobs work = {w.count, w.processes, sizeof(card), take, &w, arrive, &s};
    if (!s.all.of) {
        complain("no memory for %ju networks", (uintmax_t)w.count);
        return STATUS_BAD_INPUT;
    }
    status = jobs_run(&work) ? report(&w, &s.all) : STATUS_BAD_INPUT;
    free(s.all.of);
    return status;
}
