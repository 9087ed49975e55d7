/* How many entries of the gradient each numeric method gets how exactly. */
#include <math.h>
#include <stdlib.h>

#include "contract.h"
#include "figure_tables.h"
#include "gradients.h"
#include "say.h"
#include "tsv.h"

enum { METHODS = BP_DIFFERENCES + 1 };

static const bp_witness *method(const bp_report *r, size_t i)
{
    return i < BP_DIFFERENCES ? &r->by[i] : &r->by_complex;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of every entry, in ascending order; infinite where the method can say nothing. */
static void sort_errors(double *gaps, double *bars, const gradients *g, const bp_witness *w)
{
    const bp_net *net = &g->problem.net;
    size_t n = 0;
    for (gradient_entry e = gradient_first(); e.l <= net->L; e = gradient_next(e, net), n++) {
        gradient_gap found = gradient_compare(&g->report, w, e);
        bars[n] = found.bars;
        gaps[n] = isfinite(found.bars) ? found.gap : HUGE_VAL;
    }
    qsort(gaps, n, sizeof *gaps, compare);
    qsort(bars, n, sizeof *bars, compare);
}

static void write_heading(FILE *out, const gradients *g, double largest)
{
    tsv_network(out, &g->problem);
    fprintf(out,
            "# share: of the entries of all W^l and b^l; their largest derivative is %.6e\n"
            "# METHOD: the error |analytic - numeric| that this share does not exceed, over the\n"
            "#   largest derivative; analytic is backpropagation\n"
            "# METHOD_bars: likewise how far the two may be apart by rounding and truncation\n"
            "#   inf: nothing can be said, at a kink or beyond what double can hold\n"
            "# share",
            largest);
    for (size_t i = 0; i < METHODS; i++) {
        const char *name = method(&g->report, i)->method;
        fprintf(out, "\t%s\t%s_bars", name, name);
    }
    fputc('\n', out);
}

static bool write_shares(FILE *out, const gradients *g, double largest)
{
    size_t n = bp_net_parameters(&g->problem.net);
    double *errors = bp_calloc(2 * METHODS * n, sizeof *errors);
    if (!errors) {
        complain("no memory for the errors of %zu parameters", n);
        return false;
    }
    for (size_t i = 0; i < METHODS; i++) {
        double *gaps = errors + 2 * i * n;
        sort_errors(gaps, gaps + n, g, method(&g->report, i));
    }
    for (size_t k = 0; k < n; k++) {
        fprintf(out, "%.9f", (double)(k + 1) / (double)n);
        for (size_t line = 0; line < 2 * METHODS; line++) {
            fprintf(out, "\t%.6e", errors[line * n + k] / largest);
        }
        fputc('\n', out);
    }
    bp_free(errors);
    return true;
}

bool figure_error_distribution(FILE *out, options *o)
{
    gradients g;
    bp_verify_options methods = {.use_complex = true};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        methods.use[i] = true;
    }
    if (!gradients_measure(&g, o, &methods)) {
        return false;
    }
    double largest = gradient_largest(&g);
    bool written = largest > 0.0;
    if (written) {
        write_heading(out, &g, largest);
        written = write_shares(out, &g, largest);
    } else {
        complain("every derivative is 0 here, so that no error can be large or small against it");
    }
    gradients_free(&g);
    return written;
}
