#include "csv_text.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

enum {
    FIRST_ROOM = 4096, /* bytes; doubled until the file fits */
    LONGEST_PATH = 80  /* bytes of it that a sentence has room for */
};

/* The file's name is at the end of a path: the end is what stays of a long one. */
static const char *tail(const char *path)
{
    size_t length = strlen(path);
    return length > LONGEST_PATH ? path + length - LONGEST_PATH : path;
}

bool bp_csv_fail(const bp_csv_text *csv, size_t column, const char *format, ...)
{
    char line[32] = "", place[32] = "";
    if (csv->line > 0) {
        snprintf(line, sizeof line, ":%zu", csv->line);
    }
    if (column > 0) {
        snprintf(place, sizeof place, " column %zu:", column);
    }
    int used = snprintf(csv->error, BP_MESSAGE_SIZE, "%s%s:%s ", tail(csv->path), line, place);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(csv->error + used, BP_MESSAGE_SIZE - (size_t)used, format, arguments);
    va_end(arguments);
    return false;
}

const char *bp_csv_quoted(bp_csv_text *csv, const char *field)
{
    size_t length = strlen(field), end = length < BP_CSV_QUOTED ? length : BP_CSV_QUOTED;
    while (end < length && end > 0 && ((unsigned char)field[end] & 0xC0) == 0x80) {
        end--; /* between two characters of UTF-8, not inside one */
    }
    const char *rest = end < length ? "..." : "";
    snprintf(csv->quoted, sizeof csv->quoted, "\"%.*s%s\"", (int)end, field, rest);
    for (char *c = csv->quoted; *c; c++) {
        bool control = (unsigned char)*c < ' ' || *c == 0x7F;
        *c = (char)(control ? '?' : *c);
    }
    return length > 0 ? csv->quoted : "nothing";
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool ends_field(char c)
{
    return c == ',' || c == '\n' || c == '\0';
}

static char *skip_blanks(char *at)
{
    while (is_blank(*at)) {
        at++;
    }
    return at;
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    bool blank = true;
    for (; *text; text++) {
        if (*text == '\n') {
            blank = true;
        } else if (blank && !is_blank(*text)) {
            blank = false;
            lines++;
        }
    }
    return lines;
}

/* A text has no byte 0: where one comes, reading stops, so that /dev/zero has an end. */
static void read_bytes(bp_csv_text *csv, FILE *file, size_t *length)
{
    size_t room = FIRST_ROOM;
    csv->text = bp_calloc(room, 1);
    while (csv->text) {
        *length += fread(csv->text + *length, 1, room - 1 - *length, file);
        if (*length < room - 1 || memchr(csv->text, '\0', *length)) {
            return;
        }
        char *smaller = csv->text;
        room *= 2;
        csv->text = bp_calloc(room, 1);
        if (csv->text) {
            memcpy(csv->text, smaller, *length);
        }
        bp_free(smaller);
    }
}

bool bp_csv_open(bp_csv_text *csv, FILE *file, const char *path, char error[BP_MESSAGE_SIZE])
{
    *csv = (bp_csv_text){.path = path, .error = error};
    size_t length = 0;
    read_bytes(csv, file, &length);
    if (!csv->text) {
        return bp_csv_fail(csv, 0, "no memory");
    }
    if (ferror(file)) {
        return bp_csv_fail(csv, 0, "expected a CSV file: %s", strerror(errno));
    }
    if (strlen(csv->text) < length) {
        csv->line = 1;
        for (const char *end = csv->text; (end = strchr(end, '\n')); end++) {
            csv->line++;
        }
        return bp_csv_fail(csv, 0, "expected text in UTF-8, found a byte 0");
    }
    csv->at = csv->text + (strncmp(csv->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
    csv->lines = count_lines(csv->at);
    return true;
}

void bp_csv_close(bp_csv_text *csv)
{
    bp_free(csv->text);
    bp_free(csv->fields);
    *csv = (bp_csv_text){0};
}

/* What stands between the quotes, "" made ", moved to the front. NULL: they are not closed. */
static char *cut_quoted(bp_csv_text *csv, size_t column, char **end)
{
    char *begin = csv->at + 1, *at = begin, *to = begin;
    while (*at != '"' || at[1] == '"') {
        if (*at == '\n' || *at == '\0') {
            bp_csv_fail(csv, column, "expected a closing quote in the same line, found none");
            return NULL;
        }
        at += *at == '"';
        *to++ = *at++;
    }
    csv->at = skip_blanks(at + 1);
    if (!ends_field(*csv->at)) {
        csv->at[strcspn(csv->at, "\r\n")] = '\0';
        bp_csv_fail(csv, column, "expected a comma after the closing quote, found %s",
                    bp_csv_quoted(csv, csv->at));
        return NULL;
    }
    *end = to;
    return begin;
}

static char *cut_plain(bp_csv_text *csv, char **end)
{
    char *begin = csv->at;
    while (!ends_field(*csv->at)) {
        csv->at++;
    }
    *end = csv->at;
    while (*end > begin && is_blank((*end)[-1])) {
        --*end;
    }
    return begin;
}

/* The next field as a string of its own, and whether the line goes on after it. */
static char *cut_field(bp_csv_text *csv, size_t column, bool *more)
{
    char *end;
    csv->at = skip_blanks(csv->at);
    char *field = *csv->at == '"' ? cut_quoted(csv, column, &end) : cut_plain(csv, &end);
    if (!field) {
        return NULL;
    }
    *more = *csv->at == ',';
    csv->at += *csv->at != '\0';
    *end = '\0'; /* only now: it may stand on the comma */
    return field;
}

/* Goes to the next line that is not blank; the caller knows that there is one. */
static void seek_line(bp_csv_text *csv)
{
    for (csv->line++; *skip_blanks(csv->at) == '\n'; csv->line++) {
        csv->at = skip_blanks(csv->at) + 1;
    }
}

/* Room for every field of the line: a comma between quotes only makes it too large. */
static bool make_room(bp_csv_text *csv)
{
    csv->room = 1;
    for (const char *at = csv->at; *at != '\n' && *at != '\0'; at++) {
        csv->room += *at == ',';
    }
    csv->fields = bp_calloc(csv->room, sizeof *csv->fields);
    return csv->fields || bp_csv_fail(csv, 0, "no memory");
}

bool bp_csv_next_line(bp_csv_text *csv)
{
    seek_line(csv);
    if (!csv->fields && !make_room(csv)) {
        return false;
    }
    csv->count = 0;
    for (bool more = true; more; csv->count++) {
        char *field = cut_field(csv, csv->count + 1, &more);
        if (!field) {
            return false;
        }
        if (csv->count < csv->room) {
            csv->fields[csv->count] = field;
        }
    }
    return true;
}
