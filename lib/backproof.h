/* All of backproof, from the bottom up: the order in which to read it. */
#ifndef BACKPROOF_H
#define BACKPROOF_H

#include "version.h"

#include "contract.h"       /* what a caller must hold to */
#include "matrix.h"         /* a record, and naive loops */
#include "rng.h"            /* random numbers that repeat */
#include "data.h"           /* a mini-batch: samples in columns */
#include "samples.h"        /* samples in rows, built in or of a file, and what is drawn */

#include "activation.h"     /* σ, σ', J_σᵀ */
#include "loss.h"
#include "forward.h"        /* §3, §4 */
#include "equations.h"      /* §4 to §7, as matrices */
#include "entries.h"        /* the same, as sums */
#include "single.h"         /* §2, one sample */

#include "network.h"
#include "quantities.h"     /* a pass: one matrix for every quantity */
#include "pass.h"           /* forward, backward */
#include "batch.h"          /* §8: the gradients of a mini-batch, by both methods */
#include "train.h"          /* learning */

#include "path.h"           /* the one function that disturbs a number */
#include "numeric.h"        /* complex step, central difference */
#include "textbook.h"
#include "bounds.h"         /* how far each number may be off */

#include "rules.h"          /* the table of equations */
#include "answers.h"
#include "verdict.h"
#include "along.h"          /* a matrix as a whole: Taylor's slope, directional derivatives */
#include "verify.h"         /* all of it, in one call */
#include "preflight.h"      /* what may hide a mistake */
#include "mistakes.h"       /* the catalogue */
#include "diagnosis.h"      /* which of them gives these numbers */
#include "shrink.h"         /* the smallest network in which one shows */
#include "hidden.h"         /* which of them could not be seen */

#endif
