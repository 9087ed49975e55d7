#define _POSIX_C_SOURCE 200809L
#include "folder_files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "names.h"
#include "say.h"

static const char *const endings[] = {".csv", ".txt", ".npy"};
enum { ENDINGS = sizeof endings / sizeof *endings };

/* What an answer is called, in layer l or as a whole. */
static const struct {
    const char *name;
    bp_quantity quantity;
    bool sample; /* a row or a column is a sample */
} answers[] = {{"Z", BP_Z, true},    {"A", BP_A, true},    {"dA", BP_dA, true}, {"dZ", BP_dZ, true},
               {"dW", BP_dW, false}, {"db", BP_db, false}, {"C", BP_C, false}};
enum { ANSWERS = sizeof answers / sizeof *answers };

/* Names ---------------------------------------------------------------------------------------- */

bool folder_path(char path[FOLDER_PATH], const char *directory, const char *name)
{
    bool fits = snprintf(path, FOLDER_PATH, "%s/%s", directory, name) < FOLDER_PATH;
    if (!fits) {
        complain("%s: the name of the folder is too long", directory);
    }
    return fits;
}

void folder_stem(char stem[FOLDER_NAME], const char *name, size_t l)
{
    snprintf(stem, FOLDER_NAME, l > 0 ? "%s%zu" : "%s", name, l);
}

static bool exists(char path[FOLDER_PATH], const char *directory, const char *stem, size_t ending)
{
    int length = snprintf(path, FOLDER_PATH, "%s/%s%s", directory, stem, endings[ending]);
    return length < FOLDER_PATH && access(path, F_OK) == 0;
}

bool folder_exists(char path[FOLDER_PATH], const char *directory, const char *stem)
{
    bool found = false;
    for (size_t i = 0; !found && i < ENDINGS; i++) {
        found = exists(path, directory, stem, i);
    }
    return found;
}

/* A note for which there is no memory is not missed much. */
static void note(folder *f, const char *format, const char *first, const char *second)
{
    size_t size = strlen(format) + strlen(first) + strlen(second) + 1;
    char **notes = realloc(f->notes, (f->note_count + 1) * sizeof *notes);
    if (!notes) {
        return;
    }
    f->notes = notes;
    notes[f->note_count] = malloc(size);
    if (notes[f->note_count]) {
        snprintf(notes[f->note_count++], size, format, first, second);
    }
}

bool folder_find(char path[FOLDER_PATH], folder *f, const char *stem)
{
    bool found = false;
    for (size_t i = 0; i < ENDINGS; i++) {
        char other[FOLDER_PATH];
        bool here = exists(found ? other : path, f->path, stem, i);
        if (found && here) {
            note(f, "%s is not read, because %s is there.", strrchr(other, '/') + 1,
                 strrchr(path, '/') + 1);
        }
        found = found || here;
    }
    return found;
}

bool folder_turn(array *a)
{
    bp_mat *both[] = {&a->value, &a->rounded};
    bool good = true;
    for (size_t i = 0; good && i < 2; i++) {
        bp_mat turned, *m = both[i];
        good = bp_mat_new(&turned, m->cols, m->rows);
        for (size_t j = 0; good && j < m->rows; j++) {
            for (size_t k = 0; k < m->cols; k++) {
                BP_AT(&turned, k, j) = BP_AT(m, j, k);
            }
        }
        if (good) {
            bp_mat_free(m);
            *m = turned;
        }
    }
    if (!good) {
        complain("no memory to transpose a matrix");
    }
    return good;
}

/* Answers -------------------------------------------------------------------------------------- */

/* As the article has it: a flat array takes the shape that it must have. */
static bool turn_answer(array *a, size_t i, bp_shape right, orientation how)
{
    bool row = a->dimensions == 1             ? right.rows == 1 && a->value.rows > 1
               : answers[i].sample            ? how != AS_COLUMNS
               : answers[i].quantity == BP_dW ? how == AS_KERNELS
                                              : how != AS_COLUMNS && a->value.rows == 1;
    return !row || folder_turn(a);
}

static bool read_answer(folder *f, size_t i, size_t l, const char *path, orientation how)
{
    array a;
    bp_quantity q = answers[i].quantity;
    bp_shape right = bp_quantity_shape(&f->problem.net, f->problem.batch.X.cols, q, l);
    bool good = array_read(&a, path) && turn_answer(&a, i, right, how);
    if (good && !bp_hand_in(&f->answers, q, l, &a.value, &a.rounded)) {
        complain("no memory for %s", path);
        good = false;
    }
    if (good) {
        folder_file *file = &f->files[f->count++];
        *file = (folder_file){.quantity = q, .layer = l, .digits = a.digits, .single = a.single};
        snprintf(file->name, sizeof file->name, "%.*s", (int)sizeof file->name - 1,
                 strrchr(path, '/') + 1);
        f->answers.single = f->answers.single || a.single;
        f->answers.coarse = f->answers.coarse || a.single;
    }
    array_free(&a);
    return good;
}

static bool read_answers(folder *f, orientation how)
{
    size_t L = f->problem.net.L;
    bool good = true;
    for (size_t i = 0; good && i < ANSWERS; i++) {
        bool whole = answers[i].quantity == BP_C;
        for (size_t l = whole ? L : 1; good && l <= L; l++) {
            char stem[FOLDER_NAME], path[FOLDER_PATH];
            folder_stem(stem, answers[i].name, whole ? 0 : l);
            good = !folder_find(path, f, stem) || read_answer(f, i, l, path, how);
        }
    }
    if (good && f->count == 0) {
        complain(
            "%s holds no answer: save dW1.npy or dW1.csv there, or any of Z A dA dZ dW db with "
            "the number of its layer",
            f->path);
        good = false;
    }
    return good;
}

/* What else lies about ------------------------------------------------------------------------- */

static bool is_stem(const char *stem, const char *name, size_t l)
{
    char own[FOLDER_NAME];
    folder_stem(own, name, l);
    return strcmp(stem, own) == 0;
}

/* Is it a matrix that was read, or that verify --dump has written for comparison? */
static bool is_known(const folder *f, const char *stem)
{
    static const char *const others[] = {"X", "Y", "C", "network"};
    static const char *const parameters[] = {"W", "b"};
    bool known = strstr(stem, "_numeric") != NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        known = known || strcmp(stem, others[i]) == 0;
    }
    for (size_t l = 1; l <= f->problem.net.L; l++) {
        for (size_t i = 0; i < ANSWERS; i++) {
            known = known || (answers[i].quantity != BP_C && is_stem(stem, answers[i].name, l));
        }
        for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
            known = known || is_stem(stem, parameters[i], l);
        }
    }
    return known;
}

static void note_unknown(folder *f, const char *name)
{
    char stem[FOLDER_NAME] = "";
    const char *end = strrchr(name, '.');
    bool matrix = false;
    for (size_t i = 0; end && i < ENDINGS; i++) {
        matrix = matrix || strcmp(end, endings[i]) == 0;
    }
    if (matrix && (size_t)(end - name) < sizeof stem) {
        memcpy(stem, name, (size_t)(end - name));
        if (!is_known(f, stem)) {
            note(f, "%s is not read: %s.", name,
                 "the names are Z1 A1 dA1 dZ1 dW1 db1 and so on, and C; there is no other layer");
        }
    }
}

static bool look_about(folder *f)
{
    struct dirent **entries;
    int count = scandir(f->path, &entries, NULL, alphasort);
    if (count < 0) {
        complain("%s cannot be listed", f->path);
        return false;
    }
    for (int i = 0; i < count; i++) {
        note_unknown(f, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return true;
}

bool folder_read_answers(folder *f, orientation how)
{
    const problem *p = &f->problem;
    f->files = bp_calloc(ANSWERS * p->net.L + 1, sizeof *f->files);
    if (!f->files || !bp_handed_in_new(&f->answers, &p->net, &p->batch.X, &p->batch.Y)) {
        complain("no memory for the answers of %s", f->path);
        return false;
    }
    return read_answers(f, how) && look_about(f);
}

void folder_free_files(folder *f)
{
    for (size_t i = 0; i < f->note_count; i++) {
        free(f->notes[i]);
    }
    free(f->notes);
    bp_free(f->files);
}
