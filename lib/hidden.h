/* Which mistakes could nobody see here? The conditions of the catalogue say where a mistake may
 * show; this tries each of them on the network at hand, as if it were planted.
 *
 *   bp_hidden_find, bp_hidden_free
 *   bp_is_hidden
 *
 * A mistake is hidden if bp_verify, by the same witnesses, would call its equation WRONG or SHAPE
 * in no layer.
 */
#ifndef BP_HIDDEN_H
#define BP_HIDDEN_H

#include "mistakes.h"
#include "verify.h"

typedef struct {
    bp_verdict *verdict;    /* for mistake number i the worst of all layers; N/A: it is absent */
    size_t count;           /* of the catalogue */
    size_t hidden;          /* what would pass */
    size_t absent;          /* those whose equation the network has in no layer */
} bp_hidden;

/* False: no memory; then *hidden is empty and may be freed. */
bool bp_hidden_find(bp_hidden *hidden, const bp_report *report);
void bp_hidden_free(bp_hidden *hidden);

/* Would mistake number i pass? */
bool bp_is_hidden(const bp_hidden *hidden, size_t i);

#endif
