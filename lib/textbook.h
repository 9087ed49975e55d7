/* The textbook formulas of every σ and every loss, in long double: the witness of the rows
 * `activation` and `loss`. Written without a look at the forward path (forward.inc), in other forms
 * and loops of their own, so that one mistake cannot stand in both.
 *
 *   bp_textbook_activation   one entry of σ(Z)
 *   bp_textbook_loss         C, with the 1/M
 *
 * Right to within an ulp of double for every double z, where long double has 64 bits; a
 * platform where it is no wider than double gives a witness that is as good as the forward path.
 */
#ifndef BP_TEXTBOOK_H
#define BP_TEXTBOOK_H

#include "activation.h"
#include "loss.h"

/* σ(Z)_jm         where Z is N×M. A σ that the table does not name breaks the contract.     §3 */
long double bp_textbook_activation(const bp_activation *sigma, const bp_mat *Z, size_t j, size_t m);

/* C = (1/M) Σ_m Σ_j loss(A_jm, Y_jm)   where A and Y are N×M. A loss that the table does not name
 * breaks the contract.                                                                      §4 */
long double bp_textbook_loss(const bp_loss *loss, const bp_mat *A, const bp_mat *Y);

#endif
