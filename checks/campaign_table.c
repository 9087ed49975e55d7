/* What the campaign says: what was drawn, every verdict, what was visible, what was missed. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"
#include "say.h"

/* So many of a hundred networks must show the disturbance; what is left is rounded up. */
#define VISIBLE_PERCENT 99

/* What must be visible: to whom, in which networks. */
static const struct {
    const char *method, *size, *where;
    int trial;
    bool usual;
} claims[] = {
    {"complex", "1e-10", "clear", TRIAL_FINE, false},
    {"central", "1e-5", "usual", TRIAL_COARSE, true},
};

enum { CLAIMS = sizeof claims / sizeof *claims };

/* Summing up ---------------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    bool numeric;
    size_t findings[BP_VERDICT_COUNT], entries[BP_VERDICT_COUNT], visible, missed;
} total;

static total *total_of(total *totals, size_t *count, const voice *v)
{
    size_t i = 0;
    while (i < *count && strcmp(totals[i].name, v->name) != 0) {
        i++;
    }
    if (i == *count) {
        totals[(*count)++] = (total){.name = v->name, .numeric = v->numeric};
    }
    return &totals[i];
}

static void add(total *t, const voice *v)
{
    for (size_t i = 0; i < BP_VERDICT_COUNT; i++) {
        t->findings[i] += v->findings[i];
        t->entries[i] += v->entries[i];
    }
    for (size_t i = 0; i < TRIALS; i++) {
        t->visible += v->visible[i];
        t->missed += v->visible[i] && !v->found[i];
    }
}

/* The methods in the order in which they were heard. Returns how many there are. */
static size_t sum_up(total totals[MOST_VOICES], const records *all)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        for (size_t k = 0; k < all->of[i].voice_count; k++) {
            add(total_of(totals, &count, &all->of[i].voices[k]), &all->of[i].voices[k]);
        }
    }
    return count;
}

typedef struct {
    size_t networks, clear, usual, planted, misled, alarms, verdicts, visible, missed;
} sums;

static sums sum_networks(const records *all)
{
    sums s = {0};
    total totals[MOST_VOICES];
    size_t count = sum_up(totals, all);
    for (size_t i = 0; i < all->count; i++) {
        const record *r = &all->of[i];
        s.networks += r->taken;
        s.clear += r->clear;
        s.usual += r->usual;
        s.planted += r->planted;
        s.misled += r->misled;
        s.alarms += r->alarms;
    }
    for (size_t i = 0; i < count; i++) {
        s.visible += totals[i].visible;
        s.missed += totals[i].missed;
        for (size_t k = 0; k < BP_VERDICT_COUNT; k++) {
            s.verdicts += totals[i].findings[k];
        }
    }
    return s;
}

static const voice *voice_named(const record *r, const char *name)
{
    for (size_t i = 0; i < r->voice_count; i++) {
        if (strcmp(r->voices[i].name, name) == 0) {
            return &r->voices[i];
        }
    }
    return NULL;
}

/* In how many of the networks that are clear, or usual, a method sees a disturbance; *of: how many
 * there are in which it was asked. */
static size_t count_visible(const records *all, const char *method, int trial, bool usual,
                            size_t *of)
{
    size_t visible = 0;
    *of = 0;
    for (size_t i = 0; i < all->count; i++) {
        const record *r = &all->of[i];
        const voice *v = voice_named(r, method);
        if (v && v->asked && (usual ? r->usual : r->clear)) {
            (*of)++;
            visible += v->visible[trial];
        }
    }
    return visible;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of bar/T over all networks, or the usual ones; infinite where there are none. */
static double median_bar(const records *all, const char *method, bool usual)
{
    double *bars = calloc(all->count, sizeof *bars), median = HUGE_VAL;
    size_t count = 0;
    for (size_t i = 0; bars && i < all->count; i++) {
        const voice *v = voice_named(&all->of[i], method);
        if (v && v->asked && (!usual || all->of[i].usual)) {
            bars[count++] = v->bar;
        }
    }
    if (count > 0) {
        qsort(bars, count, sizeof *bars, compare);
        median = bars[count / 2];
    }
    free(bars);
    return median;
}

/* Tables -------------------------------------------------------------------------------------- */

static void show_counts(const char *title, const total *totals, size_t count, bool entries)
{
    static const bp_verdict columns[] = {BP_CORRECT, BP_VACUOUS, BP_UNDECIDED,
                                         BP_KINK,    BP_WRONG,   BP_SHAPE_DIFFERS};
    say(stdout, "\n %-12s", title);
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        say(stdout, "%11s", bp_verdict_name(columns[k]));
    }
    say(stdout, "\n");
    for (size_t i = 0; i < 2 * count; i++) {
        const total *t = &totals[i % count];
        if (t->numeric != (i < count)) {
            continue;
        }
        say(stdout, " %-12s", t->name);
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
            say(stdout, "%11zu", (entries ? t->entries : t->findings)[columns[k]]);
        }
        say(stdout, "\n");
    }
}

static void show_share(const records *all, const char *method, int trial, bool usual)
{
    size_t of, visible = count_visible(all, method, trial, usual, &of);
    if (of > 0) {
        say(stdout, "%7.1f", 100.0 * (double)visible / (double)of);
    } else {
        say_padded(stdout, 7, "–");
    }
}

static void show_disturbed(const records *all, const total *totals, size_t count)
{
    say(stdout, "\n %-12s%18s%14s%14s%10s%9s\n", "disturbed", "median bar / T", "1e-10 T, %",
        "1e-5 T, %", "visible", "missed");
    say(stdout, " %12s%9s%9s%7s%7s%7s%7s\n", "", "all", "usual", "clear", "usual", "clear",
        "usual");
    for (const total *t = totals; t < totals + count; t++) {
        if (!t->numeric) {
            continue;
        }
        say(stdout, " %-12s%9.1e%9.1e", t->name, median_bar(all, t->name, false),
            median_bar(all, t->name, true));
        for (int k = 0; k < 4; k++) {
            show_share(all, t->name, k < 2 ? TRIAL_FINE : TRIAL_COARSE, k % 2 == 1);
        }
        say(stdout, "%10zu%9zu\n", t->visible, t->missed);
    }
}

/* Lines --------------------------------------------------------------------------------------- */

static void show_depths(const records *all, const sums *s)
{
    size_t depths[SCENE_LAYERS + 1] = {0};
    for (size_t i = 0; i < all->count; i++) {
        depths[all->of[i].L]++;
    }
    say(stdout, "networks: %zu, of which %zu clear and %zu usual; of depth 1 to %d:", s->networks,
        s->clear, s->usual, SCENE_LAYERS);
    for (size_t l = 1; l <= SCENE_LAYERS; l++) {
        say(stdout, " %zu", depths[l]);
    }
    say(stdout, "\n");
}

/* From the smallest to the largest that was drawn. */
typedef struct {
    size_t least, most;
} range;

static void stretch(range *r, size_t least, size_t most)
{
    r->least = r->most == 0 || least < r->least ? least : r->least;
    r->most = most > r->most ? most : r->most;
}

static void show_sizes(const records *all)
{
    range widths = {0}, parameters = {0}, samples = {0};
    size_t evaluations = 0;
    double seconds = 0.0;
    for (const record *r = all->of; r < all->of + all->count; r++) {
        if (r->taken) {
            stretch(&widths, r->narrowest, r->widest);
            stretch(&parameters, r->parameters, r->parameters);
            stretch(&samples, r->samples, r->samples);
            evaluations += r->evaluations;
            seconds += r->seconds;
        }
    }
    say(stdout, "widths %zu to %zu, parameters %zu to %zu, samples %zu to %zu\n", widths.least,
        widths.most, parameters.least, parameters.most, samples.least, samples.most);
    say(stdout, "%zu forward passes in %.0f s of one core\n", evaluations, seconds);
}

static bool claim_holds(const records *all, size_t i, bool aloud)
{
    size_t of;
    size_t visible = count_visible(all, claims[i].method, claims[i].trial, claims[i].usual, &of);
    bool holds = 100 * (of - visible) < (100 - VISIBLE_PERCENT) * of + 100;
    if (aloud) {
        say(stdout, "visible, %s of T by the method %s in %s networks: %zu of %zu%s\n",
            claims[i].size, claims[i].method, claims[i].where, visible, of,
            holds ? "" : " (TOO FEW)");
    }
    return holds;
}

void campaign_show(const records *all)
{
    total totals[MOST_VOICES];
    size_t count = sum_up(totals, all);
    sums s = sum_networks(all);
    show_depths(all, &s);
    show_sizes(all);
    show_counts("equations", totals, count, false);
    show_counts("entries", totals, count, true);
    show_disturbed(all, totals, count);
    say(stdout, "\n");
    campaign_show_failures(all);
    say(stdout, "false alarms: %zu in %zu verdicts; misses: %zu of %zu visible disturbances\n",
        s.alarms, s.verdicts, s.missed, s.visible);
    say(stdout, "planted in a rule: in %zu networks; another equation was blamed in %zu\n",
        s.planted, s.misled);
    for (size_t i = 0; i < CLAIMS; i++) {
        claim_holds(all, i, true);
    }
}

bool campaign_holds(const records *all)
{
    sums s = sum_networks(all);
    bool holds = s.alarms == 0 && s.missed == 0 && s.misled == 0;
    for (size_t i = 0; i < CLAIMS; i++) {
        holds = claim_holds(all, i, false) && holds;
    }
    return holds;
}
