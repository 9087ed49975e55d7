/* What a piece of code writes to a stream, for a test. Comes after <check.h> and needs POSIX.
 *
 *   capture c = capture_begin(stderr);
 *   complain("…");
 *   capture_end(&c);
 *   ck_assert_str_eq(c.text, "backproof: …\n");
 */
#ifndef CAPTURE_H
#define CAPTURE_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    FILE *stream, *file;
    int saved;
    char text[8192];
} capture;

static inline capture capture_begin(FILE *stream)
{
    capture c = {.stream = stream, .file = tmpfile()};
    ck_assert_ptr_nonnull(c.file);
    fflush(stream);
    c.saved = dup(fileno(stream));
    ck_assert_int_ge(c.saved, 0);
    ck_assert_int_ge(dup2(fileno(c.file), fileno(stream)), 0);
    return c;
}

static inline void capture_end(capture *c)
{
    fflush(c->stream);
    dup2(c->saved, fileno(c->stream));
    close(c->saved);
    rewind(c->file);
    size_t length = fread(c->text, 1, sizeof c->text - 1, c->file);
    c->text[length] = '\0';
    fclose(c->file);
}

/* A complaint, of one sentence, that has this part. `what` says which of many it is. */
static inline void ck_one_sentence(const capture *c, const char *what, const char *part)
{
    const char *end = strchr(c->text, '\n');
    ck_assert_msg(strncmp(c->text, "backproof: ", 11) == 0 && end && end[1] == '\0',
                  "%s: not one sentence: %s", what, c->text);
    ck_assert_msg(strstr(c->text, part) != NULL, "%s: no \"%s\" in: %s", what, part, c->text);
}

/* A command line, and what is said of it. */
typedef struct {
    const char *line, *sentence;
} complaint;

#endif
