/* What an answer of dA-hidden, dZ-output, dZ-hidden, dW or db is put together from. A mistake may
 * put something else in the place of a part, and two that change different parts may be made at
 * once. Private to the catalogue.
 *
 *   bp_parts_of         the right parts
 *   bp_put_together     the answer
 */
#ifndef BP_MISTAKE_PARTS_H
#define BP_MISTAKE_PARTS_H

#include "contract.h"
#include "equations.h"
#include "mistakes.h"

/* Which terms of the sum are left. */
typedef enum {
    BP_ALL_TERMS, BP_FIRST_TERM, BP_LAST_TERM, BP_ALL_BUT_FIRST, BP_ALL_BUT_LAST
} bp_terms_left;

typedef struct bp_parts {
    const bp_mat *error;    /* dW, db: ∂C/∂Z^l; dA-hidden, dZ-hidden: ∂C/∂Z^{l+1}; dZ-output:
                             * ∂C/∂A^L */
    const bp_mat *input;    /* dW: A^{l-1} */
    const bp_mat *W;        /* dA-hidden, dZ-hidden: W^{l+1}… */
    bool upright;           /* …and not its transpose */
    bp_terms_left terms;    /* dW, db: samples; dA-hidden, dZ-hidden: neurons of the layer above */
    size_t shift;           /* dW: sample m of the error meets sample m + shift of the input */
    bp_transform *pull;     /* dZ: what makes ∂C/∂Z^l of ∂C/∂A^l; NULL: nothing */
} bp_parts;

bp_parts bp_parts_of(const bp_equation *equation, const bp_pass *pass, size_t l);

/* Breaks a contract where the parts do not fit. */
void bp_put_together(bp_mat *out, const bp_equation *equation, const bp_parts *parts,
                     const bp_pass *pass, size_t l);

/* One part is another. */
#define PART(name, ...)                                                  \
    static void name(bp_parts *parts, const bp_pass *p, size_t l)        \
    {                                                                    \
        (void)p, (void)l;                                                \
        __VA_ARGS__;                                                     \
    }

/* A row of the catalogue with such a part; SWAPPED_WHERE if it does not show where its family
 * does. */
#define SWAPPED(id, equation, formula, name, swap) \
    {id, equation, formula, FAMILY(name), NULL, NULL, swap}
#define SWAPPED_WHERE(id, equation, formula, name, condition, swap) \
    {id, equation, formula, FAMILY_WHERE(name, condition), NULL, NULL, swap}

#endif
