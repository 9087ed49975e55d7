/* The mutation score: every mistake of the catalogue, planted in random networks. Is it caught, by
 * which method; is it named? docs/mutation-score.md says what counts as what.
 *
 *   score_take     one network (score_run.c)
 *   score_pair     the output σ and the loss of a network
 *   score_show     all of them as tables (score_table.c)
 *   score_holds    whether they are what the catalogue promises
 *
 * Not part of the program: the Makefile builds it as build/score.
 */
#ifndef SCORE_H
#define SCORE_H

#include <stdint.h>

#include "mistakes.h"
#include "verify.h"

/* Complex step, four differences, directions, Taylor, and what is no derivative: the index form, or
 * a textbook formula. */
enum {
    BY_COMPLEX, BY_DIFFERENCES, BY_DIRECTIONAL = BY_DIFFERENCES + BP_DIFFERENCES, BY_TAYLOR,
    BY_REFERENCE, JUDGES
};

/* A mistake must be seen where it differs by this share of the tensor's largest entry. */
#define SCORE_FINE 1e-8         /* by the complex step, and by a reference */
#define SCORE_COARSE 1e-4       /* by everything else */

/* One mistake in one network; a bit for each judge. */
typedef struct {
    uint8_t differs;            /* it hears this equation, and the answer differs by its share… */
    uint8_t caught;             /* …and it says WRONG or SHAPE in every layer where that is so… */
    uint8_t open;               /* …or, if not, at least CORRECT in none of them */
    uint8_t diagnosed, named;   /* some judge says WRONG; it is among those that fit */
    uint8_t listed;             /* how many fit */
    uint8_t simpler;            /* of a pair: a single mistake fits */
} mark;

#define MOST_MARKS 320

/* One network. It goes through a pipe in one piece, so it has no pointers, and is small. */
typedef struct {
    uint64_t seed;
    bool taken, failed;         /* it has arrived; there was no memory */
    uint32_t pairs, pairs_named, pairs_simpler;
    uint32_t false_names;       /* diagnoses of right equations */
    mark marks[MOST_MARKS];     /* in the order of the catalogue */
} card;

/* deaf: judges the right answers in the place of the planted ones, to test the score itself. */
void score_take(card *c, uint64_t seed, bool deaf);

typedef struct {
    const bp_activation *sigma;
    const bp_loss *loss;
} output_pair;

/* Number `seed` of those that go together; begins again after the last one. */
output_pair score_pair(uint64_t seed);

typedef struct {
    card *of;                   /* in the order of the seeds; some may not have been taken */
    size_t count;
} cards;

void score_show(const cards *all);
bool score_holds(const cards *all);

#endif
