/* The race of `make bench`: the same epoch, run by this library and by others. Private to bench*.c.
 *
 *   start_…    what all begin with: samples, their order, parameters; as files in a folder
 *   racer_…    a process that runs an epoch whenever it is asked, and says how long that took
 *   bench_…    the tables
 *
 * A racer is started as PROGRAM … NAME FOLDER. Its first line is "ready " and what it is, where it
 * can run at all. Then for each M that it reads on stdin, a line, it runs one epoch of mini-batches
 * of M samples, writes the parameters that it has learned to learned-W1.npy … learned-b2.npy, and a
 * line with the seconds and the mean loss of the samples to stdout. The seconds are processor time;
 * outside are files and what is needed once; shuffling and taking the samples is within.
 */
#ifndef BENCH_H
#define BENCH_H

#include <sys/types.h>

#include "network.h"
#include "samples.h"

/* The start ----------------------------------------------------------------------------------- */

enum { BENCH_LAYERS = 2, BENCH_FEATURES = 784, BENCH_HIDDEN = 30, BENCH_CLASSES = 10 };
enum { BENCH_SEED = 1 };
#define BENCH_ETA 3.0

typedef struct {
    bp_samples all;
    size_t *from;       /* 0, 1, …: a trainer's */
    bp_net net;
} start;

/* Features in [0,1), classes and parameters, drawn by seed. False: no memory; a sentence stands on
 * stderr, and *s may be freed. */
bool start_draw(start *s, size_t samples);
void start_free(start *s);

/* X.npy, Y.npy (a sample is a row), order.npy, W1.npy … b2.npy. False: a sentence on stderr. */
bool start_write(const start *s, const char *place);
bool start_read(start *s, const char *place);

/* The parameters alone, each file's name after a prefix. */
bool start_write_parameters(const bp_net *net, const char *place, const char *prefix);
bool start_read_parameters(bp_net *net, const char *place, const char *prefix);
#define BENCH_LEARNED "learned-"

/* Racers -------------------------------------------------------------------------------------- */

/* In the order in which they run. The first five run the second table too. */
typedef enum {
    MADE, MADE_ONE,     /* this program: full matrix, per sample */
    BEST, BEST_ONE,     /* the same, compiled for this processor */
    NUMPY, TENSORS, MODULES, NUMPY_ONE,
    RACERS
} racer_id;

#define RACER_LINE 128

typedef struct {
    pid_t process;          /* 0: none */
    FILE *to, *from;
    char is[RACER_LINE];    /* what it says of itself; "": it is absent */
} racer;

/* False: a sentence stands on stderr. A racer that is not installed is no error; racer_greet knows. */
bool racer_start(racer *r, const char *const argv[]);
void racer_greet(racer *r);

/* One epoch. False: it has ended or talks nonsense. */
bool racer_run(racer *r, size_t M, double *seconds, double *loss);
void racer_stop(racer *r);

/* The other end: this program as a racer. Returns the exit status. */
int bench_serve(const char *place, bool per_sample);

/* Results ------------------------------------------------------------------------------------- */

/* M of the first table, then those of the second. */
extern const size_t bench_sizes[];
enum { BENCH_SIZES = 12, BENCH_SIZE_64 = 7 };

typedef struct {
    double best, worst;     /* seconds; 0: it has not run */
} times;

/* What an epoch has come to. */
typedef struct {
    bp_net net;
    double loss;
} outcome;

typedef struct {
    size_t samples, rounds;
    const char *place;      /* the folder */
    racer racers[RACERS];
    outcome first, other;   /* of the first racer; of the last one that ran */
    times took[RACERS][BENCH_SIZES];
} bench;

extern const char *const bench_names[RACERS];

void bench_show_racers(const bench *b);
void bench_show_epoch(const bench *b);
void bench_show_sizes(const bench *b);

#endif
