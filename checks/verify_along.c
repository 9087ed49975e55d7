/* What is seen along directions: Taylor's slopes, and how small an error would have shown. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <string.h>

#include "say.h"
#include "verify_out.h"

void finding_label(char label[BP_MESSAGE_SIZE], const bp_report *report, const bp_result *result,
                   const bp_finding *finding)
{
    bp_result_label(label, report, result, finding->row, finding->along ? 0 : finding->col);
    if (finding->along) {
        char *indices = strchr(label, '[');
        snprintf(indices, BP_MESSAGE_SIZE - (size_t)(indices - label), "·V_%zu", finding->row + 1);
    }
}

bool entries_were_seen(const bp_report *report)
{
    bool seen = false;
    for (const bp_result *r = report->results; r < report->results + report->count; r++) {
        for (size_t i = 0; i < r->given_count; i++) {
            seen = seen || (bp_is_numeric(&r->given[i]) && !r->given[i].along);
        }
    }
    return seen;
}

static const bp_finding *heard(const bp_result *r, const char *method)
{
    for (size_t i = 0; i < r->given_count; i++) {
        if (r->given[i].along && strcmp(r->given[i].method, method) == 0) {
            return &r->given[i];
        }
    }
    return NULL;
}

/* An error relative to the length of the gradient, in 16 columns. */
static void say_seen(const bp_finding *f)
{
    if (f && f->verdict != BP_SHAPE_DIFFERS && f->largest > 0.0) {
        say_padded(stdout, 16, "%.1e", f->seen / f->largest);
    } else {
        say_padded(stdout, 16, "%s", "");
    }
}

static void say_slope(const bp_finding *f)
{
    if (!f || f->verdict == BP_SHAPE_DIFFERS || isnan(f->slope)) {
        say_padded(stdout, 12, "%s", "");
    } else if (isinf(f->slope)) {
        say_padded(stdout, 12, "%s", "straight");
    } else {
        say_padded(stdout, 12, "%.2f", f->slope);
    }
}

static void say_line(const bp_report *report, const bp_result *r)
{
    const bp_finding *taylor = heard(r, "taylor"), *directional = heard(r, "directional");
    if (!taylor && !directional) {
        return;
    }
    char label[BP_MESSAGE_SIZE];
    bp_result_label(label, report, r, 0, 0);
    *strchr(label, '[') = '\0';
    say(stdout, " ");
    say_padded(stdout, -17, "%s", r->equation->id);
    say_padded(stdout, -14, "%s", label);
    say_slope(taylor);
    say_seen(taylor);
    say_seen(directional);
    say(stdout, "\n");
}

void show_directions(const bp_report *report)
{
    if (report->directions.each == 0) {
        return;
    }
    say(stdout, "\n %-17s", "equation");
    say_padded(stdout, -14, "along %zu V", report->directions.each);
    say(stdout, "%12s%16s%16s\n", "Taylor slope", "it would show", "1 in 100 missed");
    for (size_t i = 0; i < report->count; i++) {
        say_line(report, &report->results[i]);
    }
    say(stdout, "\n");
    say_wrapped(stdout, 0,
                "Taylor slope: the order in h of C(X + hV) - C(X) - h⟨∂C/∂X, V⟩: 2 where ∂C/∂X is "
                "right, 1 where it is not. it would show: the smallest error along V that would "
                "have made it 1. 1 in 100 missed: an entry wrong by so much escapes the "
                "directional derivative once in a hundred draws of V. Both are relative to the "
                "length of ∂C/∂X.");
}
