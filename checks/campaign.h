/* The campaign: does verification cry wolf, and does it miss anything? On random networks, for all
 * methods. docs/campaign.md says what is drawn and what counts as what.
 *
 *   scene_draw, scene_free      one network with its batch, from one seed (campaign_draw.c)
 *   record_take                 verifies it, disturbs one entry, counts (campaign_run.c)
 *   campaign_show               all records as tables (campaign_table.c)
 *   campaign_holds              whether they are what the campaign wants to see
 *   campaign_show_one, …        network by network, for people and programs (campaign_list.c)
 *
 * Not part of the program: the Makefile builds it as build/campaign.
 */
#ifndef CAMPAIGN_H
#define CAMPAIGN_H

#include <stdint.h>

#include "data.h"
#include "quantities.h"
#include "verdict.h"

/* What is drawn ------------------------------------------------------------------------------- */

#define SCENE_LAYERS 6
#define SCENE_WIDTH 40
#define SCENE_SAMPLES 64
#define SCENE_LINE 240

/* The middle of the weight scales: fan-in-scaled weights as they are in practice. */
#define SCENE_USUAL_LEAST 0.3
#define SCENE_USUAL_MOST 1.0
#define SCENE_USUAL_DEPTH 4

typedef struct {
    bp_net net;
    bp_data batch;
    double scale;                   /* of the drawn W; of b too where bias_too */
    bool bias_too;
    const char *data, *targets;
} scene;

/* The same seed gives the same network. False: no memory; then *s is empty and may be freed. */
bool scene_draw(scene *s, uint64_t seed);
void scene_free(scene *s);

/* "4-5-3, tanh sigmoid, quadratic; iris, classes, M = 7; W, b times 0.013" */
void scene_describe(char line[SCENE_LINE], const scene *s);

/* What is counted ----------------------------------------------------------------------------- */

/* Every disturbance of the entry: by just more than three bars of the method; by 1e-10 and by 1e-5
 * of the tensor's largest entry; and by three bars of one method in a planted rule, through the
 * whole of bp_verify. */
enum { TRIAL_BARS, TRIAL_FINE, TRIAL_COARSE, TRIAL_WHOLE, TRIALS };
extern const char *const campaign_trials[TRIALS];

#define TRIAL_FINE_SHARE 1e-10
#define TRIAL_COARSE_SHARE 1e-5
#define TRIAL_VISIBLE 3.0           /* bars */

/* What one method has said of one network: how many findings (an equation in a layer, given correct
 * inputs or in the chain) and how many entries got each verdict; bar is the disturbed entry's, in
 * units of the tensor's largest entry, infinite where there is none. */
typedef struct {
    char name[16];
    bool numeric;                   /* not an index form or the like */
    bool asked;                     /* it knows the disturbed entry by itself, and its bar */
    uint32_t findings[BP_VERDICT_COUNT], entries[BP_VERDICT_COUNT];
    double bar;
    bool visible[TRIALS], found[TRIALS];
} voice;

#define MOST_VOICES 20
#define ALARM_SIZE (BP_MESSAGE_SIZE + 160)

/* One network. It goes through a pipe in one piece, so it has no pointers, and is small. */
typedef struct {
    uint64_t seed;
    bool taken, failed;             /* it has arrived; there was no memory */
    bool clear, usual;              /* nothing vacuous or saturated; and of usual depth and scale */
    bool planted, misled;           /* another equation was blamed for the planted disturbance */
    size_t L, narrowest, widest, parameters, samples, evaluations;
    double seconds, largest;        /* T */
    size_t alarms;                  /* findings on reference answers that are WRONG or SHAPE */
    char alarm[ALARM_SIZE], text[SCENE_LINE], entry[64];
    size_t voice_count;
    voice voices[MOST_VOICES];
} record;

/* How it is done. For the tests of the campaign: bars divided by `narrow`, and disturbances that
 * are not made. */
typedef struct {
    double narrow;
    bool deaf;
    bool aloud;                     /* every false alarm goes to stderr, not the first only */
} manner;

void record_take(record *r, uint64_t seed, const manner *how);

/* What comes out ------------------------------------------------------------------------------ */

typedef struct {
    record *of;                     /* in the order of the seeds; some may not have been taken */
    size_t count;
} records;

void campaign_show(const records *all);
void campaign_show_one(const record *r);
void campaign_show_failures(const records *all);
bool campaign_holds(const records *all);
void campaign_write(FILE *out, const records *all);

#endif
