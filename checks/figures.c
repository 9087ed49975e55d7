#include "figures.h"

#include <string.h>

#include "figure_tables.h"
#include "names.h"
#include "say.h"

const figure figures[] = {
    {"step-size", "How exact are numeric derivatives, and with which step?", "",
     .write = figure_step_size},
    {"taylor", "Does the remainder of a Taylor step shrink as h², in every layer?", "",
     .write = figure_taylor},
    {"columns", "Do samples touch each other? The Jacobian of one layer by the next.", "--batch 4",
     .write = figure_columns},
    {"activations", "What are σ and its slope σ', and do numeric slopes agree?",
     "--activations identity,sigmoid,tanh,relu,leaky-relu,elu,softplus,silu,gelu,softmax",
     .write = figure_activations},
    {"kinks", "How often does the step of a central difference cross a kink?",
     "--activations relu --batch 64", .write = figure_kinks},
    {"error-map", "How exact is each entry of the gradient?", "", .write = figure_error_map},
    {"error-distribution", "How many entries of the gradient are how exact?", "",
     .write = figure_error_distribution},
    {"analytic-numeric", "Does backpropagation agree, and what would a mistake look like?", "",
     .write = figure_analytic_numeric},
    {"mistakes", "Which entries does each mistake spoil, and how much?", "--activations tanh",
     .write = figure_mistakes},
    {"loss", "Does it learn, and by both methods the same?",
     "--data digits --layers 64,30,10 --batch 10", .learn = figure_loss},
    {"training-error", "Does backpropagation stay right while the network learns?",
     "--standardise --layers 4,8,5,3 --activations relu,relu,softmax --loss categorical --batch 16 "
     "--eta 0.3",
     .learn = figure_training_error},
    {"boundary", "Where does a network draw the line, while it learns?",
     "--data spiral --layers 2,20,20,3 --activations tanh,tanh,softmax --loss categorical "
     "--batch 10 --eta 0.3 --epochs 100 --test-fraction 0",
     .learn = figure_boundary},
    {"gradient-norms", "How does the gradient shrink on its way back?",
     "--data digits --layers 64,30,30,30,30,10 --batch 10 --init scaled --epochs 40",
     .learn = figure_gradient_norms},
    {"batch-size", "What does a sample cost, in a matrix and alone?",
     "--data digits --layers 64,30,10 --batch 10", .learn = figure_batch_size},
    {"cost", "What does it cost to check every entry?", "--data random --layers 4,3,2",
     .write = figure_cost},
    {0},
};

enum { COUNT = sizeof figures / sizeof *figures };

const figure *figure_named(const char *name)
{
    const char *names[COUNT] = {NULL};
    for (size_t i = 0; figures[i].name; i++) {
        names[i] = figures[i].name;
        if (strcmp(figures[i].name, name) == 0) {
            return &figures[i];
        }
    }
    complain_unknown("figure", name, names);
    return NULL;
}

bool figure_write(const figure *f, FILE *out, options *o, training_wishes *how)
{
    static const training_words none;
    training t;
    if (f->write) {
        return f->write(out, o);
    }
    how->json = true;
    if (!training_build(&t, o, how, &none)) {
        return false;
    }
    bool written = f->learn(out, &t, how);
    training_free(&t);
    return written;
}
