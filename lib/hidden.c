#include "hidden.h"

/* The worst verdict on mistake m, over the layers. False: no memory. */
static bool plant(bp_verdict *verdict, const bp_report *report, bp_answers *answers,
                  const bp_mistake *m)
{
    const bp_pass *inputs = &report->inputs;
    const bp_equation *e = bp_equation_named(m->equation);
    const bp_cause cause = {m, NULL};
    const bp_planted planted[] = {bp_cause_planted(&cause), {0}};
    *verdict = BP_NOT_APPLICABLE;
    if (!bp_answer_equation(answers, e, inputs, &report->older.pass, planted)) {
        return false;
    }
    for (size_t l = 0; l <= inputs->L; l++) {
        if (bp_applies(e, inputs->net, inputs->M, l)) {
            *verdict = bp_worse(*verdict, bp_judge_given(report, e, l, answers).verdict);
        }
    }
    return true;
}

static bool plant_all(bp_hidden *hidden, const bp_report *report, bp_answers *answers)
{
    bool complete = true;
    for (size_t i = 0; complete && i < hidden->count; i++) {
        complete = plant(&hidden->verdict[i], report, answers, bp_mistake_at(i));
        hidden->hidden += bp_is_hidden(hidden, i);
        hidden->absent += hidden->verdict[i] == BP_NOT_APPLICABLE;
    }
    return complete;
}

bool bp_hidden_find(bp_hidden *hidden, const bp_report *report)
{
    bp_answers answers;
    *hidden = (bp_hidden){.count = bp_mistake_count()};
    hidden->verdict = bp_calloc(hidden->count, sizeof *hidden->verdict);
    bool complete = hidden->verdict && bp_answers_new(&answers, report->inputs.net,
                                                      &report->inputs.A[0], report->inputs.Y);
    if (complete) {
        complete = plant_all(hidden, report, &answers);
        bp_answers_free(&answers);
    }
    if (!complete) {
        bp_hidden_free(hidden);
    }
    return complete;
}

void bp_hidden_free(bp_hidden *hidden)
{
    bp_free(hidden->verdict);
    *hidden = (bp_hidden){0};
}

bool bp_is_hidden(const bp_hidden *hidden, size_t i)
{
    return hidden->verdict[i] != BP_NOT_APPLICABLE && hidden->verdict[i] < BP_WRONG;
}
