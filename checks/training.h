/* backproof train, in parts.
 *
 *   training_options …                 what a command line says of a run
 *   training_build, training_free      the network, its samples, what is held out
 *   training_run                       the epochs
 *   training_save, training_load …     a run in a folder
 *   training_recall …                  its options
 *   training_check                     the gradient against its witnesses
 *   training_head, training_line …     what people see
 */
#ifndef TRAINING_H
#define TRAINING_H

#include "curve.h"
#include "problem.h"
#include "train.h"

typedef struct {
    const char *test_data, *method, *init, *curve, *save, *load;
    double eta, momentum, lambda;
    double test_fraction;           /* below 0: nobody has said */
    uint64_t epochs, check_every;   /* 0: never */
    uint64_t learn_from;            /* so many samples; 0: all that are not held out */
    bool resume, json, verbose;
} training_wishes;

/* The options of a run, of what is learned and how, without an end; *w becomes what they say.
 * Do they agree with one another? False: a sentence stands on stderr. */
enum { TRAINING_ROWS = 10 };
void training_options(option rows[TRAINING_ROWS], training_wishes *w);
bool training_options_agree(const training_wishes *w);

/* The command line, and which of its options make up the run: of `own` the first `kept`, and the
 * network options. */
typedef struct {
    int argc;
    char **argv;
    const option *own;
    size_t kept;
} training_words;

typedef struct {
    options *options;
    const training_wishes *wishes;
    const training_words *words;
    problem p;                      /* all samples, the network */
    bp_samples test;                /* of --test-data */
    size_t *order;                  /* of p.all: to learn from, then held out; of test */
    size_t learned;                 /* how many are learned from */
    const bp_samples *held;         /* those held out are in p.all or in test… */
    const size_t *held_which;       /* …these… */
    size_t held_count;              /* …so many */
    bp_trainer trainer;
    curve curve;
    bool ready;                     /* nothing was left to be done */
    bool lost;                      /* its numbers have left what double can hold */
    uint64_t planned;               /* epochs, when it was built */
    double seconds;                 /* that the epoch which is going on has taken */
    bool wrong, open;               /* what --check-every has seen */
} training;

/* False: a sentence stands on stderr, and *t is empty. All pointers must outlive *t, and *t stay
 * where it is. */
bool training_build(training *t, options *o, const training_wishes *w, const training_words *words);
void training_free(training *t);

/* Learns until wishes->epochs are done, or Ctrl-C, and says what comes of it; with wishes->json the
 * curve is made in silence. False: a sentence stands on stderr. */
bool training_epochs(training *t);

/* The same, and false too where the numbers have left what double can hold. */
#define TRAINING_LOST "in epoch %zu the numbers have left what double can hold: a smaller --eta?"
bool training_finite_epochs(training *t);

/* The same, then writes the files that are wanted, and concludes. Returns the exit status. */
int training_run(training *t);

/* An epoch: C and the share of right answers, of the samples learned from, while learning, and of
 * those held out, after it; NaN where there are none. */
typedef struct {
    double loss, accuracy, held_loss, held_accuracy;
} training_result;

/* Of the epoch that *trainer, the run's own or another one of its samples, has finished. Its
 * mini-batch is lost. */
training_result training_sum_up(const training *t, bp_trainer *trainer);

/* From here on a Ctrl-C only sets a mark, which says that it is time to stop; a second one ends the
 * program. */
void training_watch(void);
bool training_interrupted(void);

/* Where nothing is said. */
training_wishes training_usual(void);

/* To --save DIR: W1.npy b1.npy … and network.txt for other programs; training.npy and training.txt,
 * from which a run goes on to the same bits. False: a sentence stands on stderr; what was in the
 * folder is there still. */
bool training_save(training *t);

/* Whether it could write there now. False: a sentence stands on stderr. */
bool training_can_save(const training *t);

/* From --load DIR: the parameters; with --resume the whole run. False: a sentence stands on
 * stderr. */
bool training_load(training *t);

/* The command line of a run that goes on: argv[0], the options that its folder holds, argv[1] ….
 * False: a sentence stands on stderr, and *r is empty. */
typedef struct {
    int argc;
    char **argv, *text, path[4096]; /* of its file */
} training_recalled;
bool training_recall(training_recalled *r, const char *dir, int argc, char **argv);
void training_recalled_free(training_recalled *r);

/* Verifies ∂C/∂W and ∂C/∂b of one mini-batch under the present parameters, for the newest row of
 * the curve. False: a sentence stands on stderr. */
bool training_check(training *t, double *row);

/* "64-30-10, sigmoid, quadratic loss, 2260 parameters; digits, 1348 samples to learn from, 449 held
 * out, 10 at a time; full-matrix, eta 3; seed 1" */
void training_describe(char line[PROBLEM_LINE], const training *t);

/* The same as a comment in a table (tsv.h). */
void training_comment(FILE *out, const training *t);

void training_head(const training *t);
void training_line(const training *t, const double *row);
void training_conclude(const training *t);
bool training_json(const training *t);

#endif
