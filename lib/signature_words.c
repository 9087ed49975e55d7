#include <math.h>
#include <stdio.h>
#include <string.h>

#include "signature.h"

const char *bp_ratio_named(double ratio, double near, const bp_pass *p, size_t l)
{
    double M = (double)p->M, N = (double)p->net->N[l], N_prev = (double)p->net->N[l ? l - 1 : 0];
    double N_next = (double)p->net->N[l < p->L ? l + 1 : l];
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
                 {"N_{l+1}", "-N_{l+1}", N_next},
                 {"1/N_{l+1}", "-1/N_{l+1}", 1.0 / N_next},
                 {"M/N_l", "-M/N_l", M / N},
                 {"N_l/M", "-N_l/M", N / M},
                 {"1/(M N_l)", "-1/(M N_l)", 1.0 / (M * N)},
                 {"M/(M-1)", "-M/(M-1)", M / (M - 1.0)},
                 {"2/M", "-2/M", 2.0 / M},
                 {"M/2", "-M/2", M / 2.0},
                 {"2 M", "-2 M", 2.0 * M},
                 {"2/N_l", "-2/N_l", 2.0 / N},
                 {"4", "-4", 4.0},
                 {"1/4", "-1/4", 0.25}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (fabs(fabs(ratio) - known[i].value) <= near * known[i].value) {
            return ratio > 0.0 ? known[i].plus : known[i].minus;
        }
    }
    return NULL;
}

/* What is said of each kind; %s stands for a number, the ratio or the index. */
static const char *const sentences[] = {
    [BP_NOTHING_IN_COMMON] = "the numbers have nothing simple in common with the right ones",
    [BP_CONSTANT_RATIO] = "every entry is the right one times %s",
    [BP_RATIO_OF_ROWS] = "each row is the right one times a number of its own",
    [BP_RATIO_OF_COLUMNS] = "each column is the right one times a number of its own",
    [BP_LIES_ON_ITS_SIDE] = "it is the right matrix, transposed, times %s",
    [BP_SLOPE_LEFT_OUT] = "every entry is %s times the right one without its factor σ'(Z)",
    [BP_SLOPE_TOO_MUCH] = "every entry is %s times the right one times σ'(Z), once more",
    [BP_ROWS_SHIFTED] = "the rows are the right ones, %s further on, counted round the end",
    [BP_COLUMNS_SHIFTED] = "the columns are the right ones, %s further on, counted round the end",
    [BP_ROWS_CHANGE_PLACES] = "the rows are the right ones, in another order",
    [BP_COLUMNS_CHANGE_PLACES] = "the columns are the right ones, in another order",
    [BP_ONE_ROW_WRONG] = "only row %s is wrong",
    [BP_ONE_COLUMN_WRONG] = "only column %s is wrong",
    [BP_SOME_SIGNS] = "all sizes are right, and some signs are not",
    [BP_SOME_ZEROS] = "some entries are 0, and all others are right",
    [BP_CONSTANT_GAP] = "every entry is off by %s",
    [BP_NEARLY_RIGHT] = "it is nearly right: off by at most %s of the largest entry",
};

static bool is_line(bp_signature_kind kind)
{
    return kind == BP_ONE_ROW_WRONG || kind == BP_ONE_COLUMN_WRONG;
}

static bool is_shift(bp_signature_kind kind)
{
    return kind == BP_ROWS_SHIFTED || kind == BP_COLUMNS_SHIFTED;
}

/* The sentence, with a number for its %s. */
static const char *sentence_of(const bp_signature *s)
{
    if (s->kind == BP_LIES_ON_ITS_SIDE && s->ratio == 1.0) {
        return "it is the right matrix, transposed";
    }
    if (is_line(s->kind) && s->named) {
        return s->kind == BP_ONE_ROW_WRONG ? "only the last row is wrong"
                                           : "only the last column is wrong";
    }
    return sentences[s->kind];
}

void bp_signature_text(char text[BP_MESSAGE_SIZE], const bp_signature *s)
{
    const char *sentence = sentence_of(s), *gap = strstr(sentence, "%s");
    char number[40];
    if (is_line(s->kind) || is_shift(s->kind)) {
        snprintf(number, sizeof number, "%zu", s->index + is_line(s->kind));
    } else if (s->named && s->kind != BP_CONSTANT_GAP) {
        snprintf(number, sizeof number, "%s", s->named);
    } else {
        snprintf(number, sizeof number, s->kind == BP_NEARLY_RIGHT ? "%.1e" : "%.6g", s->ratio);
    }
    snprintf(text, BP_MESSAGE_SIZE, "%.*s%s%s", gap ? (int)(gap - sentence) : BP_MESSAGE_SIZE - 1,
             sentence, gap ? number : "", gap ? gap + 2 : "");
}
