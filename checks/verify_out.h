/* What `backproof verify` shows and writes of a report.
 *
 *   show_report      for a person: a table, the gradients, a conclusion, what to try next
 *   write_json       for a program
 *   write_csv        a line for each equation, layer and witness
 *   write_dump       every matrix as a .npy file
 */
#ifndef VERIFY_OUT_H
#define VERIFY_OUT_H

#include "problem.h"
#include "say.h"
#include "verify.h"

/* How much is said: each level says what those before it say, and more. Expected values are shown
 * at the last alone. */
typedef enum {
    SAY_VERDICT,        /* which equations are wrong */
    SAY_SHAPE,          /* in which layers and entries, and shapes that do not fit */
    SAY_HINT,           /* a question that leads to the mistake, and where to look */
    SAY_DIAGNOSIS,      /* the mistake */
    SAY_FULL
} feedback;

/* Their names on the command line, in that order; NULL ends them. */
extern const char *const feedback_levels[];
feedback feedback_named(const char *name);

void show_report(const bp_report *report, const problem *p, bool each_layer, feedback level);

/* The last part of it: what is wrong or open, where, and what to do. True: the mistake of the first
 * equation that is wrong has been named. */
bool show_conclusion(const bp_report *report, feedback level);
void show_next_step(void);

/* The part of it about equations that are wrong. */
bool show_wrong(const bp_report *report, feedback level);

/* `mistake`: the id of the one that was planted, or NULL. False: no memory, or the stream
 * took no more; a sentence stands on stderr. */
bool write_json(FILE *out, const bp_report *report, const problem *p, const char *mistake,
                feedback level);

/* False: a sentence stands on stderr, and what was at the path before is there still. */
bool write_csv(const char *path, const bp_report *report);

/* Writes X Y W1 b1 … and network.txt into the folder, which is made where it is missing; and where
 * there is a witness, Z1 A1 … dA1 dZ1 dW1 db1 … C and what it says, dW1_numeric db1_numeric …
 * .npy files, or `text`: .csv. False: a sentence stands on stderr, and no file has been touched. */
bool write_dump(const char *folder, bool text, const bp_report *report, const bp_witness *numeric);

/* What the program returns after a report. */
int status_of(const bp_report *report);

/* Where a method does not call all entries of an equation CORRECT: how many of each verdict. */
void show_counts(const bp_report *report, bool each_layer);

/* Where more than two witnesses were heard: how they agree, pair by pair. */
void show_agreement(const bp_report *report);

/* Where matrices were seen as a whole: the slopes, and how small an error would have shown. */
void show_directions(const bp_report *report);

/* False where every numeric witness has looked at whole matrices only. */
bool entries_were_seen(const bp_report *report);

/* What a person calls the worst entry of a finding: ∂C/∂W^2[3,1], or ∂C/∂W^2·V_3. */
void finding_label(char label[BP_MESSAGE_SIZE], const bp_report *report, const bp_result *result,
                   const bp_finding *finding);

/* The first finding of a result that is as bad as this; those given correct inputs come first. */
const bp_finding *finding_of(const bp_result *r, bp_verdict verdict);

/* The gap of a finding relative to the largest entry of the tensor; 0 where both are 0. */
double relative_gap(const bp_finding *finding);

/* A word of a table, in a colour; a finding, in 20 columns: the gap, or Taylor's slope, and the
 * verdict. */
void say_word(const char *word, say_kind kind, int width);
void say_finding(const bp_finding *finding);

/* What a person calls the finding's witness. */
const char *witness_name(const bp_finding *finding);

#endif
