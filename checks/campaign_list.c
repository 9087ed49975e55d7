/* The campaign network by network: for a person, and for programs. */
#include <stdio.h>

#include "campaign.h"
#include "say.h"

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
        say(stdout, v->asked ? "  bar/T %.1e\n" : "\n", v->bar);
    }
    if (r->alarms > 0) {
        say(stdout, "  FALSE ALARM: %s\n", r->alarm);
    }
    say(stdout, "\n");
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
