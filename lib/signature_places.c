#include <math.h>

#include "signature.h"

static double right(const bp_comparison *c, size_t j, size_t k)
{
    return BP_AT(c->right, j, k);
}

/* Row or column number i of a matrix. */
static bp_mat line(const bp_mat *m, size_t i, bool row)
{
    return row ? bp_mat_view(m, i, 0, 1, m->cols) : bp_mat_view(m, 0, i, m->rows, 1);
}

bool bp_ask_ratios_of_lines(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)s;
    size_t count = rows ? c->right->rows : c->right->cols,
           length = rows ? c->right->cols : c->right->rows;
    bool all = bp_same_shape(c) && length > 1;
    for (size_t i = 0; all && i < count; i++) {
        bp_mat a = line(c->answer, i, rows), r = line(c->right, i, rows);
        double ratio;
        all = (bp_mat_is_zero(&a) && bp_mat_is_zero(&r)) ||
              bp_is_multiple(c, rows ? i : 0, rows ? 0 : i, rows ? 1 : length, rows ? length : 1,
                             right, &ratio);
    }
    return all;
}

/* Places -------------------------------------------------------------------------------------- */

/* Transposed, and perhaps times a number. */
bool bp_ask_on_its_side(bp_signature *s, const bp_comparison *c, bool rows)
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
        all = bp_near(c, BP_AT(a, k, j), s->ratio * BP_AT(r, j, k), fabs(s->ratio * top));
    }
    return all;
}

static bool lines_agree(const bp_comparison *c, size_t i, size_t j, bool rows)
{
    bp_mat p = line(c->answer, i, rows), q = line(c->right, j, rows);
    return bp_mat_gap(&p, &q).gap <= c->near * bp_mat_largest(c->right);
}

/* Every line of the answer stands somewhere in the right one, and the other way round. */
bool bp_ask_lines_moved(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)s;
    size_t count = rows ? c->right->rows : c->right->cols;
    bool all = bp_same_shape(c) && count > 1;
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

/* Line i of the answer is line i + ratio of the right one, counted round the end. */
bool bp_ask_lines_shifted(bp_signature *s, const bp_comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols;
    bool found = false;
    for (size_t by = 1; bp_same_shape(c) && !found && by < count; by++) {
        found = true;
        for (size_t i = 0; found && i < count; i++) {
            found = lines_agree(c, i, (i + by) % count, rows);
        }
        s->ratio = 2 * by <= count ? (double)by : (double)by - (double)count;
    }
    return found;
}

/* Parts --------------------------------------------------------------------------------------- */

/* How many lines are wrong; index is the last of them. */
static size_t wrong_lines(bp_signature *s, const bp_comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols, wrong = 0;
    for (size_t i = 0; bp_same_shape(c) && i < count; i++) {
        bool agree = lines_agree(c, i, i, rows);
        s->index = agree ? s->index : i;
        wrong += !agree;
    }
    return wrong;
}

/* The last line has a name. */
bool bp_ask_one_line_wrong(bp_signature *s, const bp_comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols, wrong = wrong_lines(s, c, rows);
    s->named = s->index + 1 == count ? "last" : NULL;
    return wrong == 1 && count > 1;
}

/* Some are wrong, and some are right; `index` says how many are wrong. */
bool bp_ask_lines_wrong(bp_signature *s, const bp_comparison *c, bool rows)
{
    size_t count = rows ? c->right->rows : c->right->cols, wrong = wrong_lines(s, c, rows);
    s->index = wrong;
    return wrong > 0 && wrong < count;
}

/* Each entry is the right one or what `instead` makes of it; both occur. */
static bool some_entries(const bp_comparison *c, double instead)
{
    double scale = bp_mat_largest(c->right);
    bool all = bp_same_shape(c), some = false, others = false;
    for (size_t i = 0; all && i < c->right->rows * c->right->cols; i++) {
        double a = c->answer->v[i], r = c->right->v[i];
        bool agrees = bp_near(c, a, r, scale);
        all = agrees || bp_near(c, a, instead * r, scale);
        some = some || !agrees;
        others = others || (agrees && !bp_near(c, r, instead * r, scale));
    }
    return all && some && others;
}

bool bp_ask_some_signs(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)s, (void)rows;
    return some_entries(c, -1.0);
}

bool bp_ask_some_zeros(bp_signature *s, const bp_comparison *c, bool rows)
{
    (void)s, (void)rows;
    return some_entries(c, 0.0);
}
