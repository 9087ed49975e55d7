/* The command line of a saved run. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <string.h>

#include "folder_files.h"
#include "say.h"
#include "training.h"

#define LONGEST 65536

/* What is wrong with the text that the file holds; NULL: nothing. Lines that somebody has lost
 * would go unnoticed, but not that there are none, or half of one. */
static const char *refusal(char *text, FILE *in)
{
    size_t length = fread(text, 1, LONGEST, in);
    return ferror(in)                                      ? strerror(errno)
           : length == LONGEST                             ? "it is too long"
           : length == 0 || text[strlen(text) - 1] != '\n' ? "it ends too early"
                                                           : NULL;
}

/* NULL: a sentence stands on stderr. */
static char *read_text(const char *path)
{
    FILE *in = fopen(path, "r");
    char *text = in ? bp_calloc(LONGEST + 1, 1) : NULL;
    const char *why = !in ? strerror(errno) : !text ? "no memory" : refusal(text, in);
    if (why) {
        complain("%s: expected the options of a saved run: %s", path, why);
        bp_free(text);
    }
    if (in) {
        fclose(in);
    }
    return why ? NULL : text;
}

bool training_recall(training_recalled *r, const char *dir, int argc, char **argv)
{
    *r = (training_recalled){0};
    if (!folder_path(r->path, dir, "training.txt") || !(r->text = read_text(r->path))) {
        return false;
    }
    r->argc = argc;
    r->argv = options_after(r->text, '\n', &r->argc, argv);
    if (!r->argv) {
        complain("no memory for the options in %s", r->path);
        training_recalled_free(r);
        return false;
    }
    return true;
}

void training_recalled_free(training_recalled *r)
{
    bp_free(r->argv);
    bp_free(r->text);
    *r = (training_recalled){0};
}
