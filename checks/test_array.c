/* Matrices from files of other programs: every layout, every way of writing a number; and what is
 * no matrix is refused in one sentence. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdint.h>

#include "array.h"
#include "capture.h"
#include "near.h"
#include "npy.h"
#include "test_folder.h"

/* A .npy file of this header and these bytes. */
static void put_npy(const char *name, const char *header, const void *bytes, size_t count)
{
    char text[400] = "\x93NUMPY\x01\x00";
    size_t length = strlen(header);
    text[8] = (char)length;
    memcpy(text + 10, header, length + 1);
    memcpy(text + 10 + length, bytes, count);
    put_file(name, text, 10 + length + count);
}

static array read_array(const char *name)
{
    array a;
    ck_assert(array_read(&a, in_folder(name)));
    return a;
}

static void ck_matrix(array *a, size_t rows, size_t cols, const double *want)
{
    ck_assert_uint_eq(a->value.rows, rows);
    ck_assert_uint_eq(a->value.cols, cols);
    for (size_t i = 0; i < rows * cols; i++) {
        ck_assert_double_eq(a->value.v[i], want[i]);
    }
    array_free(a);
}

/* .npy ----------------------------------------------------------------------------------------- */

/* 1.5 and −3.25 in two formats and two orders, and whole numbers. */
static const struct {
    const char *header, *bytes;
    size_t count;
    double want[2];
} types[] = {
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n",
     "\0\0\0\0\0\0\xf8\x3f\0\0\0\0\0\0\x0a\xc0", 16, {1.5, -3.25}},
    {"{'descr': '>f8', 'fortran_order': False, 'shape': (1, 2), }\n",
     "\x3f\xf8\0\0\0\0\0\0\xc0\x0a\0\0\0\0\0\0", 16, {1.5, -3.25}},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n", "\0\0\xc0\x3f\0\0\x50\xc0", 8,
     {1.5, -3.25}},
    {"{'descr': '>f4', 'fortran_order': True, 'shape': (1, 2), }\n", "\x3f\xc0\0\0\xc0\x50\0\0", 8,
     {1.5, -3.25}},
    {"{'shape': (1, 2), 'descr': '<i2', 'fortran_order': False}\n", "\xfe\xff\x07\0", 4,
     {-2.0, 7.0}},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }\n", "\xfe\x03", 2, {254.0, 3.0}},
    {"{'descr': '|b1', 'fortran_order': False, 'shape': (1, 2), }\n", "\x01\0", 2, {1.0, 0.0}},
    {"{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2), }\n",
     "\xff\xff\xff\xff\xff\xff\xff\xff\x05\0\0\0\0\0\0\0", 16, {-1.0, 5.0}},
};

START_TEST(every_type_of_number_is_read)
{
    put_npy("a.npy", types[_i].header, types[_i].bytes, types[_i].count);
    array a = read_array("a.npy");
    ck_matrix(&a, 1, 2, types[_i].want);
}
END_TEST

START_TEST(columns_may_come_first)
{
    const unsigned char bytes[] = {1, 2, 3, 4, 5, 6};
    put_npy("c.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }", bytes, 6);
    put_npy("f.npy", "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", bytes, 6);
    array c = read_array("c.npy"), f = read_array("f.npy");
    ck_matrix(&c, 2, 3, (double[]){1, 2, 3, 4, 5, 6});
    ck_matrix(&f, 2, 3, (double[]){1, 3, 5, 2, 4, 6});
}
END_TEST

START_TEST(a_flat_array_is_a_column_and_a_number_is_a_number)
{
    put_npy("v.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "\1\2\3", 3);
    put_npy("n.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (), }", "\7", 1);
    array v = read_array("v.npy"), n = read_array("n.npy");
    ck_assert_uint_eq(v.dimensions, 1);
    ck_assert_uint_eq(n.dimensions, 0);
    ck_matrix(&v, 3, 1, (double[]){1, 2, 3});
    ck_matrix(&n, 1, 1, (double[]){7});
}
END_TEST

START_TEST(what_this_program_writes_it_reads)
{
    bp_mat m;
    ck_assert(bp_mat_new(&m, 3, 5));
    for (size_t i = 0; i < 15; i++) {
        m.v[i] = sin(3.0 * (double)i) * pow(10.0, (double)i - 7.0);
    }
    FILE *file = fopen(in_folder("a.npy"), "wb");
    npy_write_matrix(file, &m);
    fclose(file);
    array a = read_array("a.npy");
    ck_assert(!a.single);
    ck_matrix(&a, 3, 5, m.v);
    bp_mat_free(&m);
}
END_TEST

/* Text ----------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    size_t rows, cols;
    double want[6];
} texts[] = {
    {"1,2.5,-3e2\n4,5,.5\n", 2, 3, {1, 2.5, -300, 4, 5, 0.5}},
    {"\xEF\xBB\xBF""1;2.5;-3E+2\r\n4;5;0.5", 2, 3, {1, 2.5, -300, 4, 5, 0.5}},
    {"# name: dW1\n# type: matrix\n  1 2.5\t-300  \n\n 4 5 .5\n\n", 2, 3, {1, 2.5, -300, 4, 5, 0.5}},
    {"% a comment\n7\n", 1, 1, {7}},
    {"1, 2\n3, 4 \n5 ,6\n", 3, 2, {1, 2, 3, 4, 5, 6}},
};

START_TEST(numbers_are_parted_by_commas_semicolons_or_blanks)
{
    put_file("a.csv", texts[_i].text, 0);
    array a = read_array("a.csv");
    ck_matrix(&a, texts[_i].rows, texts[_i].cols, texts[_i].want);
}
END_TEST

/* A unit of the last digit: of that which was written, or of one that was left out. */
static const struct {
    const char *text;
    double rounded[3];
} digits[] = {
    {"0.1234,-2.5000,0.0001\n", {1e-4, 1e-4, 1e-4}},        /* decimals */
    {"0.12346,-2.5,0.00012346\n", {1e-5, 1e-4, 1e-8}},      /* digits, without zeros at the end */
    {"1.2346e-03,-2.5000e+02,1.0e-9\n", {1e-7, 1e-2, 1e-13}},
    {"1,-2,0\n", {0, 0, 0}},                                /* whole numbers are exact */
    {"0.5,1.25,0\n", {1e-3, 1e-2, 0}},
};

START_TEST(a_text_is_as_exact_as_it_was_written)
{
    put_file("a.txt", digits[_i].text, 0);
    array a = read_array("a.txt");
    for (size_t k = 0; k < 3; k++) {
        double want = digits[_i].rounded[k];
        ck_assert(fabs(a.rounded.v[k] - want) <= 1e-12 * want);
    }
    array_free(&a);
}
END_TEST

START_TEST(single_precision_is_recognised_and_simple_numbers_are_not)
{
    const float x[2] = {0.1f, 2.7f};
    char text[80];
    put_npy("f.npy", "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", x, 8);
    snprintf(text, sizeof text, "%.17g %.17g\n", (double)x[0], (double)x[1]);
    put_file("f.txt", text, 0);
    put_file("s.txt", "0.5000000000000000 2.2500000000000000\n", 0);
    put_file("d.txt", "0.10000000000000001 2.7000000000000002\n", 0);
    array f = read_array("f.npy"), t = read_array("f.txt");
    array s = read_array("s.txt"), d = read_array("d.txt");
    ck_assert(f.single && t.single && !s.single && !d.single);
    array_free(&f);
    array_free(&t);
    array_free(&s);
    array_free(&d);
}
END_TEST

/* Refused -------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *text;
    size_t length;
    const char *sentence;
} refused[] = {
    {"a.npy", "PK\3\4 a zip, for instance .npz", 0, "this is no .npy file"},
    {"a.npy", "\x93NUMPY\x01\x00\x40\x00{'descr': '<f8', ", 26, "ends within its header"},
    {"a.npy", "\x93NUMPY\x09\x00\x01\x00 ", 11, "of a kind that is not known"},
    {"a.csv", "x1,x2\n1,2\n", 0, "a.csv:1: 'x1,x2' does not begin with a number"},
    {"a.csv", "1,2,3\n4,5\n", 0, "a.csv:2: this row has 2 numbers, the first one has 3"},
    {"a.csv", "1;2,5;3\n", 0, "a.csv:1: '2,5' does not"},
    {"a.csv", "1+2i,3\n", 0, "a.csv:1: '1+2i,3' does not"},
    {"a.csv", "# nothing\n\n", 0, "it is empty"},
    {"a.csv", "1,2\n3,\0004\n", 9, "a zero byte"},
    {"a.csv", "1,,2\n", 0, "a.csv:1: ',2' does not"},
    {"a.csv", "1,2\n3,\n", 0, "a.csv:2: '3,' does not"},
};

static void ck_refused(const char *name, const char *sentence)
{
    array a;
    capture c = capture_begin(stderr);
    bool read = array_read(&a, in_folder(name));
    capture_end(&c);
    ck_assert(!read && !a.value.v && !a.rounded.v);
    ck_one_sentence(&c, name, sentence);
}

START_TEST(what_is_no_matrix_is_refused)
{
    put_file(refused[_i].name, refused[_i].text, refused[_i].length);
    ck_refused(refused[_i].name, refused[_i].sentence);
}
END_TEST

static const struct {
    const char *header;
    size_t bytes;
    const char *sentence;
} headers[] = {
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 40, "promises 2x3 numbers"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", 56, "holds 56 bytes"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975, 4), }", 8, "promises"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }", 0, "it is empty"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3), }", 48, "two dimensions"},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 3), }", 8, "gives no shape"},
    {"{'descr': '<f8', 'fortran_order': False}", 8, "gives no shape"},
    {"{'descr': '<c16', 'fortran_order': False, 'shape': (1, 1), }", 16, "save them as float64"},
    {"{'descr': '<f2', 'fortran_order': False, 'shape': (1, 1), }", 2, "save them as float64"},
    {"{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }", 2, "save them as float64"},
    {"{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1, 1), }", 8, "no simple type"},
};

START_TEST(a_header_that_does_not_fit_is_refused)
{
    char bytes[64] = "";
    put_npy("a.npy", headers[_i].header, bytes, headers[_i].bytes);
    ck_refused("a.npy", headers[_i].sentence);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_refused)
{
    ck_refused("none.npy", "No such file");
}
END_TEST

Suite *array_suite(void)
{
    Suite *suite = suite_create("array");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    LOOP(files, every_type_of_number_is_read, types);
    tcase_add_test(files, columns_may_come_first);
    tcase_add_test(files, a_flat_array_is_a_column_and_a_number_is_a_number);
    tcase_add_test(files, what_this_program_writes_it_reads);
    LOOP(files, numbers_are_parted_by_commas_semicolons_or_blanks, texts);
    LOOP(files, a_text_is_as_exact_as_it_was_written, digits);
    tcase_add_test(files, single_precision_is_recognised_and_simple_numbers_are_not);
    LOOP(files, what_is_no_matrix_is_refused, refused);
    LOOP(files, a_header_that_does_not_fit_is_refused, headers);
    tcase_add_test(files, a_file_that_is_not_there_is_refused);
    suite_add_tcase(suite, files);
    return suite;
}
