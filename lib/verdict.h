/* Verdicts: what a comparison of two numbers, and of two matrices, amounts to.
 *
 *   bp_judge            compares an answer with a witness, entry by entry
 *   bp_is_numeric       a witness that is a numeric method
 *   bp_verdict_name     CORRECT, WRONG, …
 *   bp_worse            the worse of two verdicts
 *
 * An entry is
 *   UNDECIDED   if its bars are not finite: the forward pass left what double can hold, or the step
 *               was not small;
 *   WRONG       if the answer is not finite;
 *   KINK        if the derivative does not exist there, or the step crossed a kink;
 *   WRONG       if !(gap ≤ bars);
 *   CORRECT     if answer and witness are both zero;
 *   UNDECIDED   if the bars exceed the witness's limit times the tensor's largest |numeric|;
 *   CORRECT     otherwise.
 * A tensor is as bad as its worst entry; SHAPE if the shapes differ; VACUOUS if all of it is zero,
 * so that a wrong answer might look the same. Never a mean, never a pooled norm.
 */
#ifndef BP_VERDICT_H
#define BP_VERDICT_H

#include "matrix.h"

/* From good to bad. */
typedef enum {
    BP_NOT_APPLICABLE, BP_CORRECT, BP_VACUOUS, BP_UNDECIDED, BP_KINK, BP_WRONG, BP_SHAPE_DIFFERS,
    BP_VERDICT_COUNT
} bp_verdict;

const char *bp_verdict_name(bp_verdict verdict);
bp_verdict bp_worse(bp_verdict a, bp_verdict b);

/* One witness's view of one answer. The worst entry is the first of those with the worst verdict
 * whose gap is the largest in units of the bars. */
typedef struct {
    const char *method;
    double step;                    /* at the worst entry; 0: the method has none */
    bool along;                     /* an entry is a direction, `row` its number (along.h) */
    double slope, seen;             /* of those: Taylor's slope, and the error that would show */
    bp_verdict verdict;
    size_t row, col;                /* of the worst entry, 0-based */
    double analytic, numeric, gap, bar;
    double largest;                 /* the tensor's largest finite |numeric| */
    double widest;                  /* the tensor's largest bar */
    double error, norm;             /* ‖answer − numeric‖ and ‖numeric‖, for the record */
    size_t entries, zeros;          /* how many entries; how many of them are 0 against 0 */
    size_t of[BP_VERDICT_COUNT];    /* how many entries of each verdict */
} bp_finding;

/* Everything that belongs to a witness's numbers. bound, bar, kink and h, the step of each entry,
 * have the shape of numeric; the bars of an entry are bar + bound; any of them may be NULL, which
 * means 0. Where h is 0, `step` is the step. */
typedef struct {
    const char *method;
    double step, limit;             /* UNDECIDED where the bars exceed limit · largest */
    bool zero_expected;             /* all zeros are what is claimed, and not VACUOUS */
    bool two_answers;               /* the numeric side is an answer too: WRONG if not finite */
    const bp_mat *numeric, *bar, *bound, *kink, *h;
} bp_evidence;

/* Is it about derivatives by a numeric method, and not an index form or another reference? */
bool bp_is_numeric(const bp_finding *finding);

bp_finding bp_judge(const bp_mat *answer, const bp_evidence *evidence);

#endif
