/* The score of every mistake, and of every output, and what all of it amounts to. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "say.h"
#include "score.h"

/* What the catalogue promises, in percent; the length of a list of equals in hundredths. */
#define NAMED_LEAST 98
#define PAIRS_LEAST 90
#define LISTED_MOST 130

static const char *const headings[JUDGES] = {"cplx", "forw", "cent", "five",
                                             "rich", "dir",  "tayl", "form"};
static const char *const judges[JUDGES] = {"complex step",
                                           "forward difference",
                                           "central difference",
                                           "five-point formula",
                                           "Richardson",
                                           "directional",
                                           "Taylor",
                                           "index form or textbook"};

/* What has been counted, over some networks and some mistakes. */
typedef struct {
    size_t differs[JUDGES], caught[JUDGES], open[JUDGES];
    size_t seen, diagnosed, named, listed; /* seen: it differs for some judge */
} sum;

static void add(sum *s, const mark *m)
{
    for (size_t judge = 0; judge < JUDGES; judge++) {
        s->differs[judge] += m->differs >> judge & 1U;
        s->caught[judge] += m->caught >> judge & 1U;
        s->open[judge] += m->open >> judge & 1U;
    }
    s->seen += m->differs != 0;
    s->diagnosed += m->diagnosed;
    s->named += m->named;
    s->listed += m->listed;
}

static sum sum_of_mistake(const cards *all, size_t i)
{
    sum s = {0};
    for (size_t k = 0; k < all->count; k++) {
        add(&s, &all->of[k].marks[i]);
    }
    return s;
}

static sum sum_of_output(const cards *all, output_pair output)
{
    sum s = {0};
    for (size_t k = 0; k < all->count; k++) {
        output_pair own = score_pair(all->of[k].seed);
        bool same = own.sigma == output.sigma && own.loss == output.loss;
        for (size_t i = 0; same && bp_mistake_at(i); i++) {
            add(&s, &all->of[k].marks[i]);
        }
    }
    return s;
}

static sum sum_of_all(const cards *all)
{
    sum s = {0};
    for (size_t i = 0; bp_mistake_at(i); i++) {
        sum one = sum_of_mistake(all, i);
        for (size_t judge = 0; judge < JUDGES; judge++) {
            s.differs[judge] += one.differs[judge];
            s.caught[judge] += one.caught[judge];
            s.open[judge] += one.open[judge];
        }
        s.seen += one.seen;
        s.diagnosed += one.diagnosed;
        s.named += one.named;
        s.listed += one.listed;
    }
    return s;
}

/* In percent, and 100 only if it is all of them. */
static void say_share(size_t part, size_t whole)
{
    char text[16];
    double percent = 100.0 * (double)part / (double)whole;
    snprintf(text, sizeof text, percent >= 99.95 && part < whole ? "99.9" : "%.3g", percent);
    say_padded(stdout, 5, "%s", whole == 0 ? "." : text);
}

static void say_row(const char *name, const sum *s)
{
    say_padded(stdout, -25, "%s", name);
    say_padded(stdout, 6, "%zu", s->seen);
    for (size_t judge = 0; judge < JUDGES; judge++) {
        say_share(s->caught[judge], s->differs[judge]);
    }
    say_share(s->named, s->diagnosed);
    say(stdout, "%4.1f\n", s->diagnosed ? (double)s->listed / (double)s->diagnosed : 0.0);
}

static void say_heading(const char *what)
{
    say(stdout, "%-25s%6s", what, "cases");
    for (size_t judge = 0; judge < JUDGES; judge++) {
        say_padded(stdout, 5, "%s", headings[judge]);
    }
    say(stdout, "%5s%4s\n", "name", "fit");
}

static void show_outputs(const cards *all)
{
    for (const bp_activation *sigma = bp_activations; sigma->name; sigma++) {
        for (const bp_loss *loss = bp_losses; loss->name; loss++) {
            sum s = sum_of_output(all, (output_pair){sigma, loss});
            if (s.seen > 0) {
                char name[80];
                snprintf(name, sizeof name, "%s %s", sigma->name, loss->name);
                say_row(name, &s);
            }
        }
    }
}

/* The totals ---------------------------------------------------------------------------------- */

typedef struct {
    size_t pairs, simpler, named, false_names;
} extras;

static extras extras_of(const cards *all)
{
    extras e = {0};
    for (size_t k = 0; k < all->count; k++) {
        e.pairs += all->of[k].pairs;
        e.simpler += all->of[k].pairs_simpler;
        e.named += all->of[k].pairs_named;
        e.false_names += all->of[k].false_names;
    }
    return e;
}

void score_show(const cards *all)
{
    sum s = sum_of_all(all);
    extras e = extras_of(all);
    say_heading("mistake");
    for (size_t i = 0; bp_mistake_at(i); i++) {
        sum one = sum_of_mistake(all, i);
        say_row(bp_mistake_at(i)->id, &one);
    }
    say_row("all", &s);
    say(stdout, "\n");
    say_heading("output and loss");
    show_outputs(all);
    say(stdout, "\n");
    for (size_t judge = 0; judge < JUDGES; judge++) {
        say_wrapped(stdout, 0, "%s: caught %zu of %zu, left %zu open, missed %zu", judges[judge],
                    s.caught[judge], s.differs[judge], s.open[judge],
                    s.differs[judge] - s.caught[judge] - s.open[judge]);
    }
    say_wrapped(stdout, 0, "named: %zu of %zu; %.3f mistakes fit, on average", s.named, s.diagnosed,
                s.diagnosed ? (double)s.listed / (double)s.diagnosed : 0.0);
    say_wrapped(
        stdout, 0,
        "pairs: %zu, of which %zu give the numbers of one mistake; %zu of the other %zu named",
        e.pairs, e.simpler, e.named, e.pairs - e.simpler);
    say_wrapped(stdout, 0, "right equations with a diagnosis: %zu", e.false_names);
}

/* Every mistake shows somewhere, and is caught wherever it differs by these. */
static bool all_are_caught(const cards *all)
{
    const size_t must[] = {BY_COMPLEX, BY_DIFFERENCES + BP_CENTRAL, BY_REFERENCE};
    bool caught = true;
    for (size_t i = 0; bp_mistake_at(i); i++) {
        sum s = sum_of_mistake(all, i);
        bool fine = s.seen > 0;
        for (size_t k = 0; k < sizeof must / sizeof *must; k++) {
            fine = fine && s.caught[must[k]] == s.differs[must[k]];
        }
        if (!fine) {
            say(stdout, "MISS %s\n", bp_mistake_at(i)->id);
        }
        caught = caught && fine;
    }
    return caught;
}

bool score_holds(const cards *all)
{
    sum s = sum_of_all(all);
    extras e = extras_of(all);
    bool caught = all_are_caught(all);
    return caught && s.diagnosed > 0 && 100 * s.named >= NAMED_LEAST * s.diagnosed &&
           100 * s.listed <= LISTED_MOST * s.diagnosed &&
           100 * e.named >= PAIRS_LEAST * (e.pairs - e.simpler) && e.false_names == 0;
}
