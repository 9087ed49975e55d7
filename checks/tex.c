#include "tex.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The widths are those of Computer Modern. Of several symbols that fit, the first is taken. */
static const struct {
    const char *plain, *tex;
    double points;
} symbols[] = {
    {"(1/M)", "\\frac{1}{M}", 12.0},
    {"1/M", "\\frac{1}{M}", 12.0},
    {"b̂", "\\hat b", 4.3},
    {"= ", " = ", 13.4},
    {"≠", " \\ne ", 13.4},
    {"+", " + ", 12.3},
    {"−", " - ", 12.3},
    {"×", " \\times ", 12.3},
    {"⊙", " \\odot ", 12.3},
    {"·", " \\cdot ", 7.3},
    {"Σ", "\\sum", 16.1},
    {"∂", "\\partial ", 5.9},
    {"∇", "\\nabla", 8.4},
    {"σ", "\\sigma", 6.1},
    {"δ", "\\delta", 4.8},
    {"-", "-", 7.8},
    {",", ", ", 4.5},
    {"'", "'", 3.0},
    {"(", "(", 3.9},
    {")", ")", 3.9},
};
#define LETTER 8.0
#define OTHER 5.0 /* a digit, a bracket */
#define IN_WORD 5.2
#define POINT 2.8
#define IN_INDEX 4.0
#define POWER_OF_TEN 34.0

static void translate(tex *out, const char *at, const char *end);

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A single letter is mathematics. */
static bool is_word(const char *at)
{
    return is_letter(at[0]) && is_letter(at[1]);
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void put(tex *out, const char *text, double points)
{
    size_t used = strlen(out->text);
    snprintf(out->text + used, TEX_SIZE - used, "%s", text);
    out->points += points;
}

static void put_byte(tex *out, char c, double points)
{
    put(out, (char[]){c, '\0'}, points);
}

/* Each of these writes what stands at `at` and returns what stands behind it ------------------- */

/* With the blanks on both sides, which mathematics would drop. */
static const char *words(tex *out, const char *at)
{
    bool last = false;
    put(out, "\\text{", 0.0);
    for (; !last && (is_letter(*at) || *at == ' ' || *at == '\'' || *at == '-' || *at == '_');
         at++) {
        last = *at == ' ' && !is_word(at + 1);
        put(out, *at == '_' ? "\\" : "", 0.0);
        put_byte(out, *at, IN_WORD);
    }
    put(out, "}", 0.0);
    return at;
}

/* leaky-relu(0.5), loss(A): no blank before it. */
static bool is_function(const char *at)
{
    bool word = is_word(at);
    while (is_letter(*at) || *at == '-') {
        at++;
    }
    return word && *at == '(';
}

/* 4.2, 1.5e-06; 2.5e+00 is 2.5, and 0.0e+00 is 0. */
static const char *number(tex *out, const char *at)
{
    char text[40], *end = NULL;
    if (strtod(at, &end) == 0.0) {
        put(out, "0", OTHER);
        return end;
    }
    for (end = NULL; is_digit(*at) || *at == '.'; at++) {
        put_byte(out, *at, *at == '.' ? POINT : OTHER);
    }
    long power = *at == 'e' ? strtol(at + 1, &end, 10) : 0;
    if (power != 0) {
        snprintf(text, sizeof text, " \\times 10^{%ld}", power);
        put(out, text, POWER_OF_TEN);
    }
    return end ? end : at;
}

/* l, km, j'm, {l+1}, [2,3]: the letters of an index are no word, [others] is. */
static const char *one_index(tex *out, const char *at)
{
    bool closed = *at == '{' || *at == '[';
    at += closed;
    at = closed && is_word(at) ? words(out, at) : at;
    for (;
         closed ? *at && *at != ']' && *at != '}' : is_letter(*at) || is_digit(*at) || *at == '\'';
         at++) {
        put_byte(out, *at, IN_INDEX);
    }
    return closed && *at ? at + 1 : at;
}

/* TeX wants one subscript: C_x[4] has x,4. */
static const char *script(tex *out, const char *at)
{
    bool up = *at == '^';
    put(out, up ? "^{" : "_{", 0.0);
    at = one_index(out, *at == '[' ? at : at + 1);
    if (!up && *at == '[') {
        put(out, ",", IN_INDEX);
        at = one_index(out, at);
    }
    put(out, "}", 0.0);
    return at;
}

/* …and one superscript. */
static const char *transposed(tex *out, const char *at)
{
    at += strlen("ᵀ");
    put(out, *at == '^' ? "^{\\mathsf T}{}" : "^{\\mathsf T}", IN_INDEX + 1.0);
    return at;
}

/* Where what is differentiated, or by what, ends: Z^{l+1}_km, C_x, W^2[1,5]. */
static const char *operand_end(const char *at)
{
    for (; *at && !strchr(" ,/()", *at) && !starts(at, "·"); at++) {
        if (*at == '[' || *at == '{') {
            at += strcspn(at, "]}");
        }
    }
    return at;
}

static bool is_fraction(const char *at)
{
    return starts(at, "∂") && starts(operand_end(at), "/∂");
}

static const char *fraction(tex *out, const char *at)
{
    tex above = {.points = 2.4}, below = {.points = 2.4};
    const char *bar = operand_end(at), *end = operand_end(bar + 1);
    put(&above, "\\partial ", 5.9);
    translate(&above, at + strlen("∂"), bar);
    put(&below, "\\partial ", 5.9);
    translate(&below, bar + strlen("/∂"), end);
    put(out, "\\frac{", above.points > below.points ? above.points : below.points);
    put(out, above.text, 0.0);
    put(out, "}{", 0.0);
    put(out, below.text, 0.0);
    put(out, "}", 0.0);
    return end;
}

/* The bracket that closes this one; NULL: none does. */
static const char *closing(const char *at)
{
    int depth = 0;
    for (; *at; at++) {
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        if (depth == 0) {
            return at;
        }
    }
    return NULL;
}

/* Brackets are as high as a fraction inside. */
static bool is_high(const char *at)
{
    const char *end = *at == '(' ? closing(at) : NULL, *inside = strstr(at, "∂");
    return end && inside && inside < end;
}

static const char *high_brackets(tex *out, const char *at)
{
    const char *end = closing(at);
    put(out, "\\left( ", 7.4);
    translate(out, at + 1, end);
    put(out, " \\right)", 7.4);
    return end + 1;
}

static const char *negative_factor(tex *out, const char *at)
{
    put(out, " \\times (-", 27.9);
    at = number(out, at + strlen("× -"));
    put(out, ")", 0.0);
    return at;
}

static const char *symbol(tex *out, const char *at)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (starts(at, symbols[i].plain)) {
            put(out, symbols[i].tex, symbols[i].points);
            return at + strlen(symbols[i].plain);
        }
    }
    if (is_digit(*at)) {
        return number(out, at);
    }
    put_byte(out, *at, is_letter(*at) ? LETTER : OTHER);
    return at + 1;
}

/* A product without a sign: what is high, upright or bracketed needs a little room. */
static bool is_gap(const tex *out, const char *at)
{
    size_t used = strlen(out->text);
    bool behind_factor = used > 0 && out->text[used - 1] != ' ';
    return behind_factor && *at == ' ' &&
           (at[1] == '(' || is_fraction(at + 1) || is_function(at + 1));
}

/* All of it ------------------------------------------------------------------------------------ */

static void translate(tex *out, const char *at, const char *end)
{
    while (at < end) {
        if (is_gap(out, at)) {
            put(out, "\\, ", 1.7);
            at++;
        } else if (*at == ' ' && (!is_word(at + 1) || is_function(at + 1))) {
            at++;
        } else if (*at == ' ' || is_word(at)) {
            at = words(out, at);
        } else if (strchr("^_[", *at)) {
            at = script(out, at);
        } else if (starts(at, "ᵀ")) {
            at = transposed(out, at);
        } else if (is_fraction(at)) {
            at = fraction(out, at);
        } else if (is_high(at)) {
            at = high_brackets(out, at);
        } else if (starts(at, "× -")) {
            at = negative_factor(out, at);
        } else {
            at = symbol(out, at);
        }
    }
}

tex tex_of(const char *format, ...)
{
    char plain[TEX_SIZE];
    tex out = {.points = 0.0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(plain, sizeof plain, format, arguments);
    va_end(arguments);
    translate(&out, plain, plain + strlen(plain));
    return out;
}
