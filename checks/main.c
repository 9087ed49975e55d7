/* The program: finds the command and hands over to it. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <string.h>

#include "commands.h"
#include "names.h"
#include "options.h"
#include "say.h"
#include "version.h"

typedef struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *purpose;
} command;

static const command commands[] = {
    {"verify", command_verify, "check every equation of the derivation, entry by entry"},
    {"explain", command_explain, "work one entry out, term by term, with its numbers"},
    {"judge", command_judge, "judge numbers that were computed elsewhere"},
    {"mistakes", command_mistakes, "list the mistakes that people make in it"},
    {"shrink", command_shrink, "find the smallest network in which a mistake shows"},
    {"sweep", command_sweep, "measure the error of numeric derivatives against their step"},
    {"train", command_train, "learn by gradient descent, with the equations that are verified"},
    {"compare", command_compare, "take the full-matrix and the per-sample method side by side"},
    {"plot", command_plot, "draw a figure from a real run"},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void show_help(FILE *out)
{
    say(out, "backproof checks a backpropagation derivation against numeric derivatives.\n\n"
             "Usage: backproof COMMAND [options]\n\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        say(out, "  %-9s %s\n", commands[i].name, commands[i].purpose);
    }
    say(out, "  %-9s %s\n", "help", "what a command does, and its options: backproof help verify");
    say(out, "\n  --help    this text\n  --version the version\n");
}

static int run_command(int argc, char **argv)
{
    const char *names[COMMANDS + 2] = {NULL};
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
        if (strcmp(commands[i].name, argv[0]) == 0) {
            return commands[i].run(argc, argv);
        }
    }
    names[COMMANDS] = "help";
    complain_unknown("command", argv[0], names);
    return STATUS_BAD_INPUT;
}

static bool is_either(const char *word, const char *one, const char *other)
{
    return strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        show_help(stderr);
        return STATUS_BAD_INPUT;
    }
    bool help = is_either(argv[1], "help", "--help") || strcmp(argv[1], "-h") == 0;
    bool version = is_either(argv[1], "version", "--version");
    if (argc > (help ? 3 : 2) && (help || version)) {
        complain("unexpected argument '%s' after %s", argv[help ? 3 : 2], argv[1]);
        return STATUS_BAD_INPUT;
    }
    if (version) {
        say(stdout, "backproof %s\n", BP_VERSION);
        return STATUS_AGREES;
    }
    if (help && argc == 3 && strcmp(argv[2], "help") != 0) {
        char word[] = "--help";
        return run_command(2, (char *[]){argv[2], word, NULL});
    }
    if (help) {
        show_help(stdout);
        return STATUS_AGREES;
    }
    return run_command(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    say_begin();
    int status = run(argc, argv);
    errno = 0;
    bool whole = fflush(stdout) == 0 && !ferror(stdout);
    if (!whole && status != STATUS_BAD_INPUT) { /* there, a sentence stands on stderr already */
        complain("cannot write the results: %s", errno ? strerror(errno) : "writing failed");
        return STATUS_BAD_INPUT;
    }
    return status;
}
