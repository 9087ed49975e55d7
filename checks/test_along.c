/* Walks along directions: they go where they say, come back, and know what rounding does to them. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "test_along.h"

static const bp_place places[] = {BP_AT_W, BP_AT_b, BP_AT_Z, BP_AT_A};
static const bp_quantity targets[] = {BP_dW, BP_db, BP_dZ, BP_dA};

/* V with a single 1 is what bp_evaluate does. */
START_TEST(along_one_entry_is_the_disturbance_of_that_entry)
{
    along a;
    bp_path one, other;
    along_new(&a, "tanh", "softmax", "categorical", 1);
    ck_assert(bp_path_new(&one, &a.n.net, &a.n.data.X, &a.n.data.Y) &&
              bp_path_new(&other, &a.n.net, &a.n.data.X, &a.n.data.Y));
    for (size_t i = 0; i < 8; i++) {
        size_t l = 2 - i / 4, k = i % 4, col = k == 1 ? 0 : 2;
        bp_mat V, *like = &a.report.inputs.of[targets[k]][l];
        ck_assert(bp_mat_new(&V, like->rows, like->cols));
        BP_AT(&V, 1, col) = 1.0;
        double C = bp_evaluate_along(&one, places[k], l, &V, 0.3);
        ck_assert(C == bp_evaluate(&other, (bp_spot){places[k], l, 1, col}, 0.3));
        ck_assert(memcmp(one.Cx.v, other.Cx.v, 6 * sizeof(double)) == 0);
        ck_assert(memcmp(one.W[l].v, a.n.net.W[l].v, 3 * sizeof(double)) == 0);
        ck_assert(memcmp(one.b[l].v, a.n.net.b[l].v, 3 * sizeof(double)) == 0);
        bp_mat_free(&V);
    }
    ck_assert_uint_eq(one.evaluations, 8);
    bp_path_free(&one);
    bp_path_free(&other);
    along_free(&a);
}
END_TEST

START_TEST(what_does_not_fit_is_refused)
{
    along a;
    bp_path path;
    along_new(&a, "tanh", "sigmoid", "quadratic", 1);
    ck_assert(bp_path_new(&path, &a.n.net, &a.n.data.X, &a.n.data.Y));
    ck_breaks("bp_evaluate_along: ∂C/∂W^2 is 3×5 but what moves is 5×4",
              bp_evaluate_along(&path, BP_AT_W, 1, &a.report.inputs.dW[2], 0.1));
    ck_breaks("bp_evaluate_along: there is no layer 0 in 1 … 2",
              bp_evaluate_along(&path, BP_AT_A, 0, &a.report.inputs.A[0], 0.1));
    bp_path_free(&path);
    along_free(&a);
}
END_TEST

static double matrix_sum(const bp_mat *m, int power)
{
    double sum = 0.0;
    for (size_t i = 0; i < m->rows * m->cols; i++) {
        sum += pow(m->v[i], power);
    }
    return sum;
}

START_TEST(there_is_a_walk_for_every_matrix_and_its_entries_are_normal)
{
    along a;
    along_new(&a, "tanh", "sigmoid", "quadratic", 50);
    const bp_directions *d = &a.report.directions;
    double entries = 0.0, sums[4] = {0.0};
    ck_assert_uint_eq(d->count, 2 * 4 * 50);
    ck_assert_uint_eq(d->evaluations, 1 + d->count * 2 * BP_HALVINGS);
    for (size_t i = 0; i < 8; i++) {
        const bp_mat *like = &a.report.inputs.of[targets[i % 4]][1 + i / 4];
        const bp_walk *walks = bp_walks_of(d, targets[i % 4], 1 + i / 4);
        for (size_t k = 0; k < 50; k++) {
            ck_assert_uint_eq(walks[k].V.rows, like->rows);
            ck_assert_uint_eq(walks[k].V.cols, like->cols);
            entries += (double)(like->rows * like->cols);
            for (int power = 1; power <= 3; power++) {
                sums[power] += matrix_sum(&walks[k].V, power);
            }
        }
    }
    ck_assert_double_le(fabs(sums[1] / entries), 4.0 / sqrt(entries));
    ck_assert_double_le(fabs(sums[2] / entries - 1.0), 4.0 * sqrt(2.0 / entries));
    ck_assert_double_le(fabs(sums[3] / entries), 4.0 * sqrt(15.0 / entries));
    ck_assert(!bp_walks_of(d, BP_dW, 3) && !bp_walks_of(d, BP_dZdW, 1));
    along_free(&a);
}
END_TEST

START_TEST(a_seed_draws_its_directions)
{
    along a;
    bp_walk first;
    along_new(&a, "tanh", "sigmoid", "quadratic", 2);
    double before[2] = {a.report.directions.walks[0].V.v[0], a.report.directions.walks[1].V.v[0]};
    ck_assert(before[0] != before[1]);
    along_look(&a, 2, 1);
    first = a.report.directions.walks[0];
    ck_assert(first.V.v[0] == before[0]);
    along_look(&a, 2, 2);
    ck_assert(a.report.directions.walks[0].V.v[0] != before[0]);
    along_free(&a);
}
END_TEST

/* C(X + hV) − C(X) in long double, entry by entry as bp_evaluate_along goes. */
static long double rise_l(bp_path_l *path, const along *a, const bp_walk *walk, size_t k, double h)
{
    const bp_net *net = &a->n.net;
    size_t l = walk->l;
    bp_mat_l *moved = k == 0 ? &path->W[l] : &path->b[l];
    long double low = bp_evaluate_l(path, (bp_spot){0}, 0.0L);
    for (size_t i = 0; i < walk->V.rows * walk->V.cols; i++) {
        moved->v[i] += (long double)h * (long double)walk->V.v[i];
    }
    path->clean = 0;
    long double rise = bp_evaluate_l(path, (bp_spot){0}, 0.0L) - low;
    for (size_t i = 0; i < walk->V.rows * walk->V.cols; i++) {
        moved->v[i] = (long double)(k == 0 ? &net->W[l] : &net->b[l])->v[i];
    }
    path->clean = 0;
    return rise;
}

/* Every W and b of 60 networks, in two directions each. Where W·A^{l−1} is rounded before the walk,
 * the walk does not know: a factor of two for that. */
START_TEST(a_rise_is_off_by_its_noise_at_most)
{
    size_t looked_at = 0;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        along a = {0};
        bp_path_l path;
        nets_random(&a.n, seed);
        along_look(&a, 2, seed);
        ck_assert(bp_path_new_l(&path, &a.n.net, &a.n.data.X, &a.n.data.Y));
        for (size_t i = 0; i < a.report.directions.count; i++) {
            const bp_walk *walk = &a.report.directions.walks[i];
            size_t k = i / 2 % 4;
            for (size_t s = walk->first; k < 2 && s < BP_HALVINGS; s += 3) {
                long double exact = rise_l(&path, &a, walk, k, bp_step_along(s));
                double off = fabs((double)((long double)walk->ahead[s] - exact));
                ck_assert_msg(off <= 2.0 * walk->noise[s], "seed %zu, walk %zu, step %zu: %g > %g",
                              (size_t)seed, i, s, off, walk->noise[s]);
                looked_at++;
            }
        }
        bp_path_free_l(&path);
        along_free(&a);
    }
    ck_assert_uint_ge(looked_at, 2000);
}
END_TEST

/* Neuron 1 of layer 1 stands d beside relu's kink, and b^1_1 moves by h V: only h < d/|V| is clean. */
START_TEST(steps_that_cross_a_kink_are_left_out)
{
    along a = {0};
    nets_new(&a.n, 1, (size_t[]){2, 1}, (const char *const[]){NULL, "relu"}, "quadratic", 3, 9);
    bp_mat_fill(&a.n.net.W[1], 0.0);
    for (double d = 1e-6; d < 0.2; d *= 30.0) {
        a.n.net.b[1].v[0] = d;
        along_look(&a, 1, 3);
        const bp_walk *walk = bp_walks_of(&a.report.directions, BP_db, 1);
        double V = fabs(walk->V.v[0]), h = bp_step_along(walk->first);
        ck_assert(h * V < d && (walk->first == 0 || 2.0 * h * V >= d) && !walk->kink);
    }
    a.n.net.b[1].v[0] = 0.0;
    along_look(&a, 1, 3);
    const bp_walk *walk = bp_walks_of(&a.report.directions, BP_db, 1);
    ck_assert(walk->first == BP_HALVINGS && walk->kink && isinf(walk->bar));
    along_free(&a);
}
END_TEST

static bool stop_at_once(void *user, size_t done, size_t total)
{
    size_t *calls = user;
    ck_assert(done == 1 && total >= 1);
    return ++*calls < 2;
}

START_TEST(walks_that_are_stopped_have_no_step)
{
    along a;
    bp_directions d;
    size_t calls = 1;
    const bp_progress stop = {stop_at_once, &calls};
    along_new(&a, "tanh", "sigmoid", "quadratic", 1);
    ck_assert(bp_directions_walk(&d, &a.report.inputs, &a.report.noise, 3, 1, &stop));
    ck_assert(d.walks[0].first < BP_HALVINGS && isfinite(d.walks[0].bar));
    for (size_t i = 1; i < d.count; i++) {
        ck_assert(d.walks[i].first == BP_HALVINGS && isinf(d.walks[i].bar));
    }
    bp_directions_free(&d);
    ck_assert(!d.walks);
    along_free(&a);
}
END_TEST

Suite *along_suite(void)
{
    Suite *suite = suite_create("along");
    TCase *walks = tcase_create("walks"), *random = tcase_create("random");
    tcase_add_test(walks, along_one_entry_is_the_disturbance_of_that_entry);
    tcase_add_test(walks, there_is_a_walk_for_every_matrix_and_its_entries_are_normal);
    tcase_add_test(walks, what_does_not_fit_is_refused);
    tcase_add_test(walks, a_seed_draws_its_directions);
    tcase_add_test(walks, steps_that_cross_a_kink_are_left_out);
    tcase_add_test(walks, walks_that_are_stopped_have_no_step);
    tcase_set_timeout(random, 30);
    tcase_add_test(random, a_rise_is_off_by_its_noise_at_most);
    tcase_set_tags(random, "long-double");
    suite_add_tcase(suite, walks);
    suite_add_tcase(suite, random);
    return suite;
}
