/* backproof judge: numbers from any language, judged as the equations of this library are. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "commands.h"
#include "judge_out.h"
#include "say.h"

static const char about[] =
    "Usage: backproof judge DIR [options]\n\n"
    "Judges numbers that were computed elsewhere, in any language or by hand. DIR\n"
    "holds X, Y, W1, b1, W2, b2 and so on, as verify --dump writes them, and any of\n"
    "Z1 A1 dA1 dZ1 dW1 db1 and so on, and C, that you have computed from them: .npy\n"
    "files, or .csv or .txt with a row on each line. Each is judged given your own\n"
    "inputs, so that the one that is to blame is told from those that follow from it.\n\n"
    "Examples:\n"
    "  backproof verify --dump mine --feedback hint     (the network, no answers)\n"
    "  backproof judge mine\n"
    "  backproof judge mine --layout rows --activations tanh,softmax \\\n"
    "      --loss categorical\n\n"
    "Layouts: columns (a sample is a column); rows (a sample is a row: X Y Z A dA dZ\n"
    "lie on their side, W and dW do not); kernels (rows, and W and dW are inputs x\n"
    "neurons).\n\n"
    "Exit status: as that of verify.\n";

static int judge(const folder *f, feedback level, bool json)
{
    bp_report report;
    if (!folder_judge(&report, f)) {
        return STATUS_BAD_INPUT;
    }
    int status = status_of(&report);
    if (!json) {
        show_judgement(&report, f, level);
    } else if (!write_judgement(stdout, &report, f, level)) {
        status = STATUS_BAD_INPUT;
    }
    bp_report_free(&report);
    return status;
}

int command_judge(int argc, char **argv)
{
    const char *path = NULL, *how = "full";
    bool json = false;
    folder_wishes w = {0};
    const option own[] = {
        {"layout", 0, "HOW", "columns (default), rows or kernels", .text = &w.layout,
         .choices = folder_layouts},
        {"activations", 0, "NAMES", "one for each layer, or one for all", .text = &w.activations},
        {"loss", 0, "NAME", "what is minimised", .text = &w.loss},
        {"feedback", 0, "HOW", "verdict, shape, hint, diagnosis or full (default)", .text = &how,
         .choices = feedback_levels},
        {"json", 0, NULL, "the report for a program", .flag = &json},
        {0},
    };
    options o = {.no_network = true, .operand = &path};
    folder f;
    int status;
    if (!options_parse(&o, own, about, argc, argv, &status)) {
        return status;
    }
    if (!path) {
        complain("judge wants a folder, as in judge mine (verify --dump mine makes one)");
        return STATUS_BAD_INPUT;
    }
    if (!folder_read(&f, path, &w)) {
        return STATUS_BAD_INPUT;
    }
    status = judge(&f, feedback_named(how), json);
    folder_free(&f);
    return status;
}
