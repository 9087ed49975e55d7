#define _POSIX_C_SOURCE 200809L
#include "options.h"

#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "say.h"

#define FIRST_ROW 256 /* getopt's codes below are letters */

options options_defaults(void)
{
    return (options){.data = "iris", .activations = "sigmoid", .loss = "quadratic", .seed = 1};
}

size_t options_network(option rows[OPTIONS_MOST], options *o)
{
    const option network[] = {
        {"data", 0, "NAME", "a name from below (default: iris), or files", .text = &o->data},
        {"targets", 0, "N", "numeric targets: the last N columns of a CSV file",
         .whole = &o->targets, .least = 1},
        {"standardise", 0, NULL, "features with mean 0 and variance 1", .flag = &o->standardise},
        {"layers", 0, "WIDTHS", "of input, hidden layers, output (iris: 4,5,3)",
         .text = &o->layers},
        {"activations", 0, "NAMES", "one for each layer, or one for all (default: sigmoid)",
         .text = &o->activations},
        {"loss", 0, "NAME", "what is minimised (default: quadratic)", .text = &o->loss},
        {"batch", 0, "M", "samples in the mini-batch (default: 7; train: 10)", .whole = &o->batch, .least = 1},
        {"seed", 0, "N", "draws the batch and the parameters (default: 1)", .whole = &o->seed},
    };
    memcpy(rows, network, sizeof network);
    return sizeof network / sizeof *network;
}

/* A command's own rows and the shared ones; a name of NULL ends them. Returns how many are its
 * own. */
static size_t collect_rows(option rows[OPTIONS_MOST], const option *own, options *o, bool *help)
{
    const option always[] = {
        {"ascii", 0, NULL, "plain letters instead of symbols", .flag = &o->ascii},
        {"help", 'h', NULL, "this text", .flag = help},
        {0},
    };
    option network[OPTIONS_MOST];
    size_t between = o->no_network ? 0 : options_network(network, o), count = 0;
    while (own[count].name && count + between + 3 < OPTIONS_MOST) {
        rows[count] = own[count];
        count++;
    }
    memcpy(rows + count, network, between * sizeof *network);
    memcpy(rows + count + between, always, sizeof always);
    return count;
}

/* Help ---------------------------------------------------------------------------------------- */

static void say_row(const option *row)
{
    char letter[8] = "    ", left[64];
    if (row->letter) {
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    }
    snprintf(left, sizeof left, "%s--%s %s", letter, row->name, row->value ? row->value : "");
    say(stdout, "  ");
    say_padded(stdout, -24, "%s", left);
    say(stdout, "%s\n", row->help);
}

static void say_names(const char *title, const char *const *names)
{
    say_padded(stdout, -13, "%s", title);
    size_t column = 13;
    for (; *names; names++) {
        if (column + strlen(*names) + 1 > 79) {
            say(stdout, "\n%13s", "");
            column = 13;
        }
        say(stdout, " %s", *names);
        column += strlen(*names) + 1;
    }
    say(stdout, "\n");
}

static void say_help(const char *about, const option *rows, size_t own, bool no_network)
{
    say(stdout, "%s\n", about);
    for (size_t i = 0; rows[i].name; i++) {
        if (i == 0 || (i == own && !no_network)) {
            say(stdout, "%s%s:\n", i && own ? "\n" : "",
                i == own ? "The network and its data" : "Options");
        }
        say_row(&rows[i]);
    }
    if (no_network) {
        return;
    }
    const char *names[NAMES_MOST];
    say(stdout, "\n");
    names_of_data(names);
    say_names("Data:", names);
    say(stdout, "%13s FILE.csv, or IMAGES,LABELS in IDX format; also .gz\n", "");
    names_of_activations(names);
    say_names("Activations:", names);
    names_of_losses(names);
    say_names("Losses:", names);
}

/* Values -------------------------------------------------------------------------------------- */

bool options_whole(const char *text, uint64_t *value)
{
    uint64_t n = 0;
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9') {
            return false;
        }
        uint64_t digit = (uint64_t)(*c - '0');
        if (n > (UINT64_MAX - digit) / 10) {
            return false;
        }
        n = 10 * n + digit;
    }
    *value = n;
    return *text != '\0';
}

static bool take_whole(const option *row, const char *text)
{
    uint64_t most = row->most ? row->most : UINT64_MAX, value;
    if (options_whole(text, &value) && value >= row->least && value <= most) {
        *row->whole = value;
        return true;
    }
    char limit[24] = "2^64 - 1";
    if (row->most) {
        snprintf(limit, sizeof limit, "%" PRIu64, most);
    }
    complain("--%s wants a whole number from %" PRIu64 " to %s, not '%s'", row->name, row->least,
             limit, text);
    return false;
}

static bool take_real(const option *row, const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (row->word && strcmp(text, row->word) == 0) {
        *row->real = 0.0;
        return true;
    }
    if (end != text && *end == '\0' && isfinite(value) && value > 0.0) {
        *row->real = value;
        return true;
    }
    complain("--%s wants a number above 0, as in 1e-6%s%s, not '%s'", row->name,
             row->word ? ", or " : "", row->word ? row->word : "", text);
    return false;
}

static bool take_text(const option *row, const char *text)
{
    for (const char *const *name = row->choices; name && *name; name++) {
        if (strcmp(*name, text) == 0) {
            *row->text = text;
            return true;
        }
    }
    if (row->choices) {
        char what[40];
        snprintf(what, sizeof what, "--%s", row->name);
        complain_unknown(what, text, row->choices);
        return false;
    }
    *row->text = text;
    return true;
}

static bool take(const option *row, const char *text)
{
    if (row->flag) {
        return *row->flag = true;
    }
    if (row->whole) {
        return take_whole(row, text);
    }
    return row->real ? take_real(row, text) : take_text(row, text);
}

/* getopt_long --------------------------------------------------------------------------------- */

static const option *row_of(const option *rows, int code)
{
    if (code >= FIRST_ROW) {
        return &rows[code - FIRST_ROW];
    }
    while (rows->name && (code == 0 || rows->letter != code)) {
        rows++;
    }
    return rows->name ? rows : NULL;
}

static void complain_unknown_option(const option *rows, const char *given)
{
    const char *names[OPTIONS_MOST] = {NULL};
    for (size_t i = 0; rows[i].name; i++) {
        names[i] = rows[i].name;
    }
    char name[40];
    snprintf(name, sizeof name, "%s", given + strspn(given, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *nearest = names_nearest(name, names);
    complain("unknown option %s%s%s (--help lists them)", given, nearest ? ", nearest is --" : "",
             nearest ? nearest : "");
}

/* What getopt has refused: code is '?' or ':', optopt and optind say what it was. */
static void complain_refused(const option *rows, int code, char **argv)
{
    const option *row = row_of(rows, optopt);
    if (code == ':' && row) {
        complain("--%s wants a value: %s", row->name, row->value);
    } else if (row && optopt >= FIRST_ROW) {
        complain("--%s takes no value", row->name);
    } else if (optopt) {
        complain("unknown option -%c (--help lists them)", optopt);
    } else {
        complain_unknown_option(rows, argv[optind - 1]);
    }
}

static bool read_all(const option *rows, const char **operand, int argc, char **argv)
{
    struct option longs[OPTIONS_MOST] = {{0}};
    char letters[2 * OPTIONS_MOST + 1] = ":"; /* a leading colon tells a missing value apart */
    for (size_t i = 0, used = 1; rows[i].name; i++) {
        longs[i] = (struct option){rows[i].name, rows[i].value ? required_argument : no_argument,
                                   NULL, FIRST_ROW + (int)i};
        if (rows[i].letter) {
            letters[used++] = rows[i].letter;
            letters[used] = ':';
            used += rows[i].value != NULL;
            letters[used] = '\0';
        }
    }
    optind = 0; /* start afresh */
    opterr = 0; /* the sentences are ours */
    int code;
    while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const option *row = code == '?' || code == ':' ? NULL : row_of(rows, code);
        if (!row) {
            complain_refused(rows, code, argv);
            return false;
        }
        if (!take(row, optarg)) {
            return false;
        }
    }
    if (optind < argc && operand) {
        *operand = argv[optind++];
    }
    if (optind < argc) {
        complain("unexpected argument '%s': options begin with --", argv[optind]);
    }
    return optind >= argc;
}

bool options_parse(options *o, const option *own, const char *about, int argc, char **argv,
                   int *status)
{
    bool help = false;
    option rows[OPTIONS_MOST] = {{0}};
    size_t count = collect_rows(rows, own, o, &help);
    *status = read_all(rows, o->operand, argc, argv) ? STATUS_AGREES : STATUS_BAD_INPUT;
    if (o->ascii) {
        say_ascii(true);
    }
    if (help && *status == STATUS_AGREES) {
        say_help(about, rows, count, o->no_network);
    }
    return *status == STATUS_AGREES && !help;
}
