#include "shrink.h"

#include "candidate.h"
#include "rng.h"

const char *const bp_easy_activations[BP_EASY_ACTIVATIONS] = {"identity", "relu",     "leaky-relu",
                                                              "sigmoid",  "tanh",     "softmax",
                                                              "elu",      "softplus", "silu",
                                                              "gelu"};
const char *const bp_easy_losses[BP_EASY_LOSSES] = {"quadratic", "absolute", "cross-entropy",
                                                    "categorical"};
const double bp_plain_numbers[BP_PLAIN_NUMBERS] = {1.0, 2.0, -1.0, 3.0, -2.0, 0.0};

/* Rule 3: what shows by less than the first shows where nothing of this size shows by more. */
static const double visible[] = {0.1, 1e-8};

/* A choice in which none of so many random fillings shows the mistake is passed over. */
#define PROBES 32

typedef struct {
    bp_candidate candidate;
    const bp_activation *sigma[BP_EASY_ACTIVATIONS];
    const bp_loss *loss[BP_EASY_LOSSES];
    size_t tried; /* fillings of this choice */
    bool found;
} search;

/* Numbers ------------------------------------------------------------------------------------- */

static void set_number(bp_candidate *c, size_t i, size_t place)
{
    *c->number[i].at = bp_plain_numbers[place];
}

/* Of those that have been set already. */
static bool equals_neighbour(const bp_candidate *c, size_t i)
{
    const double *at = c->number[i].at, *left = c->number[i].left, *above = c->number[i].above;
    return (left && *left == *at) || (above && *above == *at);
}

static bool probe(bp_candidate *c)
{
    bp_rng rng = bp_rng_seed(1);
    bool shown = false;
    for (size_t k = 0; k < PROBES && !shown && !c->dry; k++) {
        for (size_t i = 0; i < c->numbers; i++) {
            set_number(c, i, bp_rng_below(&rng, BP_PLAIN_NUMBERS));
        }
        shown = bp_candidate_shows(c);
    }
    return shown;
}

/* Numbers i and later get places that sum up to `rest`, in every way, the last one first. */
static void spread(search *s, size_t i, size_t rest)
{
    bp_candidate *c = &s->candidate;
    size_t last = BP_PLAIN_NUMBERS - 1;
    if (i == c->numbers) {
        s->tried++;
        s->found = bp_candidate_shows(c) && bp_candidate_is_exposed(c);
        return;
    }
    for (size_t place = 0; place <= last && place <= rest; place++) {
        bool over = s->found || c->dry || s->tried == BP_SHRINK_FILLINGS;
        if (!over && rest - place <= last * (c->numbers - i - 1)) {
            set_number(c, i, place);
            if (!equals_neighbour(c, i)) {
                spread(s, i + 1, rest - place);
            }
        }
    }
}

static void fill(search *s)
{
    size_t most = (BP_PLAIN_NUMBERS - 1) * s->candidate.numbers;
    s->tried = 0;
    for (size_t sum = 0; sum <= most && !s->found; sum++) {
        spread(s, 0, sum);
    }
}

/* σ and the loss ------------------------------------------------------------------------------ */

/* Gives the layers their σ by number; returns how far from easy they are. */
static size_t choose(search *s, size_t code)
{
    bp_net *net = &s->candidate.net;
    size_t ease = 0;
    for (size_t l = 1; l <= net->L; l++) {
        net->sigma[l] = s->sigma[code % BP_EASY_ACTIVATIONS];
        ease += code % BP_EASY_ACTIVATIONS;
        code /= BP_EASY_ACTIVATIONS;
    }
    return ease;
}

/* A softmax over one neuron is 1 whatever comes in. */
static bool makes_sense(const bp_net *net)
{
    bool sense = !bp_loss_refuses(net->loss, net->sigma[net->L]);
    for (size_t l = 1; l <= net->L; l++) {
        sense = sense && !(bp_couples_neurons(net->sigma[l]) && net->N[l] == 1);
    }
    return sense;
}

static size_t power(size_t base, size_t exponent)
{
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

static void try_activations(search *s)
{
    bp_candidate *c = &s->candidate;
    size_t count = power(BP_EASY_ACTIVATIONS, c->net.L);
    for (size_t ease = 0; ease <= BP_SHRINK_EASE; ease++) {
        for (size_t code = 0; code < count && !s->found && !c->dry; code++) {
            if (choose(s, code) == ease && makes_sense(&c->net) && probe(c)) {
                fill(s);
            }
        }
    }
}

static void try_choices(search *s)
{
    for (size_t i = 0; i < BP_EASY_LOSSES && !s->found; i++) {
        s->candidate.net.loss = s->loss[i];
        try_activations(s);
    }
}

/* Shapes -------------------------------------------------------------------------------------- */

static size_t numbers_of(size_t L, const size_t *N, size_t M)
{
    size_t count = M * (N[0] + N[L]);
    for (size_t l = 1; l <= L; l++) {
        count += N[l] * (N[l - 1] + 1);
    }
    return count;
}

/* Hands what was found over and lets go of the rest. */
static void keep(bp_counterexample *found, search *s)
{
    bp_candidate *c = &s->candidate;
    *found = (bp_counterexample){
        .net = c->net,
        .data = c->data,
        .numbers = c->numbers,
        .equation = c->equation,
        .layer = c->layer,
        .row = c->row,
        .col = c->col,
        .same_shape = c->same_shape,
        .looks_back = c->looks_back,
    };
    c->net = (bp_net){0};
    c->data = (bp_data){0};
}

static bool applies(const bp_candidate *c)
{
    bool any = false;
    for (size_t l = 0; l <= c->net.L; l++) {
        any = any || bp_applies(c->equation, &c->net, c->pass.M, l);
    }
    return any;
}

/* False: no memory. */
static bool try_shape(bp_counterexample *found, search *s, size_t L, const size_t *N, size_t M)
{
    bp_candidate *c = &s->candidate;
    if (!bp_candidate_new(c, L, N, M)) {
        return false;
    }
    bool any = applies(c);
    for (size_t i = 0; any && !s->found && i < sizeof visible / sizeof *visible; i++) {
        c->visible = visible[i];
        try_choices(s);
    }
    if (s->found) {
        keep(found, s);
    }
    bp_candidate_free(c);
    return !c->dry;
}

/* All shapes of so many numbers, layers and samples. False: no memory. */
static bool try_shapes(bp_counterexample *found, search *s, size_t numbers, size_t L, size_t M)
{
    size_t N[BP_SHRINK_LAYERS + 1] = {0}, count = power(BP_SHRINK_WIDTH, L + 1);
    bool complete = true;
    for (size_t code = 0; complete && !s->found && code < count; code++) {
        size_t rest = code;
        for (size_t l = L + 1; l-- > 0;) {
            N[l] = 1 + rest % BP_SHRINK_WIDTH;
            rest /= BP_SHRINK_WIDTH;
        }
        if (numbers_of(L, N, M) == numbers) {
            complete = try_shape(found, s, L, N, M);
        }
    }
    return complete;
}

bool bp_shrink(bp_counterexample *found, const bp_cause *cause, bool same_shape,
               const bp_progress *progress)
{
    const size_t each = BP_SHRINK_LAYERS * BP_SHRINK_SAMPLES, total = BP_SHRINK_NUMBERS * each;
    search s = {.candidate = {.cause = cause, .same_shape = same_shape}};
    bool complete = true, wanted = true;
    *found = (bp_counterexample){0};
    s.candidate.equation = bp_equation_named(cause->first->equation);
    for (size_t i = 0; i < BP_EASY_ACTIVATIONS; i++) {
        s.sigma[i] = bp_activation_named(bp_easy_activations[i]);
    }
    for (size_t i = 0; i < BP_EASY_LOSSES; i++) {
        s.loss[i] = bp_loss_named(bp_easy_losses[i]);
    }
    for (size_t i = 0; wanted && complete && !s.found && i < total; i++) {
        size_t L = 1 + i % each / BP_SHRINK_SAMPLES, M = 1 + i % BP_SHRINK_SAMPLES;
        complete = try_shapes(found, &s, 1 + i / each, L, M);
        wanted = !progress || progress->report(progress->user, i + 1, total);
    }
    return complete;
}

void bp_counterexample_free(bp_counterexample *found)
{
    bp_net_free(&found->net);
    bp_data_free(&found->data);
    *found = (bp_counterexample){0};
}
