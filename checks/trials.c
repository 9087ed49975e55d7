#define _POSIX_C_SOURCE 200809L
#include "trials.h"

#include <string.h>

#include "pass.h"
#include "widths.h"

#define SEEDS 20   /* 1 … 20 */
#define BATCHES 20 /* M ± 1 … M ± 20 */
#define SCALES 12  /* targets divided by up to 1e12, or by 1e-12 */

/* What suits a kind, the simplest first. TRY_NOTHING ends a line. */
static const trial_kind suitable[BP_WARNING_COUNT][5] = {
    [BP_WARN_ZERO] = {TRY_SEED, TRY_STANDARDISE, TRY_BOTH, TRY_BATCH},
    [BP_WARN_NOISE] = {TRY_METHOD, TRY_SEED, TRY_STANDARDISE, TRY_BOTH},
    [BP_WARN_LOSS] = {TRY_SEED, TRY_STANDARDISE, TRY_SCALE},
    [BP_WARN_DEAD] = {TRY_SEED, TRY_STANDARDISE, TRY_BOTH, TRY_BATCH},
    [BP_WARN_SATURATED] = {TRY_SEED, TRY_STANDARDISE, TRY_BOTH, TRY_BATCH},
    [BP_WARN_ONE_NEURON] = {TRY_SEED, TRY_STANDARDISE, TRY_BOTH},
    [BP_WARN_CONSTANT] = {TRY_SEED},
    [BP_WARN_SYMMETRIC] = {TRY_SEED},
    [BP_WARN_TWINS] = {TRY_SEED},
    [BP_WARN_DUPLICATES] = {TRY_SEED, TRY_BATCH, TRY_RANDOM_DATA},
    [BP_WARN_BATCH] = {TRY_BATCH, TRY_WIDTHS},
    [BP_WARN_WIDTHS] = {TRY_WIDTHS, TRY_RANDOM_DATA},
};

typedef struct {
    const problem *problem;
    const bp_report *report;
    bp_warning_kind kind;
    size_t warnings; /* of the problem as it is, as far as a look sees them */
    double *work;
    trial best;
} search;

/* Looking again ------------------------------------------------------------------------------- */

static bool needs_witness(bp_warning_kind kind)
{
    return kind <= BP_WARN_NOISE;
}

const bp_witness *trials_witness(const bp_report *report)
{
    const bp_witness *w = &report->by_complex;
    for (size_t i = BP_DIFFERENCES; i-- > 0;) {
        w = report->by[i].method ? &report->by[i] : w;
    }
    return report->by[BP_CENTRAL].method ? &report->by[BP_CENTRAL] : w;
}

/* What the kind concerns, and how many warnings there are, without those that were not looked for
 * because they need a witness. */
static size_t concerned(const bp_warnings *found, bp_warning_kind kind, size_t *warnings)
{
    size_t count = 0;
    *warnings = 0;
    for (size_t i = 0; i < found->count; i++) {
        *warnings += needs_witness(kind) || !needs_witness(found->of[i].kind);
        count += found->of[i].kind == kind ? found->of[i].count : 0;
    }
    return count;
}

/* Keeps a change that leaves less than the best one so far. One after which there are as many
 * warnings as before has only traded one kind for another. */
static void weigh(search *s, trial t, const bp_warnings *found)
{
    size_t warnings;
    t.before = s->best.before;
    t.after = concerned(found, s->kind, &warnings);
    t.tried = s->best.tried;
    bool traded = t.after == 0 ? warnings >= s->warnings : warnings > s->warnings;
    if (!traded && t.after < s->best.after) {
        s->best = t;
    }
}

static bool look_with_witness(bp_warnings *found, const search *s, const problem *p)
{
    const bp_witness *w = trials_witness(s->report);
    bp_verify_options v = {.use_complex = true, .h_complex = s->report->by_complex.step};
    for (size_t i = 0; i < BP_DIFFERENCES; i++) {
        v.use[i] = w == &s->report->by[i];
        v.h[i] = w->step;
    }
    bp_report report;
    bool looked = bp_verify(&report, &p->net, &p->batch.X, &p->batch.Y, &v);
    looked = looked && bp_preflight(found, &report.by_complex.value, trials_witness(&report));
    bp_report_free(&report);
    return looked;
}

static bool look(bp_warnings *found, const search *s, const problem *p)
{
    if (needs_witness(s->kind)) {
        return look_with_witness(found, s, p);
    }
    bp_pass pass;
    bool looked = bp_pass_new(&pass, &p->net, &p->batch.X, &p->batch.Y);
    if (looked) {
        bp_forward(&pass);
        looked = bp_preflight(found, &pass, NULL);
    }
    bp_pass_free(&pass);
    return looked;
}

/* Rebuilding ---------------------------------------------------------------------------------- */

/* Multiplications of a look, and what it takes to read the data: some fifty for each number. */
static double price(const search *s)
{
    const problem *p = s->problem;
    double pass = 3.0 * (double)bp_net_parameters(&p->net) * (double)p->batch.X.cols;
    double data = 50.0 * (double)(p->all.X.cols + p->all.Y.cols) * (double)p->all.X.rows;
    return data + pass * (needs_witness(s->kind) ? (double)s->report->evaluations : 1.0);
}

static void divide(bp_mat *Y, double divisor)
{
    for (size_t i = 0; i < Y->rows * Y->cols; i++) {
        Y->v[i] /= divisor;
    }
}

/* The options were looked at by the caller: problem_build has nothing to complain of. */
static void attempt(search *s, options o, trial t)
{
    double cost = price(s);
    if (s->best.after == 0 || !(cost <= *s->work)) {
        return;
    }
    *s->work -= cost;
    s->best.tried++;
    problem p;
    bp_warnings found = {0};
    if (problem_build(&p, &o)) {
        if (t.kind == TRY_SCALE) {
            divide(&p.batch.Y, t.divisor);
        }
        if (look(&found, s, &p)) {
            weigh(s, t, &found);
        }
        bp_preflight_free(&found);
        problem_free(&p);
    }
}

static void try_batch(search *s, size_t M)
{
    options o = *s->problem->options;
    bool enough = M <= s->problem->all.X.rows || strcmp(o.data, "random") == 0;
    if (M >= 2 && enough) {
        o.batch = M;
        attempt(s, o, (trial){.kind = TRY_BATCH, .number = M});
    }
}

static void try_scales(search *s)
{
    const char *loss = s->problem->net.loss->name;
    bool free_targets = strcmp(loss, "quadratic") == 0 || strcmp(loss, "absolute") == 0;
    double C = s->report->by_complex.value.C[s->problem->net.L].v[0], divisor = 1.0;
    for (size_t k = 0; free_targets && k < SCALES; k++) {
        divisor = C < 1.0 ? divisor / 10.0 : divisor * 10.0;
        attempt(s, *s->problem->options, (trial){.kind = TRY_SCALE, .divisor = divisor});
    }
}

static void try_widths(search *s, trial_kind kind)
{
    const bp_net *net = &s->problem->net;
    options o = *s->problem->options;
    trial t = {.kind = kind, .number = s->problem->batch.X.cols};
    size_t *N = bp_calloc(net->L + 1, sizeof *N);
    if (kind == TRY_RANDOM_DATA) {
        o.data = "random";
        o.batch = t.number;
        o.targets = 0;
    }
    if (N) {
        memcpy(N, net->N, (net->L + 1) * sizeof *N);
        widths_part(N, net->L, (size_t)t.number, strcmp(o.data, "random") == 0);
        o.layers = t.layers;
        if (widths_write(t.layers, sizeof t.layers, N, net->L, ",")) {
            attempt(s, o, t);
        }
    }
    bp_free(N);
}

/* All of it ----------------------------------------------------------------------------------- */

static void try_seeds(search *s, trial_kind kind)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        options o = *s->problem->options;
        bool standardised_already = kind == TRY_BOTH && o.standardise;
        if (seed != o.seed && !standardised_already) {
            o.standardise = o.standardise || kind == TRY_BOTH;
            o.seed = seed;
            attempt(s, o, (trial){.kind = kind, .number = seed});
        }
    }
}

static void try_standardised(search *s)
{
    options o = *s->problem->options;
    if (!o.standardise) {
        o.standardise = true;
        attempt(s, o, (trial){.kind = TRY_STANDARDISE});
    }
}

static void try_complex(search *s)
{
    bp_warnings found;
    const bp_witness *w = &s->report->by_complex;
    if (trials_witness(s->report) != w) {
        s->best.tried++;
        if (bp_preflight(&found, &w->value, w)) {
            weigh(s, (trial){.kind = TRY_METHOD}, &found);
        }
        bp_preflight_free(&found);
    }
}

static void try_kind(search *s, trial_kind kind)
{
    size_t M = s->problem->batch.X.cols;
    switch (kind) {
    case TRY_METHOD:
        try_complex(s);
        break;
    case TRY_SEED:
    case TRY_BOTH:
        try_seeds(s, kind);
        break;
    case TRY_STANDARDISE:
        try_standardised(s);
        break;
    case TRY_BATCH:
        for (size_t d = 1; d <= BATCHES; d++) {
            try_batch(s, M + d);
            try_batch(s, M > d ? M - d : 0);
        }
        break;
    case TRY_SCALE:
        try_scales(s);
        break;
    default:
        try_widths(s, kind);
    }
}

trial trials_run(const bp_warnings *found, bp_warning_kind kind, const bp_report *report,
                 const problem *p, double *work)
{
    search s = {.problem = p, .report = report, .kind = kind, .work = work};
    s.best.before = s.best.after = concerned(found, kind, &s.warnings);
    bool again = problem_can_be_rebuilt(p);
    for (const trial_kind *k = suitable[kind]; *k != TRY_NOTHING && s.best.after > 0; k++) {
        if (again || *k == TRY_METHOD) {
            try_kind(&s, *k);
        }
    }
    return s.best;
}
