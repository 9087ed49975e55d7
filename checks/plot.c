/* backproof plot: a figure from a real run. The numbers are made here; plots/draw.sh asks gnuplot
 * to draw them. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "commands.h"
#include "contract.h"
#include "figures.h"
#include "names.h"
#include "outfile.h"
#include "say.h"
#include "tsv.h"

static const char about[] =
    "Usage: backproof plot NAME [options]\n"
    "       backproof plot list\n\n"
    "Draws a figure from a real run with gnuplot, and puts the numbers beside it, as\n"
    ".tsv. The ending of FILE says what it becomes: .svg, .png, .pdf, .tex (words set\n"
    "by LaTeX), or .tsv, the numbers alone.\n\n"
    "Examples:\n"
    "  backproof plot step-size\n"
    "  backproof plot step-size --layers 4,16,8,3 --activations tanh -o steps.pdf\n"
    "  backproof plot step-size --ascii\n"
    "  backproof plot loss --data flowers.csv --layers 7,12,4 --eta 3 --epochs 60\n\n"
    "How a network learns matters to loss, training-error, boundary, gradient-norms\n"
    "and batch-size alone.\n\n"
    "The scripts are looked for in $BACKPROOF_PLOTS, in ./plots, and where backproof\n"
    "was installed. Exit status: 0 drawn; 2 bad input, or no gnuplot.\n";

static const char *const endings[] = {"svg", "png", "pdf", "tex", "tsv", NULL};
static const char *const sizes[] = {"one-column", "two-column", "slide", NULL};

#define PATH 4096

/* The Makefile knows where it will be installed. */
#ifndef BACKPROOF_DATA
#define BACKPROOF_DATA "/usr/local/share/backproof"
#endif

typedef struct {
    const char *name, *out, *size;
    bool show;
    training_wishes how;
} wishes;

/* Of the options of a run all but the last, --check-every. */
enum { OWN_ROWS = 3, ROWS = OWN_ROWS + TRAINING_ROWS };

static void list_options(option rows[ROWS], wishes *w)
{
    const option own[] = {
        {"output", 'o', "FILE", "what to draw (default: NAME.svg)", .text = &w->out},
        {"size", 0, "NAME", "one-column, two-column (default) or slide", .text = &w->size,
         .choices = sizes},
        {"show", 0, NULL, "open it afterwards", .flag = &w->show},
    };
    memcpy(rows, own, sizeof own);
    training_options(rows + OWN_ROWS, &w->how);
    rows[ROWS - 1] = (option){0};
}

/* Names ---------------------------------------------------------------------------------------- */

/* What stands behind the last point, or NULL. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *point = strrchr(name, '.');
    return point && point != name ? point + 1 : NULL;
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (word && *words && strcmp(word, *words) != 0) {
        words++;
    }
    return word && *words;
}

/* The path with .tsv in the place of its ending. False: it is too long. */
static bool table_path(char path[PATH], const char *figure_path)
{
    size_t stem = strlen(figure_path) - strlen(ending_of(figure_path));
    return snprintf(path, PATH, "%.*stsv", (int)stem, figure_path) < PATH;
}

/* The folder of the scripts. */
static const char *plots_folder(void)
{
    static const char *const places[] = {"plots", BACKPROOF_DATA "/plots", NULL};
    const char *named = getenv("BACKPROOF_PLOTS");
    if (named && *named) {
        return named;
    }
    for (const char *const *place = places; *place; place++) {
        char path[PATH];
        snprintf(path, sizeof path, "%s/draw.sh", *place);
        if (access(path, R_OK) == 0) {
            return *place;
        }
    }
    complain("the scripts that draw are neither in ./plots nor in %s: set BACKPROOF_PLOTS",
             places[1]);
    return NULL;
}

/* Other programs ------------------------------------------------------------------------------- */

extern char **environ;

/* True: it has ended with status 0. */
static bool run(char *const words[])
{
    pid_t child;
    int status;
    int error = posix_spawnp(&child, words[0], NULL, NULL, words, environ);
    if (error != 0) {
        complain("cannot run %s: %s", words[0], strerror(error));
        return false;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool draw(const wishes *w, const char *table, const char *to)
{
    char script[PATH];
    const char *folder = plots_folder();
    if (!folder) {
        return false;
    }
    snprintf(script, sizeof script, "%s/draw.sh", folder);
    char shell[] = "sh";
    char *const words[] = {shell,           script, (char *)w->name, (char *)table, (char *)to,
                           (char *)w->size, NULL};
    fflush(stdout);
    return run(words);
}

static bool show(const char *path)
{
    char viewer[] = "xdg-open";
    char *const words[] = {getenv("BACKPROOF_VIEWER") ? getenv("BACKPROOF_VIEWER") : viewer,
                           (char *)path, NULL};
    return run(words);
}

/* Figures -------------------------------------------------------------------------------------- */

static bool write_table(const figure *f, wishes *w, options *o, const char *path, int argc,
                        char **argv)
{
    outfile file = {0};
    if (!outfile_open(&file, path)) {
        return false;
    }
    tsv_begin(file.stream, f->question, argc, argv);
    bool written = figure_write(f, file.stream, o, &w->how) && outfile_commit(&file);
    outfile_abandon(&file);
    return written;
}

/* In the terminal, from a table that nobody keeps. */
static bool draw_here(const figure *f, wishes *w, options *o, int argc, char **argv)
{
    const char *folder = getenv("TMPDIR");
    char path[PATH];
    snprintf(path, sizeof path, "%s/backproof-plot-XXXXXX", folder && *folder ? folder : "/tmp");
    int handle = mkstemp(path);
    if (handle < 0) {
        complain("cannot make a file in %s: %s", folder ? folder : "/tmp", strerror(errno));
        return false;
    }
    close(handle);
    bool drawn = write_table(f, w, o, path, argc, argv) && draw(w, path, "-");
    unlink(path);
    return drawn;
}

static bool make(const figure *f, wishes *w, options *o, int argc, char **argv)
{
    char table[PATH], usual_path[PATH];
    const char *out = w->out;
    if (!out && o->ascii) {
        return draw_here(f, w, o, argc, argv);
    }
    if (!out) {
        snprintf(usual_path, sizeof usual_path, "%s.svg", f->name);
        out = usual_path;
    }
    if (!is_one_of(ending_of(out), endings)) {
        complain("--output %s: expected a name that ends in .svg, .png, .pdf, .tex or .tsv", out);
        return false;
    }
    if (!table_path(table, out)) {
        complain("--output: the name is too long");
        return false;
    }
    bool alone = strcmp(ending_of(out), "tsv") == 0;
    bool drawn = write_table(f, w, o, table, argc, argv) && (alone || draw(w, table, out));
    if (drawn && !alone) {
        say(stdout, "%s, and its numbers in %s\n", out, table);
    }
    return drawn && (!w->show || show(out));
}

static void list(void)
{
    for (const figure *f = figures; f->name; f++) {
        say(stdout, "%-19s %s\n", f->name, f->question);
    }
}

static int plot(const figure *f, int argc, char **argv)
{
    char usual[256];
    wishes w = {.name = f->name, .size = "two-column", .how = training_usual()};
    options o = options_defaults();
    option own[ROWS];
    int status, count = argc;
    list_options(own, &w);
    snprintf(usual, sizeof usual, "%s", f->usual);
    char **words = options_after(usual, ' ', &count, argv);
    if (!words) {
        complain("no memory for the options");
        return STATUS_BAD_INPUT;
    }
    o.operand = &w.name;
    if (options_parse(&o, own, about, count, words, &status)) {
        status = training_options_agree(&w.how) && make(f, &w, &o, count, words) ? STATUS_AGREES
                                                                                 : STATUS_BAD_INPUT;
    }
    bp_free(words);
    return status;
}

int command_plot(int argc, char **argv)
{
    wishes w = {.how = training_usual()};
    options o = options_defaults();
    option own[ROWS];
    int status;
    list_options(own, &w);
    o.operand = &w.name;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (w.name && strcmp(w.name, "list") == 0) {
        list();
        return STATUS_AGREES;
    }
    const figure *f = w.name ? figure_named(w.name) : NULL;
    if (!w.name) {
        complain("plot wants the name of a figure; backproof plot list shows them");
    }
    return f ? plot(f, argc, argv) : STATUS_BAD_INPUT;
}
