/* The same entry, written in each style. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "explain_entry.h"
#include "test_verify_out.h"

/* Numbers of our own, so that the text is the same on every machine. */
static worked_entry made(bp_result *result)
{
    *result = (bp_result){.equation = bp_equation_named("dZ-hidden"),
                          .layer = 2,
                          .verdict = BP_CORRECT,
                          .broken = ""};
    return (worked_entry){
        .result = result,
        .label = "∂C/∂Z^2[3,14]",
        .has_sum = true,
        .terms = {{"W^3[1,3] × σ'(Z^2[3,14])", "-0.25 × -1.5e-05", 2, 3.75e-6},
                  {"W^3[2,3]", "0.125", 1, 0.125}},
        .count = 2,
        .others = -2.5e-7,
        .other_count = 17,
        .sum = 0.12500350000000001,
        .has_witnesses = true,
        .has_losses = true,
        .by_complex = {0.12500350000000001, 2.25e-17},
        .by_central = {0.125003500000625, 3.5e-11},
        .h = 9.5e-6,
        .high = 0.625,
        .low = 0.3125,
        .answer = 0.12500350000000001,
        .gap = 0.0,
        .bars = 4.75e-16};
}

static capture written(const worked_entry *w, const explain_style *style)
{
    capture c = capture_begin(stdout);
    write_entry(w, style);
    capture_end(&c);
    return c;
}

/* A whole text is too long for a message. */
static void ck_same(const char *got, const char *want)
{
    size_t i = 0;
    while (got[i] && got[i] == want[i]) {
        i++;
    }
    ck_assert_msg(got[i] == want[i], "expected %.300s\ngot %.300s", want + i, got + i);
}

#define MATHEMATICS                                                                                \
    "  \\frac{\\partial C}{\\partial Z^{l}} & = \\left( (W^{l+1})^{\\mathsf T}\\, "                \
    "\\frac{\\partial C}{\\partial Z^{l+1}} \\right) \\odot \\sigma'^{l}(Z^{l}) \\\\[1ex]\n"       \
    "  \\frac{\\partial C}{\\partial Z^{2}_{3,14}} & = W^{3}_{1,3} \\times \\sigma'(Z^{2}_{3,14})" \
    " \\quad (-0.25 \\times (-1.5 \\times 10^{-5}) = 3.750000 \\times 10^{-6}) \\\\\n"             \
    "   & + W^{3}_{2,3} \\quad (1.250000 \\times 10^{-1}) \\\\\n"                                  \
    "   & + 17\\text{ smaller terms} \\quad (-2.500000 \\times 10^{-7}) \\\\\n"                    \
    "   & = 1.250035000000000 \\times 10^{-1}"

START_TEST(latex_is_an_align_block)
{
    bp_result result;
    worked_entry w = made(&result);
    ck_same(written(&w, &explain_as_latex).text,
        "% dZ-hidden (section 5, 7), layer 2\n{\\allowdisplaybreaks[1]\n\\begin{align*}\n" MATHEMATICS
        " \\\\[1ex]\n"
        "  \\text{complex} & = \\frac{\\mathrm{Im}\\, C(x + ih)}{h}"
        " = 1.250035000000000 \\times 10^{-1} \\pm 2.2 \\times 10^{-17} \\\\\n"
        "  \\text{central} & = \\frac{C(x + h) - C(x - h)}{2h}"
        " = 1.250035000006250 \\times 10^{-1} \\pm 3.5 \\times 10^{-11} \\\\\n"
        "  h & = 9.5 \\times 10^{-6} \\\\\n  C(x + h) & = 0.625 \\\\\n  C(x - h) & = 0.3125 \\\\[1ex]\n"
        "  \\text{answer} & = 1.250035000000000 \\times 10^{-1} \\\\\n"
        "   & \\text{gap from the complex step } 0\\text{, bars } 4.8 \\times 10^{-16} \\\\[1ex]\n"
        "   & \\text{All entries of dZ-hidden in layer 2: CORRECT}\n\\end{align*}}\n");
}
END_TEST

START_TEST(markdown_is_a_section_with_a_table_and_a_sentence)
{
    bp_result result;
    worked_entry w = made(&result);
    ck_same(written(&w, &explain_as_markdown).text,
        "### dZ-hidden (sec. 5, 7), layer 2\n\n```math\n\\begin{aligned}\n" MATHEMATICS
        "\n\\end{aligned}\n```\n\n| witness | value | bar |\n| --- | ---: | ---: |\n"
        "| complex step, $`\\frac{\\mathrm{Im}\\, C(x + ih)}{h}`$ |"
        " $`1.250035000000000 \\times 10^{-1}`$ | $`2.2 \\times 10^{-17}`$ |\n"
        "| central difference, $`\\frac{C(x + h) - C(x - h)}{2h}`$ |"
        " $`1.250035000006250 \\times 10^{-1}`$ | $`3.5 \\times 10^{-11}`$ |\n"
        "| $`h`$ | $`9.5 \\times 10^{-6}`$ | |\n| $`C(x + h)`$ | $`0.625`$ | |\n"
        "| $`C(x - h)`$ | $`0.3125`$ | |\n\n"
        "The equation's answer is $`1.250035000000000 \\times 10^{-1}`$, $`0`$ from the complex step;"
        " the bars allow $`4.8 \\times 10^{-16}`$.\n"
        "The verdict on all entries of dZ-hidden in layer 2 is **CORRECT**.\n");
}
END_TEST

/* Numbers that do not fit beside the names go below them, all or none. */
START_TEST(wide_terms_take_two_lines_each)
{
    bp_result result;
    worked_entry w = made(&result);
    snprintf(w.terms[0].names, sizeof w.terms[0].names, "∂C/∂Z^3[1,14] × W^3[1,3] × σ'(Z^2[3,14])");
    snprintf(w.terms[0].values, sizeof w.terms[0].values, "-0.125375 × -1.56225e-05 × 0.253625");
    w.terms[1] = (shown_term){"W^3[2,3] × b^3[2]", "0.5 × 0.25", 2, 0.125};
    capture c = written(&w, &explain_as_latex);
    ck_assert_ptr_nonnull(strstr(c.text, "\\sigma'(Z^{2}_{3,14}) \\\\\n   & \\quad (-0.125375"));
    ck_assert_ptr_nonnull(strstr(c.text, "b^{3}_{2} \\\\\n   & \\quad (0.5 \\times 0.25"));
}
END_TEST

START_TEST(a_wrong_shape_says_why_in_every_style)
{
    const explain_style *styles[] = {&explain_as_text, &explain_as_latex, &explain_as_markdown};
    bp_result result;
    worked_entry w = made(&result);
    result.verdict = BP_SHAPE_DIFFERS;
    for (size_t i = 0; i < 3; i++) {
        capture c = written(&w, styles[i]);
        ck_assert_msg(strstr(c.text, "its answer has another shape") != NULL, "%s", c.text);
        ck_assert_msg(strstr(c.text, "gap from") == NULL && strstr(c.text, "bars allow") == NULL, "%s",
                      c.text);
    }
}
END_TEST

/* Braces, environments, and one & in each row; brackets that grow come in pairs. */
static void ck_balanced(const char *text, const char *what)
{
    int depth = 0, columns = 0;
    const char *begin = strstr(text, "\\begin{align*}\n"), *end = strstr(text, "\n\\end{align*}");
    ck_assert_msg(begin && end && !strstr(begin + 1, "\\begin") && !strstr(end + 2, "\\end"), "%s", what);
    for (const char *c = text; *c; c++) {
        depth += *c == '{' ? 1 : *c == '}' ? -1 : 0;
        depth += strncmp(c, "\\left(", 6) == 0 ? 1 : strncmp(c, "\\right)", 7) == 0 ? -1 : 0;
        columns += *c == '&';
        ck_assert_msg((unsigned char)*c < 128 && depth >= 0, "%s: %s", what, c);
        if (strncmp(c, "\\\\", 2) == 0 || c == end) {
            ck_assert_msg(columns == 1, "%s: a row with %d &: %s", what, columns, text);
            columns = 0;
            c += c != end;
        }
    }
    ck_assert_msg(depth == 0 && columns == 0, "%s: %s", what, text);
}

START_TEST(every_equation_is_balanced_latex_in_ascii)
{
    static const struct {
        const char *layers, *sigma;
        uint64_t batch;
    } nets[] = {{"4,14,5,3", "softmax", 15}, {"3,2,5", "relu", 1}, {"2,3,4", "identity", 4}};
    bool seen[BP_EQUATION_COUNT] = {false};
    for (size_t n = 0; n < 3; n++) {
        reported r;
        reported_new(&r, nets[n].layers, nets[n].batch, NULL);
        bp_report_free(&r.report);
        r.problem.net.sigma[2] = bp_activation_named(nets[n].sigma);
        ck_assert(bp_verify(&r.report, &r.problem.net, &r.problem.batch.X, &r.problem.batch.Y,
                            &bp_verify_defaults));
        for (size_t i = 0; i < r.report.count; i++) {
            const bp_result *result = &r.report.results[i];
            const bp_mat *answer = &r.report.given.pass.of[result->equation->answer][result->layer];
            worked_entry w;
            ck_assert(work_out(&w, &r.report, result, answer->rows - 1, answer->cols - 1));
            ck_balanced(written(&w, &explain_as_latex).text, result->equation->id);
            seen[result->equation - bp_equations] = true;
        }
        reported_free(&r);
    }
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        ck_assert_msg(seen[i], "%s was not written", bp_equations[i].id);
    }
}
END_TEST

Suite *explain_styles_suite(void)
{
    Suite *suite = suite_create("explain_styles");
    TCase *styles = tcase_create("styles");
    tcase_add_test(styles, latex_is_an_align_block);
    tcase_add_test(styles, markdown_is_a_section_with_a_table_and_a_sentence);
    tcase_add_test(styles, wide_terms_take_two_lines_each);
    tcase_add_test(styles, a_wrong_shape_says_why_in_every_style);
    tcase_add_test(styles, every_equation_is_balanced_latex_in_ascii);
    suite_add_tcase(suite, styles);
    return suite;
}
