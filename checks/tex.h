/* The plain notation of labels, statements and numbers, as TeX: ASCII, for math mode.
 *
 *   ∂C/∂W^2[3,1]            \frac{\partial C}{\partial W^{2}_{3,1}}
 *   (W^{l+1})ᵀ δ^{l+1}      (W^{l+1})^{\mathsf T} \delta^{l+1}
 *   -1.5 × -2.5e-06         -1.5 \times (-2.5 \times 10^{-6})
 *   A_km for j' ≠ j         A_{km}\text{ for }j' \ne j
 *
 * It follows the notation and knows no equation, so a new row of the table needs nothing here.
 */
#ifndef TEX_H
#define TEX_H

#include "say.h"

#define TEX_SIZE 1024

/* `points` is about how wide it is in a text of 10 points, and rather too much than too little. */
typedef struct {
    char text[TEX_SIZE];
    double points;
} tex;

/* The text is composed as printf does. What is longer than TEX_SIZE is cut off. */
tex tex_of(const char *format, ...) SAY_FORMAT(1, 2);

#endif
