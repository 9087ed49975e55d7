/* The catalogue: every mistake is a mistake, is found where it shows, and nobody else is blamed. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "mistakes.h"
#include "near.h"
#include "test_nets.h"
#include "test_report.h"

/* An answer that differs by less, in units of its largest entry, may pass. */
#define VISIBLE 1e-8

static const struct {
    size_t L, N[4], M;
    const char *sigma[4], *loss;
} networks[] = {
    {2, {4, 5, 3}, 7, {NULL, "sigmoid", "sigmoid"}, "quadratic"},
    {3, {3, 5, 4, 2}, 6, {NULL, "tanh", "silu", "sigmoid"}, "cross-entropy"},
    {3, {5, 4, 6, 3}, 8, {NULL, "relu", "gelu", "softmax"}, "categorical"},
    {3, {4, 4, 4, 4}, 4, {NULL, "softplus", "softplus", "identity"}, "quadratic"},
    {3, {3, 4, 5, 2}, 5, {NULL, "softmax", "leaky-relu", "softmax"}, "cross-entropy"},
    {2, {2, 3, 1}, 1, {NULL, "elu", "tanh"}, "absolute"},
};
enum { NETWORKS = sizeof networks / sizeof *networks };

static void make(nets *n, size_t i)
{
    nets_new(n, networks[i].L, networks[i].N, networks[i].sigma, networks[i].loss, networks[i].M,
             40 + i);
}

static void look(bp_report *report, const nets *n, const bp_mistake *m)
{
    bp_verify_options v = {.use_complex = true};
    const bp_cause cause = {m, NULL};
    const bp_planted planted[] = {m ? bp_cause_planted(&cause) : (bp_planted){0}, {0}};
    v.planted = planted;
    ck_assert(bp_verify(report, &n->net, &n->data.X, &n->data.Y, &v));
}

/* Is the planted answer of layer l another one than the reference's? */
static bool differs(const bp_report *wrong, const bp_report *right, const bp_equation *e, size_t l)
{
    const bp_mat *a = &wrong->given.pass.of[e->answer][l], *b = &right->given.pass.of[e->answer][l];
    if (wrong->given.broken[e->answer][l][0] || a->rows != b->rows || a->cols != b->cols) {
        return true;
    }
    double largest = 0.0;
    for (size_t i = 0; i < b->rows * b->cols; i++) {
        largest = fmax(largest, fabs(b->v[i]));
    }
    return !(bp_mat_gap(a, b).gap <= VISIBLE * largest);
}

static void ck_layers(const bp_mistake *m, size_t network, const bp_report *wrong,
                      const bp_report *right, size_t *shown)
{
    for (size_t i = 0; i < wrong->count; i++) {
        const bp_result *r = &wrong->results[i];
        bool own = strcmp(r->equation->id, m->equation) == 0;
        bool shows = own && differs(wrong, right, r->equation, r->layer);
        ck_assert_msg(r->culprit == shows || (own && !shows), "%s, network %zu: %s^%zu is %s",
                      m->id, network, r->equation->id, r->layer, bp_verdict_name(r->verdict));
        *shown += shows;
    }
}

START_TEST(every_mistake_is_found_where_it_shows_and_nobody_else_is_blamed)
{
    const bp_mistake *m;
    nets n[NETWORKS];
    bp_report right[NETWORKS], wrong;
    for (size_t k = 0; k < NETWORKS; k++) {
        make(&n[k], k);
        look(&right[k], &n[k], NULL);
        ck_assert_uint_eq(right[k].culprits, 0);
    }
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        size_t shown = 0;
        for (size_t k = 0; k < NETWORKS; k++) {
            look(&wrong, &n[k], m);
            ck_layers(m, k, &wrong, &right[k], &shown);
            bp_report_free(&wrong);
        }
        ck_assert_msg(shown > 0, "%s never shows", m->id);
    }
    for (size_t k = 0; k < NETWORKS; k++) {
        bp_report_free(&right[k]);
        nets_free(&n[k]);
    }
}
END_TEST

/* Both of a pair that answer alike everywhere would be one mistake with two names. */
static bool alike(const bp_report *a, const bp_report *b, const bp_equation *e)
{
    for (size_t l = 0; l <= a->inputs.L; l++) {
        const bp_mat *p = &a->given.pass.of[e->answer][l], *q = &b->given.pass.of[e->answer][l];
        bool broken = a->given.broken[e->answer][l][0] && b->given.broken[e->answer][l][0];
        if (!broken &&
            (p->rows != q->rows || p->cols != q->cols || !(bp_mat_gap(p, q).gap == 0.0))) {
            return false;
        }
    }
    return true;
}

START_TEST(no_two_mistakes_are_the_same)
{
    enum { MOST = 400 };
    static bp_report reports[2][MOST];
    const size_t chosen[2] = {3, 2}; /* equal widths, so that shapes fit; softmax */
    nets n[2];
    size_t count = 0;
    for (size_t k = 0; k < 2; k++) {
        make(&n[k], chosen[k]);
        for (count = 0; bp_mistake_at(count); count++) {
            ck_assert_uint_lt(count, MOST);
            look(&reports[k][count], &n[k], bp_mistake_at(count));
        }
    }
    ck_assert_uint_ge(count, 45);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            const bp_mistake *a = bp_mistake_at(i), *b = bp_mistake_at(j);
            if (strcmp(a->equation, b->equation) == 0) {
                const bp_equation *e = bp_equation_named(a->equation);
                bool same = alike(&reports[0][i], &reports[0][j], e) &&
                            alike(&reports[1][i], &reports[1][j], e);
                ck_assert_msg(!same, "%s and %s answer alike", a->id, b->id);
            }
        }
    }
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < count; i++) {
            bp_report_free(&reports[k][i]);
        }
        nets_free(&n[k]);
    }
}
END_TEST

static bool ends_with(const char *text, const char *marks)
{
    return strchr(marks, text[strlen(text) - 1]) != NULL;
}

START_TEST(every_row_is_complete_and_says_one_thing)
{
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        const bp_equation *e = bp_equation_named(m->equation);
        const bp_family *f = m->family;
        ck_assert_msg(e && e->rule && (m->rule || m->swap || (m->transform && e->entry)), "%s", m->id);
        ck_assert_msg(strncmp(m->id, m->equation, strlen(m->equation)) == 0, "%s", m->id);
        ck_assert_ptr_eq(bp_mistake_named(m->id), m);
        const char *shows = bp_mistake_shows(m)->text;
        bool where = strncmp(shows, "where ", 6) == 0 || strcmp(shows, "in any network") == 0;
        ck_assert_msg(where && !ends_with(shows, ".?"), "%s shows %s", m->id, shows);
        ck_assert_msg(f->title && m->formula[0] && !ends_with(f->title, ".?"), "%s", m->id);
        ck_assert_msg(ends_with(f->explanation, ".") && ends_with(f->looks, "."), "%s", m->id);
        ck_assert_msg(ends_with(f->hint, "?.") && strlen(f->hint) < 160, "%s", m->id);
        ck_assert_msg(strlen(f->title) <= 48 && strlen(m->id) <= 28, "%s", m->id);
    }
    ck_assert(!bp_mistake_named("dW") && !bp_mistake_named(""));
}
END_TEST

Suite *mistakes_suite(void)
{
    Suite *suite = suite_create("mistakes");
    TCase *rows = tcase_create("rows"), *planted = tcase_create("planted");
    tcase_add_test(rows, every_row_is_complete_and_says_one_thing);
    tcase_set_timeout(planted, 60);
    tcase_add_test(planted, every_mistake_is_found_where_it_shows_and_nobody_else_is_blamed);
    tcase_add_test(planted, no_two_mistakes_are_the_same);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, planted);
    return suite;
}
