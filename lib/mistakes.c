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

/* What somebody who makes the mistake `user` would answer. */
static void answer(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const bp_mistake *m = user;
    bp_rule *rule = m->rule ? m->rule : bp_equation_named(m->equation)->rule;
    rule(out, pass, l, NULL);
    if (m->transform) {
        m->transform(out, pass, l);
    }
}

bp_planted bp_mistake_planted(const bp_mistake *mistake)
{
    return (bp_planted){mistake->equation, answer, (void *)mistake}; /* it is only read */
}
