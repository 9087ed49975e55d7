#include "widths.h"

#include <stdio.h>

#include "contract.h"
#include "lists.h"
#include "options.h"
#include "say.h"

static bool is_taken(const size_t *N, size_t L, size_t M, size_t l, size_t width)
{
    bool taken = width == M;
    for (size_t k = 0; k <= L; k++) {
        taken = taken || (k != l && N[k] == width);
    }
    return taken;
}

void widths_part(size_t *N, size_t L, size_t M, bool random)
{
    for (size_t i = 0; i <= L; i++) {
        size_t l = i < L ? i + 1 : 0; /* hidden layers first; the input last */
        bool changeable = random || (l > 0 && l < L);
        for (size_t d = 1, width = N[l]; changeable && is_taken(N, L, M, l, N[l]); d++) {
            N[l] = is_taken(N, L, M, l, width + d) && width > d + 1 ? width - d : width + d;
        }
    }
}

size_t *widths_read(const char *list, size_t *L)
{
    *L = list_count(list) - 1;
    size_t *N = bp_calloc(*L + 1, sizeof *N);
    if (!N) {
        complain("no memory for --layers %s", list);
        return NULL;
    }
    const char *rest = list;
    for (size_t l = 0; l <= *L; l++) {
        char item[LIST_ITEM];
        uint64_t width = 0;
        rest = list_next(item, rest);
        if (!options_whole(item, &width) || width < 1 || width > SIZE_MAX) {
            complain("--layers %s: width %zu is '%s', not a whole number from 1 to 2^64 - 1", list,
                     l + 1, item);
            bp_free(N);
            return NULL;
        }
        N[l] = (size_t)width;
    }
    if (*L == 0) {
        complain("--layers %s: a network has at least two widths, input and output, as in 4,5,3",
                 list);
        bp_free(N);
        return NULL;
    }
    return N;
}

bool widths_write(char *text, size_t size, const size_t *N, size_t L, const char *between)
{
    size_t used = 0;
    for (size_t l = 0; l <= L && used < size; l++) {
        used += (size_t)snprintf(text + used, size - used, "%s%zu", l ? between : "", N[l]);
    }
    return used < size;
}
