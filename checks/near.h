/* What the suites of the lower library share. Comes after <check.h>.
 *
 *   MATRIX        a matrix whose entries are written down
 *   ck_ulps       a number lies within so many units in the last place of another one
 *   ck_breaks     a statement breaks a contract, with exactly this sentence
 *   dry_after     memory runs dry after so many allocations
 */
#ifndef BP_NEAR_H
#define BP_NEAR_H

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#include "contract.h"
#include "matrix.h"

#define MATRIX(M, rows, cols, ...)      \
    double M##_entries[] = {__VA_ARGS__}; \
    bp_mat M = {rows, cols, cols, M##_entries, #M}

/* Binary digits of a number type, and the exponent of its smallest subnormal number. */
typedef struct {
    int digits, least;
} near_type;
static const near_type near_double = {DBL_MANT_DIG, DBL_MIN_EXP - DBL_MANT_DIG};
static const near_type near_float = {FLT_MANT_DIG, FLT_MIN_EXP - FLT_MANT_DIG};
static const near_type near_long = {LDBL_MANT_DIG, LDBL_MIN_EXP - LDBL_MANT_DIG};

/* |got − want| in units in the last place of `size`, the largest term where terms cancel. */
static inline double near_ulps(near_type type, long double got, long double want, long double size)
{
    int exponent = type.least;
    if (size != 0.0L) {
        frexpl(size, &exponent);
        exponent -= type.digits;
    }
    long double ulp = ldexpl(1.0L, exponent < type.least ? type.least : exponent);
    return got == want ? 0.0 : (double)(fabsl(got - want) / ulp);
}

/* `where` is a text and `at` a number that say which of many comparisons this is. */
#define ck_ulps(type, got, want, size, bar, where, at)                                            \
    do {                                                                                          \
        long double got_ = (got), want_ = (want);                                                 \
        double ulps_ = near_ulps(type, got_, want_, (size));                                      \
        ck_assert_msg(ulps_ <= (bar), "%s at %.17g: %.20Lg instead of %.20Lg: %.3g ulps", (where), \
                      (double)(at), got_, want_, ulps_);                                          \
    } while (0)

/* Two numbers whose difference is at most `bar`, an absolute one. */
#define ck_close(got, want, bar, where)                                                           \
    do {                                                                                          \
        double got_ = (double)(got), want_ = (double)(want);                                      \
        ck_assert_msg(fabs(got_ - want_) <= (bar), "%s: %.17g instead of %.17g", (where), got_,   \
                      want_);                                                                     \
    } while (0)

/* valgrind computes long double with 53 bits. */
static inline bool near_wide(void)
{
    volatile long double one = 1.0L;
    return one + 0x1p-60L != 1.0L;
}

static jmp_buf near_way_back;
static char near_sentence[BP_MESSAGE_SIZE];

static inline void near_keep(const char *message, const char *file, int line)
{
    (void)file;
    (void)line;
    snprintf(near_sentence, sizeof near_sentence, "%s", message);
    longjmp(near_way_back, 1);
}

#define ck_breaks(sentence, statement)              \
    do {                                            \
        near_sentence[0] = '\0';                    \
        bp_on_broken_contract(near_keep);           \
        if (setjmp(near_way_back) == 0) {           \
            statement;                              \
        }                                           \
        bp_on_broken_contract(NULL);                \
        ck_assert_str_eq(near_sentence, (sentence)); \
    } while (0)

static long near_left;

static inline void *near_calloc(size_t count, size_t size)
{
    return near_left-- > 0 ? calloc(count, size) : NULL;
}

/* A negative number: memory is there again. What was allocated and is not freed, the address
 * sanitizer and valgrind report. */
static inline void dry_after(long allocations)
{
    near_left = allocations;
    bp_use_calloc(allocations < 0 ? NULL : near_calloc);
}

#endif
