/* How the methods agree among themselves: the backward equations and every witness, pair by
 * pair. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>

#include "say.h"
#include "verify_out.h"

enum { MOST = BP_DIFFERENCES + 2 };

/* A column and a row of the matrix: the equations in the chain, or a witness. */
typedef struct {
    const char *name;
    const bp_pass *values;
    size_t evaluations;
} voice;

static size_t collect_voices(voice voices[MOST], const bp_report *report)
{
    size_t count = 0;
    voices[count++] = (voice){"equation", &report->chain.pass, 0};
    voices[count++] = (voice){"complex", &report->by_complex.value, report->by_complex.evaluations};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        const bp_witness *w = &report->by[i];
        if (w->method) {
            voices[count++] = (voice){w->method, &w->value, w->evaluations};
        }
    }
    return count;
}

/* The largest gap of two tensors, relative to the largest entry of the first; shapes that differ
 * are as far apart as can be. */
static double distance(const bp_mat *a, const bp_mat *b)
{
    double largest = 0.0;
    if (a->rows != b->rows || a->cols != b->cols) {
        return HUGE_VAL;
    }
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        largest = fmax(largest, fabs(a->v[i]));
    }
    double gap = bp_mat_gap(a, b).gap;
    return gap == 0.0 ? 0.0 : gap / largest;
}

/* The worst of all ∂C/∂W^l and ∂C/∂b^l. */
static double disagreement(const bp_pass *a, const bp_pass *b)
{
    double worst = 0.0;
    for (size_t l = 1; l <= a->L; l++) {
        worst = fmax(worst, distance(&a->dW[l], &b->dW[l]));
        worst = fmax(worst, distance(&a->db[l], &b->db[l]));
    }
    return worst;
}

/* Number i of ∂C/∂W^1, ∂C/∂b^1, ∂C/∂W^2, … as an answer. */
static bp_finding judge_along(bp_along_judge *judge, const bp_report *report, const bp_pass *values,
                              size_t i)
{
    bp_quantity q = i % 2 ? BP_db : BP_dW;
    size_t l = 1 + i / 2;
    return judge(&values->of[q][l], &report->bound.of[q][l], &report->directions, q, l);
}

/* The largest gap along the directions of a voice's ∂C/∂W and ∂C/∂b, relative to the length. */
static double gap_along(const bp_report *report, const bp_pass *values)
{
    double worst = 0.0;
    for (size_t i = 0; i < 2 * values->L; i++) {
        bp_finding f = judge_along(bp_judge_directional, report, values, i);
        worst = fmax(worst, f.verdict == BP_SHAPE_DIFFERS ? HUGE_VAL : relative_gap(&f));
    }
    return worst;
}

/* The lowest of their orders. */
static double order_along(const bp_report *report, const bp_pass *values)
{
    double lowest = HUGE_VAL;
    for (size_t i = 0; i < 2 * values->L; i++) {
        bp_finding f = judge_along(bp_judge_taylor, report, values, i);
        lowest = fmin(lowest, f.verdict == BP_SHAPE_DIFFERS ? -HUGE_VAL : f.slope);
    }
    return lowest;
}

static void show_along(const bp_report *report, const voice *voices, size_t count)
{
    say(stdout, " %-11s", "directional");
    for (size_t k = 0; k + 1 < count; k++) {
        say_padded(stdout, 11, "%.1e", gap_along(report, voices[k].values));
    }
    say(stdout, "%13zu\n %-11s", report->directions.evaluations, "taylor");
    for (size_t k = 0; k + 1 < count; k++) {
        say_padded(stdout, 11, "%.2f", order_along(report, voices[k].values));
    }
    say(stdout, "%13s\n", "the same");
}

void show_agreement(const bp_report *report)
{
    voice voices[MOST];
    size_t count = collect_voices(voices, report);
    if (count <= 3) {
        return; /* the table has shown two witnesses already */
    }
    say(stdout, "\n %-11s", "agreement");
    for (size_t k = 0; k + 1 < count; k++) {
        say_padded(stdout, 11, "%s", voices[k].name);
    }
    say(stdout, "%13s\n", "evaluations");
    for (size_t i = 1; i < count; i++) {
        say(stdout, " %-11s", voices[i].name);
        for (size_t k = 0; k < i; k++) {
            say_padded(stdout, 11, "%.1e", disagreement(voices[k].values, voices[i].values));
        }
        say_padded(stdout, 13 + 11 * (int)(count - 1 - i), "%zu", voices[i].evaluations);
        say(stdout, "\n");
    }
    bool along = report->directions.each > 0;
    if (along) {
        show_along(report, voices, count);
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0, "%s%s",
                "agreement: the largest gap of all ∂C/∂W and ∂C/∂b, relative to the largest entry "
                "of the matrix",
                along ? "; along directions, relative to its length, and the lowest of "
                        "Taylor's slopes."
                      : ".");
}
