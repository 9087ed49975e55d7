/* One random network with its data, from one seed. */
#include <math.h>
#include <stdio.h>

#include "campaign.h"
#include "rng.h"
#include "samples.h"

enum { SCENE_SEQUENCE = 0x7363656e };

/* What one network may cost, in units of half a nanosecond or more; one in RARE may cost more. */
#define WORK 6e8
#define RARE 100
#define RARE_WORK 2e10

/* One network in USUAL has the scale of ordinary weights, the others any of six decades. */
#define USUAL 4

typedef enum { IRIS, IRIS_STANDARDISED, MOONS, XOR, NORMAL, COPIES, SOURCES } source;

static const struct {
    const char *name, *built_in;
    size_t features, classes, samples;
} sources[SOURCES] = {
    [IRIS] = {"iris", "iris", 4, 3, 150},
    [IRIS_STANDARDISED] = {"iris standardised", "iris", 4, 3, 150},
    [MOONS] = {"moons", "moons", 2, 2, 200},
    [XOR] = {"xor", "xor", 2, 2, 4},
    [NORMAL] = {"random", NULL, 0, 0, SCENE_SAMPLES},
    [COPIES] = {"random with copies", NULL, 0, 0, SCENE_SAMPLES},
};

/* Sizes --------------------------------------------------------------------------------------- */

/* 1 … most, each decade as likely as the next. */
static size_t draw_size(bp_rng *rng, size_t most)
{
    double size = pow((double)most + 1.0, bp_rng_uniform(rng));
    return size < (double)most ? (size_t)size : most;
}

/* About what all methods cost: for each disturbed entry 40 passes through the layers above, and the
 * quotients of everything that is looked at. */
static double work_of(const size_t *N, size_t L, size_t M)
{
    double above = 0.0, work = 0.0;
    for (size_t l = L; l >= 1; l--) {
        double width = (double)N[l], inputs = (double)N[l - 1], samples = (double)M;
        double next = l < L ? (double)N[l + 1] : 0.0;
        above += samples * width * (inputs + 20.0);
        double spots = width * (inputs + 1.0 + 2.0 * samples);
        work += spots * (40.0 * above + 1500.0 * samples * (2.0 * width + next + 1.0));
    }
    return work;
}

static void draw_sizes(bp_rng *rng, size_t *N, size_t *L, size_t *M, source from)
{
    double most = bp_rng_below(rng, RARE) == 0 ? RARE_WORK : WORK;
    *L = 1 + bp_rng_below(rng, SCENE_LAYERS);
    do {
        for (size_t l = 0; l <= *L; l++) {
            N[l] = draw_size(rng, SCENE_WIDTH);
        }
        *M = draw_size(rng, SCENE_SAMPLES);
        if (sources[from].built_in) {
            N[0] = sources[from].features;
            N[*L] = sources[from].classes;
            *M = *M < sources[from].samples ? *M : sources[from].samples;
        }
    } while (work_of(N, *L, *M) > most);
}

/* Activations, loss and weights --------------------------------------------------------------- */

static size_t count_activations(void)
{
    size_t count = 0;
    while (bp_activations[count].name) {
        count++;
    }
    return count;
}

static size_t count_losses(void)
{
    size_t count = 0;
    while (bp_losses[count].name) {
        count++;
    }
    return count;
}

static void draw_functions(bp_rng *rng, bp_net *net)
{
    size_t count = count_activations();
    net->loss = &bp_losses[bp_rng_below(rng, count_losses())];
    for (size_t l = 1; l <= net->L; l++) {
        do {
            net->sigma[l] = &bp_activations[bp_rng_below(rng, count)];
        } while (l == net->L && bp_loss_refuses(net->loss, net->sigma[l]));
    }
}

static void multiply(bp_mat *m, double factor)
{
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        m->v[i] *= factor;
    }
}

static double draw_scale(bp_rng *rng)
{
    bool usual = bp_rng_below(rng, USUAL) == 0;
    double least = usual ? SCENE_USUAL_LEAST : 1e-3, most = usual ? SCENE_USUAL_MOST : 1e3;
    return least * pow(most / least, bp_rng_uniform(rng));
}

static void draw_weights(bp_rng *rng, scene *s)
{
    bp_net_draw(&s->net, &s->batch.X, bp_rng_bits(rng));
    s->scale = draw_scale(rng);
    s->bias_too = bp_rng_below(rng, 2) == 0;
    for (size_t l = 1; l <= s->net.L; l++) {
        multiply(&s->net.W[l], s->scale);
        multiply(&s->net.b[l], s->bias_too ? s->scale : 1.0);
    }
}

/* Data ---------------------------------------------------------------------------------------- */

static bool random_samples(bp_samples *all, const bp_net *net, size_t M, uint64_t seed)
{
    bp_data data;
    bool complete = bp_data_random(&data, net->N[0], net->N[net->L], M, seed) &&
                    bp_samples_from(all, &data);
    bp_data_free(&data);
    return complete;
}

static bool draw_batch(bp_rng *rng, scene *s, source from, size_t M)
{
    const bp_net *net = &s->net;
    uint64_t seed = bp_rng_bits(rng);
    bp_samples all = {0};
    char error[BP_MESSAGE_SIZE];
    bool complete = sources[from].built_in
                        ? bp_samples_load(&all, sources[from].built_in, 0, seed, error)
                        : random_samples(&all, net, M, seed);
    complete = complete &&
               (from != IRIS_STANDARDISED || bp_samples_standardise(&all, NULL, 0, NULL)) &&
               bp_samples_batch(&s->batch, &all, M, seed);
    bp_samples_free(&all);
    s->data = sources[from].name;
    return complete;
}

/* The data's own targets: classes, or for random data positive numbers that sum to 1. Random data
 * may get classes instead; and where the loss can measure them, all may get numbers from N(0,1). */
static void draw_targets(bp_rng *rng, scene *s)
{
    bp_mat *Y = &s->batch.Y;
    bool own = s->batch.classes > 0, classes = bp_rng_below(rng, 2) == 0;
    bool real = !s->net.loss->pole && bp_rng_below(rng, 3) == 0;
    s->targets = real ? "real" : own || classes ? "classes" : "shares";
    for (size_t m = 0; (real || (classes && !own)) && m < Y->cols; m++) {
        size_t class = bp_rng_below(rng, Y->rows);
        for (size_t j = 0; j < Y->rows; j++) {
            BP_AT(Y, j, m) = real ? bp_rng_normal(rng) : (double)(j == class);
        }
    }
}

/* Half of the samples become copies of ones before them. */
static void make_copies(bp_rng *rng, bp_data *batch)
{
    for (size_t m = 1; m < batch->X.cols; m++) {
        size_t from = bp_rng_below(rng, 2 * m);
        if (from < m) {
            bp_mat x = bp_mat_column(&batch->X, m), x_from = bp_mat_column(&batch->X, from);
            bp_mat y = bp_mat_column(&batch->Y, m), y_from = bp_mat_column(&batch->Y, from);
            bp_mat_copy(&x, &x_from);
            bp_mat_copy(&y, &y_from);
        }
    }
}

/* All of it ----------------------------------------------------------------------------------- */

bool scene_draw(scene *s, uint64_t seed)
{
    bp_rng rng = bp_rng_seed(seed ^ SCENE_SEQUENCE);
    source from = (source)bp_rng_below(&rng, SOURCES);
    size_t N[SCENE_LAYERS + 1], L, M;
    *s = (scene){0};
    draw_sizes(&rng, N, &L, &M, from);
    if (!bp_net_new(&s->net, L, N) || !draw_batch(&rng, s, from, M)) {
        scene_free(s);
        return false;
    }
    draw_functions(&rng, &s->net);
    draw_targets(&rng, s);
    if (from == COPIES) {
        make_copies(&rng, &s->batch);
    }
    draw_weights(&rng, s);
    return true;
}

void scene_free(scene *s)
{
    bp_data_free(&s->batch);
    bp_net_free(&s->net);
    *s = (scene){0};
}

static size_t append(char *line, size_t used, const char *before, const char *text)
{
    if (used >= SCENE_LINE) {
        return used;
    }
    return used + (size_t)snprintf(line + used, SCENE_LINE - used, "%s%s", before, text);
}

void scene_describe(char line[SCENE_LINE], const scene *s)
{
    const bp_net *net = &s->net;
    char number[24];
    size_t used = 0;
    for (size_t l = 0; l <= net->L; l++) {
        snprintf(number, sizeof number, "%zu", net->N[l]);
        used = append(line, used, l ? "-" : "", number);
    }
    for (size_t l = 1; l <= net->L; l++) {
        used = append(line, used, l > 1 ? " " : ", ", net->sigma[l]->name);
    }
    used = append(line, used, ", ", net->loss->name);
    used = append(line, used, "; ", s->data);
    used = append(line, used, ", ", s->targets);
    snprintf(number, sizeof number, "%zu", s->batch.X.cols);
    used = append(line, used, ", M = ", number);
    snprintf(number, sizeof number, "%.3g", s->scale);
    append(line, used, s->bias_too ? "; W, b times " : "; W times ", number);
}
