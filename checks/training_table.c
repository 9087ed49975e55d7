#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "say.h"
#include "training.h"
#include "tsv.h"
#include "widths.h"

#define MOST_LINES 50 /* of epochs; of more, some are left out */
#define MOST_NORMS 3

/* Adds to a text that is cut where it does not fit. */
#define ADD(line, ...) snprintf((line) + strlen(line), PROBLEM_LINE - strlen(line), __VA_ARGS__)

void training_describe(char line[PROBLEM_LINE], const training *t)
{
    const options *o = t->options;
    const training_wishes *w = t->wishes;
    const bp_trainer *trainer = &t->trainer;
    if (!widths_write(line, PROBLEM_LINE, t->p.net.N, t->p.net.L, "-")) {
        return;
    }
    ADD(line, ", %s, %s loss, %zu parameters; %s%s", o->activations, t->p.net.loss->name,
        bp_net_parameters(&t->p.net), o->data, o->standardise ? " standardised" : "");
    ADD(line, ", %zu samples to learn from, %zu held out", t->learned, t->held_count);
    ADD(line, ", %zu at a time; %s, eta %g", trainer->batch.room, w->method, w->eta);
    if (w->momentum > 0.0) {
        ADD(line, ", momentum %g", w->momentum);
    }
    if (w->lambda > 0.0) {
        ADD(line, ", lambda %g", w->lambda);
    }
    ADD(line, "; seed %" PRIu64, o->seed);
}

void training_comment(FILE *out, const training *t)
{
    char line[PROBLEM_LINE];
    training_describe(line, t);
    tsv_comment(out, line);
}

/* The layers whose norms are shown: all of them, or the first, a middle one and the last. */
static size_t shown_layers(size_t shown[MOST_NORMS], size_t L)
{
    size_t count = L < MOST_NORMS ? L : MOST_NORMS;
    for (size_t i = 0; i < count; i++) {
        shown[i] = count == 1 ? 1 : 1 + i * (L - 1) / (count - 1);
    }
    return count;
}

void training_head(const training *t)
{
    char line[PROBLEM_LINE];
    size_t shown[MOST_NORMS], count = shown_layers(shown, t->p.net.L);
    if (t->wishes->json) {
        return;
    }
    training_describe(line, t);
    say_wrapped(stdout, 0, "%s", line);
    bool held = t->held_count > 0;
    say(stdout, "\n   learned from%s\n", held ? "          held out" : "");
    say(stdout, "epoch    loss  right%s", held ? "    loss  right" : "");
    for (size_t i = 0; i < count; i++) {
        char name[40];
        snprintf(name, sizeof name, "‖∂C/∂W^%zu‖", shown[i]);
        say_padded(stdout, 11, "%s", name);
    }
    say(stdout, "  seconds\n");
    fflush(stdout);
}

/* "97.3 %", or nothing where there are no classes. */
static void say_share(double share)
{
    if (isnan(share)) {
        say(stdout, "%8s", "");
    } else {
        say(stdout, " %5.1f %%", 100.0 * share);
    }
}

/* Losses and norms are not negative; of a NaN, some libraries show a sign. */
static void say_loss(double loss)
{
    say(stdout, fabs(loss) < 99.99 ? " %7.4f" : " %7.1e", fabs(loss));
}

static void say_check(const training *t, const double *row)
{
    size_t L = t->curve.L;
    double by_complex = 0.0, central = 0.0, kinks = 0.0;
    for (size_t l = 1; l <= L; l++) {
        by_complex = fmax(by_complex, row[curve_column(L, CURVE_COMPLEX, l)]);
        central = fmax(central, row[curve_column(L, CURVE_CENTRAL, l)]);
        kinks += row[curve_column(L, CURVE_KINKS, l)];
    }
    say(stdout, "      its gradient: complex step %.1e, central difference %.1e", by_complex,
        central);
    if (kinks > 0.0) {
        say(stdout, ", %.0f at a kink", kinks);
    }
    say(stdout, "\n");
}

/* Every epoch, of many every second, third, … and the last. */
static bool is_shown(const training *t, const double *row)
{
    uint64_t stride = (t->wishes->epochs + MOST_LINES - 1) / MOST_LINES;
    uint64_t epoch = (uint64_t)row[CURVE_EPOCH];
    bool checked = !isnan(row[curve_column(t->curve.L, CURVE_COMPLEX, 1)]);
    return t->wishes->verbose || checked || epoch == 1 || epoch % stride == 0 ||
           epoch == t->wishes->epochs || !isfinite(row[CURVE_LOSS]);
}

void training_line(const training *t, const double *row)
{
    size_t L = t->curve.L, shown[MOST_NORMS], count = shown_layers(shown, L);
    if (t->wishes->json || !is_shown(t, row)) {
        return;
    }
    say(stdout, "%5.0f", row[CURVE_EPOCH]);
    say_loss(row[CURVE_LOSS]);
    say_share(row[CURVE_ACCURACY]);
    if (t->held_count > 0) {
        say_loss(row[CURVE_HELD_LOSS]);
        say_share(row[CURVE_HELD_ACCURACY]);
    }
    for (size_t i = 0; i < count; i++) {
        say(stdout, "  %9.2e", fabs(row[curve_column(L, CURVE_NORM, shown[i])]));
    }
    say(stdout, "  %7.2f\n", row[CURVE_SECONDS]);
    if (!isnan(row[curve_column(L, CURVE_COMPLEX, 1)])) {
        say_check(t, row);
    }
    fflush(stdout);
}

/* The row whose samples held out were classified best. */
static const double *best_row(const curve *c)
{
    const double *best = curve_row(c, 0);
    for (size_t i = 1; i < c->rows; i++) {
        const double *row = curve_row(c, i);
        best = row[CURVE_HELD_ACCURACY] > best[CURVE_HELD_ACCURACY] ? row : best;
    }
    return best;
}

static void say_result(const training *t)
{
    const curve *c = &t->curve;
    const double *last = curve_row(c, c->rows - 1), *best = best_row(c);
    if (t->lost) {
        say_style(stdout, SAY_BAD);
        say_wrapped(
            stdout, 0,
            "The numbers are no longer finite: the steps were too large. Try an --eta below "
            "%g, or --init scaled.",
            t->wishes->eta);
        say_style(stdout, SAY_PLAIN);
    } else if (!isnan(last[CURVE_HELD_ACCURACY])) {
        double n = (double)t->held_count;
        say_wrapped(
            stdout, 0,
            "Of the %zu samples held out, %.0f are classified rightly, %.2f %%; most, %.0f, "
            "after epoch %.0f.",
            t->held_count, n * last[CURVE_HELD_ACCURACY], 100.0 * last[CURVE_HELD_ACCURACY],
            n * best[CURVE_HELD_ACCURACY], best[CURVE_EPOCH]);
    }
}

static void say_gradient(const training *t)
{
    if (t->wrong) {
        say_style(stdout, SAY_BAD);
        say_wrapped(stdout, 0,
                    "A gradient was WRONG while learning: backproof verify, with the same network, "
                    "says which equation; if it finds none wrong, the mistake is in lib/batch.c.");
        say_style(stdout, SAY_PLAIN);
    } else if (t->open) {
        say_wrapped(stdout, 0,
                    "Not every entry of the gradient could be decided while learning (a kink, "
                    "bars that are too wide, or zeros throughout); none was wrong.");
    }
}

/* Why it has ended, where that is not that all epochs are done. */
static void say_end(const training *t)
{
    const bp_trainer *trainer = &t->trainer;
    if (training_interrupted()) {
        say_wrapped(stdout, 0, "Interrupted in epoch %zu, after %zu of %zu samples.",
                    trainer->epochs + (trainer->epoch.seen < trainer->n), trainer->epoch.seen,
                    trainer->n);
    } else if (t->ready) {
        say_wrapped(stdout, 0,
                    "The %zu epochs of this run are done; --epochs says how many there "
                    "are to be in all.",
                    trainer->epochs);
    }
}

void training_conclude(const training *t)
{
    const training_wishes *w = t->wishes;
    if (w->json) {
        return;
    }
    say(stdout, "\n");
    if (t->curve.rows > 0) {
        say_result(t);
    }
    say_gradient(t);
    say_end(t);
    if (w->curve) {
        say(stdout, "The curve is in %s.\n", w->curve);
    }
    if (w->save && !t->lost) {
        say_wrapped(stdout, 0,
                    "The run is in %s; backproof train --load %s --resume --epochs N goes on "
                    "with it.",
                    w->save, w->save);
    }
}
