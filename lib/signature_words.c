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

/* What is said of each kind. %n: the ratio, by its name or as a number; %i: the index; %s: a shift;
 * %o: of. */
static const char *const sentences[] = {
    [BP_NOTHING_IN_COMMON] = "the numbers have nothing simple in common with the right ones",
    [BP_CONSTANT_RATIO] = "every entry is the right one times %n",
    [BP_RATIO_OF_ROWS] = "each row is the right one times a number of its own",
    [BP_RATIO_OF_COLUMNS] = "each column is the right one times a number of its own",
    [BP_LIES_ON_ITS_SIDE] = "it is the right matrix, transposed, times %n",
    [BP_SLOPE_LEFT_OUT] = "every entry is the right one without its factor σ'(Z), times %n",
    [BP_SLOPE_TOO_MUCH] = "every entry is the right one with one σ'(Z) more, times %n",
    [BP_OTHER_SLOPE] = "every entry has the σ' of %o in the place of its own, times %n",
    [BP_SLOPE_OF_LOSS] = "every entry is the slope of the %o loss, times %n",
    [BP_ROWS_SHIFTED] = "the rows are the right ones, %s, counted round the end",
    [BP_COLUMNS_SHIFTED] = "the columns are the right ones, %s, counted round the end",
    [BP_ROWS_CHANGE_PLACES] = "the rows are the right ones, in another order",
    [BP_COLUMNS_CHANGE_PLACES] = "the columns are the right ones, in another order",
    [BP_ONE_ROW_WRONG] = "only row %i is wrong",
    [BP_ONE_COLUMN_WRONG] = "only column %i is wrong",
    [BP_SOME_ROWS_WRONG] = "%i rows are wrong, and all others are right",
    [BP_SOME_COLUMNS_WRONG] = "%i columns are wrong, and all others are right",
    [BP_MULTIPLE_OF_MISTAKE] = "every entry is what %o gives, times %n",
    [BP_SOME_SIGNS] = "all sizes are right, and some signs are not",
    [BP_SOME_ZEROS] = "some entries are 0, and all others are right",
    [BP_CONSTANT_GAP] = "every entry is off by %n",
    [BP_PARAMETER_ADDED] = "every entry is off by %n times its own W or b",
    [BP_CLIPPED] = "entries larger than %n are cut to that size, and all others are right",
    [BP_NEARLY_RIGHT] = "it is nearly right: off by at most %n of the largest entry",
};

/* Those that need no number after all. */
static const char *sentence_of(const bp_signature *s)
{
    bool last = s->named && strcmp(s->named, "last") == 0;
    if (s->kind == BP_CONSTANT_RATIO && s->ratio == 0.0) {
        return "every entry is 0";
    }
    if (last) {
        return s->kind == BP_ONE_ROW_WRONG ? "only the last row is wrong"
                                           : "only the last column is wrong";
    }
    return sentences[s->kind];
}

/* What stands for the letter. */
static void value_of(char text[40], const bp_signature *s, char letter)
{
    bool line = s->kind == BP_ONE_ROW_WRONG || s->kind == BP_ONE_COLUMN_WRONG;
    bool number = s->kind == BP_CONSTANT_GAP || s->kind == BP_CLIPPED ||
                  s->kind == BP_PARAMETER_ADDED || !s->named;
    if (letter == 'i') {
        snprintf(text, 40, "%zu", s->index + line);
    } else if (letter == 's') {
        snprintf(text, 40, "%.0f further %s", fabs(s->ratio), s->ratio > 0.0 ? "on" : "back");
    } else if (letter == 'o') {
        snprintf(text, 40, "%s", s->of);
    } else if (s->kind == BP_NEARLY_RIGHT) {
        snprintf(text, 40, "%.1e", s->ratio);
    } else if (number) {
        snprintf(text, 40, "%.6g", s->ratio);
    } else {
        snprintf(text, 40, "%s", s->named);
    }
}

void bp_signature_text(char text[BP_MESSAGE_SIZE], const bp_signature *s)
{
    static const char times[] = ", times ";
    bool by_one = s->named && strcmp(s->named, "1") == 0;
    size_t used = 0;
    for (const char *at = sentence_of(s); *at && used + 1 < BP_MESSAGE_SIZE; at++) {
        if (by_one && strncmp(at, times, sizeof times - 1) == 0) {
            return;
        }
        char value[40] = {*at, '\0'};
        if (*at == '%') {
            value_of(value, s, *++at);
        }
        used += (size_t)snprintf(text + used, BP_MESSAGE_SIZE - used, "%s", value);
    }
}
