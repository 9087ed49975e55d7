/* backproof judge: folders as other programs leave them. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <sys/stat.h>

#include "array.h"
#include "capture.h"
#include "commands.h"
#include "folder.h"
#include "npy.h"
#include "pass.h"
#include "test_folder.h"
#include "test_nets.h"

/* How to write a matrix. */
typedef struct {
    bool turned, flat, text;
} manner;

static void put_matrix(const char *name, const bp_mat *m, manner how)
{
    char file[60];
    bp_mat out;
    snprintf(file, sizeof file, "%s.%s", name, how.text ? "csv" : "npy");
    ck_assert(bp_mat_new(&out, how.turned ? m->cols : m->rows, how.turned ? m->rows : m->cols));
    FILE *to = fopen(in_folder(file), "wb");
    ck_assert_ptr_nonnull(to);
    for (size_t i = 0; i < out.rows; i++) {
        for (size_t j = 0; j < out.cols; j++) {
            BP_AT(&out, i, j) = how.turned ? BP_AT(m, j, i) : BP_AT(m, i, j);
            if (how.text) {
                fprintf(to, "%s%.17g", j ? "," : "", BP_AT(&out, i, j));
            }
        }
        if (how.text) {
            fputc('\n', to);
        }
    }
    if (how.flat) { /* a header of the same length with one dimension */
        npy_write_matrix(to, &out);
        char shape[30];
        int length = snprintf(shape, sizeof shape, "(%zu,), }", out.rows * out.cols);
        fseek(to, 10 + (long)strlen("{'descr': '<f8', 'fortran_order': False, 'shape': "), SEEK_SET);
        fprintf(to, "%s%*s", shape, 20 - length, "");
    } else if (!how.text) {
        npy_write_matrix(to, &out);
    }
    ck_assert_int_eq(fclose(to), 0);
    bp_mat_free(&out);
}

static void put_layer(const char *name, size_t l, const bp_mat *m, manner how)
{
    char stem[40];
    snprintf(stem, sizeof stem, "%s%zu", name, l);
    put_matrix(stem, m, how);
}

/* A whole folder: 4-5-3, tanh and sigmoid, seven samples; all right. */
static void put_folder(bool rows, bool kernels, bool flat, bool text)
{
    const char *sigma[] = {NULL, "tanh", "sigmoid"};
    const manner sample = {.turned = rows, .text = text}, kernel = {.turned = kernels, .text = text};
    const manner bias = {.flat = flat, .text = text};
    nets n;
    bp_pass p;
    nets_new(&n, 2, (size_t[]){4, 5, 3}, sigma, "cross-entropy", 7, 6);
    ck_assert(bp_pass_new(&p, &n.net, &n.data.X, &n.data.Y));
    bp_forward(&p);
    bp_backward(&p);
    put_file("network.txt", "--activations tanh,sigmoid\n--loss cross-entropy\n", 0);
    put_matrix("X", &n.data.X, sample);
    put_matrix("Y", &n.data.Y, sample);
    for (size_t l = 1; l <= 2; l++) {
        put_layer("W", l, &n.net.W[l], kernel);
        put_layer("b", l, &n.net.b[l], bias);
        put_layer("Z", l, &p.Z[l], sample);
        put_layer("A", l, &p.A[l], sample);
        put_layer("dA", l, &p.dA[l], sample);
        put_layer("dZ", l, &p.dZ[l], sample);
        put_layer("dW", l, &p.dW[l], kernel);
        put_layer("db", l, &p.db[l], bias);
    }
    bp_mat C = bp_mat_view(&p.C[2], 0, 0, 1, 1);
    put_matrix("C", &C, (manner){.text = text});
    bp_pass_free(&p);
    nets_free(&n);
}

/* What judge says of the folder. */
static int run_judge(capture *out, const char *layout)
{
    char command[] = "judge", flag[] = "--layout", word[20], where[100];
    char *argv[] = {command, where, layout ? flag : NULL, word, NULL};
    snprintf(word, sizeof word, "%s", layout ? layout : "");
    snprintf(where, sizeof where, "%s", the_folder);
    *out = capture_begin(stdout);
    int status = command_judge(layout ? 4 : 2, argv);
    capture_end(out);
    return status;
}

/* Layouts -------------------------------------------------------------------------------------- */

static const struct {
    const char *layout;
    bool rows, kernels, flat, text;
} layouts[] = {
    {NULL, false, false, false, false},     {NULL, false, false, true, false},
    {NULL, false, false, false, true},      {"columns", false, false, false, false},
    {"rows", true, false, true, false},     {"rows", true, false, false, true},
    {"kernels", true, true, true, false},   {"kernels", true, true, false, true},
};

START_TEST(right_numbers_in_any_layout_are_right)
{
    capture out;
    put_folder(layouts[_i].rows, layouts[_i].kernels, layouts[_i].flat, layouts[_i].text);
    int status = run_judge(&out, layouts[_i].layout);
    ck_assert_msg(status == STATUS_AGREES, "%d: %s", status, out.text);
    ck_assert_msg(strstr(out.text, "Every answer agrees with its witnesses: 275 entries") != NULL,
                  "%s", out.text);
}
END_TEST

START_TEST(network_txt_may_say_the_layout)
{
    capture out;
    put_folder(true, true, true, false);
    put_file("network.txt", "--layout kernels --activations tanh,sigmoid --loss cross-entropy", 0);
    ck_assert_int_eq(run_judge(&out, NULL), STATUS_AGREES);
}
END_TEST

/* What lies about ------------------------------------------------------------------------------ */

START_TEST(a_text_beside_an_npy_file_is_the_one_that_is_read)
{
    capture out;
    put_folder(false, false, false, false);
    put_file("db2.csv", "1.5\n-2.5\n0.25\n", 0);
    ck_assert_int_eq(run_judge(&out, NULL), STATUS_WRONG);
    ck_assert_ptr_nonnull(strstr(out.text, "db2.npy is not read, because db2.csv is there."));
    ck_assert_ptr_nonnull(strstr(out.text, "db is wrong, given its own inputs"));
}
END_TEST

START_TEST(a_name_that_is_not_known_is_mentioned)
{
    capture out;
    put_folder(false, false, false, false);
    put_file("dW_1.csv", "1\n", 0);
    put_file("dW3.csv", "1\n", 0);
    put_file("notes.md", "no matrix", 0);
    put_file("dW1_numeric.csv", "1\n", 0);
    ck_assert_int_eq(run_judge(&out, NULL), STATUS_AGREES);
    ck_assert_ptr_nonnull(strstr(out.text, "dW_1.csv is not read"));
    ck_assert_ptr_nonnull(strstr(out.text, "dW3.csv is not read"));
    ck_assert_ptr_null(strstr(out.text, "notes.md"));
    ck_assert_ptr_null(strstr(out.text, "numeric.csv"));
}
END_TEST

START_TEST(without_network_txt_the_usual_network_is_assumed_and_that_is_said)
{
    capture out;
    put_folder(false, false, false, false);
    ck_assert_int_eq(unlink(in_folder("network.txt")), 0);
    ck_assert_int_eq(run_judge(&out, NULL), STATUS_WRONG);
    ck_assert_ptr_nonnull(strstr(out.text, "nothing else"));
}
END_TEST

/* Refused -------------------------------------------------------------------------------------- */

static const struct {
    const char *remove, *put, *text, *sentence;
} refused[] = {
    {"W1.npy", NULL, NULL, "has no W1 (.csv, .txt or .npy)"},
    {"W2.npy", NULL, NULL, "has no W2"},
    {"b2.npy", NULL, NULL, "has no b2"},
    {"Y.npy", NULL, NULL, "has no Y"},
    {NULL, "b1.csv", "1,2,3,4,5\n", "b1 is 1x5, but must be 5x1"},
    {NULL, "W2.csv", "1,2\n3,4\n5,6\n", "W2 is 3x2, but must be 3x5"},
    {NULL, "X.csv", "1,2\n3,4\n", "X is 2x2, but must be 4x2"},
    {NULL, "X.csv", "1\n2\n3\nnan\n", "X.csv: entry 4,1 is nan"},
    {NULL, "dW1.csv", "a,b\n", "dW1.csv:1: 'a,b' does not"},
    {NULL, "network.txt", "--activatoins tanh", "network.txt: unknown option --activatoins, nearest is"},
    {NULL, "network.txt", "--activations tanh,sigmod", "unknown name 'sigmod', nearest is sigmoid"},
    {NULL, "network.txt", "--loss categorical", "--loss: "},
};

START_TEST(a_folder_that_is_no_network_is_refused)
{
    capture out;
    put_folder(false, false, false, false);
    if (refused[_i].remove) {
        ck_assert_int_eq(unlink(in_folder(refused[_i].remove)), 0);
    }
    if (refused[_i].put) {
        put_file(refused[_i].put, refused[_i].text, 0);
    }
    capture err = capture_begin(stderr);
    int status = run_judge(&out, NULL);
    capture_end(&err);
    ck_assert_int_eq(status, STATUS_BAD_INPUT);
    ck_assert_str_eq(out.text, "");
    ck_one_sentence(&err, refused[_i].sentence, refused[_i].sentence);
}
END_TEST

START_TEST(a_folder_without_an_answer_is_refused)
{
    static const char *const answers[] = {"Z", "A", "dA", "dZ", "dW", "db"};
    capture out;
    put_folder(false, false, false, false);
    unlink(in_folder("C.npy"));
    for (size_t i = 0; i < 6; i++) {
        for (size_t l = 1; l <= 2; l++) {
            char name[20];
            snprintf(name, sizeof name, "%s%zu.npy", answers[i], l);
            ck_assert_int_eq(unlink(in_folder(name)), 0);
        }
    }
    capture err = capture_begin(stderr);
    int status = run_judge(&out, NULL);
    capture_end(&err);
    ck_assert_int_eq(status, STATUS_BAD_INPUT);
    ck_one_sentence(&err, "no answer", "holds no answer: save dW1.npy or dW1.csv there");
}
END_TEST

Suite *judge_suite(void)
{
    Suite *suite = suite_create("judge");
    TCase *folders = tcase_create("folders");
    tcase_add_checked_fixture(folders, make_folder, remove_folder);
    LOOP(folders, right_numbers_in_any_layout_are_right, layouts);
    tcase_add_test(folders, network_txt_may_say_the_layout);
    tcase_add_test(folders, a_text_beside_an_npy_file_is_the_one_that_is_read);
    tcase_add_test(folders, a_name_that_is_not_known_is_mentioned);
    tcase_add_test(folders, without_network_txt_the_usual_network_is_assumed_and_that_is_said);
    LOOP(folders, a_folder_that_is_no_network_is_refused, refused);
    tcase_add_test(folders, a_folder_without_an_answer_is_refused);
    suite_add_tcase(suite, folders);
    return suite;
}
