/* The options of a run, which train and the figures of learning networks share. */
#include <string.h>

#include "say.h"
#include "training.h"

static const char *const methods[] = {"full-matrix", "per-sample", NULL};
static const char *const inits[] = {"quiet", "unit", "scaled", NULL};

void training_options(option rows[TRAINING_ROWS], training_wishes *w)
{
    const option own[TRAINING_ROWS] = {
        {"epochs", 0, "N", "how many in all (default: 30)", .whole = &w->epochs, .least = 1,
         .most = 1000000000},
        {"eta", 0, "E", "the learning rate (default: 1)", .real = &w->eta},
        {"momentum", 0, "U", "below 1 (default: 0)", .real = &w->momentum, .word = "0"},
        {"lambda", 0, "L", "of the decay of the weights (default: 0)", .real = &w->lambda,
         .word = "0"},
        {"method", 0, "NAME", "full-matrix (default) or per-sample", .text = &w->method,
         .choices = methods},
        {"init", 0, "NAME", "quiet (default), unit or scaled", .text = &w->init, .choices = inits},
        {"test-fraction", 0, "F", "hold out this share (default: 0.25)", .real = &w->test_fraction,
         .word = "0"},
        {"test-data", 0, "NAME", "hold out these samples instead", .text = &w->test_data},
        {"learn-from", 0, "N", "so many of the other samples (default: all)",
         .whole = &w->learn_from, .least = 1},
        {"check-every", 0, "N", "verify the gradient after every N-th epoch",
         .whole = &w->check_every, .most = 1000000000},
    };
    memcpy(rows, own, sizeof own);
}

bool training_options_agree(const training_wishes *w)
{
    if (!(w->momentum < 1.0)) {
        complain("--momentum wants a number from 0 to below 1, not %g", w->momentum);
        return false;
    }
    if (!(w->test_fraction < 1.0)) {
        complain("--test-fraction wants a number from 0 to below 1, not %g", w->test_fraction);
        return false;
    }
    return true;
}
