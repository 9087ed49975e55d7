#include <stdio.h>
#include <string.h>

#include "samples.h"

static bool is(size_t found, size_t expected, const char *what, char error[BP_MESSAGE_SIZE])
{
    if (found != expected) {
        snprintf(error, BP_MESSAGE_SIZE,
                 "expected %zu %s, as the samples to learn from have, found %zu", expected, what,
                 found);
    }
    return found == expected;
}

static bool same_columns(const bp_samples *all, const bp_samples *like, char error[BP_MESSAGE_SIZE])
{
    bool numeric = like->classes == 0;
    if (!is(all->X.cols, like->X.cols, "features", error)) {
        return false;
    }
    if (numeric != (all->classes == 0)) {
        snprintf(error, BP_MESSAGE_SIZE, "expected %s, as the samples to learn from have",
                 numeric ? "numeric targets" : "classes");
        return false;
    }
    return !numeric || is(all->Y.cols, like->Y.cols, "numeric targets", error);
}

/* The number of the class of that name in *like; as large as like->classes: there is none. */
static size_t number_of(const char *name, const bp_samples *like)
{
    size_t c = 0;
    for (const char *its = like->names; c < like->classes && strcmp(its, name) != 0; c++) {
        its += strlen(its) + 1;
    }
    return c;
}

/* number[c] is what class c of *all is in *like. */
static bool find_numbers(size_t *number, const bp_samples *all, const bp_samples *like,
                         char error[BP_MESSAGE_SIZE])
{
    bool by_name = all->names && like->names;
    const char *name = by_name ? all->names : "";
    for (size_t c = 0; c < all->classes; c++) {
        number[c] = by_name ? number_of(name, like) : c;
        if (number[c] >= like->classes) {
            snprintf(error, BP_MESSAGE_SIZE,
                     "expected the %zu classes of the samples to learn from, found %s%.32s",
                     like->classes, by_name ? "another: " : "one more", name);
            return false;
        }
        name += by_name ? strlen(name) + 1 : 0;
    }
    return true;
}

static void spread(bp_mat *Y, const bp_mat *own, const size_t *number)
{
    for (size_t m = 0; m < own->rows; m++) {
        for (size_t c = 0; c < own->cols; c++) {
            BP_AT(Y, m, number[c]) = BP_AT(own, m, c);
        }
    }
}

bool bp_samples_fit(bp_samples *all, const bp_samples *like, char error[BP_MESSAGE_SIZE])
{
    bool same = same_columns(all, like, error);
    if (!same || like->classes == 0) {
        return same;
    }
    bp_mat Y = {0};
    size_t *number = bp_calloc(all->classes, sizeof *number);
    bool memory = number && bp_mat_new(&Y, all->Y.rows, like->classes);
    bool fits = memory && find_numbers(number, all, like, error);
    if (!memory) {
        snprintf(error, BP_MESSAGE_SIZE, "no memory");
    }
    if (fits) {
        spread(&Y, &all->Y, number);
        bp_mat_free(&all->Y);
        bp_free(all->names);
        all->Y = Y;
        all->classes = like->classes;
        all->names = NULL;
    } else {
        bp_mat_free(&Y);
    }
    bp_free(number);
    return fits;
}
