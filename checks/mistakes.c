/* backproof mistakes: the catalogue, for people and for programs. */
#define _POSIX_C_SOURCE 200809L
#include "mistakes.h"

#include <string.h>

#include "commands.h"
#include "names.h"
#include "planted.h"
#include "say.h"
#include "verify_json.h"

enum { MOST = 400 };

static const bp_mistake *named(const char *id)
{
    const bp_mistake *m = bp_mistake_named(id);
    const char *names[MOST + 1] = {NULL}, *nearest;
    for (size_t i = 0; !m && i < MOST && bp_mistake_at(i); i++) {
        names[i] = bp_mistake_at(i)->id;
    }
    if (!m) {
        nearest = names_nearest(id, names);
        complain("unknown mistake '%s'%s%s (backproof mistakes lists them)", id,
                 nearest ? ", nearest is " : "", nearest ? nearest : "");
    }
    return m;
}

bool mistake_wanted(bp_cause *cause, const char *id)
{
    char first[64];
    const char *plus = strchr(id, '+');
    snprintf(first, sizeof first, "%.*s", (int)(plus ? plus - id : (ptrdiff_t)strlen(id)), id);
    *cause = (bp_cause){named(first), NULL};
    if (!cause->first || !plus) {
        return cause->first;
    }
    const bp_mistake *second = named(plus + 1);
    cause->second = second;
    if (second && !bp_mistakes_compose(cause->first, second)) {
        *cause = (bp_cause){second, cause->first}; /* the other way round, perhaps */
    }
    if (second && !bp_mistakes_compose(cause->first, cause->second)) {
        complain(
            "%s and %s cannot be made at once: two mistakes must be of one equation, and leave "
            "each other something to change",
            cause->second->id, cause->first->id);
        return false;
    }
    return second;
}

void show_mistake(const bp_mistake *m)
{
    say_wrapped(stdout, 2, "%s: %s.", m->id, m->family->title);
    say_wrapped(stdout, 4, "%s", m->formula);
    say_wrapped(stdout, 4, "%s", m->family->explanation);
    say_wrapped(stdout, 4, "It shows %s.", bp_mistake_shows(m)->text);
    say_wrapped(stdout, 4, "What it looks like: %s", m->family->looks);
    say_wrapped(stdout, 4, "Hint: %s", m->family->hint);
}

static void show_line(const bp_mistake *m)
{
    say(stdout, "  ");
    say_padded(stdout, -29, "%s", m->id);
    say(stdout, "%s\n", m->family->title);
}

/* Those of one equation; returns how many. */
static size_t show_equation(const bp_equation *e, bool each_whole)
{
    const bp_mistake *m;
    size_t count = 0;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        if (strcmp(m->equation, e->id) != 0) {
            continue;
        }
        if (count++ == 0) {
            say_wrapped(stdout, 0, "%s: %s", e->id, e->statement);
        }
        if (each_whole) {
            say(stdout, "\n");
            show_mistake(m);
        } else {
            show_line(m);
        }
    }
    say(stdout, "%s", count ? "\n" : "");
    return count;
}

static void show_all(bool each_whole)
{
    size_t count = 0;
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        count += show_equation(&bp_equations[i], each_whole);
    }
    say_wrapped(stdout, 0, "%zu mistakes; backproof verify --mistake ID plants one.", count);
}

/* The ids of all that show there; empty where an earlier row has told. */
static void ids_of(char *ids, size_t size, const bp_condition *condition, size_t first)
{
    const bp_mistake *m;
    size_t used = 0;
    ids[0] = '\0';
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL && used < size; i++) {
        if (bp_mistake_shows(m) == condition) {
            if (i < first) {
                return;
            }
            used += (size_t)snprintf(ids + used, size - used, "%s%s", used ? ", " : "", m->id);
        }
    }
}

static void show_by_condition(void)
{
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        char ids[2000];
        ids_of(ids, sizeof ids, bp_mistake_shows(m), i);
        if (ids[0]) {
            say_wrapped(stdout, 0, "%s:", bp_mistake_shows(m)->text);
            say_wrapped(stdout, 2, "%s", ids);
        }
    }
}

/* All of them, or the only one. */
static bool write_list(FILE *out, const bp_mistake *only)
{
    json_t *all = json_array();
    const bp_mistake *m;
    for (size_t i = 0; (m = bp_mistake_at(i)) != NULL; i++) {
        const bp_family *f = m->family;
        if (only && m != only) {
            continue;
        }
        json_array_append_new(all,
                              json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id", m->id,
                                        "equation", m->equation, "formula", m->formula, "shows",
                                        bp_mistake_shows(m)->text, "title", f->title, "explanation",
                                        f->explanation, "hint", f->hint, "looks", f->looks));
    }
    return end_json(out, all, "the mistakes");
}

int command_mistakes(int argc, char **argv)
{
    static const char about[] =
        "Usage: backproof mistakes [options]\n\n"
        "Lists the mistakes that people make in the equations of the derivation.\n\n"
        "Examples:\n"
        "  backproof mistakes\n"
        "  backproof mistakes --show dW-transposed\n"
        "  backproof mistakes --where\n"
        "  backproof verify --mistake dW-transposed\n"
        "  backproof verify --mistake dW-transposed+dW-sign\n";
    bool json = false, each_whole = false, by_condition = false;
    const char *id = NULL;
    const option own[] = {
        {"show", 0, "ID", "all about one of them, with a hint", .text = &id},
        {"verbose", 'v', NULL, "all about each of them", .flag = &each_whole},
        {"where", 0, NULL, "where they show, and which show there", .flag = &by_condition},
        {"json", 0, NULL, "the list for a program", .flag = &json},
        {0},
    };
    options o = options_defaults();
    int status;
    o.no_network = true;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    const bp_mistake *only = id ? named(id) : NULL;
    if (id && !only) {
        return STATUS_BAD_INPUT;
    }
    if (json) {
        return write_list(stdout, only) ? STATUS_AGREES : STATUS_BAD_INPUT;
    }
    if (only) {
        show_mistake(only);
        return STATUS_AGREES;
    }
    if (by_condition) {
        show_by_condition();
    } else {
        show_all(each_whole);
    }
    return STATUS_AGREES;
}
