#define _XOPEN_SOURCE 700 /* wcwidth */
#include "say.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "clock.h"

/* What stands for a symbol where there is only ASCII. Of several that fit, the longest is taken. */
static const struct {
    const char *symbol, *ascii;
} table[] = {
    {"∂", "d"},      {"∇", "grad "}, {"Σ", "sum"},  {"Π", "prod"},   {"σ", "sigma"},
    {"δ", "delta"},  {"Δ", "Delta"}, {"ε", "eps"},  {"η", "eta"},    {"γ", "gamma"},
    {"λ", "lambda"}, {"π", "pi"},    {"μ", "mu"},   {"⊙", ".*"},     {"·", "*"},
    {"×", "x"},      {"−", "-"},     {"±", "+-"},   {"√", "sqrt"},   {"‖", "||"},
    {"≠", "!="},     {"≤", "<="},    {"≥", ">="},   {"≈", "~"},      {"≡", "=="},
    {"∈", " in "},   {"∞", "inf"},   {"→", "->"},   {"←", "<-"},     {"⇒", "=>"},
    {"ᵀ", "^T"},     {"ᴸ", "^L"},    {"ˡ", "^l"},   {"⁻", "^-"},     {"⁰", "^0"},
    {"¹", "^1"},     {"²", "^2"},    {"³", "^3"},   {"⁴", "^4"},     {"⁵", "^5"},
    {"⁶", "^6"},     {"⁷", "^7"},    {"⁸", "^8"},   {"⁹", "^9"},     {"₀", "_0"},
    {"₁", "_1"},     {"₂", "_2"},    {"½", "1/2"},  {"¼", "1/4"},    {"\u0302", "^"},
    {"′", "'"},      {"’", "'"},     {"‘", "'"},    {"“", "\""},     {"”", "\""},
    {"–", "-"},      {"—", "-"},     {"…", "..."},  {"•", "*"},      {"─", "-"},
    {"│", "|"},      {"✓", "ok"},    {"✗", "x"},    {"§", "sec. "},  {"\u00a0", " "},
    {"⁻¹", "^-1"},   {"⁻²", "^-2"},  {"⁻³", "^-3"}, {"\u2009", " "}, {"µ", "u"},
};

static bool ascii_only = true; /* until say_begin knows better */

void say_begin(void)
{
    setlocale(LC_CTYPE, ""); /* LC_NUMERIC stays "C" */
    ascii_only = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

void say_ascii(bool ascii)
{
    ascii_only = ascii;
}

/* Putting text on a screen -------------------------------------------------------------------- */

/* The next character of a text: what to write for it, and how many bytes and columns it takes. */
typedef struct {
    const char *shown;
    size_t length, columns, taken;
} glyph;

static glyph as_ascii(const char *text)
{
    glyph g = {.shown = "?", .length = 1, .columns = 1, .taken = 1};
    while (((unsigned char)text[g.taken] & 0xc0) == 0x80) {
        g.taken++;
    }
    size_t longest = 0;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t length = strlen(table[i].symbol);
        if (length > longest && strncmp(text, table[i].symbol, length) == 0) {
            longest = g.taken = length;
            g.shown = table[i].ascii;
            g.length = g.columns = strlen(g.shown);
        }
    }
    return g;
}

static glyph as_it_is(const char *text)
{
    wchar_t wide = 0;
    mbstate_t state = {0};
    size_t bytes = mbrtowc(&wide, text, strlen(text), &state);
    if (bytes == 0 || bytes > strlen(text)) {
        return (glyph){.shown = text, .length = 1, .columns = 1, .taken = 1}; /* no character */
    }
    int width = wcwidth(wide);
    return (glyph){.shown = text,
                   .length = bytes,
                   .columns = width > 0 ? (size_t)width : 0,
                   .taken = bytes};
}

/* Writes a text, unless out is NULL; returns its columns. */
static size_t put(FILE *out, const char *text)
{
    size_t columns = 0;
    while (*text) {
        bool foreign = ((unsigned char)*text & 0x80) != 0;
        glyph g = ascii_only && foreign ? as_ascii(text) : as_it_is(text);
        if (out) {
            fwrite(g.shown, 1, g.length, out);
        }
        columns += g.columns;
        text += g.taken;
    }
    return columns;
}

static char *compose(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text) {
        vsnprintf(text, (size_t)length + 1, format, arguments);
    }
    return text;
}

void say(FILE *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = compose(format, arguments);
    va_end(arguments);
    put(out, text ? text : "(no memory for this text)\n");
    free(text);
}

size_t say_columns(const char *text)
{
    return put(NULL, text);
}

void say_padded(FILE *out, int width, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = compose(format, arguments);
    va_end(arguments);
    int gap = abs(width) - (text ? (int)say_columns(text) : 0);
    int left = width > 0 && gap > 0 ? gap : 0, right = width < 0 && gap > 0 ? gap : 0;
    fprintf(out, "%*s", left, "");
    put(out, text ? text : "");
    fprintf(out, "%*s", right, "");
    free(text);
}

void say_wrapped(FILE *out, int indent, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = compose(format, arguments), *rest = NULL;
    va_end(arguments);
    size_t column = 0;
    for (char *word = text ? strtok_r(text, " ", &rest) : NULL; word;
         word = strtok_r(NULL, " ", &rest)) {
        size_t width = say_columns(word);
        if (column > 0 && column + 1 + width > 80) {
            fputc('\n', out);
            column = 0;
        }
        int blanks = column > 0 ? 1 : indent;
        fprintf(out, "%*s", blanks, "");
        put(out, word);
        column += (size_t)blanks + width;
    }
    fputc('\n', out);
    free(text);
}

/* Terminals ----------------------------------------------------------------------------------- */

static bool is_terminal(FILE *out)
{
    int descriptor = fileno(out);
    return descriptor >= 0 && isatty(descriptor);
}

static bool may_be_coloured(FILE *out)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no_color && *no_color) && term && strcmp(term, "dumb") != 0 && is_terminal(out);
}

void say_style(FILE *out, say_kind kind)
{
    static const char *const codes[] = {
        [SAY_PLAIN] = "0",    [SAY_STRONG] = "1", [SAY_GOOD] = "32",
        [SAY_WARNING] = "33", [SAY_BAD] = "31",   [SAY_FAINT] = "2",
    };
    if (may_be_coloured(out)) {
        fprintf(out, "\033[%sm", codes[kind]);
    }
}

/* The bar ------------------------------------------------------------------------------------- */

static struct {
    bool running, on_terminal, shown;
    double begun, drawn; /* seconds */
} bar;

static void remove_bar(void)
{
    if (bar.shown) {
        fprintf(stderr, "\r%*s\r", PROGRESS_SIZE - 1, "");
        bar.shown = false;
    }
}

void progress_text(char text[PROGRESS_SIZE], size_t done, size_t total, double seconds)
{
    enum { WIDTH = 40 };
    double part = total > 0 && done < total ? (double)done / (double)total : 1.0;
    char cells[WIDTH + 1] = {0};
    for (size_t i = 0; i < WIDTH; i++) {
        cells[i] = (double)i + 1.0 <= part * WIDTH ? '#' : '-';
    }
    int length = snprintf(text, PROGRESS_SIZE, "[%s] %3.0f %%", cells, floor(100.0 * part));
    if (part > 0.0 && length > 0) {
        double left = ceil(seconds * (1.0 - part) / part);
        snprintf(text + length, PROGRESS_SIZE - (size_t)length, ", %.0f s left", fmin(left, 1e9));
    }
}

void progress(size_t done, size_t total)
{
    if (!bar.running) {
        bar.running = true;
        bar.on_terminal = is_terminal(stderr);
        bar.begun = clock_seconds();
    }
    if (bar.on_terminal && done < total) {
        double time = clock_seconds();
        if (time - bar.begun >= 2.0 && (!bar.shown || time - bar.drawn >= 0.1)) {
            char text[PROGRESS_SIZE];
            progress_text(text, done, total, time - bar.begun);
            /* back to the start, where the ^C of a terminal will not break the line */
            fprintf(stderr, "\r%-*s\r", PROGRESS_SIZE - 1, text);
            bar.shown = true;
            bar.drawn = time;
        }
    }
    if (done >= total) {
        remove_bar();
        bar.running = false;
    }
}

/* Complaints ---------------------------------------------------------------------------------- */

static const char *place_of_complaints;

void complain_about(const char *place)
{
    place_of_complaints = place;
}

void complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = compose(format, arguments);
    va_end(arguments);
    /* A file name may hold anything; the complaint stays one line. */
    for (char *c = text; c && *c; c++) {
        *c = (unsigned char)*c < ' ' || *c == '\x7f' ? '?' : *c;
    }
    remove_bar();
    const char *place = place_of_complaints;
    say(stderr, "backproof: %s%s%s\n", place ? place : "", place ? ": " : "",
        text ? text : "no memory");
    free(text);
}
