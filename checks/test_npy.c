/* NumPy files, byte by byte. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdint.h>

#include "near.h"
#include "npy.h"

enum { BEFORE_DATA = 128 }; /* magic, version, length and header */

typedef struct {
    unsigned char bytes[1024];
    size_t size;
} content;

static content read_back(FILE *file)
{
    content c;
    ck_assert(!ferror(file));
    rewind(file);
    c.size = fread(c.bytes, 1, sizeof c.bytes, file);
    fclose(file);
    return c;
}

static content written(const bp_mat *m)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    npy_write_matrix(file, m);
    return read_back(file);
}

static content written_number(double value)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    npy_write_number(file, value);
    return read_back(file);
}

/* The k-th number, put together from its bytes, the lowest first. */
static double number(const content *c, size_t k)
{
    uint64_t bits = 0;
    double value;
    ck_assert_uint_le(BEFORE_DATA + 8 * (k + 1), c->size);
    for (size_t i = 8; i-- > 0;) {
        bits = bits << 8 | c->bytes[BEFORE_DATA + 8 * k + i];
    }
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void ck_header(const content *c, const char *dictionary)
{
    size_t length = strlen(dictionary);
    ck_assert_mem_eq(c->bytes, "\x93NUMPY\x01\x00", 8);
    ck_assert_uint_eq(c->bytes[8] + 256u * c->bytes[9], BEFORE_DATA - 10);
    ck_assert_uint_eq(BEFORE_DATA % 64, 0);
    ck_assert_mem_eq(c->bytes + 10, dictionary, length);
    for (size_t i = 10 + length; i < BEFORE_DATA - 1; i++) {
        ck_assert_msg(c->bytes[i] == ' ', "byte %zu is %d", i, c->bytes[i]);
    }
    ck_assert_uint_eq(c->bytes[BEFORE_DATA - 1], '\n');
}

START_TEST(header_says_little_endian_double_in_c_order_and_fills_up_to_64_bytes)
{
    MATRIX(A, 2, 3, 1.5, -2.25, 3.125, 4.75, 5.5, -6.5);
    content c = written(&A);
    ck_header(&c, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }");
    ck_assert_uint_eq(c.size, BEFORE_DATA + 6 * 8);
}
END_TEST

START_TEST(entries_stand_row_by_row)
{
    MATRIX(A, 2, 3, 1.5, -2.25, 3.125, 4.75, 5.5, -6.5);
    content c = written(&A);
    for (size_t k = 0; k < 6; k++) {
        ck_assert_double_eq(number(&c, k), A_entries[k]);
    }
}
END_TEST

START_TEST(a_number_is_eight_bytes_with_the_lowest_first)
{
    content c = written_number(-0x1.123456789abcdp+5);
    ck_assert_mem_eq(c.bytes + BEFORE_DATA, "\xcd\xab\x89\x67\x45\x23\x41\xc0", 8);
}
END_TEST

START_TEST(a_view_is_written_without_what_lies_between_its_rows)
{
    MATRIX(A, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34);
    bp_mat view = bp_mat_view(&A, 1, 2, 2, 2);
    content c = written(&view);
    ck_header(&c, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }");
    ck_assert_uint_eq(c.size, BEFORE_DATA + 4 * 8);
    ck_assert_double_eq(number(&c, 0), 23);
    ck_assert_double_eq(number(&c, 1), 24);
    ck_assert_double_eq(number(&c, 2), 33);
    ck_assert_double_eq(number(&c, 3), 34);
}
END_TEST

START_TEST(a_column_keeps_its_second_dimension)
{
    MATRIX(b, 3, 1, 0.25, -0.5, 0.75);
    content c = written(&b);
    ck_header(&c, "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 1), }");
    ck_assert_double_eq(number(&c, 2), 0.75);
}
END_TEST

START_TEST(a_number_has_no_dimension)
{
    content c = written_number(0.1);
    ck_header(&c, "{'descr': '<f8', 'fortran_order': False, 'shape': (), }");
    ck_assert_uint_eq(c.size, BEFORE_DATA + 8);
    ck_assert_double_eq(number(&c, 0), 0.1);
}
END_TEST

START_TEST(what_is_not_finite_is_written_as_it_is)
{
    MATRIX(A, 1, 4, NAN, -INFINITY, -0.0, 0x1p-1074);
    content c = written(&A);
    ck_assert_double_nan(number(&c, 0));
    ck_assert_double_eq(number(&c, 1), -INFINITY);
    ck_assert(signbit(number(&c, 2)) && number(&c, 2) == 0.0);
    ck_assert_double_eq(number(&c, 3), 0x1p-1074);
}
END_TEST

Suite *npy_suite(void)
{
    Suite *suite = suite_create("npy");
    TCase *files = tcase_create("files");
    tcase_add_test(files, header_says_little_endian_double_in_c_order_and_fills_up_to_64_bytes);
    tcase_add_test(files, entries_stand_row_by_row);
    tcase_add_test(files, a_number_is_eight_bytes_with_the_lowest_first);
    tcase_add_test(files, a_view_is_written_without_what_lies_between_its_rows);
    tcase_add_test(files, a_column_keeps_its_second_dimension);
    tcase_add_test(files, a_number_has_no_dimension);
    tcase_add_test(files, what_is_not_finite_is_written_as_it_is);
    suite_add_tcase(suite, files);
    return suite;
}
