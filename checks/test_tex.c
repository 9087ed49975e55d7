/* The plain notation becomes TeX of the same meaning, in ASCII. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "rules.h"
#include "tex.h"

static const struct {
    const char *plain, *tex;
} pairs[] = {
    {"∂C/∂W^2[3,1]", "\\frac{\\partial C}{\\partial W^{2}_{3,1}}"},
    {"∂Z^2[others]/∂Z^1[1,4]", "\\frac{\\partial Z^{2}_{\\text{others}}}{\\partial Z^{1}_{1,4}}"},
    {"∂C_x/∂b^2[3], sample 16", "\\frac{\\partial C_{x}}{\\partial b^{2}_{3}}, \\text{ sample }16"},
    {"∂loss/∂A^2[1,3]", "\\frac{\\partial \\text{loss}}{\\partial A^{2}_{1,3}}"},
    {"columns of ∂C/∂Z·Aᵀ^3", "\\text{columns of }\\frac{\\partial C}{\\partial Z} \\cdot "
                              "A^{\\mathsf T}{}^{3}"},
    {"C_x[14]", "C_{x,14}"},
    {"b̂^l = b^l copied into M columns", "\\hat b^{l} = b^{l}\\text{ copied into }M\\text{ columns}"},
    {"∂Z^l_j'm/∂b^l_j = 0 for j' ≠ j",
     "\\frac{\\partial Z^{l}_{j'm}}{\\partial b^{l}_{j}} = 0\\text{ for }j' \\ne j"},
    {"δ^l = ((W^{l+1})ᵀ δ^{l+1}) ⊙ σ'^l(z^l)",
     "\\delta^{l} = ((W^{l+1})^{\\mathsf T}\\delta^{l+1}) \\odot \\sigma'^{l}(z^{l})"},
    {"∂C/∂A^l = (W^{l+1})ᵀ ∂C/∂Z^{l+1}",
     "\\frac{\\partial C}{\\partial A^{l}} = (W^{l+1})^{\\mathsf T}\\, "
     "\\frac{\\partial C}{\\partial Z^{l+1}}"},
    {"(2 ∂C/∂b^l) · x", "\\left( 2\\, \\frac{\\partial C}{\\partial b^{l}} \\right) \\cdot x"},
    {"(1/M) Σ_m loss(A^L_jm)", "\\frac{1}{M}\\sum_{m}\\, \\text{loss}(A^{L}_{jm})"},
    {"= leaky-relu(-3.25)", " = \\text{leaky-relu}(-3.25)"},
    {"-1.5 × -2.5e-06 × 3", "-1.5 \\times (-2.5 \\times 10^{-6}) \\times 3"},
    {"2.5e+00", "2.5"},
    {"0.000e+00", "0"},
    {"-7.25e+120", "-7.25 \\times 10^{120}"},
    {"bp_affine: W^2 is 3×5", "\\text{bp\\_affine}:W^{2}\\text{ is }3 \\times 5"},
    {"(A^l", "(A^{l}"},
    {"W^{l", "W^{l}"},
};

START_TEST(the_notation_has_its_tex)
{
    ck_assert_str_eq(tex_of("%s", pairs[_i].plain).text, pairs[_i].tex);
}
END_TEST

START_TEST(every_statement_becomes_ascii_with_its_letters)
{
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        tex t = tex_of("%s", bp_equations[i].statement);
        for (const char *c = t.text; *c; c++) {
            ck_assert_msg((unsigned char)*c < 128, "%s: %s", bp_equations[i].id, t.text);
        }
        ck_assert_msg(t.points > 40.0 && t.points < 330.0,
                      "%s: %g points: %s", bp_equations[i].id, t.points, t.text);
    }
}
END_TEST

/* The true widths are those that TeX itself has measured. */
START_TEST(a_width_is_a_little_too_much)
{
    static const struct {
        const char *plain;
        double points;
    } boxes[] = {{"4.032183e-02 × -3.25", 116.29}, {"∂C/∂Z^2[1,4]", 25.94},
                 {"σ^l(z^l) ⊙ σ'^l(z^l)", 64.69}};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        double points = tex_of("%s", boxes[i].plain).points;
        ck_assert_msg(points >= boxes[i].points && points <= 1.35 * boxes[i].points, "%s: %g, not %g",
                      boxes[i].plain, points, boxes[i].points);
    }
}
END_TEST

START_TEST(what_is_too_long_is_cut_off)
{
    char text[3 * TEX_SIZE];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    ck_assert_uint_eq(strlen(tex_of("%s", text).text), TEX_SIZE - 1);
    for (size_t i = 0; i + 3 < sizeof text; i += 3) {
        memcpy(text + i, "∂", 3);
    }
    ck_assert_uint_eq(strlen(tex_of("%s", text).text), TEX_SIZE - 1);
}
END_TEST

Suite *tex_suite(void)
{
    Suite *suite = suite_create("tex");
    TCase *notation = tcase_create("notation");
    tcase_add_loop_test(notation, the_notation_has_its_tex, 0, (int)(sizeof pairs / sizeof *pairs));
    tcase_add_test(notation, every_statement_becomes_ascii_with_its_letters);
    tcase_add_test(notation, a_width_is_a_little_too_much);
    tcase_add_test(notation, what_is_too_long_is_cut_off);
    suite_add_tcase(suite, notation);
    return suite;
}
