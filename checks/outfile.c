#define _XOPEN_SOURCE 700 /* realpath */
#include "outfile.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

/* Every unfinished file is in this list. A signal may arrive between any two steps, so each step
 * leaves the list whole. */
static outfile *volatile unfinished;

static void remove_unfinished(int number)
{
    for (const outfile *file = unfinished; file; file = file->next) {
        unlink(file->temporary);
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void watch(outfile *file)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; !unfinished && i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction before, ours = {.sa_handler = remove_unfinished};
        sigaction(numbers[i], NULL, &before);
        if (before.sa_handler == SIG_DFL) {
            sigaction(numbers[i], &ours, NULL);
        }
    }
    file->next = unfinished;
    unfinished = file;
}

static void unwatch(const outfile *file)
{
    outfile *volatile *link = &unfinished;
    while (*link && *link != file) {
        link = (outfile *volatile *)&(*link)->next;
    }
    if (*link) {
        *link = file->next;
    }
}

static bool cannot_write(outfile *file, const char *path, const char *why)
{
    complain("cannot write %s: %s", path, why);
    outfile_abandon(file);
    return false;
}

/* The file itself, where the path is a link, so that the link survives. */
static char *real_path(const char *path)
{
    char *real = realpath(path, NULL);
    return real ? real : strdup(path);
}

/* The mode that the file has, or that a new one would get. */
static mode_t mode_for(const struct stat *there, bool exists)
{
    mode_t mask = umask(0);
    umask(mask);
    return exists ? there->st_mode & 0777 : 0666 & ~mask;
}

static bool open_temporary(outfile *file, mode_t mode)
{
    size_t size = strlen(file->path) + sizeof ".XXXXXX";
    char *temporary = malloc(size);
    if (!temporary) {
        return false;
    }
    snprintf(temporary, size, "%s.XXXXXX", file->path);
    int descriptor = mkstemp(temporary);
    if (descriptor < 0) {
        free(temporary);
        return false;
    }
    file->temporary = temporary;
    watch(file);
    file->stream = fchmod(descriptor, mode) == 0 ? fdopen(descriptor, "wb") : NULL;
    if (!file->stream) {
        close(descriptor);
    }
    return file->stream != NULL;
}

bool outfile_open(outfile *file, const char *path)
{
    struct stat there;
    *file = (outfile){.path = real_path(path)};
    if (!file->path) {
        return cannot_write(file, path, "no memory");
    }
    if (!*path) {
        return cannot_write(file, "''", "a file has a name");
    }
    bool exists = stat(file->path, &there) == 0;
    if (exists && S_ISDIR(there.st_mode)) {
        return cannot_write(file, path, "it is a directory");
    }
    if (exists && access(file->path, W_OK) != 0) {
        return cannot_write(file, path, strerror(errno));
    }
    if (exists && !S_ISREG(there.st_mode)) {
        file->stream = fopen(file->path, "wb");
    } else {
        open_temporary(file, mode_for(&there, exists));
    }
    return file->stream ? true : cannot_write(file, path, strerror(errno));
}

bool outfile_commit(outfile *file)
{
    errno = 0;
    bool written = fflush(file->stream) == 0 && !ferror(file->stream);
    int reason = errno;
    bool closed = fclose(file->stream) == 0;
    file->stream = NULL;
    if (written && closed && (!file->temporary || rename(file->temporary, file->path) == 0)) {
        outfile_abandon(file); /* nothing is left under the temporary name */
        return true;
    }
    reason = reason ? reason : errno;
    complain("cannot write %s: %s", file->path, strerror(reason));
    outfile_abandon(file);
    return false;
}

void outfile_abandon(outfile *file)
{
    if (file->stream) {
        fclose(file->stream);
    }
    if (file->temporary) {
        unlink(file->temporary);
        unwatch(file);
        free(file->temporary);
    }
    free(file->path);
    *file = (outfile){0};
}

bool outfile_possible(const char *path)
{
    struct stat there;
    outfile file;
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) {
        return true;
    }
    bool possible = outfile_open(&file, path);
    outfile_abandon(&file);
    return possible;
}
