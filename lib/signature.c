#include "signature.h"

#include <math.h>

/* Numbers that are equal but for rounding, in units of the largest, and those that are nearly
 * right. */
#define ROUNDING 1e-9
#define NEARLY 1e-2

typedef struct {
    const bp_mat *answer, *right;
    double near; /* how far apart equal numbers may be, in units of the largest */
    const bp_pass *pass;
    size_t l;
} comparison;

static bool near(const comparison *c, double a, double b, double scale)
{
    return fabs(a - b) <= c->near * scale;
}

static bool same_shape(const comparison *c)
{
    return c->answer->rows == c->right->rows && c->answer->cols == c->right->cols;
}

/* Ratios -------------------------------------------------------------------------------------- */

/* What an entry of the right matrix is multiplied by, before the ratio is. */
typedef double factor_of(const comparison *c, size_t j, size_t k);

static double one(const comparison *c, size_t j, size_t k)
{
    (void)c, (void)j, (void)k;
    return 1.0;
}

static double slope(const comparison *c, size_t j, size_t k)
{
    return bp_slope(c->pass->sigma[c->l], BP_AT(&c->pass->Z[c->l], j, k));
}

static double slope_inverse(const comparison *c, size_t j, size_t k)
{
    return slope(c, j, k) != 0.0 ? 1.0 / slope(c, j, k) : 0.0;
}

/* The part of c that begins at (j,k): answer = ratio · factor · right in all of its entries; *ratio
 * is taken from the largest of them. */
static bool is_multiple(const comparison *c, size_t j, size_t k, size_t rows, size_t cols,
                        factor_of *factor, double *ratio)
{
    double top = 0.0, value = 0.0;
    for (size_t i = 0; i < rows * cols; i++) {
        size_t a = j + i / cols, b = k + i % cols;
        double r = factor(c, a, b) * BP_AT(c->right, a, b);
        value = fabs(r) > fabs(top) ? BP_AT(c->answer, a, b) : value;
        top = fabs(r) > fabs(top) ? r : top;
    }
    *ratio = value / top;
    bool all = top != 0.0 && isfinite(*ratio);
    for (size_t i = 0; all && i < rows * cols; i++) {
        size_t a = j + i / cols, b = k + i % cols;
        double r = factor(c, a, b) * BP_AT(c->right, a, b);
        all = near(c, BP_AT(c->answer, a, b), *ratio * r, fabs(*ratio * top));
    }
    return all;
}

static bool whole_is_multiple(bp_signature *s, const comparison *c, factor_of *factor)
{
    return same_shape(c) && is_multiple(c, 0, 0, c->right->rows, c->right->cols, factor, &s->ratio);
}

static bool constant_ratio(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    return whole_is_multiple(s, c, one);
}

/* Is σ' a number for each entry? */
static bool has_slopes(const comparison *c)
{
    const bp_mat *Z = &c->pass->Z[c->l];
    return c->l > 0 && !bp_couples_neurons(c->pass->sigma[c->l]) && Z->rows == c->right->rows &&
           Z->cols == c->right->cols;
}

static bool slope_left_out(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    return has_slopes(c) && whole_is_multiple(s, c, slope_inverse);
}

static bool slope_too_much(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    return has_slopes(c) && whole_is_multiple(s, c, slope);
}

/* Row or column number i of a matrix. */
static bp_mat line(const bp_mat *m, size_t i, bool row)
{
    return row ? bp_mat_view(m, i, 0, 1, m->cols) : bp_mat_view(m, 0, i, m->rows, 1);
}

static bool lines_are_multiples(bp_signature *s, const comparison *c, bool rows)
{
    (void)s;
    const bp_mat *right = c->right;
    size_t count = rows ? right->rows : right->cols, length = rows ? right->cols : right->rows;
    bool all = same_shape(c) && length > 1;
    for (size_t i = 0; all && i < count; i++) {
        bp_mat a = line(c->answer, i, rows), r = line(right, i, rows);
        double ratio;
        all = (bp_mat_is_zero(&a) && bp_mat_is_zero(&r)) ||
              is_multiple(c, rows ? i : 0, rows ? 0 : i, rows ? 1 : length, rows ? length : 1, one,
                          &ratio);
    }
    return all;
}

/* Places -------------------------------------------------------------------------------------- */

/* Transposed, and perhaps times a number. */
static bool on_its_side(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    const bp_mat *a = c->answer, *r = c->right;
    double top = 0.0, value = 0.0;
    bool all = a->rows == r->cols && a->cols == r->rows && a->rows != 1;
    for (size_t i = 0; all && i < r->rows * r->cols; i++) {
        size_t j = i / r->cols, k = i % r->cols;
        value = fabs(BP_AT(r, j, k)) > fabs(top) ? BP_AT(a, k, j) : value;
        top = fabs(BP_AT(r, j, k)) > fabs(top) ? BP_AT(r, j, k) : top;
    }
    s->ratio = value / top;
    all = all && top != 0.0 && isfinite(s->ratio);
    for (size_t i = 0; all && i < r->rows * r->cols; i++) {
        size_t j = i / r->cols, k = i % r->cols;
        all = near(c, BP_AT(a, k, j), s->ratio * BP_AT(r, j, k), fabs(s->ratio * top));
    }
    return all;
}

static bool lines_agree(const comparison *c, size_t i, size_t j, bool rows)
{
    bp_mat p = line(c->answer, i, rows), q = line(c->right, j, rows);
    return bp_mat_gap(&p, &q).gap <= c->near * bp_mat_largest(c->right);
}

/* Every line of the answer stands somewhere in the right one, and the other way round. */
static bool lines_change_places(bp_signature *s, const comparison *c, bool rows)
{
    (void)s;
    size_t count = rows ? c->right->rows : c->right->cols;
    bool all = same_shape(c) && count > 1;
    for (size_t i = 0; all && i < count; i++) {
        bool there = false, back = false;
        for (size_t j = 0; j < count; j++) {
            there = there || lines_agree(c, i, j, rows);
            back = back || lines_agree(c, j, i, rows);
        }
        all = there && back;
    }
    return all;
}

/* Line i of the answer is line i + index of the right one, counted round the end. */
static bool lines_are_shifted(bp_signature *s, const comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols;
    bool found = false;
    for (size_t by = 1; same_shape(c) && !found && by < count; by++) {
        found = true;
        for (size_t i = 0; found && i < count; i++) {
            found = lines_agree(c, i, (i + by) % count, rows);
        }
        s->index = by;
    }
    return found;
}

/* Parts --------------------------------------------------------------------------------------- */

/* Exactly one line is wrong; index says which, and the last one has a name. */
static bool one_line_wrong(bp_signature *s, const comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols, wrong = 0;
    for (size_t i = 0; same_shape(c) && i < count; i++) {
        bool agree = lines_agree(c, i, i, rows);
        s->index = agree ? s->index : i;
        wrong += !agree;
    }
    s->named = s->index + 1 == count ? "last" : NULL;
    return wrong == 1 && count > 1;
}

/* Each entry is the right one or what `instead` makes of it; both occur. */
static bool some_entries(const comparison *c, double instead)
{
    double scale = bp_mat_largest(c->right);
    bool all = same_shape(c), some = false, others = false;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double a = c->answer->v[i], r = c->right->v[i];
        bool agrees = near(c, a, r, scale);
        all = agrees || near(c, a, instead * r, scale);
        some = some || !agrees;
        others = others || (agrees && !near(c, r, instead * r, scale));
    }
    return all && some && others;
}

static bool some_signs(bp_signature *s, const comparison *c, bool rows)
{
    (void)s, (void)rows;
    return some_entries(c, -1.0);
}

static bool some_zeros(bp_signature *s, const comparison *c, bool rows)
{
    (void)s, (void)rows;
    return some_entries(c, 0.0);
}

static bool constant_gap(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    double scale = bp_mat_largest(c->right);
    bool all = same_shape(c);
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double gap = c->answer->v[i] - c->right->v[i];
        s->ratio = i == 0 ? gap : s->ratio;
        all = near(c, gap, s->ratio, scale) && fabs(s->ratio) > c->near * scale;
    }
    return all;
}

static bool nearly_right(bp_signature *s, const comparison *c, bool rows)
{
    (void)rows;
    double scale = bp_mat_largest(c->right);
    s->ratio = same_shape(c) ? bp_mat_gap(c->answer, c->right).gap / scale : HUGE_VAL;
    return s->ratio <= NEARLY;
}

/* All of them --------------------------------------------------------------------------------- */

/* The first that holds; `rows` for those that look at lines: rows, or columns. */
static const struct {
    bool (*holds)(bp_signature *s, const comparison *c, bool rows);
    bp_signature_kind kind;
    bool rows;
} questions[] = {
    {constant_ratio, BP_CONSTANT_RATIO, false},
    {on_its_side, BP_LIES_ON_ITS_SIDE, false},
    {one_line_wrong, BP_ONE_ROW_WRONG, true},
    {one_line_wrong, BP_ONE_COLUMN_WRONG, false},
    {slope_left_out, BP_SLOPE_LEFT_OUT, false},
    {slope_too_much, BP_SLOPE_TOO_MUCH, false},
    {lines_are_shifted, BP_ROWS_SHIFTED, true},
    {lines_are_shifted, BP_COLUMNS_SHIFTED, false},
    {lines_change_places, BP_ROWS_CHANGE_PLACES, true},
    {lines_change_places, BP_COLUMNS_CHANGE_PLACES, false},
    {some_signs, BP_SOME_SIGNS, false},
    {some_zeros, BP_SOME_ZEROS, false},
    {constant_gap, BP_CONSTANT_GAP, false},
    {lines_are_multiples, BP_RATIO_OF_ROWS, true},
    {lines_are_multiples, BP_RATIO_OF_COLUMNS, false},
    {nearly_right, BP_NEARLY_RIGHT, false},
};

bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, double rounding,
                             const bp_pass *pass, size_t l)
{
    const comparison c = {answer, right, fmax(ROUNDING, rounding), pass, l};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        bp_signature s = {.kind = questions[i].kind};
        if (questions[i].holds(&s, &c, questions[i].rows)) {
            s.named = s.named ? s.named : bp_ratio_named(s.ratio, c.near, pass, l);
            return s;
        }
    }
    return (bp_signature){.kind = BP_NOTHING_IN_COMMON};
}
