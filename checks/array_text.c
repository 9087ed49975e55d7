#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "array.h"
#include "contract.h"
#include "say.h"

/* A number as it was written: 0.0123 has 3 digits and 4 decimals, 1.5e-3 has 2 digits, 1 decimal
 * and the exponent -3. */
typedef struct {
    double value;
    int digits, decimals, exponent;
    bool point, scientific;
} written;

typedef struct {
    const char *path;
    written *numbers;
    size_t count, room, rows, cols, line;
} table;

/* One number ----------------------------------------------------------------------------------- */

static int count_digits(const char **at, int digits)
{
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        digits += digits > 0 || **at != '0';
    }
    return digits;
}

/* Reads one number; NULL: there is none. Returns what follows it. */
static const char *read_number(written *n, const char *text)
{
    char *end;
    const char *at = text + (*text == '-' || *text == '+');
    *n = (written){.value = strtod(text, &end)};
    n->digits = count_digits(&at, 0);
    if (*at == '.') {
        const char *start = ++at;
        n->digits = count_digits(&at, n->digits);
        n->decimals = (int)(at - start);
        n->point = true;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        n->exponent = (int)strtol(at + 1, NULL, 10);
        n->scientific = true;
    }
    return end == text ? NULL : end;
}

/* The lines ------------------------------------------------------------------------------------ */

static bool keep(table *t, written n)
{
    if (t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 64;
        written *more = bp_calloc(room, sizeof *more);
        if (!more) {
            complain("%s: no memory for its numbers", t->path);
            return false;
        }
        if (t->count > 0) {
            memcpy(more, t->numbers, t->count * sizeof *more);
        }
        bp_free(t->numbers);
        t->numbers = more;
        t->room = room;
    }
    t->numbers[t->count++] = n;
    return true;
}

static bool complain_no_number(const table *t, const char *text)
{
    int length = (int)strcspn(text, "; \t\r\n");
    complain(
        "%s:%zu: '%.*s' does not begin with a number and a comma; a matrix without headings is "
        "expected, a row on each line, with decimal points",
        t->path, t->line, length > 24 ? 24 : length, text);
    return false;
}

/* Blanks, and in them at most one comma (a semicolon where the line has any). Returns what follows;
 * NULL: something else stands there. */
static const char *skip_between(const char *text, char comma)
{
    static const char blanks[] = " \t\r\n";
    const char *at = text + strspn(text, blanks);
    bool parted = *at == comma;
    at += parted;
    at += strspn(at, blanks);
    return at == text || (parted && !*at) ? NULL : at;
}

static bool read_line(table *t, const char *text)
{
    char comma = strchr(text, ';') ? ';' : ',';
    size_t cols = 0;
    for (text += strspn(text, " \t\r\n"); *text; cols++) {
        written n;
        const char *end = read_number(&n, text);
        const char *next = !end || *end == '\0' ? end : skip_between(end, comma);
        if (!next) {
            return complain_no_number(t, text);
        }
        if (!keep(t, n)) {
            return false;
        }
        text = next;
    }
    if (cols > 0 && t->rows > 0 && cols != t->cols) {
        complain("%s:%zu: this row has %zu numbers, the first one has %zu", t->path, t->line, cols,
                 t->cols);
        return false;
    }
    t->cols = cols > 0 ? cols : t->cols;
    t->rows += cols > 0;
    return true;
}

static bool read_lines(table *t, FILE *in)
{
    char *text = NULL;
    size_t room = 0;
    bool good = true;
    ssize_t length;
    while (good && (length = getline(&text, &room, in)) >= 0) {
        t->line++;
        const char *start = t->line == 1 && strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
        if (strlen(text) < (size_t)length) {
            complain("%s:%zu: a zero byte: this is no text", t->path, t->line);
            good = false;
        } else if (*start != '#' && *start != '%') {
            good = read_line(t, start);
        }
    }
    free(text);
    if (good && t->count == 0) {
        complain("%s: it is empty: a matrix of no numbers", t->path);
        good = false;
    }
    return good;
}

/* Digits --------------------------------------------------------------------------------------- */

/* How the whole file was written: with so many decimals, or with so many digits where zeros at the
 * end may have been left out. */
typedef struct {
    int digits;
    bool fixed, whole;
} style;

static style style_of(const table *t)
{
    style s = {.fixed = true, .whole = true};
    for (size_t i = 0; i < t->count; i++) {
        const written *n = &t->numbers[i];
        s.digits = n->digits > s.digits ? n->digits : s.digits;
        s.fixed = s.fixed && n->decimals == t->numbers[0].decimals && !n->scientific;
        s.whole = s.whole && !n->point && !n->scientific;
    }
    return s;
}

/* A unit of the last digit that was written, or that was left out because it is 0. */
static double unit_of(const written *n, const style *s)
{
    if (s->whole || !isfinite(n->value) || (n->value == 0.0 && !s->fixed)) {
        return 0.0;
    }
    double own = pow(10.0, n->exponent - n->decimals);
    if (s->fixed) {
        return own;
    }
    return fmin(own, pow(10.0, floor(log10(fabs(n->value))) + 1.0 - s->digits));
}

bool array_read_text(array *a, FILE *in, const char *path)
{
    table t = {.path = path};
    bool read = read_lines(&t, in);
    if (read &&
        (!bp_mat_new(&a->value, t.rows, t.cols) || !bp_mat_new(&a->rounded, t.rows, t.cols))) {
        complain("%s: no memory for its numbers", path);
        read = false;
    }
    style s = style_of(&t);
    for (size_t i = 0; read && i < t.count; i++) {
        a->value.v[i] = t.numbers[i].value;
        a->rounded.v[i] = unit_of(&t.numbers[i], &s);
    }
    a->digits = (size_t)s.digits;
    a->dimensions = t.count == 1 ? 0 : 2;
    bp_free(t.numbers);
    return read;
}
