#include "handed_in.h"

#include <math.h>

#include "bounds.h"
#include "contract.h"
#include "rounding.h"

bool bp_handed_in_new(bp_handed_in *h, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    *h = (bp_handed_in){0};
    bool complete = bp_pass_new(&h->value, net, X, Y) && bp_pass_new(&h->rounded, net, X, Y);
    for (size_t q = 0; complete && q < BP_QUANTITY_COUNT; q++) {
        h->there[q] = bp_calloc(net->L + 1, sizeof *h->there[q]);
        complete = h->there[q] != NULL;
    }
    if (!complete) {
        bp_handed_in_free(h);
    }
    return complete;
}

void bp_handed_in_free(bp_handed_in *h)
{
    bp_pass_free(&h->value);
    bp_pass_free(&h->rounded);
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        bp_free(h->there[q]);
    }
    *h = (bp_handed_in){0};
}

/* A number is coarse from here on, in units of the largest entry. */
#define FEW_DIGITS 1e-12

bool bp_hand_in(bp_handed_in *h, bp_quantity q, size_t l, const bp_mat *value,
                const bp_mat *rounded)
{
    bp_mat *to = &h->value.of[q][l], *by = &h->rounded.of[q][l];
    if (!bp_mat_same_shape(to, value) && !bp_mat_resize(to, value->rows, value->cols)) {
        return false;
    }
    bp_mat_copy(to, value);
    for (size_t i = 0; i < by->rows && i < rounded->rows; i++) {
        for (size_t j = 0; j < by->cols && j < rounded->cols; j++) {
            BP_AT(by, i, j) = BP_AT(rounded, i, j);
        }
    }
    h->coarse = h->coarse || bp_mat_largest(rounded) > FEW_DIGITS * bp_mat_largest(value);
    return h->there[q][l] = true;
}

static bool is_finite(const bp_mat *m)
{
    bool all = true;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        all = all && isfinite(m->v[i]);
    }
    return all;
}

bool bp_is_usable(const bp_handed_in *h, bp_quantity q, size_t l)
{
    const bp_mat *m = &h->value.of[q][l];
    bp_shape right = bp_quantity_shape(h->value.net, h->value.M, q, l);
    bool fits = m->cols == right.cols || (q == BP_C && m->cols == 1);
    return h->there[q][l] && m->rows == right.rows && fits && is_finite(m);
}

/* The chain ----------------------------------------------------------------------------------- */

typedef struct {
    const bp_handed_in *numbers;
    const bp_equation *equation;
    bp_planted planted; /* rule NULL: the reference */
    bool only;          /* nothing that was handed in */
} stand_in;

/* What a rule answers, and over it what was handed in. */
static void hand_out(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const stand_in *s = user;
    bp_quantity q = s->equation->answer;
    if (s->planted.rule) {
        s->planted.rule(out, pass, l, s->planted.user);
    } else {
        s->equation->rule(out, pass, l, NULL);
    }
    if (!s->only && bp_is_usable(s->numbers, q, l)) {
        const bp_mat *value = &s->numbers->value.of[q][l];
        bp_mat part = bp_mat_view(out, 0, 0, value->rows, value->cols);
        bp_mat_copy(&part, value);
    }
}

void bp_handed_in_chain(bp_answers *chain, const bp_handed_in *h, const bp_pass *older,
                        const bp_planted *planted, const bp_equation *except)
{
    stand_in seats[BP_EQUATION_COUNT];
    bp_planted all[BP_EQUATION_COUNT + 1] = {{0}};
    size_t count = 0;
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        const bp_equation *e = &bp_equations[i];
        const bp_planted *own = bp_planted_for(planted, e->id);
        if (e->rule) {
            seats[i] = (stand_in){h, e, own ? *own : (bp_planted){0}, e == except};
            all[count++] = (bp_planted){e->id, hand_out, &seats[i]};
        }
    }
    bp_answer_chain(chain, older, all);
}

/* Bounds -------------------------------------------------------------------------------------- */

/* Another order, another formula, another library's exp: so many times what ours may be off. */
#define ANOTHER_WAY 8.0

/* 2^-24 for 2^-53 */
#define SINGLE 0x1p29

/* σ and σ' from formulas such as 1 − a² or log(1 + e^z): off by u, however small they are. */
static void round_differently(bp_pass *rounded, const bp_pass *p, size_t l)
{
    const bp_activation *sigma = p->sigma[l];
    for (size_t j = 0; j < p->A[l].rows; j++) {
        for (size_t m = 0; m < p->M; m++) {
            double z = BP_AT(&p->Z[l], j, m), dA = fabs(BP_AT(&p->dA[l], j, m));
            if (!bp_couples_neurons(sigma) && sigma->curvature(z) > 0.0) {
                BP_AT(&rounded->A[l], j, m) += BP_U;
                BP_AT(&rounded->dZ[l], j, m) += BP_U * dA;
            }
        }
    }
}

/* to = from · factor, entry by entry; they may be the same. */
static void scale(bp_pass *to, const bp_pass *from, double factor)
{
    for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
        for (size_t l = 0; l <= to->L; l++) {
            for (size_t i = 0; i < to->of[q][l].rows * to->of[q][l].cols; i++) {
                to->of[q][l].v[i] = factor * from->of[q][l].v[i];
            }
        }
    }
}

bool bp_handed_in_bounds(bp_pass *bound, const bp_handed_in *h, const bp_pass *chain)
{
    double units = h->single ? ANOTHER_WAY * SINGLE : ANOTHER_WAY;
    bp_pass rounded;
    if (!bp_pass_new(&rounded, chain->net, &chain->A[0], chain->Y)) {
        return false;
    }
    scale(&rounded, &h->rounded, 1.0 / units);
    for (size_t l = 1; l <= chain->L; l++) {
        round_differently(&rounded, chain, l);
    }
    bp_forward_bounds(bound, chain, &rounded);
    bp_backward_bounds(bound, chain, 0.0, &rounded);
    scale(bound, bound, units);
    bp_pass_free(&rounded);
    return true;
}
