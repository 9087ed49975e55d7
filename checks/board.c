#include "board.h"

#include <string.h>

#include "say.h"

/* The most that a line of matrices, with its bytes and not only its columns, may be. */
#define LINE_SIZE 1000

static void append(char line[LINE_SIZE], const char *text, size_t columns)
{
    size_t used = strlen(line), own = say_columns(text);
    int blanks = own < columns ? (int)(columns - own) : 0;
    snprintf(line + used, LINE_SIZE - used, "%s%*s", text, blanks, "");
}

static void entry_text(char text[40], const panel *p, size_t i, size_t j, int digits)
{
    double value = BP_AT(p->m, i, j) + 0.0; /* no -0 */
    bool marked = p->marked && p->row == i && p->col == j;
    snprintf(text, 40, "%.*g%s", digits, value, marked ? "*" : "");
}

/* The columns that the widest of the column's entries takes. */
static size_t widest(const panel *p, size_t j, int digits)
{
    size_t columns = 0;
    char text[40];
    for (size_t i = 0; i < p->m->rows; i++) {
        entry_text(text, p, i, j, digits);
        columns = strlen(text) > columns ? strlen(text) : columns;
    }
    return columns;
}

/* Row i of a matrix, behind its name in the first row; blank below the last one. */
static void append_row(char line[LINE_SIZE], const panel *p, size_t i, int digits)
{
    bool inside = i < p->m->rows;
    append(line, i == 0 ? p->name : "", say_columns(p->name));
    append(line, i == 0 ? " = " : "   ", 3);
    append(line, inside ? "[" : " ", 1);
    for (size_t j = 0; j < p->m->cols; j++) {
        char text[40] = "";
        if (inside) {
            entry_text(text, p, i, j, digits);
        }
        append(line, " ", j == 0 ? 1 : 2);
        append(line, text, widest(p, j, digits));
    }
    append(line, inside ? " ]" : "  ", 2);
}

static size_t width_of(const panel *p, int digits)
{
    char line[LINE_SIZE] = "";
    append_row(line, p, 0, digits);
    return say_columns(line);
}

static void say_without_trailing_blanks(char line[LINE_SIZE])
{
    size_t length = strlen(line);
    while (length > 0 && line[length - 1] == ' ') {
        line[--length] = '\0';
    }
    say(stdout, "%s\n", line);
}

void show_board(const panel *panels, size_t count, int digits)
{
    for (size_t first = 0, next; first < count; first = next) {
        size_t rows = 0, columns = 2;
        for (next = first; next < count; next++) {
            columns += width_of(&panels[next], digits) + 3;
            if (next > first && columns > 80 + 3) {
                break;
            }
            rows = panels[next].m->rows > rows ? panels[next].m->rows : rows;
        }
        for (size_t i = 0; i < rows; i++) {
            char line[LINE_SIZE] = "  ";
            for (size_t k = first; k < next; k++) {
                append_row(line, &panels[k], i, digits);
                append(line, "", 3);
            }
            say_without_trailing_blanks(line);
        }
    }
}
