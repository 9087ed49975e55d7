#define _XOPEN_SOURCE 700
#include <math.h>
#include <signal.h>

#include "clock.h"
#include "outfile.h"
#include "say.h"
#include "training.h"
#include "tsv.h"

static volatile sig_atomic_t interrupted;

/* The first signal ends the run after its mini-batch, the second the program. */
static void note_interrupt(int number)
{
    interrupted = 1;
    signal(number, SIG_DFL);
}

bool training_interrupted(void)
{
    return interrupted;
}

void training_watch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    interrupted = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction before, ours = {.sa_handler = note_interrupt};
        sigaction(numbers[i], NULL, &before);
        if (before.sa_handler == SIG_DFL) { /* nohup stays nohup */
            sigaction(numbers[i], &ours, NULL);
        }
    }
}

/* Of the epoch, or in a silent run, where nothing else is to be seen, of all of them. */
static void show_progress(const training *t)
{
    size_t n = t->trainer.n, seen = t->trainer.epoch.seen, total = n;
    if (t->wishes->json) {
        seen = t->trainer.epochs * n + seen % n;
        total = (size_t)t->planned * n;
    }
    progress(interrupted ? total : seen, total);
}

/* The epoch to its end, or to a Ctrl-C. True: it is finished. */
static bool learn(training *t)
{
    double begun = clock_seconds();
    bool going = true;
    while (going && !interrupted) {
        going = bp_trainer_step(&t->trainer);
        show_progress(t);
    }
    t->seconds += clock_seconds() - begun;
    return !going;
}

training_result training_sum_up(const training *t, bp_trainer *trainer)
{
    double n = (double)trainer->n, held = (double)t->held_count;
    bool classes = t->p.all.classes > 0, some = t->held_count > 0;
    bp_score learned = trainer->epoch.score;
    bp_score unseen = bp_trainer_evaluate(trainer, t->held, t->held_which, t->held_count);
    return (training_result){
        .loss = learned.loss / n,
        .accuracy = classes ? (double)learned.right / n : NAN,
        .held_loss = some ? unseen.loss / held : NAN,
        .held_accuracy = some && classes ? (double)unseen.right / held : NAN,
    };
}

/* What the epoch has come to becomes a row of the curve. NULL: no memory. */
static double *record(training *t)
{
    const bp_epoch *e = &t->trainer.epoch;
    double *row = curve_add(&t->curve);
    if (!row) {
        complain("no memory for the learning curve");
        return NULL;
    }
    training_result result = training_sum_up(t, &t->trainer);
    row[CURVE_EPOCH] = (double)t->trainer.epochs;
    row[CURVE_LOSS] = result.loss;
    row[CURVE_ACCURACY] = result.accuracy;
    row[CURVE_HELD_LOSS] = result.held_loss;
    row[CURVE_HELD_ACCURACY] = result.held_accuracy;
    row[CURVE_SECONDS] = t->seconds;
    for (size_t l = 1; l <= t->p.net.L; l++) {
        row[curve_column(t->curve.L, CURVE_NORM, l)] = e->norm[l] / (double)e->measured;
    }
    t->seconds = 0.0;
    return row;
}

/* The loss is that before the last update. */
static bool is_lost(const training *t)
{
    const curve *c = &t->curve;
    bool finite = c->rows == 0 || isfinite(curve_row(c, c->rows - 1)[CURVE_LOSS]);
    for (size_t l = 1; l <= t->p.net.L; l++) {
        finite = finite && isfinite(bp_mat_norm(&t->p.net.W[l])) &&
                 isfinite(bp_mat_norm(&t->p.net.b[l]));
    }
    return !finite;
}

bool training_epochs(training *t)
{
    uint64_t every = t->wishes->check_every;
    while (t->trainer.epochs < t->wishes->epochs && !is_lost(t) && learn(t)) {
        double *row = record(t);
        bool check = every > 0 && t->trainer.epochs % every == 0;
        if (!row || (check && !training_check(t, row))) {
            return false;
        }
        training_line(t, row);
    }
    t->lost = is_lost(t);
    return true;
}

bool training_finite_epochs(training *t)
{
    bool learned = training_epochs(t);
    if (learned && t->lost) {
        complain(TRAINING_LOST, t->trainer.epochs);
    }
    return learned && !t->lost;
}

static bool write_curve(const training *t)
{
    outfile file = {0};
    if (!outfile_open(&file, t->wishes->curve)) {
        return false;
    }
    tsv_begin(file.stream, "a learning curve", t->words->argc, t->words->argv);
    training_comment(file.stream, t);
    curve_write(file.stream, &t->curve);
    return outfile_commit(&file);
}

/* A run that has left what double can hold is not worth keeping, and would take the place of one
 * that is. */
static bool keep(training *t)
{
    if (t->wishes->save && t->lost) {
        complain("--save %s: nothing is saved, since the numbers are no longer finite",
                 t->wishes->save);
    }
    return (!t->wishes->save || t->lost || training_save(t)) &&
           (!t->wishes->curve || write_curve(t));
}

static int status_of(const training *t)
{
    if (interrupted) {
        return STATUS_INTERRUPTED;
    }
    return t->wrong ? STATUS_WRONG : t->open || t->lost ? STATUS_UNDECIDED : STATUS_AGREES;
}

int training_run(training *t)
{
    const training_wishes *w = t->wishes;
    training_watch();
    if ((w->save && !training_can_save(t)) || (w->curve && !outfile_possible(w->curve))) {
        return STATUS_BAD_INPUT; /* known now, and not after hours */
    }
    t->ready = t->trainer.epochs >= w->epochs;
    training_head(t);
    bool learned = training_epochs(t);
    progress(1, 1); /* a run that ends early leaves a bar */
    if (!learned || !keep(t) || (w->json && !training_json(t))) {
        return STATUS_BAD_INPUT;
    }
    training_conclude(t);
    return status_of(t);
}
