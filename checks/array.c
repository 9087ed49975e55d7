#define _POSIX_C_SOURCE 200809L
#include "array.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "say.h"

/* A text of so few digits may come from single precision. */
#define DIGITS_OF_SINGLE 9

/* Numbers such as 0.5 and 3 have so few bits that they say nothing of the precision. */
#define BITS_OF_A_SIMPLE_NUMBER 12

/* x, without all but its first bits. */
static double first_bits(double x, int bits)
{
    int exponent;
    double fraction = frexp(x, &exponent);
    return ldexp(round(ldexp(fraction, bits)), exponent - bits);
}

static bool is_single(const array *a)
{
    bool all = true, telling = false;
    for (size_t i = 0; i < a->value.rows * a->value.cols; i++) {
        double x = a->value.v[i];
        all = all && (!isfinite(x) || (double)(float)x == x);
        telling = telling || (isfinite(x) && first_bits(x, BITS_OF_A_SIMPLE_NUMBER) != x);
    }
    bool few = a->digits > 0 && a->digits <= DIGITS_OF_SINGLE && bp_mat_largest(&a->rounded) > 0.0;
    return (all && telling) || few;
}

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), tail = strlen(ending);
    return length >= tail && strcmp(path + length - tail, ending) == 0;
}

bool array_read(array *a, const char *path)
{
    *a = (array){0};
    FILE *in = fopen(path, "rb");
    if (!in) {
        complain("cannot read %s: %s", path, strerror(errno));
        return false;
    }
    bool read = ends_with(path, ".npy") ? array_read_npy(a, in, path)
                                        : array_read_text(a, in, path);
    fclose(in);
    if (!read) {
        array_free(a);
        return false;
    }
    a->single = is_single(a);
    return true;
}

void array_free(array *a)
{
    bp_mat_free(&a->value);
    bp_mat_free(&a->rounded);
    *a = (array){0};
}
