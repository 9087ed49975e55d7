/* What is hidden: just what bp_verify finds nothing of when it is planted; and in the network that
 * is proposed it is found. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "hidden.h"
#include "near.h"
#include "proposal.h"
#include "test_nets.h"

static size_t culprits(const nets *n, const bp_mistake *m, bp_verify_options v)
{
    const bp_cause cause = {m, NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    bp_report report;
    v.planted = planted;
    ck_assert(bp_verify(&report, &n->net, &n->data.X, &n->data.Y, &v));
    size_t count = report.culprits;
    bp_report_free(&report);
    return count;
}

static void ck_hidden(const nets *n, const bp_verify_options *v, size_t *hidden, size_t *absent)
{
    bp_report report;
    bp_hidden found;
    ck_assert(bp_verify(&report, &n->net, &n->data.X, &n->data.Y, v));
    ck_assert(bp_hidden_find(&found, &report));
    size_t seen = 0;
    for (size_t i = 0; i < found.count; i++) {
        const bp_mistake *m = bp_mistake_at(i);
        bool passes = bp_is_hidden(&found, i) || found.verdict[i] == BP_NOT_APPLICABLE;
        ck_assert_msg(passes == (culprits(n, m, *v) == 0), "%s: %s", m->id,
                      bp_verdict_name(found.verdict[i]));
        seen += found.verdict[i] >= BP_WRONG;
    }
    ck_assert(!bp_mistake_at(found.count));
    ck_assert_uint_eq(found.hidden + found.absent + seen, found.count);
    *hidden += found.hidden;
    *absent += found.absent;
    bp_hidden_free(&found);
    bp_report_free(&report);
}

START_TEST(hidden_is_what_verification_does_not_find)
{
    const bp_verify_options by_complex = {.use_complex = true};
    const bp_verify_options by_forward = {.use[BP_FORWARD] = true};
    size_t hidden = 0, absent = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        nets n;
        nets_random(&n, seed);
        ck_hidden(&n, seed % 2 ? &by_complex : &by_forward, &hidden, &absent);
        nets_free(&n);
    }
    ck_assert_uint_gt(hidden, 20);
    ck_assert_uint_gt(absent, 30);
}
END_TEST

/* What people would do: the options of the sentence, on a problem that had none of them. */
static void ck_proposal(options o)
{
    problem p;
    bp_report report;
    bp_hidden found;
    char text[PROPOSAL_LINE];
    ck_assert(problem_build(&p, &o));
    ck_assert(bp_verify(&report, &p.net, &p.batch.X, &p.batch.Y, &bp_verify_defaults));
    ck_assert(bp_hidden_find(&found, &report));
    ck_assert_uint_gt(found.hidden + found.absent, 0);
    proposal better = propose(&found, &report, &p);
    proposal_options(text, &better, &p);
    ck_assert_msg(better.change != 0 && better.hidden + better.absent == 0, "%s: %zu hidden", text,
                  better.hidden);
    ck_assert_msg(strncmp(text, "--", 2) == 0, "%s", text);
    bp_hidden_free(&found);
    bp_report_free(&report);
    problem_free(&p);
}

START_TEST(a_network_that_hides_nothing_is_proposed)
{
    options plain = options_defaults(), one = plain, moons = plain, categorical = plain;
    one.layers = "4,3";
    one.batch = 1;
    moons.data = "moons";
    moons.layers = "2,2,2,2,2";
    moons.activations = "relu";
    moons.loss = "absolute";
    categorical.activations = "softmax";
    categorical.loss = "categorical";
    ck_proposal(plain);
    ck_proposal(one);
    ck_proposal(moons);
    ck_proposal(categorical);
}
END_TEST

START_TEST(where_memory_runs_dry_nothing_is_left)
{
    nets n;
    bp_report report;
    bp_hidden found;
    const bp_verify_options v = {.use_complex = true};
    nets_random(&n, 3);
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &v));
    for (long after = 0; after < 40; after++) {
        dry_after(after);
        bool complete = bp_hidden_find(&found, &report);
        dry_after(-1);
        ck_assert(complete == (found.verdict != NULL));
        bp_hidden_free(&found);
    }
    bp_report_free(&report);
    nets_free(&n);
}
END_TEST

Suite *hidden_suite(void)
{
    Suite *suite = suite_create("hidden");
    TCase *all = tcase_create("hidden");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, hidden_is_what_verification_does_not_find);
    tcase_add_test(all, a_network_that_hides_nothing_is_proposed);
    tcase_add_test(all, where_memory_runs_dry_nothing_is_left);
    suite_add_tcase(suite, all);
    return suite;
}
