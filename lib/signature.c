#include "signature.h"

#include <math.h>
#include <stdio.h>

/* Numbers that are equal but for rounding, in units of the largest. */
#define NEAR 1e-9

static bool near(double a, double b, double scale)
{
    return fabs(a - b) <= NEAR * scale;
}

/* Ratios -------------------------------------------------------------------------------------- */

/* answer = ratio · right in all entries of the part; *ratio is taken from the largest of them. */
static bool is_multiple(const bp_mat *answer, const bp_mat *right, double *ratio)
{
    size_t at = 0;
    for (size_t i = 0; i < right->rows * right->cols; i++) {
        size_t j = i / right->cols, k = i % right->cols;
        bool larger = fabs(BP_AT(right, j, k)) >
                      fabs(BP_AT(right, at / right->cols, at % right->cols));
        at = larger ? i : at;
    }
    double top = BP_AT(right, at / right->cols, at % right->cols);
    *ratio = BP_AT(answer, at / right->cols, at % right->cols) / top;
    bool all = top != 0.0 && isfinite(*ratio);
    for (size_t j = 0; all && j < right->rows; j++) {
        for (size_t k = 0; all && k < right->cols; k++) {
            all = near(BP_AT(answer, j, k), *ratio * BP_AT(right, j, k), fabs(*ratio * top));
        }
    }
    return all;
}

/* Row or column number i of a matrix. */
static bp_mat line(const bp_mat *m, size_t i, bool row)
{
    return row ? bp_mat_view(m, i, 0, 1, m->cols) : bp_mat_view(m, 0, i, m->rows, 1);
}

static bool lines_are_multiples(const bp_mat *answer, const bp_mat *right, bool rows)
{
    bool all = true;
    for (size_t i = 0; all && i < (rows ? right->rows : right->cols); i++) {
        bp_mat a = line(answer, i, rows), r = line(right, i, rows);
        double ratio;
        all = is_multiple(&a, &r, &ratio) || (bp_mat_is_zero(&a) && bp_mat_is_zero(&r));
    }
    return all;
}

/* The numbers of a network that a factor may be. */
static const char *name_of(double ratio, const bp_pass *p, size_t l)
{
    double M = (double)p->M, N = (double)p->net->N[l], N_prev = (double)p->net->N[l ? l - 1 : 0];
    const struct {
        const char *plus, *minus;
        double value;
    } known[] = {{"1", "-1", 1.0},
                 {"2", "-2", 2.0},
                 {"1/2", "-1/2", 0.5},
                 {"M", "-M", M},
                 {"1/M", "-1/M", 1.0 / M},
                 {"M^2", "-M^2", M * M},
                 {"1/M^2", "-1/M^2", 1.0 / (M * M)},
                 {"N_l", "-N_l", N},
                 {"1/N_l", "-1/N_l", 1.0 / N},
                 {"N_{l-1}", "-N_{l-1}", N_prev},
                 {"1/N_{l-1}", "-1/N_{l-1}", 1.0 / N_prev},
                 {"M/N_l", "-M/N_l", M / N},
                 {"N_l/M", "-N_l/M", N / M},
                 {"2/M", "-2/M", 2.0 / M},
                 {"M/2", "-M/2", M / 2.0},
                 {"4", "-4", 4.0},
                 {"1/4", "-1/4", 0.25}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (near(fabs(ratio), known[i].value, known[i].value)) {
            return ratio > 0.0 ? known[i].plus : known[i].minus;
        }
    }
    return NULL;
}

/* Places -------------------------------------------------------------------------------------- */

static bool is_turned(const bp_mat *answer, const bp_mat *right)
{
    double scale = bp_mat_largest(right);
    bool all = answer->rows == right->cols && answer->cols == right->rows && answer->rows != 1;
    for (size_t j = 0; all && j < right->rows; j++) {
        for (size_t k = 0; all && k < right->cols; k++) {
            all = near(BP_AT(answer, k, j), BP_AT(right, j, k), scale);
        }
    }
    return all;
}

static bool lines_agree(const bp_mat *a, size_t i, const bp_mat *b, size_t j, bool rows,
                        double scale)
{
    bp_mat p = line(a, i, rows), q = line(b, j, rows);
    return bp_mat_gap(&p, &q).gap <= NEAR * scale;
}

/* Every line of the answer stands somewhere in the right one, and the other way round. */
static bool lines_change_places(const bp_mat *answer, const bp_mat *right, bool rows)
{
    size_t count = rows ? right->rows : right->cols;
    double scale = bp_mat_largest(right);
    bool all = count > 1;
    for (size_t i = 0; all && i < count; i++) {
        bool there = false, back = false;
        for (size_t j = 0; j < count; j++) {
            there = there || lines_agree(answer, i, right, j, rows, scale);
            back = back || lines_agree(answer, j, right, i, rows, scale);
        }
        all = there && back;
    }
    return all;
}

/* Exactly one line is wrong; *index says which. */
static bool one_line_wrong(const bp_mat *answer, const bp_mat *right, bool rows, size_t *index)
{
    size_t count = rows ? right->rows : right->cols, wrong = 0;
    double scale = bp_mat_largest(right);
    for (size_t i = 0; i < count; i++) {
        if (!lines_agree(answer, i, right, i, rows, scale)) {
            *index = i;
            wrong++;
        }
    }
    return wrong == 1 && count > 1;
}

static bool is_shifted(const bp_mat *answer, const bp_mat *right, double *by)
{
    double scale = bp_mat_largest(right);
    bool all = true;
    *by = answer->v[0] - right->v[0];
    for (size_t i = 0; all && i < right->rows * right->cols; i++) {
        all = near(answer->v[i] - right->v[i], *by, scale) && fabs(*by) > NEAR * scale;
    }
    return all;
}

bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, const bp_pass *pass,
                             size_t l)
{
    bp_signature s = {.kind = BP_NOTHING_IN_COMMON};
    bool same_shape = answer->rows == right->rows && answer->cols == right->cols;
    double ratio;
    size_t index;
    bool one = right->rows * right->cols == 1;
    if (same_shape && is_multiple(answer, right, &ratio)) {
        s.kind = BP_CONSTANT_RATIO;
        s.ratio = ratio;
        s.named = name_of(ratio, pass, l);
    } else if (is_turned(answer, right)) {
        s.kind = BP_LIES_ON_ITS_SIDE;
    } else if (!same_shape || one) {
        s.kind = BP_NOTHING_IN_COMMON;
    } else if (one_line_wrong(answer, right, true, &index)) {
        s.kind = BP_ONE_ROW_WRONG;
        s.index = index;
    } else if (one_line_wrong(answer, right, false, &index)) {
        s.kind = BP_ONE_COLUMN_WRONG;
        s.index = index;
    } else if (lines_change_places(answer, right, true)) {
        s.kind = BP_ROWS_CHANGE_PLACES;
    } else if (lines_change_places(answer, right, false)) {
        s.kind = BP_COLUMNS_CHANGE_PLACES;
    } else if (is_shifted(answer, right, &ratio)) {
        s.ratio = ratio;
        s.kind = BP_CONSTANT_GAP;
    } else if (right->cols > 1 && lines_are_multiples(answer, right, true)) {
        s.kind = BP_RATIO_OF_ROWS;
    } else if (right->rows > 1 && lines_are_multiples(answer, right, false)) {
        s.kind = BP_RATIO_OF_COLUMNS;
    }
    return s;
}

void bp_signature_text(char text[BP_MESSAGE_SIZE], const bp_signature *s)
{
    static const char *const sentences[] = {
        [BP_NOTHING_IN_COMMON] = "the numbers have nothing simple in common with the right ones",
        [BP_RATIO_OF_ROWS] = "each row is the right one times a number of its own",
        [BP_RATIO_OF_COLUMNS] = "each column is the right one times a number of its own",
        [BP_LIES_ON_ITS_SIDE] = "it is the right matrix, transposed",
        [BP_ROWS_CHANGE_PLACES] = "the rows are the right ones, in another order",
        [BP_COLUMNS_CHANGE_PLACES] = "the columns are the right ones, in another order",
    };
    if (s->kind == BP_CONSTANT_RATIO && s->named) {
        snprintf(text, BP_MESSAGE_SIZE, "every entry is the right one times %s", s->named);
    } else if (s->kind == BP_CONSTANT_RATIO) {
        snprintf(text, BP_MESSAGE_SIZE, "every entry is the right one times %.6g", s->ratio);
    } else if (s->kind == BP_CONSTANT_GAP) {
        snprintf(text, BP_MESSAGE_SIZE, "every entry is off by %.6g", s->ratio);
    } else if (s->kind == BP_ONE_ROW_WRONG || s->kind == BP_ONE_COLUMN_WRONG) {
        snprintf(text, BP_MESSAGE_SIZE, "only %s %zu is wrong",
                 s->kind == BP_ONE_ROW_WRONG ? "row" : "column", s->index + 1);
    } else {
        snprintf(text, BP_MESSAGE_SIZE, "%s", sentences[s->kind]);
    }
}
