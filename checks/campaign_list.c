/* The campaign network by network: for a person, and for programs. */
#include <stdio.h>

#include "campaign.h"
#include "say.h"

/* Networks with false alarms or misses beyond are counted, not shown. */
#define MOST_SHOWN 20

void campaign_show_one(const record *r)
{
    say(stdout, "seed %ju: %s\n", (uintmax_t)r->seed, r->text);
    say(stdout, " %s%s; %zu parameters, %.2f s; disturbed: %s, T = %.2e\n",
        r->clear ? "clear" : "something vacuous or saturated", r->usual ? ", usual" : "",
        r->parameters, r->seconds, r->entry, r->largest);
    for (const voice *v = r->voices; v < r->voices + r->voice_count; v++) {
        say(stdout, "  %-12s", v->name);
        for (size_t k = BP_CORRECT; k < BP_VERDICT_COUNT; k++) {
            say(stdout, " %s %u", bp_verdict_name((bp_verdict)k), v->findings[k]);
        }
        if (v->asked) {
            say(stdout, "  bar/T %.1e", v->bar);
        }
        say(stdout, "\n");
    }
    say(stdout, "\n");
}

/* One line for each false alarm and miss of a network; returns how many. */
static size_t show_failures(const record *r, bool aloud)
{
    size_t count = 0;
    if (r->alarms > 0 && ++count && aloud) {
        say_wrapped(stdout, 0, "FALSE ALARM, seed %ju, %zu in all, the first: %s",
                    (uintmax_t)r->seed, r->alarms, r->alarm);
    }
    if (r->misled && ++count && aloud) {
        say(stdout, "MISLED, seed %ju: not only the equation with %s was blamed\n",
            (uintmax_t)r->seed, r->entry);
    }
    for (size_t k = 0; k < r->voice_count * TRIALS; k++) {
        const voice *v = &r->voices[k / TRIALS];
        if (v->visible[k % TRIALS] && !v->found[k % TRIALS] && ++count && aloud) {
            say(stdout, "MISS, seed %ju: %s by %s, disturbed by %s\n", (uintmax_t)r->seed, r->entry,
                v->name, campaign_trials[k % TRIALS]);
        }
    }
    return count;
}

void campaign_show_failures(const records *all)
{
    size_t networks = 0, more = 0;
    for (size_t i = 0; i < all->count; i++) {
        bool failed = show_failures(&all->of[i], networks < MOST_SHOWN) > 0;
        more += failed && networks >= MOST_SHOWN;
        networks += failed;
    }
    if (more > 0) {
        say(stdout, "...and %zu more networks\n", more);
    }
}

/* Every network lists the same methods but those that know only some of the gradients. */
void campaign_write(FILE *out, const records *all)
{
    fputs("seed\tnetwork\tlayers\tparameters\tsamples\tclear\tusual\tseconds\talarms\tentry\tT"
          "\tmethod\tbar\tcorrect\tvacuous\tundecided\tkink\twrong\tshape\n",
          out);
    for (size_t i = 0; i < all->count; i++) {
        const record *r = &all->of[i];
        for (const voice *v = r->voices; v < r->voices + r->voice_count; v++) {
            fprintf(out, "%ju\t%s\t%zu\t%zu\t%zu\t%d\t%d\t%.3f\t%zu\t%s\t%.3e\t%s\t%.3e",
                    (uintmax_t)r->seed, r->text, r->L, r->parameters, r->samples, r->clear,
                    r->usual, r->seconds, r->alarms, r->entry, r->largest, v->name, v->bar);
            for (size_t k = BP_CORRECT; k < BP_VERDICT_COUNT; k++) {
                fprintf(out, "\t%u", v->findings[k]);
            }
            fputc('\n', out);
        }
    }
}
