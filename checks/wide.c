#include "wide.h"

#include <math.h>

bool wide_new(wide_truth *truth, const bp_net *net, const bp_mat *X, const bp_mat *Y)
{
    *truth = (wide_truth){0};
    bool complete = bp_pass_new(&truth->high, net, X, Y) && bp_pass_new(&truth->low, net, X, Y);
    if (!complete) {
        wide_free(truth);
    }
    return complete;
}

void wide_free(wide_truth *truth)
{
    bp_pass_free(&truth->high);
    bp_pass_free(&truth->low);
}

double wide_error(const wide_truth *truth, bp_quantity q, size_t l, size_t i, double computed)
{
    return fabs((computed - truth->high.of[q][l].v[i]) - truth->low.of[q][l].v[i]);
}
