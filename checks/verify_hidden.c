/* Which mistakes of the catalogue nobody could see in this network. */
#define _POSIX_C_SOURCE 200809L
#include "verify_hidden.h"

#include "proposal.h"
#include "say.h"

#define MOST_SHOWN 5

/* How many pass; the first of them; what is absent; and where they would be found. */
static const char pass[] = "%zu of the %zu mistakes in the catalogue would pass here%s. ";
static const char more[] = ", and %zu more (--verbose)";
static const char lacks[] = "%zu %s of equations that this network does not have. ";
static const char found_there[] = "With %s %s.";

static void write_first(char *text, size_t size, const bp_hidden *found)
{
    size_t used = 0, shown = 0;
    text[0] = '\0';
    for (size_t i = 0; i < found->count && shown < MOST_SHOWN; i++) {
        if (bp_is_hidden(found, i)) {
            used += (size_t)snprintf(text + used, size - used, "%s%s", shown++ ? ", " : ": ",
                                     bp_mistake_at(i)->id);
        }
    }
    if (found->hidden > shown) {
        snprintf(text + used, size - used, more, found->hidden - shown);
    }
}

static void say_summary(const bp_hidden *found, const proposal *better, const problem *p)
{
    char text[1200], ids[MOST_SHOWN * 64], there[PROPOSAL_LINE], rest[64];
    size_t used = 0;
    text[0] = '\0';
    if (found->hidden > 0) {
        write_first(ids, sizeof ids, found);
        used += (size_t)snprintf(text, sizeof text, pass, found->hidden, found->count, ids);
    }
    if (found->absent > 0) {
        used += (size_t)snprintf(text + used, sizeof text - used, lacks, found->absent,
                                 found->hidden > 0 ? "more are" : "mistakes of the catalogue are");
    }
    if (better->change) {
        proposal_options(there, better, p);
        snprintf(rest, sizeof rest,
                 better->hidden + better->absent ? "only %zu would not be found"
                                                 : "all would be found",
                 better->hidden + better->absent);
        snprintf(text + used, sizeof text - used, found_there, there, rest);
    }
    say_wrapped(stdout, 0, "%s", text);
}

static void say_each(const bp_hidden *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const bp_mistake *m = bp_mistake_at(i);
        if (bp_is_hidden(found, i)) {
            say_wrapped(stdout, 2, "%s shows %s.", m->id, bp_mistake_shows(m)->text);
        } else if (found->verdict[i] == BP_NOT_APPLICABLE) {
            say_wrapped(stdout, 2, "%s is a mistake in %s.", m->id, m->equation);
        }
    }
}

void show_hidden(const bp_report *report, const problem *p, bool all)
{
    bp_hidden found;
    if (!bp_hidden_find(&found, report)) {
        complain("no memory to look for mistakes that would pass");
        return;
    }
    if (found.hidden + found.absent > 0) {
        proposal better = propose(&found, report, p);
        say(stdout, "\n");
        say_summary(&found, &better, p);
        if (all) {
            say_each(&found);
        }
    }
    bp_hidden_free(&found);
}

/* For a program ------------------------------------------------------------------------------- */

static json_t *proposal_to_json(const bp_hidden *found, const bp_report *report, const problem *p)
{
    proposal better = propose(found, report, p);
    char text[PROPOSAL_LINE];
    proposal_options(text, &better, p);
    return better.change ? json_pack("{s:s, s:I, s:I}", "options", text, "hidden",
                                     (json_int_t)better.hidden, "absent", (json_int_t)better.absent)
                         : json_null();
}

void hidden_to_json(json_t *root, const bp_report *report, const problem *p)
{
    bp_hidden found;
    json_t *hidden = json_array(), *missing = json_array();
    bool complete = bp_hidden_find(&found, report);
    if (!complete) {
        complain("no memory to look for mistakes that would pass");
    }
    for (size_t i = 0; i < found.count; i++) {
        const bp_mistake *m = bp_mistake_at(i);
        if (bp_is_hidden(&found, i)) {
            json_array_append_new(hidden, json_pack("{s:s, s:s}", "id", m->id, "shows",
                                                    bp_mistake_shows(m)->text));
        } else if (found.verdict[i] == BP_NOT_APPLICABLE) {
            json_array_append_new(missing, json_string(m->id));
        }
    }
    json_object_set_new(root, "hidden", hidden);
    json_object_set_new(root, "absent", missing);
    json_object_set_new(root, "proposal",
                        complete ? proposal_to_json(&found, report, p) : json_null());
    bp_hidden_free(&found);
}
