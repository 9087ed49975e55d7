/* What a wrong equation's numbers tell of the mistake, for people and for programs. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "say.h"
#include "verify_diagnosis.h"

bool diagnose(bp_diagnosis *d, const bp_report *report, const bp_equation *equation)
{
    bool complete = bp_diagnose(d, report, equation);
    if (!complete) {
        complain("no memory to look for the mistake in %s", equation->id);
    }
    return complete;
}

/* How sure it is. */
static const char *confidence(const bp_diagnosis *d)
{
    static char text[40];
    if (d->count == 1) {
        return "certain";
    }
    snprintf(text, sizeof text, d->count ? "one of %zu" : "signature only", d->count);
    return text;
}

static void say_cause(const bp_cause *c)
{
    const bp_mistake *m = c->first, *also = c->second;
    if (also) {
        say_wrapped(stdout, 4, "%s and %s: %s, and %s.", m->id, also->id, m->family->title,
                    also->family->title);
    } else {
        say_wrapped(stdout, 4, "%s: %s. %s", m->id, m->family->title, m->family->explanation);
    }
}

bool show_diagnosis(const bp_report *report, const bp_equation *equation, feedback level)
{
    bp_diagnosis d;
    if (level < SAY_HINT || !diagnose(&d, report, equation)) {
        return false;
    }
    if (d.count > 0) {
        if (level >= SAY_DIAGNOSIS) {
            say_wrapped(stdout, 2, "These numbers come from (%s):", confidence(&d));
        }
        for (size_t i = 0; level >= SAY_DIAGNOSIS && i < d.count; i++) {
            say_cause(&d.causes[i]);
        }
        const bp_cause *c = &d.causes[0];
        say_wrapped(stdout, 2, "To see it for yourself: %s%s%s", c->first->family->hint,
                    c->second ? " And: " : "", c->second ? c->second->family->hint : "");
    } else if (level >= SAY_DIAGNOSIS) {
        char text[BP_MESSAGE_SIZE];
        bool something = d.signature.kind != BP_NOTHING_IN_COMMON;
        bp_signature_text(text, &d.signature);
        say_wrapped(stdout, 2, "No mistake of the catalogue gives these numbers%s %s.",
                    something ? "; but" : ", and", text);
    }
    return level >= SAY_DIAGNOSIS && d.count > 0;
}

json_t *diagnosis_to_json(const bp_diagnosis *d)
{
    json_t *all = json_array();
    for (size_t i = 0; i < d->count; i++) {
        const bp_cause *c = &d->causes[i];
        json_t *one = json_pack("{s:s, s:s}", "id", c->first->id, "confidence", confidence(d));
        if (c->second) {
            json_object_set_new(one, "and", json_string(c->second->id));
        }
        json_array_append_new(all, one);
    }
    if (d->count == 0 && d->signature.kind != BP_NOTHING_IN_COMMON) {
        char text[BP_MESSAGE_SIZE];
        bp_signature_text(text, &d->signature);
        json_array_append_new(all, json_pack("{s:n, s:s, s:s}", "id", "confidence", confidence(d),
                                             "signature", text));
    }
    return all;
}
