/* The command line.
 *
 *   options_parse      reads the network options, which all commands share, and the command's own
 *   options_defaults   what they are where nothing is said
 *   options_network    the rows of the shared ones
 *   options_write      the options as they would be given again, one on each line
 *   options_after      a command line with other options before its own
 *   options_whole      a whole number from text, strictly
 *   STATUS_…           what the program returns
 *
 * problem.h builds the network from them.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { STATUS_AGREES = 0, STATUS_WRONG = 1, STATUS_BAD_INPUT = 2, STATUS_UNDECIDED = 3,
       STATUS_INTERRUPTED = 130 };

/* One option: its name, what help says of it, and where its value goes. A command's options are an
 * array of these that ends with a name of NULL:
 *
 *   bool verbose = false;
 *   const char *csv = NULL;
 *   const option own[] = {
 *       {"verbose", 'v', NULL, "a line for each layer", .flag = &verbose},
 *       {"csv", 0, "FILE", "also write the table to FILE", .text = &csv},
 *       {0},
 *   };
 *
 * Exactly one of the four destinations is set. */
typedef struct {
    const char *name;
    char letter;                    /* a short form, -v; 0: none */
    const char *value;              /* what help calls the value; NULL: the option takes none */
    const char *help;
    bool *flag;                     /* becomes true */
    const char **text;              /* any text, or one of… */
    const char *const *choices;     /* …these names; NULL ends them */
    uint64_t *whole;                /* a whole number, from… */
    uint64_t least, most;           /* …to; most = 0: as large as the type goes */
    double *real;                   /* a finite number above 0… */
    const char *word;               /* …or this word, which stands for 0; NULL: none does */
} option;

/* The network options. Nothing has been compared with the data yet: see problem.h. */
typedef struct {
    const char *data;               /* a name that names_of_data() has, or a CSV file */
    uint64_t targets;               /* numeric target columns of a CSV file; 0: it has a class */
    bool standardise;
    const char *layers;             /* "4,5,3"; NULL: N_0,5,N_L with N_0 and N_L from the data */
    const char *activations;        /* "sigmoid,softmax"; a single name is for every layer */
    const char *loss;
    uint64_t batch;                 /* 0: seven, or all samples where there are fewer */
    uint64_t seed;
    bool ascii;
    bool no_network;                /* the command has none: only --ascii and --help are shared */
    const char **operand;           /* where its one argument goes that is no option, or NULL */
} options;

options options_defaults(void);

/* The rows of the network options, with *o as their destinations; returns how many they are. */
#define OPTIONS_MOST 48 /* rows of one command, the shared ones included */
size_t options_network(option rows[OPTIONS_MOST], options *o);

/* Reads argv[1] … argv[argc-1] into *o and the destinations of `own`. argv[0] is the command's
 * name and `about` what help says of it. True: go on. False: *status is what to return, because
 * help was asked for and given, or because a sentence about a bad option stands on stderr. */
bool options_parse(options *o, const option *own, const char *about, int argc, char **argv,
                   int *status);

/* Writes --name=value for the first `count` of `own`, then for the network options; what has no
 * value is left out. */
void options_write(FILE *out, const option *own, size_t count, options *o);

/* argv[0], the words of `text`, which is cut in place where `separator` stands, then argv[1] …;
 * *argc becomes how many they are. In new memory, NULL at the end; NULL: no memory. */
char **options_after(char *text, char separator, int *argc, char **argv);

/* Reads a whole number: digits and nothing else, at most 2^64 - 1. */
bool options_whole(const char *text, uint64_t *value);

#endif
