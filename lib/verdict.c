#include "verdict.h"

#include <math.h>

const char *bp_verdict_name(bp_verdict verdict)
{
    static const char *const names[] = {"N/A",  "CORRECT", "VACUOUS", "UNDECIDED",
                                        "KINK", "WRONG",   "SHAPE"};
    return names[verdict];
}

bp_verdict bp_worse(bp_verdict a, bp_verdict b)
{
    return a > b ? a : b;
}

static double at(const bp_mat *m, size_t row, size_t col)
{
    return m ? BP_AT(m, row, col) : 0.0;
}

static bp_verdict judge_entry(double answer, double numeric, double bars, bool kink, double widest,
                              bool two_answers)
{
    if (!isfinite(bars) || (!isfinite(numeric) && !two_answers)) {
        return BP_UNDECIDED;
    }
    if (!isfinite(answer) || !isfinite(numeric)) {
        return BP_WRONG;
    }
    if (kink) {
        return BP_KINK;
    }
    if (!(fabs(answer - numeric) <= bars)) {
        return BP_WRONG;
    }
    if (answer == 0.0 && numeric == 0.0) {
        return BP_CORRECT;
    }
    return bars <= widest ? BP_CORRECT : BP_UNDECIDED;
}

/* How bad the gap is in units of the bars; a gap that is not a number is the worst of all. */
static double severity(double gap, double bars)
{
    double units = gap == 0.0 ? 0.0 : gap / bars;
    return isnan(units) ? HUGE_VAL : units;
}

static void add_entry(bp_finding *f, const bp_mat *answer, const bp_evidence *e, size_t row,
                      size_t col)
{
    double analytic = BP_AT(answer, row, col), numeric = at(e->numeric, row, col);
    double bars = at(e->bar, row, col) + at(e->bound, row, col);
    double gap = analytic == numeric ? 0.0 : fabs(analytic - numeric);
    bp_verdict verdict = judge_entry(analytic, numeric, bars, at(e->kink, row, col) != 0.0,
                                     e->limit * f->largest, e->two_answers);
    bool first = f->entries == 0;
    f->entries++;
    f->zeros += analytic == 0.0 && numeric == 0.0;
    f->of[verdict]++;
    f->widest = fmax(f->widest, bars);
    f->error = hypot(f->error, gap);
    f->norm = hypot(f->norm, numeric);
    if (first || verdict > f->verdict ||
        (verdict == f->verdict && severity(gap, bars) > severity(f->gap, f->bar))) {
        f->verdict = verdict;
        f->row = row;
        f->col = col;
        f->step = at(e->h, row, col) > 0.0 ? at(e->h, row, col) : e->step;
        f->analytic = analytic;
        f->numeric = numeric;
        f->gap = gap;
        f->bar = bars;
    }
}

bp_finding bp_judge(const bp_mat *answer, const bp_evidence *e)
{
    bp_finding f = {.method = e->method, .step = e->step, .verdict = BP_NOT_APPLICABLE};
    if (answer->rows != e->numeric->rows || answer->cols != e->numeric->cols) {
        f.verdict = BP_SHAPE_DIFFERS;
        return f;
    }
    f.largest = bp_mat_largest(e->numeric);
    for (size_t row = 0; row < answer->rows; row++) {
        for (size_t col = 0; col < answer->cols; col++) {
            add_entry(&f, answer, e, row, col);
        }
    }
    if (f.verdict == BP_CORRECT && f.zeros == f.entries && !e->zero_expected) {
        f.verdict = BP_VACUOUS;
    }
    return f;
}

bool bp_is_numeric(const bp_finding *finding)
{
    return finding->along || finding->step != 0.0;
}
