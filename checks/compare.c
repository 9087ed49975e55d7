/* backproof compare: the full-matrix method beside the per-sample one, §8 of the article. */
#include "commands.h"
#include "compare.h"
#include "say.h"

static const char about[] =
    "Usage: backproof compare [options]\n\n"
    "Takes the two methods of §8 side by side: all M samples of a mini-batch as\n"
    "one matrix, or one sample forward and back at a time, the gradients added up\n"
    "and averaged. Do they give the same gradients, do two runs stay together, and\n"
    "what does a sample cost as M grows from 1 to 1024?\n\n"
    "Examples:\n"
    "  backproof compare\n"
    "  backproof compare --data digits --layers 64,30,10 --times times.tsv\n"
    "  backproof compare --json\n\n"
    "Exit status: 0 the gradients agree to rounding; 1 they do not; 2 bad input; 130\n"
    "interrupted.\n";

typedef struct {
    const char *runs, *times;
    bool json;
    uint64_t epochs;
} wishes;

static bool compare_all(comparison *c, training *t, size_t epochs)
{
    training_watch();
    return compare_gradients(c, t) && compare_runs(c, t, epochs) && compare_times(c, t);
}

static bool tell(const comparison *c, const training *t, const wishes *w)
{
    bool written = (!w->runs || save_runs(w->runs, c, t)) &&
                   (!w->times || save_times(w->times, c, t));
    if (written && w->json) {
        return comparison_to_json(c, t);
    }
    if (written) {
        show_comparison(c, t);
    }
    return written;
}

int command_compare(int argc, char **argv)
{
    wishes w = {.epochs = 5};
    training_wishes how = training_usual();
    const option own[] = {
        {"epochs", 0, "N", "of the two runs (default: 5)", .whole = &w.epochs, .least = 1,
         .most = 100000},
        {"eta", 0, "E", "their learning rate (default: 1)", .real = &how.eta},
        {"runs", 0, "FILE", "write the two runs to FILE, for gnuplot", .text = &w.runs},
        {"times", 0, "FILE", "write the times to FILE, for gnuplot", .text = &w.times},
        {"json", 0, NULL, "the comparison for a program", .flag = &w.json},
        {0},
    };
    const training_words words = {argc, argv, own, 0};
    options o = options_defaults();
    comparison c = {0};
    training t;
    int status;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!training_build(&t, &o, &how, &words)) {
        return STATUS_BAD_INPUT;
    }
    bool told = compare_all(&c, &t, (size_t)w.epochs) && tell(&c, &t, &w);
    status = !told                    ? STATUS_BAD_INPUT
             : training_interrupted() ? STATUS_INTERRUPTED
             : comparison_agrees(&c)  ? STATUS_AGREES
                                      : STATUS_WRONG;
    comparison_free(&c);
    training_free(&t);
    return status;
}
