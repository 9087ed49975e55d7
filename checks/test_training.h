/* A run of learning, for a test. Comes after <check.h>.
 *
 *   learner l;
 *   learner_usual(&l);               then change l.o and l.w
 *   ck_assert(learner_build(&l));    l.t has begun
 *   learner_free(&l);
 */
#ifndef BP_TEST_TRAINING_H
#define BP_TEST_TRAINING_H

#include "training.h"

/* t points to the others: a learner must stay where it is. */
typedef struct {
    options o;
    training_wishes w;
    training_words words;
    training t;
} learner;

/* Iris, standardised, 4-6-3: 113 samples to learn from, so that the last mini-batch has five. */
static inline void learner_usual(learner *l)
{
    *l = (learner){.o = options_defaults(), .w = training_usual()};
    l->o.layers = "4,6,3";
    l->o.activations = "tanh,softmax";
    l->o.loss = "categorical";
    l->o.batch = 9;
    l->o.standardise = true;
    l->w.eta = 0.3;
    l->w.momentum = 0.6;
    l->w.lambda = 0.2;
    l->w.test_fraction = 0.247;
}

static inline bool learner_build(learner *l)
{
    return training_build(&l->t, &l->o, &l->w, &l->words);
}

static inline void learner_free(learner *l)
{
    training_free(&l->t);
}

static inline void learner_step(learner *l, int steps)
{
    for (int i = 0; i < steps; i++) {
        bp_trainer_step(&l->t.trainer);
    }
}

/* The sentence of a failure under memory that runs dry: what was being done must be said. */
#define ck_no_memory(c, allocations, what)                              \
    do {                                                                \
        char number_[40];                                               \
        snprintf(number_, sizeof number_, "after %ld", (allocations));  \
        ck_one_sentence(&(c), number_, (what));                         \
    } while (0)

#endif
