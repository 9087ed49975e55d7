#include "test_csv.h"

#define FIELD "a,b,class\n1,2,x\n3,"

static const struct {
    const char *text;
    size_t targets;
    const char *sentence;
} refusals[] = {
    {"", 0, ": expected a header with names, found an empty file"},
    {"\n  \r\n\n", 0, ": expected a header with names, found an empty file"},
    {"\357\273\277\n", 0, ": expected a header with names, found an empty file"},
    {"a,b,class", 0, ":1: expected data below the header, found the end"},
    {"\na,b,class\n\n", 0, ":2: expected data below the header, found the end"},
    {"5.1,3.5,x\n4.9,3.0,y\n", 0, ":1: expected a header with names above the data, found numbers"},
    {"1,2,3\n4,5,6\n", 2, ":1: expected a header with names above the data, found numbers"},
    {"a;b;c\n1,5;2;x\n", 0,
     ":1: expected features and the class, separated by commas, found semicolons"},
    {"a;b;c\n1;2;4\n", 2,
     ":1: expected features and the 2 targets, separated by commas, found semicolons"},
    {"a\tb\tc\n1\t2\tx\n", 0,
     ":1: expected features and the class, separated by commas, found tabs"},
    {"a\n1\n2\n", 0,
     ":1: expected features and the class, separated by commas, found 1 column"},
    {"a,b\n1,2\n", 2,
     ":1: expected features and the 2 targets, separated by commas, found 2 columns"},
    {"a,b\n1,2\n", 4000000000u,
     ":1: expected features and the 4000000000 targets, separated by commas, "
     "found 2 columns"},
    {"a,b,class\n1,2,x\n3,y\n", 0, ":3: expected 3 columns as in the header, found 2"},
    {"a,b,class\n1,2,3,x\n", 0, ":2: expected 3 columns as in the header, found 4"},
    {"a,b,class\n1,2,x\n\n3,4,\"y,z\",\n", 0, ":4: expected 3 columns as in the header, found 4"},
    {"a,b,class\n1,abc,x\n", 0, ":2: column 2: expected a number, found \"abc\""},
    {"a,b,class\n1,2,x\n ,4,y\n", 0, ":3: column 1: expected a number, found nothing"},
    {"a,b,class\n1,,x\n", 0, ":2: column 2: expected a number, found nothing"},
    {"a,b,class\n1,2,x\n3,4,\"\"\n", 0, ":3: column 3: expected a class, found nothing"},
    {"a,b,class\n1,2,\n", 0, ":2: column 3: expected a class, found nothing"},
    {FIELD "nan,y\n", 0, ":3: column 2: expected a number, found \"nan\""},
    {FIELD "NaN,y\n", 0, ":3: column 2: expected a number, found \"NaN\""},
    {FIELD "-inf,y\n", 0, ":3: column 2: expected a number, found \"-inf\""},
    {FIELD "Infinity,y\n", 0, ":3: column 2: expected a number, found \"Infinity\""},
    {FIELD "0x1F,y\n", 0, ":3: column 2: expected a number, found \"0x1F\""},
    {FIELD "0x1p3,y\n", 0, ":3: column 2: expected a number, found \"0x1p3\""},
    {FIELD "1e999,y\n", 0,
     ":3: column 2: expected a number that a double can hold, found \"1e999\""},
    {FIELD "-1e99999999999999999999,y\n", 0,
     ":3: column 2: expected a number that a double can hold, found \"-1e99999999999999999999\""},
    {FIELD "1.2.3,y\n", 0, ":3: column 2: expected a number, found \"1.2.3\""},
    {FIELD "1e,y\n", 0, ":3: column 2: expected a number, found \"1e\""},
    {FIELD "1.5e+,y\n", 0, ":3: column 2: expected a number, found \"1.5e+\""},
    {FIELD "--1,y\n", 0, ":3: column 2: expected a number, found \"--1\""},
    {FIELD "+-1,y\n", 0, ":3: column 2: expected a number, found \"+-1\""},
    {FIELD ".,y\n", 0, ":3: column 2: expected a number, found \".\""},
    {FIELD "e5,y\n", 0, ":3: column 2: expected a number, found \"e5\""},
    {FIELD "-,y\n", 0, ":3: column 2: expected a number, found \"-\""},
    {FIELD "4 5,y\n", 0, ":3: column 2: expected a number, found \"4 5\""},
    {FIELD "\"4,5\",y\n", 0, ":3: column 2: expected a number, found \"4,5\""},
    {FIELD "5cm,y\n", 0, ":3: column 2: expected a number, found \"5cm\""},
    {FIELD "4,y\n5,6,x\n7,8\n", 0, ":5: expected 3 columns as in the header, found 2"},
    {FIELD "a\033[31mred,y\n", 0, ":3: column 2: expected a number, found \"a?[31mred\""},
    {FIELD "abcdefghijklmnopqrstuvwxyzabcdef,y\n", 0,
     ":3: column 2: expected a number, found \"abcdefghijklmnopqrstuvwxyzabcdef\""},
    {FIELD "abcdefghijklmnopqrstuvwxyzabcdefg,y\n", 0,
     ":3: column 2: expected a number, found \"abcdefghijklmnopqrstuvwxyzabcdef...\""},
    {FIELD "abcdefghijklmnopqrstuvwxyzabcde\xC3\xA9,y\n", 0,
     ":3: column 2: expected a number, found \"abcdefghijklmnopqrstuvwxyzabcde...\""},
    {FIELD "\"4,y\n", 0, ":3: column 2: expected a closing quote in the same line, found none"},
    {FIELD "\"4,y\n5,6,\"x\n", 0,
     ":3: column 2: expected a closing quote in the same line, found none"},
    {FIELD "4,\"y", 0,
     ":3: column 3: expected a closing quote in the same line, found none"},
    {"\"a,b,class\n1,2,x\n", 0,
     ":1: column 1: expected a closing quote in the same line, found none"},
    {FIELD "\"4\"5,y\r\n6,7,x\r\n", 0,
     ":3: column 2: expected a comma after the closing quote, found \"5,y\""},
    {"a,b,class\n1,2,x\n3,4,x\n", 0, ": column 3: expected two classes or more, found only \"x\""},
    {"a,b,t\n1,2,3\n4,5,x\n", 1, ":3: column 3: expected a number, found \"x\""},
};

START_TEST(a_wrong_file_is_refused_in_one_sentence)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    const char *text = refusals[_i].text;
    ck_assert_msg(!load(&all, text, strlen(text), refusals[_i].targets, error), "read: %s", text);
    ck_assert_str_eq(error, refusals[_i].sentence);
    assert_empty(&all);
}
END_TEST

START_TEST(a_byte_0_is_refused_in_its_line)
{
    static const char text[] = "a,b,class\n1,2,x\n3,\0004,y\n";
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert(!load(&all, text, sizeof text - 1, 0, error));
    ck_assert_str_eq(error, ":3: expected text in UTF-8, found a byte 0");
    assert_empty(&all);
}
END_TEST

/* "a,t\n", a number of so many digits, and its target. */
static bool load_digits(bp_samples *all, int digits, char error[BP_MESSAGE_SIZE])
{
    char text[1024];
    snprintf(text, sizeof text, "a,t\n%0*d,2\n", digits, 7);
    return load(all, text, strlen(text), 1, error);
}

START_TEST(a_number_has_500_digits_at_most)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert(load_digits(&all, 500, error));
    ck_assert_double_eq(BP_AT(&all.X, 0, 0), 7.0);
    bp_samples_free(&all);
    ck_assert(!load_digits(&all, 501, error));
    ck_assert_str_eq(error, ":2: column 1: expected a number with fewer digits, found "
                            "\"00000000000000000000000000000000...\"");
    assert_empty(&all);
}
END_TEST

/* A line for each of so many classes. */
static bool load_classes(bp_samples *all, size_t classes, char error[BP_MESSAGE_SIZE])
{
    char text[32 * 1024] = "x,class\n", *at = text + strlen(text);
    for (size_t c = 0; c < classes; c++) {
        at += sprintf(at, "%zu.5,c%zu\n", c, c);
    }
    return load(all, text, strlen(text), 0, error);
}

START_TEST(there_are_1000_classes_at_most)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert(load_classes(&all, 1000, error));
    ck_assert_uint_eq(all.classes, 1000);
    ck_assert_double_eq(BP_AT(&all.Y, 999, 999), 1.0);
    bp_samples_free(&all);
    ck_assert(!load_classes(&all, 1001, error));
    ck_assert_str_eq(error, ":1002: column 2: expected at most 1000 classes (or numeric targets), "
                            "found one more: \"c1000\"");
    assert_empty(&all);
}
END_TEST

static const struct {
    const char *path, *sentence;
} unreadable[] = {
    {"no-such-file.csv",
     "no-such-file.csv: expected iris, xor, moons, spiral, digits or a CSV file: "
     "No such file or directory"},
    {"", ": expected iris, xor, moons, spiral, digits or a CSV file: No such file or directory"},
    {"/", "/: expected a CSV file: Is a directory"},
    {"/dev/null", "/dev/null: expected a header with names, found an empty file"},
    {"/dev/zero", "/dev/zero:1: expected text in UTF-8, found a byte 0"},
    {"/not-there/of-so-many-characters/that-a-sentence-cannot-hold-them-all/and-then/more.csv",
     "ere/of-so-many-characters/that-a-sentence-cannot-hold-them-all/and-then/more.csv: "
     "expected iris, xor, moons, spiral, digits or a CSV file: No such file or directory"},
};

START_TEST(what_is_not_a_readable_file_is_named_by_its_path)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert(!bp_samples_load(&all, unreadable[_i].path, 0, 1, error));
    ck_assert_str_eq(error, unreadable[_i].sentence);
    assert_empty(&all);
}
END_TEST

Suite *csv_refused_suite(void)
{
    Suite *suite = suite_create("csv refused");
    TCase *refused = tcase_create("refused");
    tcase_add_loop_test(refused, a_wrong_file_is_refused_in_one_sentence, 0, COUNT(refusals));
    tcase_add_test(refused, a_byte_0_is_refused_in_its_line);
    tcase_add_test(refused, a_number_has_500_digits_at_most);
    tcase_add_test(refused, there_are_1000_classes_at_most);
    tcase_add_loop_test(refused, what_is_not_a_readable_file_is_named_by_its_path, 0,
                        COUNT(unreadable));
    suite_add_tcase(suite, refused);
    return suite;
}
