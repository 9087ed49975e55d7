#include "digits.h"

#include <string.h>

const char bp_digits[BP_DIGITS][1 + 8 * (1 + 8) + 1] = {
#include "digits.inc"
};

int bp_digits_pixel(size_t m, size_t i)
{
    static const char base_17[] = "0123456789abcdefg";
    size_t blanks = 1 + i / 8;
    return (int)(strchr(base_17, bp_digits[m][1 + blanks + i]) - base_17);
}
