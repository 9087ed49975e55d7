/* The catalogue: mistakes that people make in these equations, each as a rule that may be planted.
 *
 *   bp_mistake_count                    its rows
 *   bp_mistake_at, bp_mistake_named     one of them; NULL: there is none
 *   bp_mistake_shows                    where its answer is not the right one
 *   bp_cause_planted                    one or two of them, to be judged in place of the reference
 *   bp_mistakes_compose                 may they be two?
 *
 * A mistake is a rule that takes the place of the reference rule, or a part of the right-hand side
 * that is another (W^l for W^{l+1}), or a transform of what has been answered. What it is, why, and
 * how to see it without being told stand in its family: the same mistake in several equations is
 * one family. docs/mistakes.md lists them all.
 */
#ifndef BP_MISTAKES_H
#define BP_MISTAKES_H

#include "answers.h"

/* Where a mistake shows, in words and in C. In a layer where this does not hold the mistake gives
 * the right answer; where it does, another one, unless the numbers happen to be equal. */
typedef struct {
    const char *text;           /* "where M > 1" */
    bool (*holds)(const bp_pass *inputs, size_t l, const bp_mat *right);
} bp_condition;

/* What people read; no sentence names an equation, so that each is translated once. */
typedef struct {
    const bp_condition *shows;
    const char *title;
    const char *explanation;    /* what is wrong, in one sentence */
    const char *hint;           /* a question that leads there and does not give it away */
    const char *looks;          /* what the numbers look like */
} bp_family;

/* Changes an answer that stands in out. */
typedef void bp_transform(bp_mat *out, const bp_pass *pass, size_t l);

/* Puts something else in the place of one of the parts that an answer is put together from. */
struct bp_parts;
typedef void bp_swap(struct bp_parts *parts, const bp_pass *pass, size_t l);

typedef struct {
    const char *id;             /* dW-sign: the equation, and the family in a word or two */
    const char *equation;       /* whose answer it spoils */
    const char *formula;        /* what is computed instead */
    const bp_family *family;
    const bp_condition *shows;  /* NULL: as its family; bp_mistake_shows knows */
    bp_rule *rule;              /* NULL: the right answer, or that of another part */
    bp_transform *transform;    /* NULL: none */
    bp_swap *swap;              /* NULL: none */
} bp_mistake;

size_t bp_mistake_count(void);

/* Row number i; NULL after the last one. */
const bp_mistake *bp_mistake_at(size_t i);
const bp_mistake *bp_mistake_named(const char *id);
const bp_condition *bp_mistake_shows(const bp_mistake *m);

/* One mistake, or two in one equation: the second is a part or a transform. */
typedef struct {
    const bp_mistake *first, *second;   /* second NULL: there is one */
} bp_cause;

/* Can the two be made at once? */
bool bp_mistakes_compose(const bp_mistake *first, const bp_mistake *second);

/* What bp_verify takes, to be followed by an id of NULL; *cause must outlive it. */
bp_planted bp_cause_planted(const bp_cause *cause);

#endif
