/* Diagnosis: which mistake gives these numbers? It looks at an answer and at the correct inputs,
 * and never at the code that has made it.
 *
 *   bp_diagnose             the mistakes of the catalogue that reproduce an answer; else what its
 *                           numbers have in common with the right ones
 *   bp_diagnosis_lists      is a cause among them?
 *   bp_signature_text       a signature in words
 *
 * A cause fits if it gives the numbers (or breaks the same contract) in every layer in which the
 * equation is wrong, to rounding. Where one mistake fits, pairs are not looked for. All that fit
 * are listed: numbers that are the same tell no more. Where the report has a second one beside it,
 * they must fit there, too.
 */
#ifndef BP_DIAGNOSIS_H
#define BP_DIAGNOSIS_H

#include "mistakes.h"
#include "verify.h"

#define BP_MOST_CAUSES 12

/* What the numbers have in common with the right ones, where no mistake of the catalogue fits. */
typedef enum {
    BP_NOTHING_IN_COMMON,
    BP_CONSTANT_RATIO,          /* every entry is `ratio` times the right one */
    BP_RATIO_OF_ROWS,           /* a ratio for each row */
    BP_RATIO_OF_COLUMNS,        /* a ratio for each column */
    BP_LIES_ON_ITS_SIDE,        /* transposed, times `ratio` */
    BP_SLOPE_LEFT_OUT,          /* `ratio` times the right one over σ'(Z) */
    BP_SLOPE_TOO_MUCH,          /* `ratio` times the right one times σ'(Z) */
    BP_ROWS_SHIFTED,            /* row i is the right row i + `ratio`, counted round the end */
    BP_COLUMNS_SHIFTED,
    BP_ROWS_CHANGE_PLACES,      /* the same rows in another order */
    BP_COLUMNS_CHANGE_PLACES,
    BP_ONE_ROW_WRONG,           /* row `index`, 0-based, and no other */
    BP_ONE_COLUMN_WRONG,
    BP_SOME_SIGNS,              /* the sizes are right */
    BP_SOME_ZEROS,              /* all other entries are right */
    BP_OTHER_SLOPE,             /* `ratio` times ∂C/∂A ⊙ σ'(Z) with the σ `of` */
    BP_SLOPE_OF_LOSS,           /* `ratio` times the slope of the loss `of` */
    BP_CONSTANT_GAP,            /* every entry is off by `ratio` */
    BP_PARAMETER_ADDED,         /* off by `ratio` times W^l or b^l */
    BP_CLIPPED,                 /* what is larger than `ratio` is cut to that */
    BP_SOME_ROWS_WRONG,         /* `index` of them; all others are right */
    BP_SOME_COLUMNS_WRONG,
    BP_MULTIPLE_OF_MISTAKE,     /* every entry is `ratio` times what the mistake `of` gives */
    BP_NEARLY_RIGHT             /* off by at most `ratio` of the largest entry */
} bp_signature_kind;

typedef struct {
    bp_signature_kind kind;
    double ratio;
    const char *named;          /* what the ratio is: "-1", "M", "1/N_l"; NULL: none of those */
    const char *of;             /* the name of a σ, a loss or a mistake */
    size_t index;
} bp_signature;

typedef struct {
    bp_cause causes[BP_MOST_CAUSES];
    size_t count;               /* of those that fit; more than BP_MOST_CAUSES are not counted */
    bp_signature signature;     /* where none fits */
} bp_diagnosis;

/* Of an equation that the report calls a culprit; of any other there is no diagnosis. False: no
 * memory. */
bool bp_diagnose(bp_diagnosis *diagnosis, const bp_report *report, const bp_equation *equation);

/* In either order, where there are two. */
bool bp_diagnosis_lists(const bp_diagnosis *diagnosis, bp_cause cause);

void bp_signature_text(char text[BP_MESSAGE_SIZE], const bp_signature *signature);

#endif
