#include "csv.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_text.h"

#define DIGITS "0123456789"

enum { LONGEST_NUMBER = 500 }; /* bytes */

typedef struct {
    bp_csv_text text;
    size_t columns; /* as many as the header has */
    size_t targets; /* of them; the class is one */
    bool numeric;   /* whether the targets are numbers */
    const char *class_names[BP_CSV_CLASSES];
    size_t classes;
} csv_reader;

static const char *skip_sign(const char *text)
{
    return text + (*text == '+' || *text == '-');
}

/* Whether all of `text` is a decimal number: strtod alone would take less than all, and
 * hexadecimal numbers, nan and inf besides. */
static bool is_decimal(const char *text)
{
    text = skip_sign(text);
    size_t whole = strspn(text, DIGITS);
    text += whole;
    size_t fraction = *text == '.' ? strspn(text + 1, DIGITS) : 0;
    text += fraction + (*text == '.');
    if (*text == 'e' || *text == 'E') {
        text = skip_sign(text + 1);
        size_t exponent = strspn(text, DIGITS);
        if (exponent == 0) {
            return false;
        }
        text += exponent;
    }
    return whole + fraction > 0 && *text == '\0';
}

/* strtod expects the point of the locale; so the point moves into the exponent: 5.84e3 → 584e1. */
static double decimal_value(const char *text)
{
    char plain[LONGEST_NUMBER + 32];
    int whole = (int)strcspn(text, ".eE");
    const char *fraction = text + whole + (text[whole] == '.');
    int places = (int)strspn(fraction, DIGITS);
    const char *mark = fraction + places;
    long exponent = *mark ? strtol(mark + 1, NULL, 10) : 0;
    exponent -= exponent > LONG_MIN + places ? places : 0;
    snprintf(plain, sizeof plain, "%.*s%.*se%ld", whole, text, places, fraction, exponent);
    return strtod(plain, NULL);
}

static bool read_number(csv_reader *csv, size_t column, double *number)
{
    const char *field = csv->text.fields[column - 1], *expected = "a number";
    if (is_decimal(field)) {
        bool fits = strlen(field) <= LONGEST_NUMBER;
        *number = fits ? decimal_value(field) : 0.0;
        if (fits && isfinite(*number)) {
            return true;
        }
        expected = fits ? "a number that a double can hold" : "a number with fewer digits";
    }
    return bp_csv_fail(&csv->text, column, "expected %s, found %s", expected,
                       bp_csv_quoted(&csv->text, field));
}

/* The number of the class, counted from 0 in the order of first appearance. */
static bool read_class(csv_reader *csv, size_t column, double *number)
{
    const char *name = csv->text.fields[column - 1];
    size_t c = 0;
    while (c < csv->classes && strcmp(csv->class_names[c], name) != 0) {
        c++;
    }
    if (*name == '\0') {
        return bp_csv_fail(&csv->text, column, "expected a class, found nothing");
    }
    if (c == BP_CSV_CLASSES) {
        return bp_csv_fail(&csv->text, column,
                           "expected at most %d classes (or numeric targets), found one more: %s",
                           BP_CSV_CLASSES, bp_csv_quoted(&csv->text, name));
    }
    if (c == csv->classes) {
        csv->class_names[csv->classes++] = name;
    }
    *number = (double)c;
    return true;
}

/* What a file with one column has instead of commas. */
static const char *other_comma(const char *header)
{
    return strchr(header, ';') ? "semicolons" : strchr(header, '\t') ? "tabs" : NULL;
}

static bool check_header(const csv_reader *csv)
{
    if (csv->columns <= csv->targets) {
        const char *other = csv->columns == 1 ? other_comma(csv->text.fields[0]) : NULL;
        char targets[32] = "class", found[32] = "1 column";
        if (csv->numeric) {
            snprintf(targets, sizeof targets, "%zu targets", csv->targets);
        }
        if (csv->columns > 1) {
            snprintf(found, sizeof found, "%zu columns", csv->columns);
        }
        return bp_csv_fail(&csv->text, 0,
                           "expected features and the %s, separated by commas, found %s", targets,
                           other ? other : found);
    }
    size_t names = 0;
    for (size_t i = 0; i < csv->columns - csv->targets; i++) {
        names += !is_decimal(csv->text.fields[i]);
    }
    return names > 0 ||
           bp_csv_fail(&csv->text, 0, "expected a header with names above the data, found numbers");
}

static bool read_header(csv_reader *csv)
{
    if (csv->text.lines == 0) {
        return bp_csv_fail(&csv->text, 0, "expected a header with names, found an empty file");
    }
    if (!bp_csv_next_line(&csv->text)) {
        return false;
    }
    csv->columns = csv->text.count;
    return check_header(csv) &&
           (csv->text.lines > 1 ||
            bp_csv_fail(&csv->text, 0, "expected data below the header, found the end"));
}

/* Sample m. A class is written to Y as its number: how many there are is known at the end. */
static bool read_sample(csv_reader *csv, bp_samples *all, size_t m)
{
    if (!bp_csv_next_line(&csv->text)) {
        return false;
    }
    if (csv->text.count != csv->columns) {
        return bp_csv_fail(&csv->text, 0, "expected %zu columns as in the header, found %zu",
                           csv->columns, csv->text.count);
    }
    size_t features = all->X.cols;
    bool right = true;
    for (size_t i = 0; right && i < features; i++) {
        right = read_number(csv, i + 1, &BP_AT(&all->X, m, i));
    }
    for (size_t j = 0; right && j < all->Y.cols; j++) {
        double *y = &BP_AT(&all->Y, m, j);
        size_t column = features + j + 1;
        right = csv->numeric ? read_number(csv, column, y) : read_class(csv, column, y);
    }
    return right;
}

static bool read_samples(csv_reader *csv, bp_samples *all)
{
    size_t samples = csv->text.lines - 1;
    if (!bp_samples_new(all, samples, csv->columns - csv->targets, csv->targets)) {
        return bp_csv_fail(&csv->text, 0, "no memory");
    }
    for (size_t m = 0; m < samples; m++) {
        if (!read_sample(csv, all, m)) {
            return false;
        }
    }
    return true;
}

/* The names of the classes, one behind the other. */
static bool keep_names(csv_reader *csv, bp_samples *all)
{
    size_t length = 0;
    for (size_t c = 0; c < csv->classes; c++) {
        length += strlen(csv->class_names[c]) + 1;
    }
    char *at = all->names = bp_calloc(length, 1);
    for (size_t c = 0; at && c < csv->classes; c++) {
        size_t size = strlen(csv->class_names[c]) + 1;
        memcpy(at, csv->class_names[c], size);
        at += size;
    }
    return at || bp_csv_fail(&csv->text, 0, "no memory");
}

/* The numbers of the classes become one-hot rows. */
static bool spread_classes(csv_reader *csv, bp_samples *all)
{
    bp_samples numbers = *all;
    csv->text.line = 0; /* what is wrong now is not wrong in one line */
    if (csv->classes < 2) {
        return bp_csv_fail(&csv->text, csv->columns, "expected two classes or more, found only %s",
                           bp_csv_quoted(&csv->text, csv->class_names[0]));
    }
    if (!bp_mat_new(&all->Y, numbers.Y.rows, csv->classes)) {
        *all = numbers;
        return bp_csv_fail(&csv->text, 0, "no memory");
    }
    for (size_t m = 0; m < numbers.Y.rows; m++) {
        BP_AT(&all->Y, m, (size_t)BP_AT(&numbers.Y, m, 0)) = 1.0;
    }
    bp_mat_free(&numbers.Y);
    all->classes = csv->classes;
    return true;
}

bool bp_csv_read(bp_samples *all, FILE *file, const char *path, size_t targets,
                 char error[BP_MESSAGE_SIZE])
{
    csv_reader csv = {.targets = targets > 0 ? targets : 1, .numeric = targets > 0};
    *all = (bp_samples){0};
    bool read = bp_csv_open(&csv.text, file, path, error) && read_header(&csv) &&
                read_samples(&csv, all) &&
                (csv.numeric || (spread_classes(&csv, all) && keep_names(&csv, all)));
    bp_csv_close(&csv.text);
    if (!read) {
        bp_samples_free(all);
    }
    return read;
}
