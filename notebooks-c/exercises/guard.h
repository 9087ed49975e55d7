/* The guard: a student's function runs in a child process and can only send back its matrix.
 *
 *   guarded        a matrix in the middle of a larger field, where a wrong index does no harm
 *   ask_student    runs the function, with a time limit, and says how it ended
 *
 * It guards against accidents (exit, endless loops, wild pointers, prints), not against malice.
 */
#ifndef GUARD_H
#define GUARD_H

#include "contract.h"
#include "matrix.h"

enum { MARGIN = 2, SIDE = 12, SECONDS = 3 };

typedef struct {
    double v[SIDE * SIDE];
} field;

/* The rows × cols matrix in the middle of f, at most 8×8. */
bp_mat inside(field *f, size_t rows, size_t cols, const char *name);

/* The same, with every entry of f, the margin included, set to `value`. */
bp_mat guarded(field *f, size_t rows, size_t cols, const char *name, double value);

typedef struct {
    enum { LEFT, CRASHED, LATE, BROKEN_CONTRACT, RESHAPED, ANSWERED } how;
    int code;                           /* LEFT: the exit status; CRASHED: the signal */
    char message[BP_MESSAGE_SIZE];      /* BROKEN_CONTRACT: the library's sentence */
    size_t rows, cols;                  /* RESHAPED: the shape that came back */
    field out;
} answer;

/* Calls the student's function in the child; `out` stands in the middle of a field. */
typedef void student_call(bp_mat *out, const void *inputs);

/* What the student's function makes of `out`, which itself stays as it is. */
answer ask_student(student_call *call, const void *inputs, field *f, const bp_mat *out);

#endif
