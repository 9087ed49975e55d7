/* A folder for the files of a test. Comes after <check.h> and needs POSIX.
 *
 *   make_folder, remove_folder    a fixture: the_folder
 *   in_folder                     the path of a file in it, until the next call
 *   count_files                   how many there are
 *   put_file                      one with this text
 */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char the_folder[] = "/tmp/backproof-folder-XXXXXX", in_it[sizeof the_folder + 300];

static inline const char *in_folder(const char *name)
{
    snprintf(in_it, sizeof in_it, "%s/%s", the_folder, name);
    return in_it;
}

static inline void make_folder(void)
{
    strcpy(the_folder + sizeof the_folder - 7, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(the_folder));
}

/* How many entries the folder has; without them, if wished. */
static inline size_t count_files(bool remove_them)
{
    size_t count = 0;
    DIR *files = opendir(the_folder);
    for (struct dirent *file; (file = readdir(files)) != NULL;) {
        if (file->d_name[0] != '.') {
            count++;
            if (remove_them) {
                remove(in_folder(file->d_name));
            }
        }
    }
    closedir(files);
    return count;
}

static inline void remove_folder(void)
{
    count_files(true);
    rmdir(the_folder);
}

/* length 0: all of the text. */
static inline void put_file(const char *name, const char *text, size_t length)
{
    FILE *file = fopen(in_folder(name), "wb");
    ck_assert_ptr_nonnull(file);
    fwrite(text, 1, length ? length : strlen(text), file);
    ck_assert_int_eq(fclose(file), 0);
}

/* A test for each row of an array. */
#define LOOP(tcase, test, rows) \
    tcase_add_loop_test(tcase, test, 0, (int)(sizeof rows / sizeof *rows))

#endif
