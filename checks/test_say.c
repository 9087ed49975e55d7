/* Text for people: symbols, columns, colour, the bar, complaints. */
#define _XOPEN_SOURCE 700 /* putenv: setenv leaves memory that valgrind calls lost */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <locale.h>
#include <stdlib.h>

#include "capture.h"
#include "say.h"

static char utf8[] = "LC_ALL=C.UTF-8", c_locale[] = "LC_ALL=C";

static void in_locale(char *setting)
{
    putenv(setting);
    say_begin();
}

static void back_to_c(void)
{
    in_locale(c_locale);
}

#define SAID(c, ...)                   \
    capture c = capture_begin(stdout); \
    say(stdout, __VA_ARGS__);          \
    capture_end(&c)

START_TEST(a_utf8_locale_shows_symbols_as_they_are)
{
    in_locale(utf8);
    SAID(c, "∂C/∂W^%d[3,1] ≤ %s", 2, "½‖Y − A‖²");
    ck_assert_str_eq(c.text, "∂C/∂W^2[3,1] ≤ ½‖Y − A‖²");
}
END_TEST

START_TEST(another_locale_gets_ascii)
{
    in_locale(c_locale);
    SAID(c, "∂C/∂W^2[3,1] = Σ δ ⊙ σ'(Z)·Aᵀ × 10⁻¹² ± ½ − b̂ ≠ √2 → é %d %%", 7);
    ck_assert_str_eq(c.text, "dC/dW^2[3,1] = sum delta .* sigma'(Z)*A^T x 10^-1^2 +- 1/2 - b^ != "
                             "sqrt2 -> ? 7 %");
}
END_TEST

START_TEST(the_option_ascii_overrules_the_locale)
{
    in_locale(utf8);
    say_ascii(true);
    SAID(c, "γ_n Σ|terms|");
    ck_assert_str_eq(c.text, "gamma_n sum|terms|");
}
END_TEST

START_TEST(numbers_keep_their_point_in_every_locale)
{
    static char german[] = "LC_NUMERIC=de_DE.UTF-8";
    putenv(german);
    in_locale(utf8);
    SAID(c, "%.2f", 3.14159);
    ck_assert_str_eq(c.text, "3.14");
}
END_TEST

START_TEST(columns_are_counted_and_not_bytes)
{
    in_locale(utf8);
    ck_assert_uint_eq(say_columns("∂C/∂b̂"), 5);
    ck_assert_uint_eq(say_columns("数据.csv"), 8);
    ck_assert_uint_eq(say_columns("\xff\xfe?"), 3);
    say_ascii(true);
    ck_assert_uint_eq(say_columns("∂C/∂σ"), 9);
}
END_TEST

START_TEST(columns_of_a_table_line_up_whatever_their_bytes)
{
    in_locale(utf8);
    capture c = capture_begin(stdout);
    say_padded(stdout, -6, "∂C/∂Z");
    say_padded(stdout, 5, "%s", "σ'");
    say_padded(stdout, 3, "too wide");
    capture_end(&c);
    ck_assert_str_eq(c.text, "∂C/∂Z    σ'too wide");
}
END_TEST

START_TEST(padding_counts_what_ascii_makes_longer)
{
    in_locale(c_locale);
    capture c = capture_begin(stdout);
    say_padded(stdout, -8, "σ");
    say_padded(stdout, 4, "b̂");
    capture_end(&c);
    ck_assert_str_eq(c.text, "sigma     b^");
}
END_TEST

START_TEST(what_is_not_a_terminal_gets_no_colour_and_no_bar)
{
    static char terminal[] = "TERM=xterm", colour[] = "NO_COLOR=";
    putenv(terminal);
    putenv(colour);
    capture out = capture_begin(stdout), err = capture_begin(stderr);
    say_style(stdout, SAY_BAD);
    say(stdout, "WRONG");
    say_style(stdout, SAY_PLAIN);
    progress(1, 5);
    progress(5, 5);
    capture_end(&err);
    capture_end(&out);
    ck_assert_str_eq(out.text, "WRONG");
    ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(bar_says_how_far_and_how_long)
{
    char text[PROGRESS_SIZE];
    progress_text(text, 3, 10, 6.0);
    ck_assert_str_eq(text, "[############----------------------------]  30 %, 14 s left");
    progress_text(text, 0, 10, 6.0);
    ck_assert_str_eq(text, "[----------------------------------------]   0 %");
    progress_text(text, 999, 1000, 5.0);
    ck_assert_str_eq(text, "[#######################################-]  99 %, 1 s left");
}
END_TEST

START_TEST(a_complaint_is_one_line_on_stderr)
{
    in_locale(utf8);
    capture c = capture_begin(stderr);
    complain("cannot read %s: 5 ≠ 4", "a\nb\x1b[31m");
    capture_end(&c);
    ck_assert_str_eq(c.text, "backproof: cannot read a?b?[31m: 5 ≠ 4\n");
}
END_TEST

/* Thirteen words and their blanks take 77 columns. */
START_TEST(a_paragraph_is_broken_between_words_before_column_81)
{
    static const char words[] = "∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W ∂C/∂W "
                                "∂C/∂W ∂C/∂W";
    char want[1000];
    in_locale(utf8);
    capture c = capture_begin(stdout);
    say_wrapped(stdout, 3, "%s x", words);
    say_wrapped(stdout, 0, "%s end", words);
    capture_end(&c);
    snprintf(want, sizeof want, "   %s\n   x\n%s\nend\n", words, words);
    ck_assert_str_eq(c.text, want);
}
END_TEST

Suite *say_suite(void)
{
    Suite *suite = suite_create("say");
    TCase *words = tcase_create("words");
    tcase_add_checked_fixture(words, NULL, back_to_c);
    tcase_add_test(words, a_utf8_locale_shows_symbols_as_they_are);
    tcase_add_test(words, another_locale_gets_ascii);
    tcase_add_test(words, the_option_ascii_overrules_the_locale);
    tcase_add_test(words, numbers_keep_their_point_in_every_locale);
    tcase_add_test(words, columns_are_counted_and_not_bytes);
    tcase_add_test(words, columns_of_a_table_line_up_whatever_their_bytes);
    tcase_add_test(words, padding_counts_what_ascii_makes_longer);
    tcase_add_test(words, a_paragraph_is_broken_between_words_before_column_81);
    tcase_add_test(words, what_is_not_a_terminal_gets_no_colour_and_no_bar);
    tcase_add_test(words, bar_says_how_far_and_how_long);
    tcase_add_test(words, a_complaint_is_one_line_on_stderr);
    suite_add_tcase(suite, words);
    return suite;
}
