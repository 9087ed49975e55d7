/* Known traps: what the three suites about them share. Comes after <check.h>.
 *
 *   traps_net       6-10-8-4, tanh and sigmoid, quadratic loss, 16 samples: 194 parameters
 *   traps_small     5-7-3, 6 samples
 *   traps_deep      ten layers of sigmoid, in which the first gradients are tiny
 *   traps_verify    lets backproof judge n with a rule in the place of the reference
 *   traps_times     the same, where that rule is the reference times a factor
 *   traps_answer, traps_numeric     ∂C/∂W^l as it was answered, and by the complex step
 *   traps_forget
 *
 * The faulty checkers are written in the suites, from their description.
 */
#ifndef BP_TEST_TRAPS_H
#define BP_TEST_TRAPS_H

#include <math.h>

#include "test_nets.h"
#include "test_report.h"

static nets n;
static bp_report report;

static inline void traps_net(uint64_t seed)
{
    nets_new(&n, 3, (size_t[]){6, 10, 8, 4}, (const char *const[]){NULL, "tanh", "tanh", "sigmoid"},
             "quadratic", 16, seed);
}

static inline void traps_small(const char *hidden, const char *output, const char *loss)
{
    nets_new(&n, 2, (size_t[]){5, 7, 3}, (const char *const[]){NULL, hidden, output}, loss, 6, 4);
}

static inline void traps_deep(uint64_t seed)
{
    const char *sigma[11];
    for (size_t l = 1; l <= 10; l++) {
        sigma[l] = "sigmoid";
    }
    nets_new(&n, 10, (size_t[]){5, 7, 6, 8, 7, 6, 5, 7, 6, 8, 3}, sigma, "quadratic", 6, seed);
}

static inline void traps_forget(void)
{
    bp_report_free(&report);
    nets_free(&n);
}

/* An older report is freed. */
static inline void traps_verify(const char *id, bp_rule *rule, void *user)
{
    const bp_planted planted[] = {{id, rule, user}, {NULL, NULL, NULL}};
    bp_verify_options options = bp_verify_defaults;
    options.planted = planted;
    bp_report_free(&report);
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &options));
}

typedef struct {
    const char *id;
    size_t layer;
    double factor;
} traps_mistake;

static inline void traps_scaled(bp_mat *out, const bp_pass *pass, size_t l, void *user)
{
    const traps_mistake *mistake = user;
    bp_equation_named(mistake->id)->rule(out, pass, l, NULL);
    for (size_t i = 0; mistake->layer == l && i < out->rows * out->cols; i++) {
        out->v[i] *= mistake->factor;
    }
}

static inline void traps_times(const char *id, size_t layer, double factor)
{
    traps_mistake mistake = {id, layer, factor};
    traps_verify(id, traps_scaled, &mistake);
}

static inline const bp_mat *traps_answer(size_t l)
{
    return &report.given.pass.dW[l];
}

static inline const bp_mat *traps_numeric(size_t l)
{
    return &report.by_complex.value.dW[l];
}

#define ck_verdict(id, layer, want)                                                                  \
    do {                                                                                             \
        bp_verdict got_ = report_result(&report, (id), (layer))->verdict;                            \
        ck_assert_msg(got_ == (want), "%s^%d: %s instead of %s", (id), (int)(layer),                 \
                      bp_verdict_name(got_), bp_verdict_name(want));                                 \
    } while (0)

#endif
