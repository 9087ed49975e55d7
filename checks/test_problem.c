/* The network, the data and the batch that a command line describes. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdlib.h>

#include "capture.h"
#include "problem.h"

enum { MOST_WORDS = 16 };

/* Reads a command line, its words separated by spaces. The options point into it. */
static options parse(const char *line)
{
    static char text[2][400];
    static size_t turn;
    char *argv[MOST_WORDS] = {NULL}, *copy = text[turn++ % 2];
    int argc = 0, status;
    snprintf(copy, sizeof *text, "test %s", line);
    for (char *word = strtok(copy, " "); word && argc < MOST_WORDS - 1; word = strtok(NULL, " ")) {
        argv[argc++] = word;
    }
    options o = options_defaults();
    ck_assert_msg(options_parse(&o, (option[]){{0}}, "", argc, argv, &status), "%s", line);
    return o;
}

START_TEST(default_problem_is_iris_453_with_seven_samples)
{
    options o = parse("");
    problem p;
    char line[PROBLEM_LINE];
    ck_assert(problem_build(&p, &o));
    problem_describe(line, &p);
    ck_assert_str_eq(line, "4-5-3, sigmoid, quadratic loss, 43 parameters; iris, 7 of 150 samples; "
                           "seed 1");
    ck_assert_uint_eq(p.batch.X.rows, 4);
    ck_assert_uint_eq(p.batch.X.cols, 7);
    ck_assert_uint_eq(p.batch.Y.rows, 3);
    problem_free(&p);
}
END_TEST

START_TEST(widths_and_batch_follow_the_data)
{
    options o = parse("--data xor --activations tanh,softmax --loss categorical");
    problem p;
    ck_assert(problem_build(&p, &o));
    ck_assert_uint_eq(p.net.L, 2);
    ck_assert_uint_eq(p.net.N[0], 2);
    ck_assert_uint_eq(p.net.N[1], 5);
    ck_assert_uint_eq(p.net.N[2], 2);
    ck_assert_uint_eq(p.batch.X.cols, 4);
    ck_assert_str_eq(p.net.sigma[1]->name, "tanh");
    ck_assert_str_eq(p.net.sigma[2]->name, "softmax");
    ck_assert_str_eq(p.net.loss->name, "categorical");
    problem_free(&p);
}
END_TEST

START_TEST(random_data_follow_the_widths)
{
    options o = parse("--data random --layers 6,4,9,2 --batch 11 --activations relu");
    problem p;
    ck_assert(problem_build(&p, &o));
    ck_assert_uint_eq(p.net.L, 3);
    ck_assert_uint_eq(p.batch.X.rows, 6);
    ck_assert_uint_eq(p.batch.X.cols, 11);
    ck_assert_uint_eq(p.batch.Y.rows, 2);
    ck_assert_str_eq(p.net.sigma[3]->name, "relu");
    problem_free(&p);
}
END_TEST

START_TEST(equal_seeds_build_equal_problems)
{
    options o = parse("--seed 42"), other = parse("--seed 43");
    problem a, b, c;
    ck_assert(problem_build(&a, &o) && problem_build(&b, &o) && problem_build(&c, &other));
    ck_assert_double_eq(bp_mat_gap(&a.net.W[2], &b.net.W[2]).gap, 0.0);
    ck_assert_double_eq(bp_mat_gap(&a.batch.X, &b.batch.X).gap, 0.0);
    ck_assert_double_gt(bp_mat_gap(&a.net.W[2], &c.net.W[2]).gap, 0.0);
    problem_free(&a);
    problem_free(&b);
    problem_free(&c);
}
END_TEST

static const complaint impossible[] = {
    {"--layers 4,0,3", "--layers 4,0,3: width 2 is '0', not a whole number from 1"},
    {"--layers 4", "--layers 4: a network has at least two widths"},
    {"--layers x", "width 1 is 'x'"},
    {"--layers 4,,3", "width 2 is ''"},
    {"--layers 4,5,3,", "width 4 is ''"},
    {"--layers 4,5x,3", "width 2 is '5x'"},
    {"--layers 4,-5,3", "width 2 is '-5'"},
    {"--layers 4,99999999999999999999,3", "width 2 is '99999999999999999999'"},
    {"--layers 4,4611686018427387905,3", "no memory for a network with --layers 4,461168601842738"},
    {"--layers 3,5,3", "the first width is 3, but iris has 4 features"},
    {"--layers 4,5,2", "the last width is 2, but iris has 3 classes"},
    {"--activations sigmoid,tanh,relu", "3 names, but there are 2 layers"},
    {"--activations sigmoid,", "unknown name ''"},
    {"--activations sigmoid,tahn", "unknown name 'tahn', nearest is tanh"},
    {"--loss quadratc", "--loss: unknown name 'quadratc', nearest is quadratic"},
    {"--loss categorical", "--loss: categorical goes with softmax"},
    {"--loss cross-entropy --activations sigmoid,tanh", "--loss: cross-entropy goes with"},
    {"--batch 151", "--batch 151 is more than the 150 samples of iris"},
    {"--targets 2", "--targets is for a CSV file, but --data is iris"},
    {"--data irs", "--data: unknown name 'irs', nearest is iris"},
    {"--data no/such.csv", "--data: no/such.csv"},
    {"--data random --batch 9223372036854775807",
     "no memory for 9223372036854775807 random samples"},
};

START_TEST(an_impossible_problem_gets_one_sentence)
{
    const complaint *x = &impossible[_i];
    options o = parse(x->line);
    problem p;
    capture c = capture_begin(stderr);
    bool built = problem_build(&p, &o);
    capture_end(&c);
    ck_assert_msg(!built, "%s was built", x->line);
    ck_assert_ptr_null(p.net.W);
    ck_one_sentence(&c, x->line, x->sentence);
}
END_TEST

/* Numeric targets of a CSV file against a loss that takes a logarithm. */
static void ck_targets(const char *rows, const char *loss, const char *part)
{
    char path[] = "/tmp/backproof-options-XXXXXX", line[100];
    int descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    FILE *file = fdopen(descriptor, "w");
    fprintf(file, "p,q,s,t\n%s", rows);
    fclose(file);
    snprintf(line, sizeof line, "--data %s --targets 2 --activations softmax --loss %s", path,
             loss);
    options o = parse(line);
    problem p;
    capture c = capture_begin(stderr);
    bool built = problem_build(&p, &o);
    capture_end(&c);
    unlink(path);
    ck_assert_msg(built == !part, "%s with %s: %s", rows, loss, c.text);
    if (part) {
        ck_one_sentence(&c, rows, part);
    }
    problem_free(&p);
}

START_TEST(targets_must_suit_a_loss_that_takes_logarithms)
{
    ck_targets("3,5,0.25,0.75\n2,7,0.5,0.5\n", "categorical", NULL);
    ck_targets("3,5,0.25,0.75\n2,7,0.5,0.4\n", "cross-entropy", NULL);
    ck_targets("3,5,-2.5,11\n2,7,0.5,0.4\n", "quadratic", NULL);
    ck_targets("3,5,0.25,0.75\n2,7,0.5,0.4\n", "categorical",
               "targets must sum to 1, but sample 2 of");
    ck_targets("3,5,0.25,0.75\n2,7,1.5,-0.5\n", "categorical", "but sample 2 of");
    ck_targets("3,5,0.25,-2.5\n2,7,0.5,0.5\n", "cross-entropy", "has -2.5");
}
END_TEST

START_TEST(samples_come_without_a_network_and_fit_others)
{
    options o = parse("--data iris --standardise");
    bp_samples iris, moons;
    ck_assert(problem_samples(&iris, &o, "--data", o.data, NULL));
    ck_assert_double_eq(BP_AT(&iris.X, 0, 1), 3.5); /* not standardised */
    capture c = capture_begin(stderr);
    bool fit = problem_samples(&moons, &o, "--test-data", "moons", &iris);
    capture_end(&c);
    ck_assert(!fit);
    ck_assert_ptr_null(moons.X.v);
    ck_one_sentence(&c, "moons", "--test-data: moons: expected 4 features, as the samples to learn "
                                 "from have, found 2");
    bp_samples_free(&iris);
}
END_TEST

Suite *problem_suite(void)
{
    Suite *suite = suite_create("problem");
    TCase *built = tcase_create("problem");
    tcase_add_test(built, default_problem_is_iris_453_with_seven_samples);
    tcase_add_test(built, widths_and_batch_follow_the_data);
    tcase_add_test(built, random_data_follow_the_widths);
    tcase_add_test(built, equal_seeds_build_equal_problems);
    tcase_add_loop_test(built, an_impossible_problem_gets_one_sentence, 0,
                        sizeof impossible / sizeof *impossible);
    tcase_add_test(built, samples_come_without_a_network_and_fit_others);
    tcase_add_test(built, targets_must_suit_a_loss_that_takes_logarithms);
    suite_add_tcase(suite, built);
    return suite;
}
