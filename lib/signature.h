/* What an answer has in common with the right one. Private to the diagnosis. */
#ifndef BP_SIGNATURE_H
#define BP_SIGNATURE_H

#include "diagnosis.h"

/* Of a wrong answer in layer l; `pass` knows M, the widths and σ'(Z). `rounding`: how far equal
 * numbers may be apart, in units of the largest; never less than 1e-9. */
bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, double rounding,
                             const bp_pass *pass, size_t l);

/* The numbers of a network that a factor may be: "-1", "M", "1/N_l"; NULL: none of those. */
const char *bp_ratio_named(double ratio, double near, const bp_pass *pass, size_t l);

#endif
