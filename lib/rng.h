/* Random numbers that repeat: xoshiro256** (Blackman and Vigna, 2018), seeded through splitmix64.
 *
 *   bp_rng_seed      start the sequence that belongs to a seed
 *   bp_rng_bits      64 random bits
 *   bp_rng_uniform   a number in [0,1)
 *   bp_rng_normal    a number from N(0,1)
 *   bp_rng_below     a whole number in 0 … n−1
 */
#ifndef BP_RNG_H
#define BP_RNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t s[4];
} bp_rng;

bp_rng bp_rng_seed(uint64_t seed);
uint64_t bp_rng_bits(bp_rng *rng);
double bp_rng_uniform(bp_rng *rng);
double bp_rng_normal(bp_rng *rng);
size_t bp_rng_below(bp_rng *rng, size_t n);

#endif
