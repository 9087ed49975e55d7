#include "mistakes.h"

#include <string.h>

#include "mistake_families.h"

static const bp_mistake *const parts[] = {bp_forward_mistakes, bp_output_mistakes,
                                          bp_slope_mistakes,   bp_back_mistakes,
                                          bp_weight_mistakes,  bp_bias_mistakes};

const bp_mistake *bp_mistake_at(size_t i)
{
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        for (const bp_mistake *m = parts[part]; m->id; m++) {
            if (i-- == 0) {
                return m;
            }
        }
    }
    return NULL;
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

bool bp_mistakes_compose(const bp_mistake *first, const bp_mistake *second)
{
    return first != second && strcmp(first->equation, second->equation) == 0 && !second->rule &&
           second->transform != first->transform;
}

/* What somebody who has made the mistakes of `user` would answer. Transforms begin at the index
 * form, so that they are what they say where the equation itself has been broken. */
static void answer(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const bp_cause *cause = user;
    const bp_mistake *first = cause->first, *second = cause->second;
    if (first->rule) {
        first->rule(out, pass, l, NULL);
    } else {
        bp_apply_entries(out, NULL, bp_equation_named(first->equation), pass, l);
    }
    if (first->transform) {
        first->transform(out, pass, l);
    }
    if (second) {
        second->transform(out, pass, l);
    }
}

bp_planted bp_cause_planted(const bp_cause *cause)
{
    return (bp_planted){cause->first->equation, answer, (void *)cause}; /* it is only read */
}
