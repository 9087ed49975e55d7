/* A report with its walks, for the suites of along.h. Comes after <check.h>.
 *
 *   along_new       verifies a network by both methods that go along directions
 *   along_one       the same for the network N_0-…-N_L that is named
 *   along_free
 */
#ifndef TEST_ALONG_H
#define TEST_ALONG_H

#include "test_nets.h"
#include "verify.h"

typedef struct {
    nets n;
    bp_report report;
} along;

static inline void along_look(along *a, size_t directions, uint64_t seed)
{
    bp_verify_options v = {.use_complex = true, .use_directional = true, .use_taylor = true,
                           .directions = directions, .seed = seed};
    bp_report_free(&a->report);
    ck_assert(bp_verify(&a->report, &a->n.net, &a->n.data.X, &a->n.data.Y, &v));
}

static inline void along_new(along *a, const char *hidden, const char *last, const char *loss,
                             size_t directions)
{
    *a = (along){0};
    nets_new(&a->n, 2, (size_t[]){4, 5, 3}, (const char *const[]){NULL, hidden, last}, loss, 6, 71);
    along_look(a, directions, 1);
}

static inline void along_free(along *a)
{
    bp_report_free(&a->report);
    nets_free(&a->n);
}

#endif
