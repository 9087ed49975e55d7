/* One entry is disturbed: who sees it? Private to the campaign.
 *
 *   campaign_choose         one entry of one of the four gradients in one layer, all alike
 *   campaign_disturb        asks every method, on its own, by three sizes
 *   campaign_above_bars     just above three bars, and the smallest change where that is more
 */
#ifndef CAMPAIGN_DISTURB_H
#define CAMPAIGN_DISTURB_H

#include "campaign.h"
#include "rng.h"
#include "verify.h"

typedef struct {
    const bp_equation *equation;
    size_t l, row, col;
    double size;
} disturbance;

disturbance campaign_choose(bp_rng *rng, const bp_report *report);
void campaign_disturb(record *r, const bp_report *report, const disturbance *d, const manner *how);
double campaign_above_bars(double answer, double bars);

#endif
