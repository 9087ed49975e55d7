#include "widths.h"

#include <stdio.h>

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

bool widths_write(char *text, size_t size, const size_t *N, size_t L, const char *between)
{
    size_t used = 0;
    for (size_t l = 0; l <= L && used < size; l++) {
        used += (size_t)snprintf(text + used, size - used, "%s%zu", l ? between : "", N[l]);
    }
    return used < size;
}
