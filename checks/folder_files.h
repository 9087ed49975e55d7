/* The files of a folder of numbers. Private to folder.c; a race has
 * one too (bench.h).
 *
 *   folder_path, folder_stem       names
 *   folder_exists, folder_find     the file of a matrix, whatever its ending
 *   folder_turn                    transposes
 *   folder_read_answers            Z1 … dA1 dZ1 dW1 db1 … C, and what else lies about
 */
#ifndef FOLDER_FILES_H
#define FOLDER_FILES_H

#include "array.h"
#include "folder.h"

#define FOLDER_PATH 4096
#define FOLDER_NAME 40

/* False: the path is too long; a sentence stands on stderr. */
bool folder_path(char path[FOLDER_PATH], const char *directory, const char *name);

/* W and 2 give W2; X and 0 give X. */
void folder_stem(char stem[FOLDER_NAME], const char *name, size_t l);

/* The path of stem.csv, stem.txt or stem.npy, whichever comes first; folder_find notes the others.
 * False: there is none. */
bool folder_exists(char path[FOLDER_PATH], const char *directory, const char *stem);
bool folder_find(char path[FOLDER_PATH], folder *f, const char *stem);

/* False: no memory; a sentence stands on stderr. */
bool folder_turn(array *a);

/* Fills f->answers, files and notes. False: a sentence stands on stderr. */
bool folder_read_answers(folder *f, orientation how);
void folder_free_files(folder *f);

#endif
