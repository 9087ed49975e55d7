/* The report as CSV, for programs: no symbol is transliterated. */
#define _POSIX_C_SOURCE 200809L
#include "outfile.h"
#include "verify_out.h"

double relative_gap(const bp_finding *finding)
{
    return finding->gap == 0.0 ? 0.0 : finding->gap / finding->largest;
}

static void write_csv_line(FILE *out, const bp_result *r, const bp_finding *f)
{
    fprintf(out, "%s,\"%s\",%zu,%s,", r->equation->id, r->equation->section, r->layer, f->method);
    if (f->step != 0.0) {
        fprintf(out, "%.17g", f->step);
    }
    fprintf(out, ",%s,", bp_verdict_name(f->verdict));
    if (f->along) {
        fprintf(out, ","); /* a direction is no row and no column */
    } else {
        fprintf(out, "%zu,%zu", f->row + 1, f->col + 1);
    }
    fprintf(out, ",%.17g,%.17g,%.17g,%.17g,%.17g,%s,%s,%d\n", f->analytic, f->numeric, f->gap,
            f->bar, relative_gap(f), bp_verdict_name(r->verdict), bp_verdict_name(r->chain_verdict),
            r->culprit);
}

bool write_csv(const char *path, const bp_report *report)
{
    outfile file = {0};
    if (!outfile_open(&file, path)) {
        return false;
    }
    fputs("id,section,layer,method,step,finding,row,col,analytic,numeric,gap,bar,relative,verdict,"
          "chain_verdict,culprit\n",
          file.stream);
    for (size_t i = 0; i < report->count; i++) {
        for (size_t k = 0; k < report->results[i].given_count; k++) {
            write_csv_line(file.stream, &report->results[i], &report->results[i].given[k]);
        }
    }
    return outfile_commit(&file);
}
