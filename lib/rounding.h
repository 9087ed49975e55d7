/* What one equation of the forward path rounds, its inputs taken as exact. Private to bounds.c and
 * noise.c. */
#ifndef BP_ROUNDING_H
#define BP_ROUNDING_H

#include "quantities.h"

#define BP_U 0x1p-53 /* what σ, σ' and a loss term may be off, stands in their records: r u */

/* What a sum may lose in products below the normal numbers, where rounding is not relative. */
#define BP_TINY 0x1p-1022

double bp_affine_rounding(const bp_pass *p, size_t l, size_t k, size_t m);      /* of Z^l_km */
double bp_activation_rounding(const bp_pass *p, size_t l, size_t j, size_t m);  /* of A^l_jm */
double bp_loss_rounding(const bp_pass *p, size_t m);                            /* of C_m */

/* Where Z is off by e_Z_km, by how much σ'^l moves A^l_jm, to first order. */
double bp_activation_carried(const bp_pass *p, const bp_mat *e_Z, size_t l, size_t j, size_t m);

#endif
