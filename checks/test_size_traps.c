/* The known traps of size: gradients that are small, and one wrong entry among ten thousand. */
#define CK_FLOATING_DIG 17
#include <check.h>

#include "test_traps.h"

/* Small gradients ---------------------------------------------------------------------------- */

static bool floor_and_share(double a, double by_number)
{
    return fabs(a - by_number) <= 1e-5 + 1e-3 * fabs(by_number);
}

static bool at_least_one(double a, double by_number)
{
    return fabs(a - by_number) <= 1e-3 * fmax(1.0, fmax(fabs(a), fabs(by_number)));
}

static bool one_of_two(double a, double by_number)
{
    double gap = fabs(a - by_number);
    return !(gap > 1e-4 && gap / fmax(fabs(a) + fabs(by_number), 1e-8) > 1e-4);
}

static bool absolute(double a, double by_number)
{
    return fabs(a - by_number) <= 1e-6;
}

static bool accepts(bool (*rule)(double a, double by_number), const bp_mat *a, const bp_mat *by_number)
{
    bool accepted = true;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        accepted = accepted && rule(a->v[i], by_number->v[i]);
    }
    return accepted;
}

static double largest(const bp_mat *A)
{
    double size = 0.0;
    for (size_t i = 0; i < A->rows * A->cols; i++) {
        size = fmax(size, fabs(A->v[i]));
    }
    return size;
}

START_TEST(absolute_floors_accept_whatever_is_small_and_we_do_not)
{
    bool (*const rules[])(double, double) = {floor_and_share, at_least_one, one_of_two, absolute};
    const double factors[] = {-1.0, 0.0, 5.0};
    for (size_t i = 0; i < 3; i++) {
        traps_deep(1);
        traps_times("dW", 1, factors[i]);
        for (size_t k = 0; k < 4; k++) {
            ck_assert_msg(accepts(rules[k], traps_answer(1), traps_numeric(1)),
                          "rule %zu, times %g, largest entry %g", k, factors[i], largest(traps_numeric(1)));
        }
        ck_verdict("dW", 1, BP_WRONG);
        traps_forget();
    }
}
END_TEST

/* Targets in other units: the loss is 1e8 times as large, and so is what a difference rounds. */
START_TEST(absolute_floors_reject_a_right_gradient_of_a_large_loss_and_we_do_not)
{
    traps_small("tanh", "identity", "quadratic");
    traps_times("dW", 1, 1.0);
    ck_assert(accepts(absolute, traps_answer(1), &report.by[BP_CENTRAL].value.dW[1]));
    for (size_t i = 0; i < n.data.Y.rows * n.data.Y.cols; i++) {
        n.data.Y.v[i] *= 1e4;
    }
    traps_times("dW", 1, 1.0);
    ck_assert_msg(!accepts(absolute, traps_answer(1), &report.by[BP_CENTRAL].value.dW[1]), "gap %g",
                  bp_mat_gap(traps_answer(1), &report.by[BP_CENTRAL].value.dW[1]).gap);
    ck_assert_int_eq(report_result(&report, "dW", 1)->given[1].verdict, BP_CORRECT);
    ck_verdict("dW", 1, BP_CORRECT);
    traps_forget();
}
END_TEST

/* ‖a − n‖/(‖a‖ + ‖n‖), over `count` matrices together; above 2e-7 it calls a mistake. */
static double pooled(const bp_mat *a, const bp_mat *by_number, size_t count)
{
    double gap = 0.0, of_a = 0.0, of_n = 0.0;
    for (size_t l = 0; l < count; l++) {
        for (size_t i = 0; i < a[l].rows * a[l].cols; i++) {
            gap = hypot(gap, a[l].v[i] - by_number[l].v[i]);
            of_a = hypot(of_a, a[l].v[i]);
            of_n = hypot(of_n, by_number[l].v[i]);
        }
    }
    return gap / (of_a + of_n);
}

START_TEST(pooled_norm_accepts_a_negated_layer_and_we_do_not)
{
    traps_deep(1);
    traps_times("dW", 1, -1.0);
    double all = pooled(traps_answer(1), traps_numeric(1), 10);
    double layer = pooled(traps_answer(1), traps_numeric(1), 1);
    ck_assert_msg(all > 0.0 && all <= 2e-7 && layer == 1.0, "pooled norm %g; of the layer alone %g",
                  all, layer);
    ck_verdict("dW", 1, BP_WRONG);
    ck_verdict("dW", 2, BP_CORRECT);
    traps_forget();
}
END_TEST

/* Means -------------------------------------------------------------------------------------- */

static double mean_ratio(const bp_mat *a, const bp_mat *by_number)
{
    double sum = 0.0;
    for (size_t i = 0; i < a->rows * a->cols; i++) {
        sum += fabs((by_number->v[i] - a->v[i]) / (by_number->v[i] + a->v[i]));
    }
    return sum / (double)(a->rows * a->cols);
}

static bool mean_of_ratios_accepts(const bp_mat *a, const bp_mat *by_number)
{
    return !(mean_ratio(a, by_number) > 1e-4);
}

/* One neuron of the first layer is dead: its row of ∂C/∂W^1 is zero on both sides. */
START_TEST(mean_of_ratios_accepts_anything_beside_a_dead_neuron_and_we_do_not)
{
    traps_small("relu", "tanh", "quadratic");
    traps_times("dW", 1, -3.0);
    ck_assert(!mean_of_ratios_accepts(traps_answer(1), traps_numeric(1)));
    n.net.b[1].v[4] = -50.0;
    traps_times("dW", 1, -3.0);
    ck_assert_msg(mean_of_ratios_accepts(traps_answer(1), traps_numeric(1)), "mean %g",
                  mean_ratio(traps_answer(1), traps_numeric(1)));
    ck_verdict("dW", 1, BP_WRONG);
    traps_times("dW", 1, 1.0);
    ck_verdict("dW", 1, BP_CORRECT);
    traps_forget();
}
END_TEST

/* One entry among ten thousand --------------------------------------------------------------- */

/* One layer, 100-100: ∂C/∂W has 10,000 entries; `changed` is the answer with one of them changed. A
 * feature came in other units and is 1e4 times smaller than the others. */
static bp_mat changed;
static const bp_mat *truth;

static void build_wide(void)
{
    bp_verify_options options = bp_verify_defaults;
    options.use[BP_CENTRAL] = false;
    nets_new(&n, 1, (size_t[]){100, 100}, (const char *const[]){NULL, "tanh"}, "quadratic", 2, 7);
    n.data.X.v[34] *= 1e-4;
    n.data.X.v[35] *= 1e-4;
    ck_assert(bp_verify(&report, &n.net, &n.data.X, &n.data.Y, &options));
    truth = traps_numeric(1);
    ck_assert(bp_mat_new(&changed, 100, 100));
}

static void forget_wide(void)
{
    bp_mat_free(&changed);
    traps_forget();
}

/* The entry whose size is nearest to `size`, times `factor`; all others as they were answered. */
static double change_one(double size, double factor)
{
    size_t nearest = 0;
    bp_mat_copy(&changed, traps_answer(1));
    for (size_t i = 0; i < 10000; i++) {
        double away = fabs(fabs(truth->v[i]) - size);
        nearest = away < fabs(fabs(truth->v[nearest]) - size) ? i : nearest;
    }
    changed.v[nearest] *= factor;
    return fabs(truth->v[nearest]);
}

/* As `backproof verify` hears the complex step. */
static void ck_one_wrong(void)
{
    bp_evidence e = {.method = "complex", .limit = 1e-6, .numeric = truth,
                     .bar = &report.by_complex.bar.dW[1], .bound = &report.local.dW[1]};
    bp_finding right = bp_judge(traps_answer(1), &e), f = bp_judge(&changed, &e);
    ck_assert_int_eq(right.verdict, BP_CORRECT);
    ck_assert_int_eq(f.verdict, BP_WRONG);
    ck_assert_uint_eq(f.of[BP_WRONG], 1);
    ck_assert(BP_AT(&changed, f.row, f.col) != BP_AT(traps_answer(1), f.row, f.col));
}

/* One random direction of positive entries and length 1: the gap of the two slopes against
 * 1e-5 Σu + 1e-3 |slope|. The numeric slope is taken as exact, which favours the checker. */
static bool fast_mode_accepts(const double *a, const double *by_number, size_t count, bp_rng *rng)
{
    double sum = 0.0, square = 0.0, s_a = 0.0, s_n = 0.0;
    for (size_t i = 0; i < count; i++) {
        double u = bp_rng_uniform(rng);
        sum += u;
        square += u * u;
        s_a += u * a[i];
        s_n += u * by_number[i];
    }
    double length = sqrt(square);
    return fabs(s_a - s_n) / length <= 1e-5 * sum / length + 1e-3 * fabs(s_n) / length;
}

/* How often one flipped sign is caught, where all entries are 1e-2 or −1e-2. */
static double share_caught(size_t count)
{
    static double a[10000], by_number[10000];
    bp_rng rng = bp_rng_seed(count);
    int caught = 0, directions = 1000;
    for (size_t i = 0; i < count; i++) {
        a[i] = by_number[i] = bp_rng_bits(&rng) % 2 ? 1e-2 : -1e-2;
    }
    a[count / 3] = -a[count / 3];
    for (int i = 0; i < directions; i++) {
        caught += !fast_mode_accepts(a, by_number, count, &rng);
    }
    return caught / (double)directions;
}

START_TEST(fast_mode_gets_blind_as_the_tensor_grows_and_we_do_not)
{
    double few = share_caught(100), more = share_caught(1000), many = share_caught(10000);
    ck_assert_msg(few > 0.95 && few < 0.99 && more > 0.70 && more < 0.80 && many == 0.0,
                  "caught among 100: %g, 1,000: %g, 10,000: %g", few, more, many);
    double size = change_one(1e-2, -1.0);
    bp_rng rng = bp_rng_seed(1);
    for (int direction = 0; direction < 100; direction++) {
        ck_assert_msg(fast_mode_accepts(changed.v, truth->v, 10000, &rng),
                      "direction %d has caught an entry of %g", direction, size);
    }
    ck_one_wrong();
}
END_TEST

START_TEST(pooled_norm_accepts_one_small_flipped_entry_of_ten_thousand_and_we_do_not)
{
    double size = change_one(1e-6, -1.0), norm = pooled(&changed, truth, 1);
    ck_assert_msg(norm > 0.0 && norm <= 2e-7, "entry %g, pooled norm %g", size, norm);
    ck_one_wrong();
}
END_TEST

START_TEST(mean_of_ratios_accepts_one_doubled_entry_of_ten_thousand_and_we_do_not)
{
    double size = change_one(1e-2, 2.0), mean = mean_ratio(&changed, truth);
    ck_assert_msg(mean > 3e-5 && mean_of_ratios_accepts(&changed, truth), "entry %g, mean %g", size, mean);
    ck_one_wrong();
}
END_TEST

Suite *size_traps_suite(void)
{
    Suite *suite = suite_create("size_traps");
    TCase *small = tcase_create("small"), *wide = tcase_create("wide");
    tcase_add_test(small, absolute_floors_accept_whatever_is_small_and_we_do_not);
    tcase_add_test(small, absolute_floors_reject_a_right_gradient_of_a_large_loss_and_we_do_not);
    tcase_add_test(small, pooled_norm_accepts_a_negated_layer_and_we_do_not);
    tcase_add_test(small, mean_of_ratios_accepts_anything_beside_a_dead_neuron_and_we_do_not);
    tcase_add_unchecked_fixture(wide, build_wide, forget_wide);
    tcase_add_test(wide, fast_mode_gets_blind_as_the_tensor_grows_and_we_do_not);
    tcase_add_test(wide, pooled_norm_accepts_one_small_flipped_entry_of_ten_thousand_and_we_do_not);
    tcase_add_test(wide, mean_of_ratios_accepts_one_doubled_entry_of_ten_thousand_and_we_do_not);
    suite_add_tcase(suite, small);
    suite_add_tcase(suite, wide);
    return suite;
}
