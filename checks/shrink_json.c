/* A counterexample for a program. */
#include "shrink_out.h"
#include "verify_json.h"

static json_t *matrix(const bp_mat *m)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < m->rows; i++) {
        json_t *row = json_array();
        for (size_t j = 0; j < m->cols; j++) {
            json_array_append_new(row, json_real(BP_AT(m, i, j)));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

/* Layers 1 … L, in an array that counts from 0 as all do. */
static json_t *matrices(const bp_mat *of, size_t L)
{
    json_t *all = json_array();
    for (size_t l = 1; l <= L; l++) {
        json_array_append_new(all, matrix(&of[l]));
    }
    return all;
}

static void add_network(json_t *out, const bp_counterexample *found)
{
    const bp_net *net = &found->net;
    json_object_set_new(out, "N", widths_to_json(net));
    json_object_set_new(out, "activations", activations_to_json(net));
    json_object_set_new(out, "loss", json_string(net->loss->name));
    json_object_set_new(out, "X", matrix(&found->data.X));
    json_object_set_new(out, "Y", matrix(&found->data.Y));
    json_object_set_new(out, "W", matrices(net->W, net->L));
    json_object_set_new(out, "b", matrices(net->b, net->L));
}

/* wrong: null where a contract was broken, and the sentence under `broken`. */
static void add_answers(json_t *out, const bp_counterexample *found, const bp_report *report)
{
    const bp_equation *e = found->equation;
    size_t l = found->layer;
    const char *broken = report->given.broken[e->answer][l];
    const bp_mat *wrong = &report->given.pass.of[e->answer][l];
    json_object_set_new(out, "layer", json_integer((json_int_t)l));
    json_object_set_new(out, "entry",
                        json_pack("[I,I]", (json_int_t)found->row + 1, (json_int_t)found->col + 1));
    json_object_set_new(out, "right", matrix(&report->inputs.of[e->target][l]));
    json_object_set_new(out, "wrong", broken[0] ? json_null() : matrix(wrong));
    if (broken[0]) {
        json_object_set_new(out, "broken", json_string(broken));
    }
    if (found->looks_back) {
        const bp_net *older = &report->older_net;
        json_object_set_new(out, "before",
                            json_pack("{s:o, s:o}", "W", matrices(older->W, older->L), "b",
                                      matrices(older->b, older->L)));
    }
}

bool write_counterexample(FILE *out, const bp_counterexample *found, const char *mistake,
                          const bp_report *report)
{
    json_t *all =
        json_pack("{s:s, s:I}", "mistake", mistake, "numbers", (json_int_t)found->numbers);
    if (report) {
        json_object_set_new(all, "equation", json_string(found->equation->id));
        add_network(all, found);
        add_answers(all, found, report);
    }
    return end_json(out, all, "the network");
}
