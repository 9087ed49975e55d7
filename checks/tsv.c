#include "tsv.h"

#include <string.h>

#include "version.h"

/* Text in a comment line, which a control character must not end. */
static void write_plain(FILE *out, const char *text)
{
    for (; *text; text++) {
        fputc((unsigned char)*text < ' ' || *text == '\x7f' ? '?' : *text, out);
    }
}

void tsv_comment(FILE *out, const char *text)
{
    fputs("# ", out);
    write_plain(out, text);
    fputc('\n', out);
}

void tsv_begin(FILE *out, const char *title, int argc, char **argv)
{
    fprintf(out, "# backproof %s: %s\n# command: backproof", BP_VERSION, title);
    for (int i = 0; i < argc; i++) { /* as it can be given again */
        const char *quote = strpbrk(argv[i], " '\"\\$&|;<>()*?[]`!#~") ? "'" : "";
        fprintf(out, " %s", quote);
        write_plain(out, argv[i]);
        fprintf(out, "%s", quote);
    }
    fputc('\n', out);
}

void tsv_network(FILE *out, const problem *p)
{
    char line[sizeof "network: " + PROBLEM_LINE] = "network: ";
    problem_describe(line + strlen(line), p);
    tsv_comment(out, line);
}
