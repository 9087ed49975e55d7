/* Nothing smaller: a mistake whose counterexample has more than four numbers shows in no network of
 * four, whatever they are, with any σ and any loss. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "pass.h"
#include "shrink.h"

/* The smallest network there is, W x + b against y, with everything that can be in it. */
typedef struct {
    bp_net net, older_net;
    bp_mat X, Y;
    bp_pass pass, older;
    bp_answers answers;
} tiny;

static void tiny_new(tiny *t)
{
    const size_t N[] = {1, 1};
    ck_assert(bp_net_new(&t->net, 1, N) && bp_net_new(&t->older_net, 1, N));
    ck_assert(bp_mat_new(&t->X, 1, 1) && bp_mat_new(&t->Y, 1, 1));
    ck_assert(bp_pass_new(&t->pass, &t->net, &t->X, &t->Y));
    ck_assert(bp_pass_new(&t->older, &t->older_net, &t->X, &t->Y));
    ck_assert(bp_answers_new(&t->answers, &t->net, &t->X, &t->Y));
}

static void tiny_free(tiny *t)
{
    bp_answers_free(&t->answers);
    bp_pass_free(&t->older);
    bp_pass_free(&t->pass);
    bp_mat_free(&t->Y);
    bp_mat_free(&t->X);
    bp_net_free(&t->older_net);
    bp_net_free(&t->net);
}

static bool tiny_shows(tiny *t, const bp_mistake *m)
{
    const bp_cause cause = {m, NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    const bp_equation *e = bp_equation_named(m->equation);
    bp_forward(&t->pass);
    double z = t->pass.Z[1].v[0], a = t->pass.A[1].v[0];
    if ((t->net.sigma[1]->kink && z == 0.0) || (t->net.loss->kink && a == t->Y.v[0])) {
        return false;
    }
    bp_backward(&t->pass);
    bp_step_back(&t->older_net, &t->pass, BP_LEARNING_RATE);
    t->older.A[0].v[0] = t->pass.A[0].v[0];
    bp_forward(&t->older);
    bp_backward(&t->older);
    ck_assert(bp_answer_equation(&t->answers, e, &t->pass, &t->older, planted));
    const bp_mat *right = &t->pass.of[e->answer][1], *wrong = &t->answers.pass.of[e->answer][1];
    bool fits = !t->answers.broken[e->answer][1][0] && wrong->rows == right->rows &&
                wrong->cols == right->cols;
    return !fits || bp_mat_gap(wrong, right).gap > 1e-9;
}

/* All fillings of one number each from -2 … 3. */
static bool any_shows(tiny *t, const bp_mistake *m)
{
    bool shown = false;
    for (size_t code = 0; code < 1296 && !shown; code++) {
        t->net.W[1].v[0] = (double)(code % 6) - 2.0;
        t->net.b[1].v[0] = (double)(code / 6 % 6) - 2.0;
        t->pass.A[0].v[0] = (double)(code / 36 % 6) - 2.0;
        t->Y.v[0] = (double)(code / 216 % 6) - 2.0;
        shown = tiny_shows(t, m);
    }
    return shown;
}

/* A softmax of one neuron is left out: it is always 1. */
static void ck_invisible(tiny *t, const bp_mistake *m)
{
    for (const bp_activation *s = bp_activations; s->name; s++) {
        for (const bp_loss *c = bp_losses; c->name; c++) {
            t->net.sigma[1] = s;
            t->net.loss = c;
            ck_assert_msg(bp_couples_neurons(s) || bp_loss_refuses(c, s) || !any_shows(t, m),
                          "%s shows with four numbers, %s and %s", m->id, s->name, c->name);
        }
    }
}

START_TEST(whatever_needs_more_than_four_numbers_shows_in_no_network_of_four)
{
    tiny t;
    const bp_mistake *m;
    size_t larger = 0, four = 0;
    tiny_new(&t);
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        bp_counterexample f;
        const bp_cause cause = {m, NULL};
        ck_assert(bp_shrink(&f, &cause, false, NULL));
        four += f.numbers == 4;
        if (f.numbers > 4 && bp_equation_named(m->equation)->layers != BP_HIDDEN_LAYERS) {
            ck_invisible(&t, m);
            larger++;
        }
        bp_counterexample_free(&f);
    }
    ck_assert_uint_ge(larger, 25);
    ck_assert_uint_ge(four, 25);
    tiny_free(&t);
}
END_TEST

Suite *shrink_smaller_suite(void)
{
    Suite *suite = suite_create("shrink_smaller");
    TCase *four = tcase_create("four");
    tcase_set_timeout(four, 120);
    tcase_add_test(four, whatever_needs_more_than_four_numbers_shows_in_no_network_of_four);
    suite_add_tcase(suite, four);
    return suite;
}
