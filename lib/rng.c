#include "rng.h"

#include <math.h>

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

bp_rng bp_rng_seed(uint64_t seed)
{
    bp_rng rng;
    for (int i = 0; i < 4; i++) {
        rng.s[i] = splitmix64(&seed);
    }
    return rng;
}

uint64_t bp_rng_bits(bp_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double bp_rng_uniform(bp_rng *rng)
{
    return (double)(bp_rng_bits(rng) >> 11) * 0x1p-53;
}

double bp_rng_normal(bp_rng *rng)
{
    /* Box–Muller; 1 − u lies in (0,1], where the logarithm is finite. The second number of the
     * pair is thrown away: a generator without hidden halves can be copied and compared. */
    const double tau = 6.283185307179586;
    double radius = sqrt(-2.0 * log(1.0 - bp_rng_uniform(rng)));
    return radius * cos(tau * bp_rng_uniform(rng));
}

size_t bp_rng_below(bp_rng *rng, size_t n)
{
    /* Bits past the last whole multiple of n would favour the small numbers: draw again. */
    uint64_t limit = UINT64_MAX - UINT64_MAX % n, bits;
    do {
        bits = bp_rng_bits(rng);
    } while (bits >= limit);
    return (size_t)(bits % n);
}
