/* How many entries of each verdict, equation by equation: what the table sums up in one word. */
#include <string.h>

#include "say.h"
#include "verify_out.h"

/* The verdicts that a single entry can have. */
static const struct {
    bp_verdict verdict;
    int width; /* of its column */
} columns[] = {{BP_CORRECT, 9}, {BP_UNDECIDED, 11}, {BP_KINK, 8}, {BP_WRONG, 9}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* Adds up what one method says of an equation, in one layer or in all that have it. */
static bp_finding add_up(const bp_result *results, size_t count, const bp_finding *like)
{
    bp_finding sum = {.method = like->method};
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < results[i].given_count; k++) {
            const bp_finding *f = &results[i].given[k];
            bool same = strcmp(f->method, like->method) == 0;
            sum.entries += same ? f->entries : 0;
            for (size_t v = 0; same && v < BP_VERDICT_COUNT; v++) {
                sum.of[v] += f->of[v];
            }
        }
    }
    return sum;
}

static void say_heading(void)
{
    say(stdout, "\n %-17s%-4s%-19s", "entries of", "l", "by the witness");
    for (size_t v = 0; v < COLUMNS; v++) {
        say_padded(stdout, columns[v].width, "%s", bp_verdict_name(columns[v].verdict));
    }
    say(stdout, "\n");
}

/* One equation: a line for each method that does not call all entries CORRECT. `said`: the heading
 * has been; returns whether it has been then. */
static bool say_equation(const bp_result *results, size_t count, const char *layer, bool said)
{
    for (size_t k = 0; k < results[0].given_count; k++) {
        bp_finding sum = add_up(results, count, &results[0].given[k]);
        if (sum.of[BP_CORRECT] == sum.entries) {
            continue;
        }
        if (!said) {
            say_heading();
        }
        said = true;
        say(stdout, " ");
        say_padded(stdout, -17, "%s", results[0].equation->id);
        say_padded(stdout, -4, "%s", layer);
        say_padded(stdout, -19, "%s", witness_name(&sum));
        for (size_t v = 0; v < COLUMNS; v++) {
            say_padded(stdout, columns[v].width, "%zu", sum.of[columns[v].verdict]);
        }
        say(stdout, "\n");
    }
    return said;
}

void show_counts(const bp_report *report, bool each_layer)
{
    bool said = false;
    for (size_t i = 0, count; i < report->count; i += count) {
        const bp_result *first = &report->results[i];
        char layer[24] = "all";
        count = 1;
        while (!each_layer && i + count < report->count &&
               first[count].equation == first->equation) {
            count++;
        }
        if (each_layer) {
            snprintf(layer, sizeof layer, "%zu", first->layer);
        }
        said = say_equation(first, count, layer, said);
    }
}
