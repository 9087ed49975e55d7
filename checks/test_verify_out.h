/* A problem and its report, for the suites of what `backproof verify` shows. Comes after <check.h>,
 * and needs POSIX.
 *
 *   reported_new       a network with random data, with or without rules planted in it
 *   reported_free
 */
#ifndef TEST_VERIFY_OUT_H
#define TEST_VERIFY_OUT_H

#include "capture.h"
#include "equations.h"
#include "verify_out.h"

typedef struct {
    options options;
    problem problem;
    bp_report report;
} reported;

static inline void reported_new(reported *r, const char *layers, uint64_t batch,
                                const bp_planted *planted)
{
    bp_verify_options v = bp_verify_defaults;
    v.planted = planted;
    r->options = options_defaults();
    r->options.data = "random";
    r->options.layers = layers;
    r->options.batch = batch;
    ck_assert(problem_build(&r->problem, &r->options));
    ck_assert(bp_verify(&r->report, &r->problem.net, &r->problem.batch.X, &r->problem.batch.Y, &v));
}

static inline void reported_free(reported *r)
{
    bp_report_free(&r->report);
    problem_free(&r->problem);
}

#endif
