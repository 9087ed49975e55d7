/* The report as CSV and as NumPy files. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "test_folder.h"
#include "test_verify_out.h"

START_TEST(csv_has_a_line_for_each_equation_layer_and_witness)
{
    reported r;
    char line[1000], want[1000];
    reported_new(&r, "3,4,2", 6, NULL);
    ck_assert(write_csv(in_folder("a.csv"), &r.report));
    FILE *file = fopen(in_folder("a.csv"), "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
    ck_assert_str_eq(line, "id,section,layer,method,step,finding,row,col,analytic,numeric,gap,bar,"
                           "relative,verdict,chain_verdict,culprit\n");
    for (size_t i = 0; i < r.report.count; i++) {
        const bp_result *e = &r.report.results[i];
        for (size_t k = 0; k < e->given_count; k++) {
            const bp_finding *f = &e->given[k];
            char step[32] = "";
            snprintf(step, f->step != 0.0 ? sizeof step : 1, "%.17g", f->step);
            snprintf(want, sizeof want,
                     "%s,\"%s\",%zu,%s,%s,CORRECT,%zu,%zu,%.17g,%.17g,%.17g,%.17g,%.17g,CORRECT,"
                     "CORRECT,0\n",
                     e->equation->id, e->equation->section, e->layer, f->method, step, f->row + 1,
                     f->col + 1, f->analytic, f->numeric, f->gap, f->bar, relative_gap(f));
            ck_assert_ptr_nonnull(fgets(line, sizeof line, file));
            ck_assert_str_eq(line, want);
        }
    }
    ck_assert_ptr_null(fgets(line, sizeof line, file));
    fclose(file);
    reported_free(&r);
}
END_TEST

/* The files of a 3-4-2 network with 6 samples, and the numbers in each. */
static const struct {
    const char *name;
    long numbers;
} dumped[] = {
    {"X", 18},          {"Y", 12},          {"C", 1},           {"W1", 12},  {"W2", 8},
    {"b1", 4},          {"b2", 2},          {"Z1", 24},         {"Z2", 12},  {"A1", 24},
    {"A2", 12},         {"dA1", 24},        {"dA2", 12},        {"dZ1", 24}, {"dZ2", 12},
    {"dW1", 12},        {"dW2", 8},         {"db1", 4},         {"db2", 2},  {"dW1_numeric", 12},
    {"dW2_numeric", 8}, {"db1_numeric", 4}, {"db2_numeric", 2},
};

START_TEST(dump_writes_every_matrix_and_nothing_else)
{
    reported r;
    reported_new(&r, "3,4,2", 6, NULL);
    ck_assert(write_dump(the_folder, false, &r.report, &r.report.by_complex));
    for (size_t i = 0; i < sizeof dumped / sizeof *dumped; i++) {
        char name[40];
        struct stat s;
        snprintf(name, sizeof name, "%s.npy", dumped[i].name);
        ck_assert_msg(stat(in_folder(name), &s) == 0, "no %s", name);
        ck_assert_msg(s.st_size == 128 + 8 * dumped[i].numbers, "%s: %ld bytes", name,
                      (long)s.st_size);
    }
    ck_assert_uint_eq(count_files(false), sizeof dumped / sizeof *dumped + 1); /* network.txt */
    reported_free(&r);
}
END_TEST

START_TEST(dump_makes_its_folder)
{
    reported r;
    reported_new(&r, "3,4,2", 6, NULL);
    remove_folder();
    ck_assert(write_dump(the_folder, false, &r.report, &r.report.by_complex));
    ck_assert_uint_eq(count_files(false), sizeof dumped / sizeof *dumped + 1);
    reported_free(&r);
}
END_TEST

static void ck_text(const char *name, const char *want)
{
    char text[600];
    FILE *file = fopen(in_folder(name), "r");
    ck_assert_msg(file != NULL, "no %s", name);
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    ck_assert_str_eq(text, want);
}

START_TEST(without_a_witness_the_dump_is_what_a_student_is_given)
{
    reported r;
    char want[600] = "";
    reported_new(&r, "3,4,2", 6, NULL);
    ck_assert(write_dump(the_folder, true, &r.report, NULL));
    ck_assert_uint_eq(count_files(false), 2 + 2 * 2 + 1);
    ck_text("network.txt", "--activations sigmoid,sigmoid --loss quadratic\n");
    for (size_t i = 0; i < 8; i++) {
        size_t used = strlen(want);
        snprintf(want + used, sizeof want - used, "%.17g%c", r.problem.net.W[2].v[i],
                 i % 4 == 3 ? '\n' : ',');
    }
    ck_text("W2.csv", want);
    reported_free(&r);
}
END_TEST

START_TEST(a_dump_that_cannot_be_whole_is_not_begun)
{
    reported r;
    char text[10] = "";
    reported_new(&r, "3,4,2", 6, NULL);
    ck_assert(mkdir(in_folder("W2.npy"), 0700) == 0);
    FILE *file = fopen(in_folder("W1.npy"), "w");
    fputs("old", file);
    fclose(file);
    capture c = capture_begin(stderr);
    bool written = write_dump(the_folder, false, &r.report, &r.report.by_complex);
    capture_end(&c);
    ck_assert(!written);
    ck_one_sentence(&c, "W2.npy", "W2.npy: it is a directory");
    ck_assert_uint_eq(count_files(false), 2);
    file = fopen(in_folder("W1.npy"), "r");
    ck_assert_ptr_nonnull(fgets(text, sizeof text, file));
    fclose(file);
    ck_assert_str_eq(text, "old");
    reported_free(&r);
}
END_TEST

Suite *verify_files_suite(void)
{
    Suite *suite = suite_create("verify_files");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    tcase_add_test(files, csv_has_a_line_for_each_equation_layer_and_witness);
    tcase_add_test(files, dump_writes_every_matrix_and_nothing_else);
    tcase_add_test(files, dump_makes_its_folder);
    tcase_add_test(files, without_a_witness_the_dump_is_what_a_student_is_given);
    tcase_add_test(files, a_dump_that_cannot_be_whole_is_not_begun);
    suite_add_tcase(suite, files);
    return suite;
}
