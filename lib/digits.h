/* Handwritten digits: 1797 images of 8×8 pixels, each pixel the number of dark ones, 0 to 16, among
 * the 4×4 of a scan that it stands for. A line of digits.inc is an image: the digit, then its eight
 * rows from the top, a pixel a digit in base 17 (… 8 9 a b c d e f g).
 *
 * E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998: the test set, written
 * by 13 people, in its order. Here only the notation is another.
 * From the UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/80, under
 * CC BY 4.0, https://creativecommons.org/licenses/by/4.0/; the licence of backproof is not theirs.
 */
#ifndef BP_DIGITS_H
#define BP_DIGITS_H

#include <stddef.h>

enum { BP_DIGITS = 1797 };

/* The digit, eight times a blank and a row, and the terminator. */
extern const char bp_digits[BP_DIGITS][1 + 8 * (1 + 8) + 1];

/* Pixel i of image m, row by row; from 0 to 16. */
int bp_digits_pixel(size_t m, size_t i);

#endif
