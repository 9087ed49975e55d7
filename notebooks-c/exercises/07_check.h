/* What the checker of exercise 07 knows about one network, and what it can say about an answer. */
#ifndef CHECK_07_H
#define CHECK_07_H

#include "guard.h"

enum { M_MAX = 7 };

typedef struct {
    size_t N, N_prev, M;
    bool reused;                    /* dW arrives with the previous gradient, not with NaN */
    bp_mat W, b, A_prev, Y, dZ, dW;
    bp_mat shift;                   /* zeros, added to Z: a handle to move Z by */
    bp_mat sample[M_MAX], right;    /* what each sample adds to ∂C/∂W, and their sum */
    double bar;
    answer answer;
    bp_mat theirs;                  /* dW as it came back */
    field f[8 + M_MAX];
} network;

/* Says what is wrong with the answers to n networks, and where to look next; false: nothing is. */
bool something_is_wrong(const network *networks, size_t n);

/* Prints "exercise 07: word", the word in colour where a terminal wants it. */
void headline(const char *word, const char *colour);

/* True, and says it, if the student's function did not come back with a matrix. */
bool no_answer(const network *net);

#endif
