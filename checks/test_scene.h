/* Networks with something to be warned of, for the suites of preflight. Comes after <check.h>.
 *
 *   scene_usual, scene_new   4-5-3 with seven samples, and others
 *   scene_shows              after a new forward pass, exactly these warnings: "dead^1 loss^2"
 *   scene_finds              the same without one
 *   scene_warning            what a warning is about
 *   scene_fix_z              a neuron of layer 1 with one z for all samples
 */
#ifndef TEST_SCENE_H
#define TEST_SCENE_H

#include <string.h>

#include "near.h"
#include "pass.h"
#include "preflight.h"
#include "test_nets.h"

/* A network 4-5-3 with its forward pass, in which nothing is to be warned of. */
typedef struct {
    nets n;
    bp_pass pass;
    bp_witness w;
} scene;

static inline void scene_new(scene *s, size_t L, const size_t *N, size_t M, const char *hidden,
                      const char *last)
{
    const char *sigma[] = {NULL, L == 1 ? last : hidden, last};
    *s = (scene){0};
    nets_new(&s->n, L, N, sigma, "quadratic", M, 3);
}

static inline void scene_usual(scene *s, const char *hidden)
{
    scene_new(s, 2, (size_t[]){4, 5, 3}, 7, hidden, "sigmoid");
}

static const char *const scene_kinds[] = {"zero", "noise", "loss", "dead", "saturated", "one-neuron",
                                    "constant", "symmetric", "twins", "duplicates", "batch",
                                    "widths"};

/* "dead^1 loss^2": what is found, all of it. *first: the first one. */
static inline void scene_finds(scene *s, const char *want, bp_warning *first)
{
    bp_warnings found;
    char got[400] = "";
    ck_assert(bp_preflight(&found, &s->pass, s->w.method ? &s->w : NULL));
    for (size_t i = 0; i < found.count; i++) {
        size_t used = strlen(got);
        snprintf(got + used, sizeof got - used, "%s%s^%zu", i ? " " : "", scene_kinds[found.of[i].kind],
                 found.of[i].layer);
    }
    ck_assert_str_eq(got, want);
    if (first) {
        *first = found.of[0];
    }
    bp_preflight_free(&found);
    ck_assert(found.of == NULL && found.count == 0);
}

/* The forward pass once more, and what is found then. */
static inline void scene_shows(scene *s, const char *want, bp_warning *first)
{
    bp_pass_free(&s->pass);
    ck_assert(bp_pass_new(&s->pass, &s->n.net, &s->n.data.X, &s->n.data.Y));
    bp_forward(&s->pass);
    scene_finds(s, want, first);
}

static inline void scene_free(scene *s)
{
    bp_witness_free(&s->w);
    bp_pass_free(&s->pass);
    nets_free(&s->n);
}

static inline void scene_warning(const bp_warning *w, size_t first, size_t second, size_t count)
{
    ck_assert_uint_eq(w->first, first);
    ck_assert_uint_eq(w->second, second);
    ck_assert_uint_eq(w->count, count);
}

/* A neuron of layer 1 whose z is the same number for every sample. */
static inline void scene_fix_z(scene *s, size_t j, double z)
{
    for (size_t k = 0; k < s->n.net.N[0]; k++) {
        BP_AT(&s->n.net.W[1], j, k) = 0.0;
    }
    BP_AT(&s->n.net.b[1], j, 0) = z;
}

#endif
