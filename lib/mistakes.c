#include "mistakes.h"

#include <string.h>

#include "mistake_families.h"
#include "mistake_parts.h"

static const bp_mistake *const files[] = {bp_forward_mistakes, bp_output_mistakes,
                                          bp_slope_mistakes,   bp_back_mistakes,
                                          bp_weight_mistakes,  bp_bias_mistakes};

const bp_mistake *bp_mistake_at(size_t i)
{
    for (size_t part = 0; part < sizeof files / sizeof *files; part++) {
        for (const bp_mistake *m = files[part]; m->id; m++) {
            if (i-- == 0) {
                return m;
            }
        }
    }
    return NULL;
}

size_t bp_mistake_count(void)
{
    size_t count = 0;
    while (bp_mistake_at(count)) {
        count++;
    }
    return count;
}

const bp_mistake *bp_mistake_named(const char *id)
{
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        if (strcmp(m->id, id) == 0) {
            return m;
        }
    }
    return NULL;
}

const bp_condition *bp_mistake_shows(const bp_mistake *m)
{
    return m->shows ? m->shows : m->family->shows;
}

/* A rule of its own leaves no part to be another. */
bool bp_mistakes_compose(const bp_mistake *first, const bp_mistake *second)
{
    bool same_equation = strcmp(first->equation, second->equation) == 0;
    bool changes_part = second->swap && !first->rule && first->swap != second->swap;
    bool transforms = !second->swap && !second->rule && first->transform != second->transform;
    return same_equation && first != second && (changes_part || transforms);
}

/* What the right equation answers, with the parts that the two put in. The right answer itself is
 * the index form's, so that a transform is what it says where the equation has been broken. */
static void answer_of_parts(bp_mat *out, const bp_cause *cause, const bp_pass *pass, size_t l)
{
    const bp_equation *e = bp_equation_named(cause->first->equation);
    bp_swap *first = cause->first->swap, *second = cause->second ? cause->second->swap : NULL;
    if (!first && !second) {
        bp_apply_entries(out, NULL, e, pass, l);
        return;
    }
    bp_parts parts = bp_parts_of(e, pass, l);
    if (first) {
        first(&parts, pass, l);
    }
    if (second) {
        second(&parts, pass, l);
    }
    bp_put_together(out, e, &parts, pass, l);
}

/* What somebody who has made the mistakes of `user` would answer. */
static void answer(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const bp_cause *cause = user;
    const bp_mistake *first = cause->first, *second = cause->second;
    if (first->rule) {
        first->rule(out, pass, l, NULL);
    } else {
        answer_of_parts(out, cause, pass, l);
    }
    if (first->transform) {
        first->transform(out, pass, l);
    }
    if (second && second->transform) {
        second->transform(out, pass, l);
    }
}

bp_planted bp_cause_planted(const bp_cause *cause)
{
    return (bp_planted){cause->first->equation, answer, (void *)cause}; /* it is only read */
}
