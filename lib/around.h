/* What a step meets on its way: kinks, jumps of a σ'', numbers that it moves far. Private to the
 * numeric witnesses. */
#ifndef BP_AROUND_H
#define BP_AROUND_H

#include "path.h"
#include "quantities.h"

/* `kink`: somewhere on the way to C; `local_kink`: in the layer disturbed; `bent`: a jump of a σ'';
 * `too_far`: the step was not small for what it moved. */
typedef struct {
    bool kink, local_kink, bent, too_far;
} bp_crossing;

bool bp_is_clean(const bp_crossing *met);

/* Adds what the path's last evaluation, disturbed in layer l, has met on its way from the Z and A
 * of *base. `most`: how far a Z under a curved σ may move. */
void bp_look_around(bp_crossing *met, const bp_path *path, const bp_pass *base, size_t l,
                    double most);

#endif
