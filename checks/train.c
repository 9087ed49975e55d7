/* backproof train: mini-batch gradient descent with the equations of the derivation. */
#include <string.h>

#include "commands.h"
#include "say.h"
#include "training.h"

static const char about[] =
    "Usage: backproof train [options]\n\n"
    "Learns by mini-batch gradient descent, with the equations of the derivation and\n"
    "no others, and shows what each epoch has come to: loss and share of right\n"
    "answers, of the samples learned from (while learning) and of those held out\n"
    "(after the epoch), and the size of the gradient in each layer.\n\n"
    "Examples:\n"
    "  backproof train\n"
    "  backproof train --standardise --eta 3\n"
    "  backproof train --data digits --layers 64,30,10 --eta 3 --curve curve.tsv\n"
    "  backproof train --data train-images-idx3-ubyte.gz,train-labels-idx1-ubyte.gz \\\n"
    "      --test-data t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz \\\n"
    "      --layers 784,30,10 --init scaled --save run\n"
    "  backproof train --load run --resume --epochs 60\n\n"
    "V <- momentum V - eta (gradient + lambda/n W),  W <- W + V;  biases without\n"
    "lambda; n samples are learned from. Per-sample is the method that takes one\n"
    "sample forward and back at a time and averages the gradients. Parameters at the\n"
    "start: quiet (no neuron saturated), unit (from N(0,1)) or scaled (weights from\n"
    "N(0,1/n_in), biases from N(0,1)). Ctrl-C ends after the mini-batch, and saves.\n\n"
    "Exit status: 0 done; 1 --check-every saw a WRONG gradient; 3 it could not decide\n"
    "on an entry, or the loss is no longer finite; 2 bad input; 130 interrupted.\n";

enum { ROWS = TRAINING_ROWS + 7 }; /* the run itself, what becomes of it, and the end */

static void list_options(option rows[ROWS], training_wishes *w)
{
    const option own[] = {
        {"curve", 0, "FILE", "write the learning curve to FILE, for gnuplot", .text = &w->curve},
        {"save", 0, "DIR", "keep the run in DIR", .text = &w->save},
        {"load", 0, "DIR", "begin with the parameters in DIR", .text = &w->load},
        {"resume", 0, NULL, "go on with the run in --load DIR", .flag = &w->resume},
        {"verbose", 'v', NULL, "a line for each epoch, however many", .flag = &w->verbose},
        {"json", 0, NULL, "the curve for a program", .flag = &w->json},
        {0},
    };
    training_options(rows, w);
    memcpy(rows + TRAINING_ROWS, own, sizeof own);
}

static bool agree(const training_wishes *w)
{
    if (w->resume && !w->load) {
        complain("--resume wants the folder of the run: --load DIR");
        return false;
    }
    return training_options_agree(w);
}

static int run(options *o, const training_wishes *w, const training_words *words)
{
    training t;
    if (!training_build(&t, o, w, words)) {
        return STATUS_BAD_INPUT;
    }
    int status = training_run(&t);
    training_free(&t);
    return status;
}

/* With the options of the saved run before those of the command line. */
static int resume(const char *dir, const training_words *said)
{
    training_wishes w = training_usual();
    options o = options_defaults();
    option rows[ROWS];
    training_recalled r;
    int status;
    list_options(rows, &w);
    w.save = dir; /* the run stays where it is, unless another folder is named */
    if (!training_recall(&r, dir, said->argc, said->argv)) {
        return STATUS_BAD_INPUT;
    }
    const training_words words = {said->argc, said->argv, rows, TRAINING_ROWS};
    complain_about(r.path); /* those of the command line are known to be good */
    bool good = options_parse(&o, rows, about, r.argc, r.argv, &status);
    if (good && !agree(&w)) {
        good = false;
        status = STATUS_BAD_INPUT;
    }
    complain_about(NULL);
    if (good) {
        status = run(&o, &w, &words);
    }
    training_recalled_free(&r);
    return status;
}

int command_train(int argc, char **argv)
{
    training_wishes w = training_usual();
    options o = options_defaults();
    option rows[ROWS];
    int status;
    list_options(rows, &w);
    const training_words words = {argc, argv, rows, TRAINING_ROWS};
    if (!options_parse(&o, rows, about, argc, argv, &status)) {
        return status;
    }
    if (!agree(&w)) {
        return STATUS_BAD_INPUT;
    }
    return w.resume ? resume(w.load, &words) : run(&o, &w, &words);
}
