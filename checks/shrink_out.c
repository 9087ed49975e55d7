#include "shrink_out.h"

#include <string.h>

#include "board.h"
#include "explain_entry.h"
#include "say.h"
#include "widths.h"

/* The most matrices of a part: two in each layer before and after, and one more. */
enum { MOST_PANELS = 4 * BP_SHRINK_LAYERS + 1 };

/* A number of the blackboard, unless the mistake is smaller. */
#define USUAL_DIGITS 6
#define MOST_DIGITS 17

typedef struct {
    panel of[MOST_PANELS];
    size_t count;
} board;

static void put(board *b, const bp_mat *m)
{
    b->of[b->count++] = (panel){.name = m->name, .m = m};
}

static void show_titled(const char *title, const board *b)
{
    if (b->count > 0) {
        say(stdout, "\n%s\n", title);
        show_board(b->of, b->count, USUAL_DIGITS);
    }
}

static void put_parameters(board *b, const bp_net *net)
{
    for (size_t l = 1; l <= net->L; l++) {
        put(b, &net->W[l]);
        put(b, &net->b[l]);
    }
}

static void put_layers(board *b, const bp_pass *p)
{
    for (size_t l = 1; l <= p->L; l++) {
        put(b, &p->Z[l]);
        put(b, &p->A[l]);
    }
}

/* The network --------------------------------------------------------------------------------- */

static void show_network(const bp_counterexample *found)
{
    const bp_net *net = &found->net;
    char widths[40], sigma[120] = "";
    size_t M = found->data.X.cols;
    widths_write(widths, sizeof widths, net->N, net->L, "-");
    for (size_t l = 1; l <= net->L; l++) {
        size_t s = strlen(sigma);
        snprintf(sigma + s, sizeof sigma - s, "%s, ", net->sigma[l]->name);
    }
    say_wrapped(stdout, 0,
                "The smallest network that shows it%s has %zu numbers: %s, %s%s loss, %zu sample%s",
                found->same_shape ? " where all shapes fit" : "", found->numbers, widths, sigma,
                net->loss->name, M, M == 1 ? "." : "s in columns.");
    board given = {.of = {{.name = "X", .m = &found->data.X}, {.name = "Y", .m = &found->data.Y}},
                   .count = 2};
    say(stdout, "\n");
    show_board(given.of, given.count, USUAL_DIGITS);
    given.count = 0;
    put_parameters(&given, net);
    show_board(given.of, given.count, USUAL_DIGITS);
}

/* What comes before the answer: Z and A, and on the way back ∂C/∂A and ∂C/∂Z down to its layer. */
static void show_passes(const bp_counterexample *found, const bp_report *report)
{
    const bp_pass *p = &report->inputs;
    bp_quantity answer = found->equation->answer;
    board forward = {.count = 0}, back = {.count = 0};
    put_layers(&forward, p);
    show_titled("Forward:", &forward);
    bool derivative = found->equation->stage == BP_DOWN;
    for (size_t l = p->L; derivative && l >= found->layer; l--) {
        bool here = l == found->layer;
        if (!here || answer != BP_dA) {
            put(&back, &p->dA[l]);
        }
        if (!here || (answer != BP_dA && answer != BP_dZ)) {
            put(&back, &p->dZ[l]);
        }
    }
    show_titled("Backward:", &back);
}

/* What a mistake that looks back has seen. */
static void show_older(const bp_counterexample *found, const bp_report *report)
{
    const bp_pass *older = &report->older.pass;
    board before = {.count = 0};
    put_parameters(&before, older->net);
    put_layers(&before, older);
    put(&before, &older->of[found->equation->answer][found->layer]);
    show_titled("One step of learning before (η = 0.5):", &before);
}

/* The answers --------------------------------------------------------------------------------- */

/* So many digits that the two answers look different. */
static int digits_of(double right, double wrong)
{
    char a[40], b[40];
    int digits = USUAL_DIGITS - 1;
    do {
        digits++;
        snprintf(a, sizeof a, "%.*g", digits, right);
        snprintf(b, sizeof b, "%.*g", digits, wrong);
    } while (digits < MOST_DIGITS && strcmp(a, b) == 0);
    return digits;
}

static void show_answers(const bp_counterexample *found, const bp_report *report,
                         const bp_result *r)
{
    const bp_equation *e = found->equation;
    size_t l = found->layer, row = found->row, col = found->col;
    const bp_mat *right = &report->inputs.of[e->target][l];
    const bp_mat *wrong = &report->given.pass.of[e->answer][l];
    bool numbers = r->verdict != BP_SHAPE_DIFFERS;
    int digits = numbers ? digits_of(BP_AT(right, row, col), BP_AT(wrong, row, col)) : USUAL_DIGITS;
    panel both[] = {{"right", right, numbers, row, col},
                    {"with the mistake", wrong, numbers, row, col}};
    say(stdout, "\n%s:\n", e->answer == BP_C ? "C, and C_x of each sample" : right->name);
    show_board(both, r->broken[0] ? 1 : 2, digits);
    if (r->broken[0]) {
        say_wrapped(stdout, 2, "With the mistake there is no answer: %s", r->broken);
    }
}

static void show_cause(const bp_equation *e, const bp_mistake *m)
{
    say_wrapped(stdout, 0, "%s: %s.", m->id, m->family->title);
    say_wrapped(stdout, 2, "right: %s", e->statement);
    say_wrapped(stdout, 2, "wrong: %s", m->formula);
    say(stdout, "\n");
}

bool show_counterexample(const bp_counterexample *found, const bp_cause *cause,
                         const bp_report *report)
{
    const bp_result *r = report->results; /* one of them is it */
    for (size_t i = 0; i < report->count; i++) {
        bool here = report->results[i].equation == found->equation &&
                    report->results[i].layer == found->layer;
        r = here ? &report->results[i] : r;
    }
    show_cause(found->equation, cause->first);
    if (cause->second) {
        show_cause(found->equation, cause->second);
    }
    show_network(found);
    show_passes(found, report);
    if (found->looks_back) {
        show_older(found, report);
    }
    show_answers(found, report, r);
    say(stdout, r->verdict == BP_SHAPE_DIFFERS ? "\nAn entry of the right one, worked out:\n\n"
                                               : "\nThe entry with the *, worked out:\n\n");
    worked_entry worked;
    if (!work_out(&worked, report, r, found->row, found->col)) {
        return false;
    }
    write_entry(&worked, &explain_within_text);
    return true;
}
