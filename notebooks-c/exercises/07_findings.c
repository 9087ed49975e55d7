/* The findings of exercise 07, from "nothing was written" to "the ratio is 1/M": by shape, entry
 * and ratio. The right number is never given away. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "07_check.h"

void headline(const char *word, const char *colour)
{
    const char *no_color = getenv("NO_COLOR");
    bool plain = !isatty(STDOUT_FILENO) || (no_color && *no_color);
    printf("exercise 07: %s%s%s\n", plain ? "" : colour, word, plain ? "" : "\033[0m");
}

static void next_step(int hint)
{
    printf("  Next: make exercise-07 HINT=%d, or read docs/derivation.md#dW\n", hint);
}

/* Says what is wrong with one network's answer, and where to look next. */
static bool say(const network *net, int hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    headline("wrong", "\033[31m");
    printf("  Network with N_2 = %zu, N_1 = %zu, M = %zu:\n  ", net->N, net->N_prev, net->M);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    if (net->answer.how == ANSWERED) {
        bp_gap worst = bp_mat_gap(&net->theirs, &net->right);
        if (worst.gap > net->bar && isfinite(worst.gap)) {
            printf("  Farthest off: ∂C/∂W^2[%zu,%zu].\n", worst.row + 1, worst.col + 1);
        }
    }
    next_step(hint);
    return true;
}

static bool matches(const bp_mat *A, const bp_mat *B, double factor, double bar)
{
    for (size_t j = 0; j < A->rows; j++) {
        for (size_t k = 0; k < A->cols; k++) {
            if (!(fabs(BP_AT(A, j, k) - factor * BP_AT(B, j, k)) <= bar * fabs(factor))) {
                return false;
            }
        }
    }
    return true;
}

static bool margin_kept(const network *net)
{
    field blank = net->answer.out;
    bp_mat middle = inside(&blank, net->N, net->N_prev, "");
    bp_mat_copy(&middle, &net->dW);
    return memcmp(&blank, &net->f[6], sizeof blank) == 0;
}

static bool is_right(const network *net)
{
    return matches(&net->theirs, &net->right, 1.0, net->bar) && margin_kept(net);
}

bool no_answer(const network *net)
{
    const answer *a = &net->answer;
    switch (a->how) {
    case LEFT:
        return say(net, 1, "It ended the whole program (exit status %d) instead of returning.",
                   a->code);
    case CRASHED:
        return say(net, 1, "It crashed (signal %d, %s): a pointer or an index leaves its matrix.",
                   a->code, strsignal(a->code));
    case LATE:
        return say(net, 1, "It did not return within %d seconds. Does every loop end? A size_t is "
                   "never below 0.", SECONDS);
    case BROKEN_CONTRACT:
        return say(net, 1, "The shapes do not fit. %s", a->message);
    case RESHAPED:
        return say(net, 1, "dW was %zu×%zu and came back as %zu×%zu. It arrives with the right "
                   "shape: fill its entries.", net->N, net->N_prev, a->rows, a->cols);
    default:
        return false;
    }
}

/* How many entries came back as they went; only a reused dW can tell. */
static size_t untouched(const network *net, size_t *row, size_t *col)
{
    size_t count = 0;
    for (size_t j = net->reused ? net->N : 0; j-- > 0;) {
        for (size_t k = net->N_prev; k-- > 0;) {
            if (BP_AT(&net->theirs, j, k) == BP_AT(&net->dW, j, k)) {
                count++;
                *row = j + 1;
                *col = k + 1;
            }
        }
    }
    return count;
}

static bool nothing_written(const network *net)
{
    size_t row = 0, col = 0;
    if (untouched(net, &row, &col) != net->N * net->N_prev || !margin_kept(net)) {
        return false;
    }
    headline("not written yet", "\033[33m");
    printf("  dW came back as it arrived. Your lines go into "
           "notebooks-c/exercises/07_weight_gradient.c\n");
    next_step(1);
    return true;
}

static bool written_outside(const network *net)
{
    field f = net->answer.out;
    bp_mat turned = inside(&f, net->N_prev, net->N, "");
    bool transposed = true;
    for (size_t j = 0; j < net->N; j++) {
        for (size_t k = 0; k < net->N_prev; k++) {
            double gap = fabs(BP_AT(&turned, k, j) - BP_AT(&net->right, j, k));
            transposed = transposed && gap <= net->bar;
        }
    }
    if (transposed) {
        return say(net, 2, "This is the transpose: what belongs in ∂C/∂W^2[j,k] stands in [k,j].");
    }
    return !margin_kept(net)
        && say(net, 2, "It wrote outside dW. Rows end at dW->rows, columns at dW->cols, and\n"
               "  BP_AT(dW, j, k) finds an entry, whatever the stride.");
}

static bool added_to_old(const network *net)
{
    field f = net->answer.out;
    bp_mat added = inside(&f, net->N, net->N_prev, "");
    for (size_t j = 0; j < net->N; j++) {
        for (size_t k = 0; k < net->N_prev; k++) {
            BP_AT(&added, j, k) -= BP_AT(&net->dW, j, k);
        }
    }
    return matches(&added, &net->right, 1.0, net->bar)
        && say(net, 3, "It was added to what dW held: the previous gradient is still in it.");
}

static bool left_out(const network *net)
{
    size_t row = 0, col = 0, count = untouched(net, &row, &col);
    return count > 0
        && say(net, 2, "%zu of %zu entries were never written, the first is ∂C/∂W^2[%zu,%zu].",
               count, net->N * net->N_prev, row, col);
}

static bool not_a_number(const network *net)
{
    bp_gap worst = bp_mat_gap(&net->theirs, &net->right);
    return isinf(worst.gap)
        && say(net, 3, "∂C/∂W^2[%zu,%zu] is not a finite number. Either an index leaves dZ or\n"
               "  A_prev, or dW, which arrives holding something old, was used before it was set.",
               worst.row + 1, worst.col + 1);
}

static bool one_sample(const network *net)
{
    for (size_t m = 0; m < net->M; m++) {
        if (matches(&net->theirs, &net->sample[m], 1.0, net->bar)) {
            return say(net, 2, "Only sample %zu of %zu, the %s one, is in dW.",
                       m + 1, net->M, m == 0 ? "first" : m + 1 == net->M ? "last" : "inner");
        }
    }
    return false;
}

/* Factors that are a message by themselves: times · M^power. */
static const struct {
    double times, power;
    const char *words;
} ratios[] = {
    {0.0, 0.0, "0: nothing reaches dW"},
    {-1.0, 0.0, "-1: a sign is turned round"},
    {2.0, 0.0, "2: something is counted twice"},
    {0.5, 0.0, "1/2: the ½ of the quadratic loss has gone into dZ already"},
    {1.0, 1.0, "M: dZ has the 1/M in it already, and it must stay there"},
    {1.0, -1.0, "1/M: a mean where the chain rule has a sum; dZ has its 1/M already"},
};

static bool constant_ratio(const network *net)
{
    double top = 0.0, ratio = 0.0;
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
        double known = ratios[i].times * pow((double)net->M, ratios[i].power);
        if (matches(&net->theirs, &net->right, known, net->bar)) {
            return say(net, 3, "In every entry, yours / right is %s.", ratios[i].words);
        }
    }
    for (size_t i = 0; i < net->N * net->N_prev; i++) {
        double right = BP_AT(&net->right, i / net->N_prev, i % net->N_prev);
        if (fabs(right) > top) {
            top = fabs(right);
            ratio = BP_AT(&net->theirs, i / net->N_prev, i % net->N_prev) / right;
        }
    }
    return matches(&net->theirs, &net->right, ratio, net->bar)
        && say(net, 3, "In every entry, yours / right is %.4g.", ratio);
}

static bool anything_else(const network *net)
{
    size_t good = 0;
    for (size_t i = 0; i < net->N * net->N_prev; i++) {
        size_t j = i / net->N_prev, k = i % net->N_prev;
        good += fabs(BP_AT(&net->theirs, j, k) - BP_AT(&net->right, j, k)) <= net->bar;
    }
    return say(net, 2, "%zu of %zu entries are right, and no single factor explains the others.",
               good, net->N * net->N_prev);
}

/* The first that applies is the one that is told. */
static bool (*const findings[])(const network *) = {
    nothing_written, written_outside, added_to_old, left_out, not_a_number,
    one_sample,      constant_ratio,  anything_else,
};

bool something_is_wrong(const network *networks, size_t n)
{
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
        for (const network *net = networks; net < networks + n; net++) {
            if (!is_right(net) && findings[i](net)) {
                return true;
            }
        }
    }
    return false;
}
