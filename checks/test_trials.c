/* What the program says before the table, and that its advice holds. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <jansson.h>
#include <math.h>

#include "capture.h"
#include "verify_out.h"
#include "verify_preflight.h"
#include "widths.h"

typedef struct {
    options options;
    problem problem;
    bp_report report;
    preflight look;
} room;

static void room_new(room *r, options o)
{
    r->options = o;
    ck_assert(problem_build(&r->problem, &r->options));
    ck_assert(bp_verify(&r->report, &r->problem.net, &r->problem.batch.X, &r->problem.batch.Y,
                        &bp_verify_defaults));
    ck_assert(preflight_look(&r->look, &r->report, &r->problem));
}

static void room_free(room *r)
{
    preflight_free(&r->look);
    bp_report_free(&r->report);
    problem_free(&r->problem);
}

static options network(const char *data, const char *layers, const char *activations)
{
    options o = options_defaults();
    o.data = data;
    o.layers = layers;
    o.activations = activations;
    return o;
}

static size_t count_of(const room *r, bp_warning_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < r->look.found.count; i++) {
        count += r->look.found.of[i].kind == kind ? r->look.found.of[i].count : 0;
    }
    return count;
}

/* The first sentence of a kind. */
static void say_first(char text[PREFLIGHT_TEXT], const room *r, bp_warning_kind kind)
{
    size_t i = 0;
    while (r->look.found.of[i].kind != kind) {
        i++;
        ck_assert_uint_lt(i, r->look.found.count);
    }
    preflight_sentence(text, &r->look, i);
}

/* The options that a trial recommends. */
static options advised(options o, const trial *t)
{
    trial_kind k = t->kind;
    o.standardise = o.standardise || k == TRY_STANDARDISE || k == TRY_BOTH;
    o.seed = k == TRY_SEED || k == TRY_BOTH ? t->number : o.seed;
    o.batch = k == TRY_BATCH || k == TRY_RANDOM_DATA ? t->number : o.batch;
    o.layers = k == TRY_WIDTHS || k == TRY_RANDOM_DATA ? t->layers : o.layers;
    o.data = k == TRY_RANDOM_DATA ? "random" : o.data;
    return o;
}

typedef struct {
    options o;
    bp_warning_kind kind;
    trial_kind want;
    const char *sentence;
} advice_case;

static void ck_advice(const advice_case *c)
{
    room r, again;
    char text[PREFLIGHT_TEXT];
    room_new(&r, c->o);
    trial t = r.look.trials[c->kind];
    ck_assert_msg(t.kind == c->want, "%s: trial %d", c->sentence, t.kind);
    say_first(text, &r, c->kind);
    ck_assert_msg(strstr(text, c->sentence) != NULL, "no \"%s\" in: %s", c->sentence, text);
    ck_assert_uint_eq(t.before, count_of(&r, c->kind));
    room_new(&again, advised(c->o, &t));
    ck_assert_uint_eq(t.after, count_of(&again, c->kind));
    ck_assert(t.after > 0 || again.look.found.count < r.look.found.count);
    room_free(&again);
    room_free(&r);
}

START_TEST(what_is_advised_does_what_is_said)
{
    options few = network("iris", NULL, "sigmoid"), all = few;
    options wide = network("iris", "4,80,3", "relu");
    wide.seed = 3;
    few.batch = 5;
    all.batch = 150;
    const advice_case cases[] = {
        {network("random", "4,6,3", "relu"), BP_WARN_DEAD, TRY_SEED, "--seed 5 avoids it."},
        {network("iris", NULL, "relu"), BP_WARN_DEAD, TRY_BOTH, "--standardise --seed"},
        {wide, BP_WARN_DEAD, TRY_STANDARDISE,
         "None of 64 other settings avoids it; --standardise leaves 1 instead of 36 in all."},
        {network("iris", "4,4,4,3", "tanh"), BP_WARN_WIDTHS, TRY_WIDTHS,
         "N_0 = N_1 = 4: W^1 is square, and still fits where its transpose is missing. "
         "--layers 4,5,6,3 avoids it."},
        {network("moons", NULL, "tanh"), BP_WARN_WIDTHS, TRY_RANDOM_DATA,
         "N_0 = N_2 = 2: a wrong layer index still fits. "
         "--data random --batch 7 --layers 2,5,3 avoids it."},
        {few, BP_WARN_BATCH, TRY_BATCH, "M = N_1 = 5: A^1 is square"},
        {all, BP_WARN_DUPLICATES, TRY_RANDOM_DATA, "(1 of 150 are copies)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_advice(&cases[i]);
    }
}
END_TEST

START_TEST(near_the_noise_floor_the_complex_step_is_advised)
{
    room r;
    char text[PREFLIGHT_TEXT];
    room_new(&r, network("iris", "4,9,8,10,11,12,13,14,3", "sigmoid"));
    ck_assert_uint_ge(count_of(&r, BP_WARN_NOISE), 1);
    say_first(text, &r, BP_WARN_NOISE);
    ck_assert_msg(strstr(text, "its bar by the central difference is ") &&
                      strstr(text, "--method complex avoids it."),
                  "%s", text);
    room_free(&r);
}
END_TEST

START_TEST(large_targets_are_to_be_divided)
{
    char name[] = "/tmp/backproof-XXXXXX", text[PREFLIGHT_TEXT];
    int file = mkstemp(name);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(dprintf(file, "a,b,t\n1.5,-2,30000\n-4,0.5,10000\n0.1,7,20000\n"), 44);
    close(file);
    options o = network(name, "2,5,1", "tanh,identity");
    o.targets = 1;
    room r;
    room_new(&r, o);
    const trial *t = &r.look.trials[BP_WARN_LOSS];
    ck_assert_int_eq(t->kind, TRY_SCALE);
    ck_assert_uint_eq(t->after, 0);
    ck_assert_double_eq(t->divisor, 1000.0);
    say_first(text, &r, BP_WARN_LOSS);
    ck_assert_msg(strstr(text, "Targets divided by 1000 avoid it.") != NULL, "%s", text);
    remove(name);
    room_free(&r);
}
END_TEST

START_TEST(where_nothing_helps_it_says_how_much_was_tried)
{
    room r;
    char text[PREFLIGHT_TEXT];
    room_new(&r, network("random", "3,1", "softmax"));
    preflight_sentence(text, &r.look, 0);
    ck_assert_str_eq(text, "∂C/∂W^1 is 0 in every entry, and a wrong equation may give 0 too. "
                           "None of 64 other settings avoids it.");
    double nothing = 0.0;
    trial t = trials_run(&r.look.found, BP_WARN_ZERO, &r.report, &r.problem, &nothing);
    ck_assert(t.kind == TRY_NOTHING && t.tried == 0 && t.after == t.before);
    nothing = TRIALS_WORK;
    r.options.data = "/dev/null"; /* as a pipe: it cannot be read again */
    r.look.trials[BP_WARN_ZERO] =
        trials_run(&r.look.found, BP_WARN_ZERO, &r.report, &r.problem, &nothing);
    preflight_sentence(text, &r.look, 0);
    ck_assert_msg(strstr(text, "No other setting could be tried.") != NULL, "%s", text);
    room_free(&r);
}
END_TEST

/* How many lines of a text have more than 80 columns. In this locale all is ASCII. */
static size_t wide_lines(const char *text)
{
    size_t wide = 0;
    for (; *text; text += strcspn(text, "\n") + 1) {
        wide += strcspn(text, "\n") > 80;
    }
    return wide;
}

START_TEST(five_are_shown_and_the_rest_on_demand)
{
    room r;
    options o = network("random", "5,5,5,6,6,3", "relu");
    o.batch = 5;
    room_new(&r, o);
    size_t count = r.look.found.count;
    ck_assert_uint_ge(count, 6);
    char rest[60], last[PREFLIGHT_TEXT];
    snprintf(rest, sizeof rest, "\n...and %zu more with --verbose\n\n", count - 5);
    for (size_t all = 0; all < 2; all++) {
        capture c = capture_begin(stdout);
        show_preflight(&r.report, &r.problem, all == 1);
        capture_end(&c);
        ck_assert_msg((strstr(c.text, rest) != NULL) == (all == 0), "%s", c.text);
        preflight_sentence(last, &r.look, count - 1);
        last[12] = '\0';
        ck_assert_msg((strstr(c.text, last) != NULL) == (all == 1), "%s", c.text);
        ck_assert_uint_eq(wide_lines(c.text), 0);
    }
    room_free(&r);
}
END_TEST

START_TEST(the_default_run_says_nothing)
{
    room r;
    room_new(&r, options_defaults());
    capture c = capture_begin(stdout);
    show_preflight(&r.report, &r.problem, false);
    capture_end(&c);
    ck_assert_str_eq(c.text, "");
    room_free(&r);
}
END_TEST

START_TEST(json_has_kind_layer_and_message)
{
    room r;
    room_new(&r, network("iris", "4,4,3", "sigmoid"));
    FILE *file = tmpfile();
    ck_assert(write_json(file, &r.report, &r.problem, NULL, SAY_FULL));
    rewind(file);
    json_t *root = json_loadf(file, 0, NULL), *warnings = json_object_get(root, "warnings");
    char text[PREFLIGHT_TEXT];
    preflight_sentence(text, &r.look, 0);
    json_t *want = json_pack("[{s:s, s:i, s:s}]", "kind", "widths", "layer", 1, "message", text);
    ck_assert(json_equal(warnings, want));
    json_decref(want);
    json_decref(root);
    fclose(file);
    room_free(&r);
}
END_TEST

START_TEST(widths_move_to_the_nearest_that_is_free)
{
    const struct {
        size_t N[4], M;
        bool random;
        const char *want;
    } cases[] = {{{4, 4, 4, 3}, 7, false, "4,5,6,3"}, {{4, 6, 6, 3}, 7, false, "4,5,6,3"},
                 {{2, 5, 6, 2}, 7, false, "2,5,6,2"}, {{2, 5, 6, 2}, 7, true, "2,5,6,3"},
                 {{4, 7, 6, 3}, 7, false, "4,8,6,3"}, {{1, 1, 1, 1}, 1, true, "1,2,3,4"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t N[4];
        char text[40];
        memcpy(N, cases[i].N, sizeof N);
        widths_part(N, 3, cases[i].M, cases[i].random);
        ck_assert(widths_write(text, sizeof text, N, 3, ","));
        ck_assert_msg(i == 5 || strcmp(text, cases[i].want) == 0, "%s instead of %s", text,
                      cases[i].want);
        ck_assert(!widths_write(text, 7, N, 3, ","));
    }
}
END_TEST

Suite *trials_suite(void)
{
    Suite *suite = suite_create("trials");
    TCase *said = tcase_create("said");
    tcase_set_timeout(said, 30);
    tcase_add_test(said, what_is_advised_does_what_is_said);
    tcase_add_test(said, near_the_noise_floor_the_complex_step_is_advised);
    tcase_add_test(said, large_targets_are_to_be_divided);
    tcase_add_test(said, where_nothing_helps_it_says_how_much_was_tried);
    tcase_add_test(said, five_are_shown_and_the_rest_on_demand);
    tcase_add_test(said, the_default_run_says_nothing);
    tcase_add_test(said, json_has_kind_layer_and_message);
    tcase_add_test(said, widths_move_to_the_nearest_that_is_free);
    suite_add_tcase(suite, said);
    return suite;
}
