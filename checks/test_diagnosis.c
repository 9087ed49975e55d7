/* The diagnosis: the mistake that was made is named, alone or with its equals; two at once are; and
 * what is not in the catalogue gets a signature, never a name. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <string.h>

#include "diagnosis.h"
#include "near.h"
#include "test_nets.h"
#include "test_report.h"

typedef struct {
    size_t cases, named, simpler, listed, lone;
} score;

/* One to four layers of widths 2 to 7, all different, 3 to 8 samples. */
static void draw(nets *n, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed);
    size_t N[5] = {2 + bp_rng_below(&rng, 6)}, L = 1 + bp_rng_below(&rng, 4);
    const char *sigma[5], *loss;
    size_t activations = 0;
    while (bp_activations[activations].name) {
        activations++;
    }
    for (size_t l = 1; l <= L; l++) {
        do {
            N[l] = 2 + bp_rng_below(&rng, 6);
        } while (N[l] == N[l - 1]);
        sigma[l] = bp_activations[bp_rng_below(&rng, activations)].name;
    }
    nets_output(&sigma[L], &loss, (size_t)seed);
    nets_new(n, L, N, sigma, loss, 3 + bp_rng_below(&rng, 6), seed);
}

static void look(bp_report *report, const nets *n, const bp_planted *planted)
{
    bp_verify_options v = {.use_complex = true, .planted = planted};
    ck_assert(bp_verify(report, &n->net, &n->data.X, &n->data.Y, &v));
}

static bool is_culprit(const bp_report *report, const char *id)
{
    bool found = false;
    for (size_t i = 0; i < report->count; i++) {
        const bp_result *r = &report->results[i];
        found = found || (r->culprit && strcmp(r->equation->id, id) == 0);
    }
    return found;
}

static void add_case(score *s, const nets *n, bp_cause cause)
{
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    const char *id = cause.first->equation;
    bp_report report;
    bp_diagnosis d;
    look(&report, n, planted);
    if (is_culprit(&report, id)) {
        ck_assert(bp_diagnose(&d, &report, bp_equation_named(id)));
        s->cases++;
        s->named += bp_diagnosis_lists(&d, cause);
        s->simpler += cause.second && d.count > 0 && !d.causes[0].second;
        s->listed += d.count;
        s->lone += d.count == 1;
    }
    bp_report_free(&report);
}

START_TEST(a_mistake_that_shows_is_named_among_its_equals)
{
    score s = {0};
    for (uint64_t seed = 1; seed <= 6; seed++) {
        nets n;
        draw(&n, seed);
        for (size_t i = 0; bp_mistake_at(i); i++) {
            add_case(&s, &n, (bp_cause){bp_mistake_at(i), NULL});
        }
        nets_free(&n);
    }
    ck_assert_uint_ge(s.cases, 400);
    ck_assert_uint_ge(100 * s.named, 98 * s.cases);
    ck_assert_uint_le(10 * s.listed, 13 * s.cases);
}
END_TEST

/* A pair that gives the numbers of one mistake is that mistake, for all that numbers tell. */
START_TEST(two_mistakes_at_once_are_named)
{
    score s = {0};
    for (uint64_t seed = 11; seed <= 12; seed++) {
        nets n;
        bp_rng rng = bp_rng_seed(seed);
        draw(&n, seed);
        for (size_t i = 0; bp_mistake_at(i); i++) {
            for (size_t j = 0; bp_mistake_at(j); j++) {
                const bp_mistake *a = bp_mistake_at(i), *b = bp_mistake_at(j);
                if (bp_mistakes_compose(a, b) && bp_rng_below(&rng, 8) == 0) {
                    add_case(&s, &n, (bp_cause){a, b});
                }
            }
        }
        nets_free(&n);
    }
    ck_assert_msg(s.cases - s.simpler >= 100, "%zu cases, %zu simpler", s.cases, s.simpler);
    ck_assert_msg(10 * s.named >= 9 * (s.cases - s.simpler), "%zu of %zu named, %zu simpler, %zu listed",
                  s.named, s.cases, s.simpler, s.listed);
    ck_assert_uint_le(10 * s.listed, 15 * s.cases);
}
END_TEST

START_TEST(a_right_equation_has_no_diagnosis)
{
    for (uint64_t seed = 1; seed <= 10; seed++) {
        nets n;
        bp_report report;
        bp_diagnosis d;
        draw(&n, seed);
        look(&report, &n, NULL);
        for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
            ck_assert(bp_diagnose(&d, &report, &bp_equations[i]));
            ck_assert(d.count == 0 && d.signature.kind == BP_NOTHING_IN_COMMON);
        }
        bp_report_free(&report);
        nets_free(&n);
    }
}
END_TEST

/* With M = 6 and N_L = 3 the factor M/N_L is 2; in the other network it is not. */
START_TEST(a_second_network_tells_apart_what_looks_alike)
{
    const char *sigma[] = {NULL, "tanh", "sigmoid"}, *ids[] = {"mean-of-neurons", "twice"};
    for (size_t i = 0; i < 2; i++) {
        char id[40];
        nets n, other;
        bp_report report, second;
        bp_diagnosis d;
        snprintf(id, sizeof id, "dA-output-%s", ids[i]);
        const bp_cause cause = {bp_mistake_named(id), NULL};
        const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
        nets_new(&n, 2, (size_t[]){4, 5, 3}, sigma, "quadratic", 6, 5);
        nets_new(&other, 2, (size_t[]){4, 6, 3}, sigma, "quadratic", 5, 6);
        look(&report, &n, planted);
        look(&second, &other, planted);
        ck_assert(bp_diagnose(&d, &report, bp_equation_named("dA-output")));
        ck_assert_uint_eq(d.count, 2);
        report.second = &second;
        ck_assert(bp_diagnose(&d, &report, bp_equation_named("dA-output")));
        ck_assert_uint_eq(d.count, 1);
        ck_assert_ptr_eq(d.causes[0].first, cause.first);
        bp_report_free(&report);
        bp_report_free(&second);
        nets_free(&n);
        nets_free(&other);
    }
}
END_TEST

/* Mistakes that nobody has put into the catalogue ---------------------------------------------- */

static double unknown_factor(size_t which, size_t j, size_t k)
{
    const double factors[] = {3.3, 1.0 + 1e-9, -0.7, (double)(2 + j), (double)(2 + k),
                              1.0 + 0.3 * sin((double)(7 * j + 3 * k))};
    return factors[which];
}

static void unknown(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    size_t which = *(size_t *)user;
    bp_mat_mul_nt(out, &p->dZ[l], &p->A[l - 1]);
    for (size_t j = 0; j < out->rows; j++) {
        for (size_t k = 0; k < out->cols; k++) {
            BP_AT(out, j, k) *= unknown_factor(which, j, k);
        }
    }
}

START_TEST(an_unknown_mistake_has_a_signature_and_no_name)
{
    const bp_signature_kind want[] = {BP_CONSTANT_RATIO, BP_CONSTANT_RATIO,   BP_CONSTANT_RATIO,
                                      BP_RATIO_OF_ROWS,  BP_RATIO_OF_COLUMNS, BP_NOTHING_IN_COMMON};
    for (size_t which = 0; which < 6; which++) {
        for (uint64_t seed = 21; seed <= 30; seed++) {
            nets n;
            bp_report report;
            bp_diagnosis d;
            const bp_planted planted[] = {{"dW", unknown, &which}, {0}};
            nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "tanh", "softplus"},
                     "quadratic", 6, seed); /* none of them is dead */
            look(&report, &n, planted);
            ck_assert(is_culprit(&report, "dW"));
            ck_assert(bp_diagnose(&d, &report, bp_equation_named("dW")));
            ck_assert_msg(d.count == 0, "%zu, seed %zu: %s", which, (size_t)seed,
                          d.count ? d.causes[0].first->id : "");
            ck_assert_msg(d.signature.kind == want[which], "%zu, seed %zu: signature %d", which,
                          (size_t)seed, d.signature.kind);
            bp_report_free(&report);
            nets_free(&n);
        }
    }
}
END_TEST

/* What dW-of-Z gives, times 0.3. */
static void part_of_mistake(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul_nt(out, &p->dZ[l], l > 1 ? &p->Z[l - 1] : &p->A[0]);
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] *= 0.3;
    }
}

static void by_layer(bp_mat *out, const bp_pass *p, size_t l, void *user)
{
    (void)user;
    bp_mat_mul_nt(out, &p->dZ[l], &p->A[l - 1]);
    for (size_t i = 0; i < out->rows * out->cols; i++) {
        out->v[i] *= 0.7 + 0.45 * (double)l;
    }
}

START_TEST(a_signature_may_be_a_multiple_of_a_mistake_or_differ_by_layer)
{
    const bp_planted rules[][2] = {{{"dW", part_of_mistake, NULL}, {0}},
                                   {{"dW", by_layer, NULL}, {0}}};
    const char *texts[] = {"every entry is what dW-of-Z gives, times 0.3",
                           "every entry is the right one times a number of each layer's own"};
    for (size_t i = 0; i < 2; i++) {
        char text[BP_MESSAGE_SIZE];
        nets n;
        bp_report report;
        bp_diagnosis d;
        nets_new(&n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, "tanh", "softplus"},
                 "quadratic", 6, 3);
        look(&report, &n, rules[i]);
        ck_assert(bp_diagnose(&d, &report, bp_equation_named("dW")));
        ck_assert_uint_eq(d.count, 0);
        bp_signature_text(text, &d.signature);
        ck_assert_str_eq(text, texts[i]);
        bp_report_free(&report);
        nets_free(&n);
    }
}
END_TEST

Suite *diagnosis_suite(void)
{
    Suite *suite = suite_create("diagnosis");
    TCase *named = tcase_create("named");
    tcase_set_timeout(named, 120);
    tcase_add_test(named, a_mistake_that_shows_is_named_among_its_equals);
    tcase_add_test(named, two_mistakes_at_once_are_named);
    tcase_add_test(named, a_right_equation_has_no_diagnosis);
    tcase_add_test(named, a_second_network_tells_apart_what_looks_alike);
    tcase_add_test(named, an_unknown_mistake_has_a_signature_and_no_name);
    tcase_add_test(named, a_signature_may_be_a_multiple_of_a_mistake_or_differ_by_layer);
    suite_add_tcase(suite, named);
    return suite;
}
