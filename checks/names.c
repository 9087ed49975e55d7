#include "names.h"

#include <stdio.h>
#include <string.h>

#include "loss.h"
#include "samples.h"
#include "say.h"

#define LONGEST 32 /* letters that are compared */

#define COLLECT(names, table, type)                                                 \
    do {                                                                            \
        size_t count = 0;                                                           \
        for (const type *row = table; row->name && count + 1 < NAMES_MOST; row++) { \
            (names)[count++] = row->name;                                           \
        }                                                                           \
        (names)[count] = NULL;                                                      \
    } while (0)

void names_of_activations(const char *names[NAMES_MOST])
{
    COLLECT(names, bp_activations, bp_activation);
}

void names_of_losses(const char *names[NAMES_MOST])
{
    COLLECT(names, bp_losses, bp_loss);
}

void names_of_data(const char *names[NAMES_MOST])
{
    COLLECT(names, bp_sources, bp_source);
    size_t count = 0;
    while (names[count]) {
        count++;
    }
    names[count] = "random";
    names[count + 1] = NULL;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* cost[i][j] is the distance between the first i letters of a and the first j of b. */
static size_t edits(const char *a, const char *b)
{
    size_t cost[LONGEST + 1][LONGEST + 1];
    size_t n = least(strlen(a), LONGEST), m = least(strlen(b), LONGEST);
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            size_t replaced = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            cost[i][j] = least(replaced, least(cost[i - 1][j], cost[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[n][m];
}

const char *names_nearest(const char *given, const char *const *names)
{
    const char *nearest = NULL;
    size_t letters = strlen(given), fewest = 1 + letters / 3;
    for (; *names; names++) {
        bool begins = letters >= 2 && strncmp(*names, given, letters) == 0;
        size_t distance = begins ? 1 : edits(given, *names);
        if (distance < fewest || (distance == fewest && !nearest)) {
            fewest = distance;
            nearest = *names;
        }
    }
    return nearest;
}

void complain_unknown(const char *what, const char *given, const char *const *names)
{
    char known[512] = "";
    for (size_t i = 0, used = 0; names[i] && used < sizeof known; i++) {
        int more = snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", names[i]);
        used += more > 0 ? (size_t)more : 0;
    }
    const char *nearest = names_nearest(given, names);
    complain("%s: unknown name '%s'%s%s (known: %s)", what, given, nearest ? ", nearest is " : "",
             nearest ? nearest : "", known);
}
