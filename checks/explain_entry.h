/* One entry of an equation, worked out with the numbers of a run, and the ways of writing it.
 *
 *   work_out             collects what there is to say
 *   write_entry          says it, in one order and in any of these styles:
 *   explain_as_text      for a screen
 *   explain_within_text  the same where the equation and its verdict have been told already
 *   explain_as_latex     an align* block, which needs amsmath and nothing else
 *   explain_as_markdown  for a lesson: a heading, the mathematics, a table, a sentence
 */
#ifndef EXPLAIN_ENTRY_H
#define EXPLAIN_ENTRY_H

#include "verify.h"

/* So many terms are shown; of longer sums, the largest. */
#define MOST_TERMS 12

/* The names and the values of a term's factors: "∂C/∂Z^1[2,1] × A^0[3,1]", "0.00236626 × 4.2". */
typedef struct {
    char names[BP_MESSAGE_SIZE], values[BP_MESSAGE_SIZE];
    size_t factors;
    double term;
} shown_term;

typedef struct {
    double value, bar;
} witnessed;

/* Everything here is plain text and numbers; a style decides how it looks. */
typedef struct {
    const bp_pass *pass;
    const bp_result *result;
    char label[BP_MESSAGE_SIZE];
    char applied[2 * BP_MESSAGE_SIZE]; /* "σ(Z^2[2,3]) = sigmoid(0.496634)"; else "" */
    bool has_sum;
    shown_term terms[MOST_TERMS];
    size_t count;  /* of those kept */
    double others; /* the sum of those that are not */
    size_t other_count;
    double sum;
    bool has_witnesses, has_losses;
    witnessed by_complex, by_central;
    double h, high, low;      /* the central difference's step; C(x + h), C(x − h) */
    double answer, gap, bars; /* not where the shape is wrong */
} worked_entry;

/* Works out entry (row, col) of the result, 0-based. False: no memory; a sentence stands on stderr.
 * The report must outlive *w. */
bool work_out(worked_entry *w, const bp_report *report, const bp_result *result, size_t row,
              size_t col);

/* A way of writing: a function for each part, in the order in which they come. */
typedef struct {
    void (*heading)(const worked_entry *w); /* which equation, its formula, which entry */
    void (*applied)(const worked_entry *w); /* where σ is applied and nothing is added up */
    void (*no_sum)(const worked_entry *w);  /* instead of the next three */
    void (*term)(const worked_entry *w, size_t i);
    void (*rest)(const worked_entry *w);
    void (*sum)(const worked_entry *w);
    void (*witnesses)(const worked_entry *w);
    void (*verdict)(const worked_entry *w);
} explain_style;

extern const explain_style explain_as_text, explain_within_text, explain_as_latex,
    explain_as_markdown;

void write_entry(const worked_entry *w, const explain_style *style);

#endif
