/* Answers: what is judged. A matrix for each equation and layer, made by rules, by index forms, or
 * by anybody who fills a pass.
 *
 *   bp_planted_for         what takes the place of a rule
 *   bp_answers_new, bp_answers_free
 *   bp_answer_given        each rule once, from correct inputs
 *   bp_answer_equation     one of them, again
 *   bp_answer_chain        each rule once, from what the rules before it have answered
 *   bp_answer_entries      the index forms, from correct inputs
 *
 * While a rule runs, a broken contract does not abort: its sentence becomes part of the answer.
 * Rules run one at a time; these functions are not for several threads.
 */
#ifndef BP_ANSWERS_H
#define BP_ANSWERS_H

#include "rules.h"

typedef char bp_sentence[BP_MESSAGE_SIZE];

typedef struct {
    bp_pass pass;           /* pass.of[q][l]: the answer for quantity q in layer l */

    /* broken[q][l]: the contract that the rule broke, or "" */
    bp_sentence *broken[BP_QUANTITY_COUNT];
} bp_answers;

/* A rule that takes the place of the reference rule of an equation; a list ends with id NULL. */
typedef struct {
    const char *id;
    bp_rule *rule;
    void *user;
} bp_planted;

/* The rule that takes the place of an equation's, or NULL. planted may be NULL. */
const bp_planted *bp_planted_for(const bp_planted *planted, const char *id);

/* False: no memory; then *answers is empty and may be freed. */
bool bp_answers_new(bp_answers *answers, const bp_net *net, const bp_mat *X, const bp_mat *Y);
void bp_answers_free(bp_answers *answers);

/* `older` holds what every answer was one step of learning before: what a rule finds in `out`.
 * planted may be NULL. */
void bp_answer_given(bp_answers *answers, const bp_pass *inputs, const bp_pass *older,
                     const bp_planted *planted);
void bp_answer_chain(bp_answers *answers, const bp_pass *older, const bp_planted *planted);

/* One equation in all of its layers, from correct inputs; where an earlier rule has left another
 * shape behind, it is put right before. False: no memory. */
bool bp_answer_equation(bp_answers *answers, const bp_equation *equation, const bp_pass *inputs,
                        const bp_pass *older, const bp_planted *planted);

/* bound.of[q][l] receives the rounding bound of each entry. */
void bp_answer_entries(bp_answers *answers, bp_pass *bound, const bp_pass *inputs);

#endif
