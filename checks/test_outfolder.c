/* Several files in a folder that come together. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <sys/stat.h>

#include "array.h"
#include "capture.h"
#include "near.h"
#include "outfolder.h"
#include "test_folder.h"
#include "test_nets.h"

static bool is_there(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

static void ck_holds(const char *name, const char *want)
{
    char text[200] = "";
    FILE *file = fopen(in_folder(name), "r");
    ck_assert_msg(file != NULL, "%s is not there", name);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    ck_assert_str_eq(text, want);
}

/* A folder with two new files, b3.txt and c.txt, neither of which has its name yet. */
static outfolder begun(void)
{
    outfolder f;
    ck_assert(outfolder_begin(&f, "--dump", the_folder, 4));
    fputs("new b", outfolder_next(&f, "b", 3, ".txt"));
    fputs("new c", outfolder_next(&f, "c", 0, ".txt"));
    return f;
}

START_TEST(all_files_get_their_names_at_the_end_and_none_before)
{
    put_file("c.txt", "old c", 0);
    outfolder f = begun();
    ck_assert(!is_there("b3.txt"));
    ck_holds("c.txt", "old c");
    ck_assert(outfolder_end(&f));
    ck_holds("b3.txt", "new b");
    ck_holds("c.txt", "new c");
    ck_assert_uint_eq(count_files(false), 2);
}
END_TEST

START_TEST(a_file_that_cannot_be_leaves_the_folder_as_it_was)
{
    put_file("c.txt", "old c", 0);
    ck_assert_int_eq(mkdir(in_folder("d.txt"), 0777), 0);
    capture c = capture_begin(stderr);
    outfolder f = begun();
    FILE *d = outfolder_next(&f, "d", 0, ".txt"), *after = outfolder_next(&f, "e", 0, ".txt");
    bool whole = outfolder_end(&f);
    capture_end(&c);
    ck_assert(!d && !after && !whole);
    ck_one_sentence(&c, "d.txt", "d.txt: it is a directory");
    ck_holds("c.txt", "old c");
    ck_assert_uint_eq(count_files(false), 2);
}
END_TEST

START_TEST(what_is_forgotten_was_never_there)
{
    put_file("c.txt", "old c", 0);
    outfolder f = begun();
    outfolder_forget(&f);
    ck_holds("c.txt", "old c");
    ck_assert_uint_eq(count_files(false), 1);
}
END_TEST

/* With the folder, if it was made for them. */
START_TEST(a_new_folder_goes_with_its_files)
{
    char made[sizeof the_folder + 10];
    snprintf(made, sizeof made, "%s/made", the_folder);
    for (int whole = 0; whole < 2; whole++) {
        outfolder f;
        ck_assert(outfolder_begin(&f, "--dump", made, 1));
        fputs("new", outfolder_next(&f, "a", 0, ".txt"));
        ck_assert(is_there("made"));
        if (whole) {
            ck_assert(outfolder_end(&f));
            ck_holds("made/a.txt", "new");
        } else {
            outfolder_forget(&f);
        }
        ck_assert_int_eq(is_there("made"), whole);
    }
    remove(in_folder("made/a.txt"));
}
END_TEST

/* A folder that cannot be, and the sentence. */
static const complaint impossible[] = {
    {"", "--dump: a folder has a name"},
    {"/none/such", "--dump: cannot make the folder /none/such: No such file or directory"},
    {"/dev/null", "cannot write /dev/null/a.txt: Not a directory"},
};

START_TEST(a_folder_that_cannot_be_gets_one_sentence)
{
    const complaint *x = &impossible[_i];
    outfolder f;
    capture c = capture_begin(stderr);
    bool begins = outfolder_begin(&f, "--dump", x->line, 1);
    bool writes = begins && outfolder_next(&f, "a", 0, ".txt");
    if (begins) {
        ck_assert(!outfolder_end(&f));
    }
    capture_end(&c);
    ck_assert(!writes && f.files == NULL);
    ck_one_sentence(&c, x->line, x->sentence);
}
END_TEST

START_TEST(a_path_that_is_too_long_gets_one_sentence)
{
    static char path[5000];
    outfolder f;
    snprintf(path, sizeof path, "%s", the_folder);
    while (strlen(path) + 3 < sizeof path) {
        strcat(path, "/.");
    }
    capture c = capture_begin(stderr);
    bool begins = outfolder_begin(&f, "--dump", path, 1);
    bool whole = begins && outfolder_next(&f, "a", 0, ".txt");
    whole = begins && outfolder_end(&f) && whole;
    capture_end(&c);
    ck_assert(!whole);
    ck_one_sentence(&c, "5000 bytes", "too long");
}
END_TEST

START_TEST(without_memory_nothing_is_made)
{
    outfolder f;
    snprintf(in_it, sizeof in_it, "%s/made", the_folder);
    dry_after(0);
    capture c = capture_begin(stderr);
    bool begins = outfolder_begin(&f, "--save", in_it, 3);
    capture_end(&c);
    dry_after(-1);
    ck_assert(!begins);
    ck_one_sentence(&c, "no memory", "no memory for --save /tmp/");
    ck_assert_uint_eq(count_files(false), 0);
}
END_TEST

START_TEST(a_matrix_comes_back_with_all_its_bits_from_either_kind_of_file)
{
    MATRIX(m, 2, 3, 0.1, -2.0 / 3.0, 1e-308, 3e300, -0.7, 5e-324);
    outfolder f;
    ck_assert(outfolder_begin(&f, "--dump", the_folder, 2));
    outfolder_matrix(&f, "dW", 4, "_numeric", &m, false);
    outfolder_matrix(&f, "Y", 0, "", &m, true);
    ck_assert(outfolder_end(&f));
    static const char *const names[] = {"dW4_numeric.npy", "Y.csv"};
    for (size_t i = 0; i < 2; i++) {
        array a;
        ck_assert(array_read(&a, in_folder(names[i])));
        ck_assert(bp_mat_same_shape(&a.value, &m) && bp_mat_gap(&a.value, &m).gap == 0.0);
        array_free(&a);
    }
}
END_TEST

START_TEST(network_txt_holds_the_options_of_the_network)
{
    nets n;
    outfolder f;
    nets_new(&n, 2, (size_t[]){3, 4, 2}, (const char *const[]){NULL, "leaky-relu", "softmax"},
             "categorical", 5, 3);
    ck_assert(outfolder_begin(&f, "--dump", the_folder, 1));
    outfolder_network(&f, &n.net);
    ck_assert(outfolder_end(&f));
    ck_holds("network.txt", "--activations leaky-relu,softmax --loss categorical\n");
    nets_free(&n);
}
END_TEST

Suite *outfolder_suite(void)
{
    Suite *suite = suite_create("outfolder");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    tcase_add_test(files, all_files_get_their_names_at_the_end_and_none_before);
    tcase_add_test(files, a_file_that_cannot_be_leaves_the_folder_as_it_was);
    tcase_add_test(files, what_is_forgotten_was_never_there);
    tcase_add_test(files, a_new_folder_goes_with_its_files);
    LOOP(files, a_folder_that_cannot_be_gets_one_sentence, impossible);
    tcase_add_test(files, a_path_that_is_too_long_gets_one_sentence);
    tcase_add_test(files, without_memory_nothing_is_made);
    tcase_add_test(files, a_matrix_comes_back_with_all_its_bits_from_either_kind_of_file);
    tcase_add_test(files, network_txt_holds_the_options_of_the_network);
    suite_add_tcase(suite, files);
    return suite;
}
