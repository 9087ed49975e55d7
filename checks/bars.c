/* Are the bars bars? Random networks, computed by the library and in a number type wider than
 * double: how often does the true error of a number exceed its bar, and how wide are the bars?
 *
 *   bars [-n ENTRIES] [-s SEED] [-w DECADES] [-t TYPE] [-v] | -a
 *
 *   -n   for each kind of bar, at least so many entries whose error is not 0 (1000000)
 *   -s   the seed of the first network (1)
 *   -w   parameters of the usual size times 10^-w … 10^w (1)
 *   -t   __float128 or "long double"; otherwise both
 *   -v   each quantity by itself
 *   -a   instead: how accurate each method can be (accuracy.h)
 *
 * Exit status: 0 no error exceeds its bar, and the medians of bar/error are within their limits
 * (they are not judged below 100000 entries: a few networks say little of how wide bars are);
 * 1 else; 2 usage, no memory. docs/accuracy.md shows what came out.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accuracy.h"
#include "bars.h"
#include "say.h"

#define ENOUGH 100000 /* entries for a median to be judged */

typedef struct {
    unsigned long entries, seed;
    double decades;
    const char *type;
    bool verbose, accuracy;
} settings;

/* The table ----------------------------------------------------------------------------------- */

static const char *const quantity_names[] = {
#define NAME_OF(name, symbol) #name,
    BP_QUANTITIES(NAME_OF)
#undef NAME_OF
};

static void print_head(void)
{
    say(stdout, "%-24s %9s %8s %7s %8s %7s %9s\n", "", "entries", "exact", "no bar", "exceeded",
        "worst", "median");
    say(stdout, "%-24s %9s %8s %7s %8s %7s %9s\n", "", "", "", "", "", "err/bar", "bar/err");
}

static void print_row(int indent, const char *name, const tally *t)
{
    say(stdout, "%*s%-*s %9zu %8zu %7zu %8zu %7.2g %9.3g\n", indent, "", 24 - indent, name,
        t->entries, t->exact, t->unbarred, t->exceeded, t->worst, tally_median(t));
}

static tally sum_of(const tally of[BP_QUANTITY_COUNT])
{
    tally sum = {0};
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        tally_merge(&sum, &of[q]);
    }
    return sum;
}

/* Prints everything; false: an error exceeds its bar, or a median its limit. */
static bool print_table(const bars_tallies *all, const settings *s)
{
    bool good = true;
    print_head();
    for (size_t kind = 0; kind < BARS_KINDS; kind++) {
        tally sum = sum_of(all->of[kind]);
        bool judged = s->entries >= ENOUGH;
        bool wide = judged && !(tally_median(&sum) <= bars_kinds[kind].limit);
        print_row(0, bars_kinds[kind].name, &sum);
        for (size_t q = 0; s->verbose && q < BP_QUANTITY_COUNT; q++) {
            if (all->of[kind][q].entries + all->of[kind][q].unbarred > 0) {
                print_row(4, quantity_names[q], &all->of[kind][q]);
            }
        }
        if (wide) {
            say(stdout, "    too wide: a median of %g at most was expected\n",
                bars_kinds[kind].limit);
        }
        good = good && !wide && sum.exceeded == 0;
    }
    return good;
}

/* The experiment ------------------------------------------------------------------------------ */

/* The entries of the kind that has the fewest. */
static size_t compared(const bars_tallies *all)
{
    size_t fewest = (size_t)-1;
    for (size_t kind = 0; kind < BARS_KINDS; kind++) {
        size_t count = 0;
        for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
            count += all->of[kind][q].entries - all->of[kind][q].exact;
        }
        fewest = count < fewest ? count : fewest;
    }
    return fewest;
}

/* 0, 1 or 2: the program's exit status. */
static int experiment(const wide_type *type, const settings *s)
{
    bars_tallies *all = calloc(1, sizeof *all);
    bool complete = all != NULL;
    size_t done = 0;
    while (complete && done < s->entries) {
        complete = bars_try(all, type, s->seed + all->networks, s->decades);
        done = compared(all);
        progress(done < s->entries ? done : s->entries, s->entries);
    }
    bool good = false;
    if (complete) {
        say(stdout, "Against %s, %d bits: networks %lu to %lu, parameters times 1e±%g\n",
            type->name, type->bits, s->seed, s->seed + all->networks - 1, s->decades);
        good = print_table(all, s);
    } else {
        complain("bars: no memory");
    }
    free(all);
    return complete ? !good : 2;
}

/* Likewise, of the accuracy beside the one that is attainable. */
static int accuracy(void)
{
    accuracy_row rows[ACCURACY_ROWS];
    bool good = true;
    if (wide_long().bits <= 53) {
        say(stdout, "accuracy is skipped: here long double is no wider than double\n");
        return 0;
    }
    if (!accuracy_measure(rows, ACCURACY_SEEDS)) {
        complain("bars: no memory");
        return 2;
    }
    say(stdout, "%-20s %-19s %-19s %-19s\n", "", "median", "max", "norm");
    say(stdout, "%-20s %9s %9s %9s %9s %9s %9s\n", "", "here", "known", "here", "known", "here",
        "known");
    for (size_t i = 0; i < ACCURACY_ROWS; i++) {
        say(stdout, "%-20s", rows[i].method);
        for (size_t k = 0; k < ACCURACY_ERRORS; k++) {
            say(stdout, " %9.1e %9.1e", rows[i].error[k], rows[i].attainable[k]);
            good = good && rows[i].error[k] <= ACCURACY_FACTOR * rows[i].attainable[k];
        }
        say(stdout, "\n");
    }
    return !good;
}

static int run(const settings *s)
{
    const wide_type types[] = {wide_quad(), wide_long()};
    int status = 0;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (s->type && strcmp(s->type, types[i].name) != 0) {
            continue;
        }
        if (types[i].bits == 0) {
            say(stdout, "%s is skipped: this compiler does not have it\n", types[i].name);
        } else if (types[i].bits <= 53) {
            say(stdout, "%s is skipped: here it is no wider than double\n", types[i].name);
        } else {
            int found = experiment(&types[i], s);
            status = found > status ? found : status;
        }
    }
    return status;
}

/* A whole argument as a number from `least` up; false: it is none. */
static bool read_number(const char *text, double least, double *number)
{
    char *end;
    errno = 0;
    *number = strtod(text, &end);
    return end != text && *end == '\0' && errno == 0 && *number >= least && *number <= 1e9;
}

static bool read_option(settings *s, int option)
{
    double number = 0.0;
    switch (option) {
    case 'n':
        return read_number(optarg, 1.0, &number) && (s->entries = (unsigned long)number) > 0;
    case 's':
        return read_number(optarg, 1.0, &number) && (s->seed = (unsigned long)number) > 0;
    case 'w':
        return read_number(optarg, 0.0, &s->decades);
    case 't':
        s->type = optarg;
        return strcmp(optarg, wide_quad().name) == 0 || strcmp(optarg, wide_long().name) == 0;
    case 'v':
        return s->verbose = true;
    case 'a':
        return s->accuracy = true;
    default:
        return false;
    }
}

int main(int argc, char **argv)
{
    settings s = {.entries = 1000000, .seed = 1, .decades = 1.0};
    int option;
    say_begin();
    while ((option = getopt(argc, argv, "n:s:w:t:va")) != -1) {
        if (!read_option(&s, option)) {
            complain("bars [-n ENTRIES] [-s SEED] [-w DECADES] [-t '__float128' or 'long double'] "
                     "[-v], or bars -a");
            return 2;
        }
    }
    return s.accuracy ? accuracy() : run(&s);
}
