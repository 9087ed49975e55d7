#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "contract.h"
#include "options.h"

static void write_row(FILE *out, const option *row)
{
    if (row->flag && *row->flag) {
        fprintf(out, "--%s\n", row->name);
    } else if (row->text && *row->text) {
        fprintf(out, "--%s=%s\n", row->name, *row->text);
    } else if (row->whole && (*row->whole > 0 || row->least == 0)) {
        fprintf(out, "--%s=%" PRIu64 "\n", row->name, *row->whole);
    } else if (row->real && *row->real > 0.0) {
        fprintf(out, "--%s=%.17g\n", row->name, *row->real);
    } else if (row->real && *row->real == 0.0 && row->word) {
        fprintf(out, "--%s=%s\n", row->name, row->word);
    }
}

void options_write(FILE *out, const option *own, size_t count, options *o)
{
    option network[OPTIONS_MOST];
    size_t shared = options_network(network, o);
    for (size_t i = 0; i < count; i++) {
        write_row(out, &own[i]);
    }
    for (size_t i = 0; i < shared; i++) {
        write_row(out, &network[i]);
    }
}

char **options_after(char *text, char separator, int *argc, char **argv)
{
    size_t most = (size_t)*argc + 2;
    for (const char *c = text; *c; c++) {
        most += *c == separator;
    }
    char **all = bp_calloc(most, sizeof *all);
    int count = 0;
    if (!all) {
        return NULL;
    }
    all[count++] = argv[0];
    for (char *word = text, *next = text; next; word = next) {
        next = strchr(word, separator);
        if (next) {
            *next++ = '\0';
        }
        if (*word) {
            all[count++] = word;
        }
    }
    for (int i = 1; i < *argc; i++) {
        all[count++] = argv[i];
    }
    *argc = count;
    return all;
}
