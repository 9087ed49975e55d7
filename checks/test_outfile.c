/* Files that are whole or not there. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "capture.h"
#include "outfile.h"

static char folder[] = "/tmp/backproof-outfile-XXXXXX";
static char path[sizeof folder + 10];

static void make_folder(void)
{
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.tsv", folder);
}

/* How many files there are; and their end. */
static size_t count_files(bool remove_them)
{
    size_t count = 0;
    DIR *files = opendir(folder);
    for (struct dirent *file; (file = readdir(files)) != NULL;) {
        char name[sizeof folder + 260];
        snprintf(name, sizeof name, "%s/%s", folder, file->d_name);
        if (file->d_name[0] != '.') {
            count++;
            if (remove_them) {
                unlink(name);
            }
        }
    }
    closedir(files);
    return count;
}

static void remove_folder(void)
{
    count_files(true);
    rmdir(folder);
}

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void ck_holds(const char *want)
{
    char text[100] = "";
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    ck_assert_str_eq(text, want);
}

START_TEST(a_committed_file_replaces_the_old_one_and_no_sooner)
{
    outfile file;
    write_file("old");
    ck_assert(outfile_open(&file, path));
    fputs("new and longer", file.stream);
    fflush(file.stream);
    ck_holds("old");
    ck_assert(outfile_commit(&file));
    ck_holds("new and longer");
    ck_assert_uint_eq(count_files(false), 1);
}
END_TEST

START_TEST(an_abandoned_file_leaves_the_old_one)
{
    outfile file;
    write_file("old");
    ck_assert(outfile_open(&file, path));
    fputs("new", file.stream);
    outfile_abandon(&file);
    outfile_abandon(&file);
    ck_holds("old");
    ck_assert_uint_eq(count_files(false), 1);
}
END_TEST

START_TEST(a_new_file_gets_the_usual_mode_and_an_old_one_keeps_its_own)
{
    struct stat s;
    outfile file;
    umask(027);
    ck_assert(outfile_open(&file, path) && outfile_commit(&file));
    ck_assert(stat(path, &s) == 0);
    ck_assert_uint_eq(s.st_mode & 0777, 0640);
    chmod(path, 0604);
    ck_assert(outfile_open(&file, path) && outfile_commit(&file));
    ck_assert(stat(path, &s) == 0);
    ck_assert_uint_eq(s.st_mode & 0777, 0604);
}
END_TEST

START_TEST(a_link_stays_a_link)
{
    struct stat s;
    outfile file;
    char link[sizeof folder + 10];
    snprintf(link, sizeof link, "%s/link", folder);
    write_file("old");
    ck_assert(symlink(path, link) == 0);
    ck_assert(outfile_open(&file, link));
    fputs("new", file.stream);
    ck_assert(outfile_commit(&file));
    ck_holds("new");
    ck_assert(lstat(link, &s) == 0 && S_ISLNK(s.st_mode));
}
END_TEST

START_TEST(a_path_that_cannot_be_written_is_refused_at_once)
{
    char missing[sizeof folder + 20];
    snprintf(missing, sizeof missing, "%s/no/a.tsv", folder);
    const char *const paths[] = {folder, missing, ""};
    const char *const words[] = {": it is a directory", ": No such file or directory",
                                 "cannot write ''"};
    for (size_t i = 0; i < 3; i++) {
        outfile file;
        capture c = capture_begin(stderr);
        bool open = outfile_open(&file, paths[i]);
        capture_end(&c);
        ck_assert_msg(!open, "%s was opened", paths[i]);
        ck_one_sentence(&c, paths[i], words[i]);
    }
    ck_assert_uint_eq(count_files(false), 0);
}
END_TEST

START_TEST(what_is_possible_is_told_without_a_trace)
{
    char missing[sizeof folder + 20];
    snprintf(missing, sizeof missing, "%s/no/a.tsv", folder);
    ck_assert(outfile_possible(path));
    ck_assert_uint_eq(count_files(false), 0);
    write_file("old");
    ck_assert(outfile_possible(path));
    ck_holds("old");
    capture c = capture_begin(stderr);
    bool possible = outfile_possible(missing);
    capture_end(&c);
    ck_assert(!possible);
    ck_one_sentence(&c, missing, ": No such file or directory");
    ck_assert_uint_eq(count_files(false), 1);
}
END_TEST

/* Opening it would wait for a reader, and closing it end what that reads. */
START_TEST(a_pipe_is_possible_and_stays_closed)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert(outfile_possible(path));
}
END_TEST

/* Early, when a buffer is full, or late, when the file is closed. */
START_TEST(a_full_disk_is_noticed)
{
    outfile file;
    ck_assert(outfile_open(&file, "/dev/full"));
    for (int i = 0; i < (_i ? 100000 : 1); i++) {
        fputs("8 bytes\n", file.stream);
    }
    capture c = capture_begin(stderr);
    bool written = outfile_commit(&file);
    capture_end(&c);
    ck_assert(!written);
    ck_one_sentence(&c, "/dev/full", "cannot write /dev/full: No space left on device");
}
END_TEST

START_TEST(a_file_that_cannot_be_put_in_its_place_leaves_nothing)
{
    outfile file;
    ck_assert(outfile_open(&file, path));
    fputs("new", file.stream);
    ck_assert(mkdir(path, 0700) == 0);
    capture c = capture_begin(stderr);
    bool written = outfile_commit(&file);
    capture_end(&c);
    rmdir(path);
    ck_assert(!written);
    ck_one_sentence(&c, path, "cannot write ");
    ck_assert_uint_eq(count_files(false), 0);
}
END_TEST

START_TEST(an_interrupt_removes_the_temporary_files)
{
    write_file("old");
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        signal(SIGINT, SIG_DFL); /* Check has its own handler */
        outfile first, second;
        char other[sizeof folder + 10];
        snprintf(other, sizeof other, "%s/b.tsv", folder);
        if (outfile_open(&first, path) && outfile_open(&second, other)) {
            raise(SIGINT);
        }
        _exit(7);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    ck_holds("old");
    ck_assert_uint_eq(count_files(false), 1);
}
END_TEST

Suite *outfile_suite(void)
{
    Suite *suite = suite_create("outfile");
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    tcase_add_test(files, a_committed_file_replaces_the_old_one_and_no_sooner);
    tcase_add_test(files, an_abandoned_file_leaves_the_old_one);
    tcase_add_test(files, a_new_file_gets_the_usual_mode_and_an_old_one_keeps_its_own);
    tcase_add_test(files, a_link_stays_a_link);
    tcase_add_test(files, a_path_that_cannot_be_written_is_refused_at_once);
    tcase_add_test(files, what_is_possible_is_told_without_a_trace);
    tcase_add_test(files, a_pipe_is_possible_and_stays_closed);
    tcase_add_loop_test(files, a_full_disk_is_noticed, 0, 2);
    tcase_add_test(files, a_file_that_cannot_be_put_in_its_place_leaves_nothing);
    tcase_add_test(files, an_interrupt_removes_the_temporary_files);
    suite_add_tcase(suite, files);
    return suite;
}
