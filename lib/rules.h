/* The table of equations: what is verified, in the article's order.
 *
 *   bp_equations         the table; BP_EQUATION_COUNT rows
 *   bp_equation_named    the row of an id, or NULL
 *   bp_applies           whether a network has that equation in that layer
 *   bp_apply_entries     fills a matrix with the index form
 *
 * A row has a rule (what fills one answer from a pass) or an index form (what fills one entry), or
 * both. The rules in the table are the reference; whatever can be judged in their place is another
 * rule: a planted mistake, a student's function.
 */
#ifndef BP_RULES_H
#define BP_RULES_H

#include "entries.h"
#include "quantities.h"

/* Fills `out`, the answer in layer l, from what stands in *pass. `out` arrives holding an older
 * answer, never zeros. A rule may give it another shape (bp_mat_resize), and may break a
 * contract. */
typedef void bp_rule(bp_mat *out, const bp_pass *pass, size_t l, void *user);

/* Adds the terms of entry (row, col) of the answer in layer l. */
typedef void bp_entry_rule(bp_terms *t, const bp_pass *pass, size_t l, size_t row, size_t col);

/* When a row is evaluated: layer by layer upwards, or downwards; §2 once more for the single
 * samples. */
typedef enum {
    BP_UP, BP_DOWN, BP_SAMPLES_UP, BP_SAMPLES_DOWN, BP_AT_LAST,
    BP_STAGE_COUNT
} bp_stage;

/* Which layers have it. BP_ZERO_TOO: l = 0 as well, which stands for C. */
typedef enum { BP_EVERY_LAYER, BP_OUTPUT_LAYER, BP_HIDDEN_LAYERS, BP_ZERO_TOO } bp_layers;

/* What a row is compared with. */
typedef enum {
    BP_NUMERIC,         /* numeric derivatives */
    BP_OTHER_FORM,      /* its own index form */
    BP_TEXTBOOK,        /* a formula in long double (textbook.h) */
    BP_ONE_SAMPLE,      /* the forward path, run on one sample alone */
    BP_SINGLE,          /* numeric derivatives; in the chain, the full-matrix result */
    BP_IDENTITY         /* the shapes of the variables */
} bp_witness_kind;

typedef struct {
    const char *id;             /* the anchor in docs/derivation.md */
    const char *section;        /* of the article */
    const char *statement;
    const char *function;       /* its C function */
    bp_stage stage;
    bp_layers layers;
    bp_quantity answer;         /* what the rule fills */
    bp_quantity target;         /* what it is compared with */
    bp_witness_kind witness;
    bp_rule *rule;              /* NULL: the index form is the answer */
    bp_entry_rule *entry;       /* NULL: there is no index form */
} bp_equation;

#define BP_EQUATION_COUNT 28

extern const bp_equation bp_equations[BP_EQUATION_COUNT];
const bp_equation *bp_equation_named(const char *id);

/* A network without hidden layers has no dZ-hidden, a batch of one sample no columns. */
bool bp_applies(const bp_equation *equation, const bp_net *net, size_t M, size_t l);

/* out_ij = the index form of entry (i,j), bound_ij = its rounding bound (bound may be NULL).
 * Breaks the contract where a matrix of the pass has lost its shape. */
void bp_apply_entries(bp_mat *out, bp_mat *bound, const bp_equation *equation, const bp_pass *pass,
                      size_t l);

#endif
