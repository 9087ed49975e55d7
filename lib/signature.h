/* What an answer has in common with the right one. Private to the diagnosis.
 *
 *   bp_signature_of        the first question that holds
 *   bp_ratio_named         the numbers of a network that a factor may be
 *   bp_ask_…               the questions: true, and *s says more
 */
#ifndef BP_SIGNATURE_H
#define BP_SIGNATURE_H

#include "diagnosis.h"

/* Of a wrong answer in layer l; `pass` knows M, the widths, Z and ∂C/∂A. `rounding`: how far equal
 * numbers may be apart, in units of the largest; never less than 1e-9. */
bp_signature bp_signature_of(const bp_mat *answer, const bp_mat *right, double rounding,
                             const bp_pass *pass, bp_quantity quantity, size_t l);

/* "-1", "M", "1/N_l"; NULL: none of those. */
const char *bp_ratio_named(double ratio, double near, const bp_pass *pass, size_t l);

typedef struct {
    const bp_mat *answer, *right;
    double near;            /* how far apart equal numbers may be, in units of the largest */
    const bp_pass *pass;
    bp_quantity quantity;
    size_t l;
    const bp_activation *sigma;     /* what is tried where the question is about another σ… */
    const bp_loss *loss;            /* …or another loss */
} bp_comparison;

/* Is |a − b| no more than rounding may make of numbers of this size? */
bool bp_near(const bp_comparison *c, double a, double b, double size);
bool bp_same_shape(const bp_comparison *c);

/* What entry (j,k) of the answer may be a multiple of. */
typedef double bp_model(const bp_comparison *c, size_t j, size_t k);

/* answer = ratio · model in rows × cols entries from (j,k) on; *ratio is taken from the largest. */
bool bp_is_multiple(const bp_comparison *c, size_t j, size_t k, size_t rows, size_t cols,
                    bp_model *model, double *ratio);

/* `rows` is for questions about lines: rows, or columns. */
typedef bool bp_question(bp_signature *s, const bp_comparison *c, bool rows);

/* signature_models.c: a multiple of something else, and the right one plus something. */
bp_question bp_ask_ratio, bp_ask_slope_left_out, bp_ask_slope_too_much, bp_ask_other_slope,
    bp_ask_other_loss, bp_ask_parameter_added, bp_ask_gap, bp_ask_clipped;

/* signature_places.c: the same numbers elsewhere, and parts that are right. */
bp_question bp_ask_on_its_side, bp_ask_one_line_wrong, bp_ask_lines_wrong, bp_ask_lines_shifted,
    bp_ask_lines_moved, bp_ask_ratios_of_lines, bp_ask_some_signs, bp_ask_some_zeros;

#endif
