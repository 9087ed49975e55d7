#include "npy.h"
#include "outfolder.h"
#include "verify_out.h"

/* The answers of a layer, and what a witness says of its parameters. */
static void put_answers(outfolder *f, const bp_pass *pass, const bp_witness *numeric, size_t l,
                        bool text)
{
    outfolder_matrix(f, "Z", l, "", &pass->Z[l], text);
    outfolder_matrix(f, "A", l, "", &pass->A[l], text);
    outfolder_matrix(f, "dA", l, "", &pass->dA[l], text);
    outfolder_matrix(f, "dZ", l, "", &pass->dZ[l], text);
    outfolder_matrix(f, "dW", l, "", &pass->dW[l], text);
    outfolder_matrix(f, "db", l, "", &pass->db[l], text);
    outfolder_matrix(f, "dW", l, "_numeric", &numeric->value.dW[l], text);
    outfolder_matrix(f, "db", l, "_numeric", &numeric->value.db[l], text);
}

static void put_loss(outfolder *f, const bp_pass *pass, bool text)
{
    bp_mat C = bp_mat_view(&pass->C[pass->L], 0, 0, 1, 1);
    FILE *out = text ? NULL : outfolder_next(f, "C", 0, ".npy");
    if (out) {
        npy_write_number(out, C.v[0]);
    } else if (text) {
        outfolder_matrix(f, "C", 0, "", &C, text);
    }
}

bool write_dump(const char *path, bool text, const bp_report *report, const bp_witness *numeric)
{
    const size_t in_a_layer = 10, besides = 4;
    const bp_pass *pass = &report->chain.pass;
    outfolder f;
    if (!outfolder_begin(&f, "--dump", path, besides + in_a_layer * pass->L)) {
        return false;
    }
    outfolder_matrix(&f, "X", 0, "", &pass->A[0], text);
    outfolder_matrix(&f, "Y", 0, "", pass->Y, text);
    for (size_t l = 1; l <= pass->L; l++) {
        outfolder_matrix(&f, "W", l, "", &pass->W[l], text);
        outfolder_matrix(&f, "b", l, "", &pass->b[l], text);
    }
    outfolder_network(&f, pass->net);
    for (size_t l = 1; numeric && l <= pass->L; l++) {
        put_answers(&f, pass, numeric, l, text);
    }
    if (numeric) {
        put_loss(&f, pass, text);
    }
    return outfolder_end(&f);
}
