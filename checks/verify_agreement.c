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

/* What is seen along the directions of a voice's ∂C/∂W and ∂C/∂b: the largest gap, relative to the
 * gradient's length, and the lowest order of what is left over. */
static void look_along(double *gap, double *slope, const bp_report *report, const bp_pass *values)
{
    const bp_directions *d = &report->directions;
    *gap = 0.0;
    *slope = HUGE_VAL;
    for (size_t i = 0; i < 2 * values->L; i++) {
        bp_quantity q = i % 2 ? BP_db : BP_dW;
        size_t l = 1 + i / 2;
        const bp_mat *m = &values->of[q][l], *bound = &report->bound.of[q][l];
        bp_finding directional = bp_judge_directional(m, bound, d, q, l);
        bp_finding taylor = bp_judge_taylor(m, bound, d, q, l);
        bool fits = directional.verdict != BP_SHAPE_DIFFERS;
        *gap = fits ? fmax(*gap, relative_gap(&directional)) : HUGE_VAL;
        *slope = fits ? fmin(*slope, taylor.slope) : -HUGE_VAL;
    }
}

static void show_directions_too(const bp_report *report, const voice *voices, size_t count)
{
    for (int order = 0; order < 2; order++) {
        say(stdout, " %-11s", order ? "taylor" : "directional");
        for (size_t k = 0; k + 1 < count; k++) {
            double gap, slope;
            look_along(&gap, &slope, report, voices[k].values);
            say_padded(stdout, 11, order ? "%.2f" : "%.1e", order ? slope : gap);
        }
        if (order) {
            say(stdout, "%13s\n", "the same");
        } else {
            say(stdout, "%13zu\n", report->directions.evaluations);
        }
    }
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
        show_directions_too(report, voices, count);
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0, "%s%s",
                "agreement: the largest gap of all ∂C/∂W and ∂C/∂b, relative to the largest entry "
                "of the matrix",
                along ? "; along directions, relative to its length, and the lowest of "
                        "Taylor's slopes."
                      : ".");
}
