/* The command line. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>

#include "capture.h"
#include "names.h"
#include "options.h"
#include "say.h"

enum { MOST_WORDS = 24 };

/* A command with one option of each kind; what has been said, as options_write would have it. */
typedef struct {
    options shared;
    bool loud, go_on;
    const char *file, *method;
    uint64_t count;
    double step;
    int status;
    char written[400];
} run;

/* Reads a command line, its words separated by blanks. */
static run parse(const char *line)
{
    static char text[400];
    static const char *const methods[] = {"both", "complex", "central", NULL};
    run r = {.shared = options_defaults(), .method = "both"};
    const option own[] = {
        {"loud", 'l', NULL, "says more", .flag = &r.loud},
        {"file", 'f', "FILE", "a file", .text = &r.file},
        {"method", 0, "NAME", "one of three", .text = &r.method, .choices = methods},
        {"count", 0, "N", "how many", .whole = &r.count, .least = 2, .most = 40},
        {"step", 0, "H", "how far", .real = &r.step, .word = "auto"},
        {0},
    };
    char *argv[MOST_WORDS] = {NULL};
    int argc = 0;
    snprintf(text, sizeof text, "test %s", line);
    for (char *word = strtok(text, " \n"); word && argc < MOST_WORDS - 1; word = strtok(NULL, " \n")) {
        argv[argc++] = word;
    }
    r.go_on = options_parse(&r.shared, own, "Usage: test\n", argc, argv, &r.status);
    FILE *written = fmemopen(r.written, sizeof r.written, "w");
    ck_assert_ptr_nonnull(written);
    options_write(written, own, 5, &r.shared);
    fclose(written);
    return r;
}

START_TEST(nothing_said_means_the_defaults)
{
    run r = parse("");
    ck_assert(r.go_on);
    ck_assert_int_eq(r.status, STATUS_AGREES);
    ck_assert_str_eq(r.shared.data, "iris");
    ck_assert_str_eq(r.shared.activations, "sigmoid");
    ck_assert_str_eq(r.shared.loss, "quadratic");
    ck_assert_ptr_null(r.shared.layers);
    ck_assert_uint_eq(r.shared.batch, 0);
    ck_assert_uint_eq(r.shared.seed, 1);
    ck_assert(!r.shared.standardise && !r.shared.ascii && !r.loud);
}
END_TEST

START_TEST(word_takes_the_place_of_a_number)
{
    ck_assert_double_eq(parse("--step 3e-5 --step auto").step, 0.0);
    ck_assert(!parse("--step automatic").go_on);
}
END_TEST

START_TEST(every_kind_of_option_reaches_its_place)
{
    run r = parse("-l -f a.csv --method=central --count 40 --step 3e-5 --seed 18446744073709551615 "
                  "--batch 9 --standardise --loss absolute");
    ck_assert(r.go_on);
    ck_assert(r.loud && r.shared.standardise);
    ck_assert_str_eq(r.file, "a.csv");
    ck_assert_str_eq(r.method, "central");
    ck_assert_uint_eq(r.count, 40);
    ck_assert_double_eq(r.step, 3e-5);
    ck_assert_uint_eq(r.shared.seed, UINT64_MAX);
    ck_assert_uint_eq(r.shared.batch, 9);
    ck_assert_str_eq(r.shared.loss, "absolute");
}
END_TEST

static const complaint refused[] = {
    {"--lossy x", "unknown option --lossy, nearest is --loss"},
    {"--zzzzzzzz", "unknown option --zzzzzzzz (--help lists them)"},
    {"-q", "unknown option -q"},
    {"--s 3", "unknown option --s"},
    {"--seed", "--seed wants a value: N"},
    {"--loud=3", "--loud takes no value"},
    {"iris", "unexpected argument 'iris'"},
    {"--seed -1", "--seed wants a whole number from 0 to 2^64 - 1, not '-1'"},
    {"--seed +1", "not '+1'"},
    {"--seed 1e3", "not '1e3'"},
    {"--seed 0x1f", "not '0x1f'"},
    {"--seed 18446744073709551616", "not '18446744073709551616'"},
    {"--batch 0", "--batch wants a whole number from 1 to 2^64 - 1, not '0'"},
    {"--batch -7", "not '-7'"},
    {"--count 1", "--count wants a whole number from 2 to 40, not '1'"},
    {"--count 41", "not '41'"},
    {"--step 0", "--step wants a number above 0, as in 1e-6, or auto, not '0'"},
    {"--step 1e999", "not '1e999'"},
    {"--step 3mm", "not '3mm'"},
    {"--method centrl",
     "--method: unknown name 'centrl', nearest is central (known: both, complex,"},
};

START_TEST(a_bad_option_gets_one_sentence_and_status_2)
{
    const complaint *x = &refused[_i];
    capture c = capture_begin(stderr);
    run r = parse(x->line);
    capture_end(&c);
    ck_assert_msg(!r.go_on, "%s was taken", x->line);
    ck_assert_int_eq(r.status, STATUS_BAD_INPUT);
    ck_one_sentence(&c, x->line, x->sentence);
}
END_TEST

START_TEST(help_lists_the_commands_own_options_and_the_shared_ones)
{
    capture c = capture_begin(stdout);
    run r = parse("--help");
    capture_end(&c);
    ck_assert(!r.go_on);
    ck_assert_int_eq(r.status, STATUS_AGREES);
    const char *const parts[] = {"Usage: test\n", "-f, --file FILE", "--seed N", "leaky-relu",
                                 "cross-entropy"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ck_assert_msg(strstr(c.text, parts[i]) != NULL, "no %s in:\n%s", parts[i], c.text);
    }
    for (char *line = strtok(c.text, "\n"); line; line = strtok(NULL, "\n")) {
        ck_assert_msg(say_columns(line) <= 80, "wider than 80 columns: %s", line);
    }
}
END_TEST

START_TEST(nearest_name_forgives_a_slip_and_nothing_more)
{
    const char *const names[] = {"sigmoid", "softmax", "softplus", "tanh", NULL};
    ck_assert_str_eq(names_nearest("sigmod", names), "sigmoid");
    ck_assert_str_eq(names_nearest("isgmoid", (const char *[]){"isgmxyd", "sigmoid", NULL}),
                     "sigmoid");
    ck_assert_str_eq(names_nearest("softp", names), "softplus");
    ck_assert_str_eq(names_nearest("tan", names), "tanh");
    ck_assert_ptr_null(names_nearest("gelu", names));
    ck_assert_ptr_null(names_nearest("", names));
}
END_TEST

START_TEST(what_is_written_is_what_was_said)
{
    run r = parse("-l -f a.csv --method=central --count 40 --step 0.1 --seed 18446744073709551615 "
                  "--batch 9 --standardise --layers 3,4,2 --ascii");
    ck_assert_str_eq(r.written,
                     "--loud\n--file=a.csv\n--method=central\n--count=40\n--step=0.10000000000000001\n"
                     "--data=iris\n--standardise\n--layers=3,4,2\n--activations=sigmoid\n"
                     "--loss=quadratic\n--batch=9\n--seed=18446744073709551615\n");
    run again = parse(r.written);
    ck_assert(again.go_on && again.step == 0.1);
    ck_assert_str_eq(again.written, r.written);
}
END_TEST

START_TEST(what_was_not_said_and_has_no_usual_value_is_not_written)
{
    ck_assert_str_eq(parse("").written, "--method=both\n--step=auto\n--data=iris\n"
                                        "--activations=sigmoid\n--loss=quadratic\n--seed=1\n");
}
END_TEST

Suite *options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *line = tcase_create("command line");
    tcase_add_test(line, nothing_said_means_the_defaults);
    tcase_add_test(line, word_takes_the_place_of_a_number);
    tcase_add_test(line, every_kind_of_option_reaches_its_place);
    tcase_add_loop_test(line, a_bad_option_gets_one_sentence_and_status_2, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(line, help_lists_the_commands_own_options_and_the_shared_ones);
    tcase_add_test(line, nearest_name_forgives_a_slip_and_nothing_more);
    tcase_add_test(line, what_is_written_is_what_was_said);
    tcase_add_test(line, what_was_not_said_and_has_no_usual_value_is_not_written);
    suite_add_tcase(suite, line);
    return suite;
}
