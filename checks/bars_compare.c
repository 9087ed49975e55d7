#include "bars.h"

#include <math.h>

#include "data.h"
#include "rng.h"
#include "say.h"
#include "verify.h"

#define MOST_COMPLAINTS 10 /* about each kind */

const bars_kind bars_kinds[BARS_KINDS] = {
    [BARS_FORWARD_PATH] = {"forward path", BARS_LIMIT},
    [BARS_CHAIN] = {"chain: running bound", BARS_RUNNING_LIMIT},
    [BARS_CHAIN_COMPLEX] = {"complex: running bound", BARS_RUNNING_LIMIT},
    [BARS_GIVEN] = {"given: local bound", BARS_LIMIT},
    [BARS_COMPLEX] = {"complex: bar", BARS_LIMIT},
    [BARS_DIFFERENCE + BP_FORWARD] = {"forward: bar", BARS_LIMIT},
    [BARS_DIFFERENCE + BP_CENTRAL] = {"central: bar", BARS_LIMIT},
    [BARS_DIFFERENCE + BP_FIVE_POINT] = {"five-point: bar", BARS_LIMIT},
    [BARS_DIFFERENCE + BP_RICHARDSON] = {"richardson: bar", BARS_LIMIT},
};

static const bp_quantity forward_quantities[] = {BP_Z, BP_A, BP_z, BP_a, BP_C, BP_Cx};
static const bp_quantity derivatives[] = {BP_dA, BP_dZ, BP_dAdZ, BP_dZdZ,  BP_dZdW, BP_dZdb,
                                          BP_dW, BP_db, BP_da,   BP_delta, BP_gW,   BP_gb};
static const bp_quantity chains[] = {BP_dZ_chain, BP_dW_chain, BP_db_chain};

/* One network --------------------------------------------------------------------------------- */

static const bp_activation *draw_activation(bp_rng *rng)
{
    size_t count = 0;
    while (bp_activations[count].name) {
        count++;
    }
    return &bp_activations[bp_rng_below(rng, count)];
}

static const bp_loss *draw_loss(bp_rng *rng, const bp_activation *last)
{
    size_t count = 0;
    while (bp_losses[count].name) {
        count++;
    }
    const bp_loss *loss;
    do {
        loss = &bp_losses[bp_rng_below(rng, count)];
    } while (bp_loss_refuses(loss, last));
    return loss;
}

static void scale(bp_mat *m, double factor)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] *= factor;
    }
}

/* Depth 1 to 6, widths 1 to 10, 1 to 10 samples, every σ, every loss; the usual parameters times
 * 10^±decades. False: no memory. */
static bool draw(bp_net *net, bp_data *data, unsigned long seed, double decades)
{
    bp_rng rng = bp_rng_seed(seed);
    size_t N[WIDE_DEPTH + 1], L = 1 + bp_rng_below(&rng, WIDE_DEPTH);
    for (size_t l = 0; l <= L; l++) {
        N[l] = 1 + bp_rng_below(&rng, 10);
    }
    *data = (bp_data){0};
    if (!bp_net_new(net, L, N) ||
        !bp_data_random(data, N[0], N[L], 1 + bp_rng_below(&rng, 10), seed)) {
        return false;
    }
    for (size_t l = 1; l <= L; l++) {
        net->sigma[l] = draw_activation(&rng);
    }
    net->loss = draw_loss(&rng, net->sigma[L]);
    bp_net_draw(net, &data->X, seed);
    double factor = pow(10.0, decades * (2.0 * bp_rng_uniform(&rng) - 1.0));
    for (size_t l = 1; l <= L; l++) {
        scale(&net->W[l], factor);
        scale(&net->b[l], factor);
    }
    return true;
}

/* Comparing ----------------------------------------------------------------------------------- */

/* One side of a comparison: numbers, the sum of up to two bars, where there is no derivative. */
typedef struct {
    size_t kind;
    const bp_pass *computed, *bar, *bound, *kink; /* bar, kink: or NULL */
    const wide_truth *truth;
} side;

static void report_excess(const side *s, bp_quantity q, size_t l, size_t i, unsigned long seed,
                          double error, double bar)
{
    char label[BP_MESSAGE_SIZE];
    const bp_mat *m = &s->computed->of[q][l];
    bp_quantity_label(label, s->bound, q, l, i / m->cols, i % m->cols);
    say(stdout, "exceeded: network %lu, %s, %s = %.17g: error %.3g, bar %.3g\n", seed,
        bars_kinds[s->kind].name, label, m->v[i], error, bar);
}

static void compare(bars_tallies *all, const side *s, bp_quantity q, unsigned long seed)
{
    tally *t = &all->of[s->kind][q];
    for (size_t l = 1; l <= s->computed->L; l++) {
        const bp_mat *computed = &s->computed->of[q][l];
        for (size_t i = 0; i < computed->rows * computed->cols; i++) {
            double bar = s->bound->of[q][l].v[i] + (s->bar ? s->bar->of[q][l].v[i] : 0.0);
            double error = wide_error(s->truth, q, l, i, computed->v[i]);
            bool kink = s->kink && s->kink->of[q][l].v[i] != 0.0;
            if (!tally_add(t, error, kink ? HUGE_VAL : bar) &&
                all->complaints[s->kind]++ < MOST_COMPLAINTS) {
                report_excess(s, q, l, i, seed, error, bar);
            }
        }
    }
}

static void compare_all(bars_tallies *all, side s, unsigned long seed)
{
    bool answers = s.kind == BARS_CHAIN || s.kind == BARS_GIVEN;
    for (size_t i = 0; i < sizeof derivatives / sizeof *derivatives; i++) {
        if (!answers || derivatives[i] != BP_da) { /* no equation answers ∂C_x/∂a */
            compare(all, &s, derivatives[i], seed);
        }
    }
    for (size_t i = 0; answers && i < sizeof chains / sizeof *chains; i++) {
        compare(all, &s, chains[i], seed);
    }
}

static void compare_report(bars_tallies *all, const bp_report *r, const wide_truth *exact,
                           const wide_truth *local, unsigned long seed)
{
    const bp_witness *z = &r->by_complex;
    side forward = {BARS_FORWARD_PATH, &z->value, NULL, &r->bound, NULL, exact};
    for (size_t i = 0; i < sizeof forward_quantities / sizeof *forward_quantities; i++) {
        compare(all, &forward, forward_quantities[i], seed);
    }
    const bp_pass *chain = &r->chain.pass, *given = &r->given.pass;
    compare_all(all, (side){BARS_CHAIN, chain, NULL, &r->bound, &z->kink, exact}, seed);
    compare_all(all, (side){BARS_CHAIN_COMPLEX, &z->value, NULL, &r->bound, &z->kink, exact}, seed);
    compare_all(all, (side){BARS_GIVEN, given, NULL, &r->local, &z->kink, local}, seed);
    compare_all(all, (side){BARS_COMPLEX, &z->value, NULL, &z->bar, &z->kink, local}, seed);
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        const bp_witness *d = &r->by[i];
        side s = {BARS_DIFFERENCE + i, &d->value, &d->bar, &r->bound, &d->kink, exact};
        compare_all(all, s, seed);
    }
}

/* False: no memory. */
bool bars_try(bars_tallies *all, const wide_type *type, unsigned long seed, double decades)
{
    bp_net net;
    bp_data data;
    bp_report report = {0};
    wide_truth exact = {0}, local = {0};
    bp_verify_options options = {.use_complex = true};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        options.use[i] = true;
    }
    bool complete =
        draw(&net, &data, seed, decades) && bp_verify(&report, &net, &data.X, &data.Y, &options) &&
        wide_new(&exact, &net, &data.X, &data.Y) && wide_new(&local, &net, &data.X, &data.Y);
    if (complete) {
        type->find(&exact, &net, &data.X, &data.Y, NULL);
        type->find(&local, &net, &data.X, &data.Y, &report.by_complex.value);
        compare_report(all, &report, &exact, &local, seed);
        all->networks++;
    }
    wide_free(&local);
    wide_free(&exact);
    bp_report_free(&report);
    bp_data_free(&data);
    bp_net_free(&net);
    return complete;
}
