/* How far each entry of the gradient is from its numeric derivatives, in error bars. */
#include "figure_tables.h"
#include "gradients.h"
#include "tsv.h"

static void write_rows(FILE *out, const gradients *g)
{
    const bp_net *net = &g->problem.net;
    const bp_report *r = &g->report;
    for (gradient_entry e = gradient_first(); e.l <= net->L; e = gradient_next(e, net)) {
        gradient_gap central = gradient_compare(r, &r->by[BP_CENTRAL], e);
        gradient_gap complex_step = gradient_compare(r, &r->by_complex, e);
        gradient_place(out, e);
        fprintf(out, "\t%.9e\t%.6e\t%.6e\t%.6e\t%.6e\n", gradient_at(&r->chain.pass, e),
                central.gap, central.bars, complex_step.gap, complex_step.bars);
    }
}

bool figure_error_map(FILE *out, options *o)
{
    gradients g;
    if (!gradients_measure(&g, o, &bp_verify_defaults)) {
        return false;
    }
    tsv_network(out, &g.problem);
    fputs(GRADIENT_PLACE_COMMENT
          "# analytic: the derivative of C with respect to it, by backpropagation\n"
          "# …_gap: |analytic - numeric|, by the central difference and the complex step\n"
          "# …_bars: how far the two may be apart by rounding and truncation; inf: nothing can be\n"
          "#   said, at a kink or beyond what double can hold\n"
          "# " GRADIENT_PLACE "\tanalytic\tcentral_gap\tcentral_bars\tcomplex_gap\tcomplex_bars\n",
          out);
    write_rows(out, &g);
    gradients_free(&g);
    return true;
}
