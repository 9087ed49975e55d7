/* backproof sweep: the error of numeric derivatives against their step, from real runs (steps.h),
 * as a table for plots/step-size.gp. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "commands.h"
#include "figure_tables.h"
#include "outfile.h"
#include "say.h"
#include "tsv.h"

/* For a person: how exact each method gets, and between which steps it is almost as exact. */
static void show_best(const steps *s, const char *path)
{
    say(stdout, "∂C/∂W and ∂C/∂b, %zu numbers\n", s->parameter_count);
    say(stdout, "  %-33s%14s   %s\n", "method", "smallest error", "at most twice that");
    for (size_t k = 0; k < STEPS_METHODS; k++) {
        const steps_row *end = s->rows + s->row_count, *best = s->rows;
        for (const steps_row *r = s->rows; r < end; r++) {
            best = r->norm[k] < best->norm[k] ? r : best;
        }
        const steps_row *first = best, *last = best;
        for (const steps_row *r = s->rows; r < end; r++) {
            bool near = r->norm[k] <= 2.0 * best->norm[k];
            first = near && r < first ? r : first;
            last = near ? r : last;
        }
        say(stdout, "  %-33s%14.1e   h = %.0e to %.0e\n", steps_methods[k].name, best->norm[k],
            first->h, last->h);
    }
    say(stdout, "error: ‖numeric − reference‖/‖reference‖; every step is in %s\n", path);
}

static int measure_and_write(FILE *out, const problem *p, uint64_t per_decade, int argc,
                             char **argv, steps *s)
{
    if (!steps_measure(s, &p->net, &p->batch.X, &p->batch.Y, (size_t)per_decade)) {
        complain("no memory for the sweep");
        return STATUS_BAD_INPUT;
    }
    if (!(s->norm > 0.0L)) {
        complain("the gradient is zero throughout, so that no relative error can be measured");
        return STATUS_UNDECIDED;
    }
    tsv_begin(out, "error of the numeric dC/dW and dC/db against the step h", argc, argv);
    steps_write(out, s, p);
    return STATUS_AGREES;
}

static int run(const problem *p, uint64_t per_decade, const char *path, int argc, char **argv)
{
    outfile file = {0};
    steps s = {0};
    if (path && !outfile_open(&file, path)) {
        return STATUS_BAD_INPUT;
    }
    int status = measure_and_write(path ? file.stream : stdout, p, per_decade, argc, argv, &s);
    if (path && status == STATUS_AGREES) {
        status = outfile_commit(&file) ? STATUS_AGREES : STATUS_BAD_INPUT;
    }
    if (path && status == STATUS_AGREES) {
        show_best(&s, path);
    }
    outfile_abandon(&file);
    steps_free(&s);
    return status;
}

int command_sweep(int argc, char **argv)
{
    static const char about[] =
        "Usage: backproof sweep [options]\n\n"
        "Measures how far the numeric ∂C/∂W and ∂C/∂b are off, for steps from 1e-20 to\n"
        "1: the central difference in float, double and long double; in double the\n"
        "complex step, the forward, the five-point and Richardson's difference. Writes a\n"
        "table with tabs between its columns; plots/step-size.gp draws it.\n";
    uint64_t per_decade = 8;
    const char *path = NULL;
    const option own[] = {
        {"output", 'o', "FILE", "write the table to FILE, a summary here", .text = &path},
        {"steps", 0, "N", "steps in each factor of ten (default: 8)", .whole = &per_decade,
         .least = 1, .most = 1000},
        {0},
    };
    options o = options_defaults();
    problem p;
    int status;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!problem_build(&p, &o)) {
        return STATUS_BAD_INPUT;
    }
    status = run(&p, per_decade, path, argc, argv);
    problem_free(&p);
    return status;
}
