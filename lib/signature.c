#include "signature.h"

#include <math.h>

/* Numbers that are equal but for rounding, in units of the largest, and those that are nearly
 * right. */
#define ROUNDING 1e-9
#define NEARLY 1e-2

bool bp_near(const bp_comparison *c, double a, double b, double size)
{
    return fabs(a - b) <= c->near * size;
}

bool bp_same_shape(const bp_comparison *c)
{
    return bp_mat_same_shape(c->answer, c->right);
}

bool bp_is_multiple(const bp_comparison *c, size_t j, size_t k, size_t rows, size_t cols,
                    bp_model *model, double *ratio)
{
    double top = 0.0, value = 0.0;
    for (size_t i = 0; i < rows * cols; i++) {
        size_t a = j + i / cols, b = k + i % cols;
        double r = model(c, a, b);
        value = fabs(r) > fabs(top) ? BP_AT(c->answer, a, b) : value;
        top = fabs(r) > fabs(top) ? r : top;
    }
    *ratio = value / top;
    bool all = top != 0.0 && isfinite(*ratio);
    for (size_t i = 0; all && i < rows * cols; i++) {
        size_t a = j + i / cols, b = k + i % cols;
        double r = *ratio * model(c, a, b);
        all = bp_near(c, BP_AT(c->answer, a, b), r, fabs(*ratio * top));
    }
    return all;
}

static bool nearly_right(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)rows;
    double scale = bp_mat_largest(c->right);
    s->ratio = bp_same_shape(c) ? bp_mat_gap(c->answer, c->right).gap / scale : HUGE_VAL;
    return s->ratio <= NEARLY;
}

static const struct {
    bp_question *holds;
    bp_signature_kind kind;
    bool rows;
} questions[] = {
    {bp_ask_ratio, BP_CONSTANT_RATIO, false},
    {bp_ask_on_its_side, BP_LIES_ON_ITS_SIDE, false},
    {bp_ask_one_line_wrong, BP_ONE_ROW_WRONG, true},
    {bp_ask_one_line_wrong, BP_ONE_COLUMN_WRONG, false},
    {bp_ask_slope_left_out, BP_SLOPE_LEFT_OUT, false},
    {bp_ask_slope_too_much, BP_SLOPE_TOO_MUCH, false},
    {bp_ask_other_slope, BP_OTHER_SLOPE, false},
    {bp_ask_other_loss, BP_SLOPE_OF_LOSS, false},
    {bp_ask_lines_shifted, BP_ROWS_SHIFTED, true},
    {bp_ask_lines_shifted, BP_COLUMNS_SHIFTED, false},
    {bp_ask_lines_moved, BP_ROWS_CHANGE_PLACES, true},
    {bp_ask_lines_moved, BP_COLUMNS_CHANGE_PLACES, false},
    {bp_ask_some_signs, BP_SOME_SIGNS, false},
    {bp_ask_some_zeros, BP_SOME_ZEROS, false},
    {bp_ask_clipped, BP_CLIPPED, false},
    {bp_ask_gap, BP_CONSTANT_GAP, false},
    {bp_ask_parameter_added, BP_PARAMETER_ADDED, false},
    {bp_ask_ratios_of_lines, BP_RATIO_OF_ROWS, true},
    {bp_ask_ratios_of_lines, BP_RATIO_OF_COLUMNS, false},
    {bp_ask_lines_wrong, BP_SOME_ROWS_WRONG, true},
    {bp_ask_lines_wrong, BP_SOME_COLUMNS_WRONG, false},
    {nearly_right, BP_NEARLY_RIGHT, false},
};

bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, double rounding,
                             const bp_pass *pass, bp_quantity quantity, size_t l)
{
    const bp_comparison c = {.answer = answer,
                             .right = right,
                             .near = fmax(ROUNDING, rounding),
                             .pass = pass,
                             .quantity = quantity,
                             .l = l};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        bp_signature s = {.kind = questions[i].kind};
        if (questions[i].holds(&s, &c, questions[i].rows)) {
            s.named = s.named ? s.named : bp_ratio_named(s.ratio, c.near, pass, l);
            return s;
        }
    }
    return (bp_signature){.kind = BP_NOTHING_IN_COMMON};
}
