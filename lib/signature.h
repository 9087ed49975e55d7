/* What an answer has in common with the right one. Private to the diagnosis. */
#ifndef BP_SIGNATURE_H
#define BP_SIGNATURE_H

#include "diagnosis.h"

/* Of a wrong answer in layer l; `pass` knows M and the widths. */
bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, const bp_pass *pass,
                             size_t l);

#endif
