/* Index forms against matrix forms, and against matrices that have lost their shape. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "near.h"
#include "pass.h"
#include "rules.h"
#include "test_nets.h"

/* One equation in one layer: the two forms lie within the sum of their bounds. They are no copies
 * of each other: somewhere they must round otherwise. */
static void compare_forms(const bp_equation *equation, const bp_pass *pass, size_t l, size_t *other)
{
    bp_shape shape = bp_quantity_shape(pass->net, pass->M, equation->answer, l);
    bp_mat matrix, index, bound;
    ck_assert(bp_mat_new(&matrix, shape.rows, shape.cols) &&
              bp_mat_new(&index, shape.rows, shape.cols) &&
              bp_mat_new(&bound, shape.rows, shape.cols));
    equation->rule(&matrix, pass, l, NULL);
    bp_apply_entries(&index, &bound, equation, pass, l);
    for (size_t i = 0; i < shape.rows * shape.cols; i++) {
        double gap = fabs(matrix.v[i] - index.v[i]);
        ck_assert_msg(gap <= 2 * bound.v[i], "%s, layer %zu: %.17g and %.17g, bound %g",
                      equation->id, l, matrix.v[i], index.v[i], bound.v[i]);
        ck_assert_msg(bound.v[i] <= 1e-12, "%s, layer %zu: a bound of %g", equation->id, l, bound.v[i]);
        *other += gap > 0.0;
    }
    bp_mat_free(&matrix);
    bp_mat_free(&index);
    bp_mat_free(&bound);
}

START_TEST(both_forms_agree_within_their_bounds_in_random_networks)
{
    size_t other[BP_EQUATION_COUNT] = {0}, compared[BP_EQUATION_COUNT] = {0};
    for (uint64_t seed = 1; seed <= 100; seed++) {
        nets n;
        bp_pass pass;
        nets_random(&n, seed);
        n.net.loss = bp_loss_named("quadratic"); /* no poles: every bound is small */
        ck_assert(bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y));
        bp_forward(&pass);
        bp_backward(&pass);
        for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
            const bp_equation *equation = &bp_equations[i];
            for (size_t l = 0; equation->rule && equation->entry && l <= n.net.L; l++) {
                if (bp_applies(equation, &n.net, pass.M, l)) {
                    compare_forms(equation, &pass, l, &other[i]);
                    compared[i]++;
                }
            }
        }
        bp_pass_free(&pass);
        nets_free(&n);
    }
    const char *const same_sum[] = {"broadcast", "dA-hidden", "dW", "db"};
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        bool same = !bp_equations[i].rule || !bp_equations[i].entry;
        ck_assert_msg(same || compared[i] >= 50, "%s: %zu layers", bp_equations[i].id, compared[i]);
        for (size_t k = 0; k < sizeof same_sum / sizeof *same_sum; k++) {
            same = same || strcmp(bp_equations[i].id, same_sum[k]) == 0;
        }
        ck_assert_msg(same || other[i] > 0, "%s: the forms are bitwise the same", bp_equations[i].id);
    }
}
END_TEST

static bool breaks(bp_mat *out, const bp_equation *equation, const bp_pass *pass, size_t l)
{
    near_sentence[0] = '\0';
    bp_on_broken_contract(near_keep);
    if (setjmp(near_way_back) == 0) {
        bp_apply_entries(out, NULL, equation, pass, l);
    }
    bp_on_broken_contract(NULL);
    return near_sentence[0] != '\0';
}

/* One row and one column too many, and no number in it: the index form says so, or does not read
 * it. */
static size_t spoil(bp_pass *pass, const bp_equation *equation, size_t l, bp_quantity q, size_t k)
{
    bp_shape shape = bp_quantity_shape(pass->net, pass->M, equation->answer, l);
    bp_mat before, after, kept = pass->of[q][k];
    ck_assert(bp_mat_new(&before, shape.rows, shape.cols) && bp_mat_new(&after, shape.rows, shape.cols));
    bp_apply_entries(&before, NULL, equation, pass, l);
    ck_assert(bp_mat_new(&pass->of[q][k], kept.rows + 1, kept.cols + 1));
    bp_mat_fill(&pass->of[q][k], NAN);
    bool broken = breaks(&after, equation, pass, l);
    ck_assert_msg(broken || bp_mat_gap(&after, &before).gap == 0.0, "%s, layer %zu, reads %s",
                  equation->id, l, kept.name);
    bp_mat_free(&pass->of[q][k]);
    pass->of[q][k] = kept;
    bp_mat_free(&before);
    bp_mat_free(&after);
    return broken;
}

START_TEST(index_forms_look_at_the_shapes_of_what_they_read)
{
    const size_t N[] = {4, 5, 2, 3};
    const char *const sigma[] = {NULL, "tanh", "softmax", "sigmoid"};
    size_t broken = 0;
    nets n;
    bp_pass pass;
    nets_new(&n, 3, N, sigma, "quadratic", 7, 5);
    ck_assert(bp_pass_new(&pass, &n.net, &n.data.X, &n.data.Y));
    bp_forward(&pass);
    bp_backward(&pass);
    for (size_t i = 0; i < BP_EQUATION_COUNT; i++) {
        for (size_t l = 1; bp_equations[i].entry && l <= 3; l++) {
            for (size_t k = 0; bp_applies(&bp_equations[i], &n.net, 7, l) && k <= 3; k++) {
                for (size_t q = 0; q < BP_QUANTITY_COUNT; q++) {
                    broken += spoil(&pass, &bp_equations[i], l, (bp_quantity)q, k);
                }
            }
        }
    }
    ck_assert_uint_ge(broken, 30);
    ck_assert(bp_mat_resize(&pass.dZ[2], 7, 2));
    ck_breaks("an index form: ∂C/∂Z^2 is 7×2 but what the network has is 2×7",
              bp_apply_entries(&pass.dW[2], NULL, bp_equation_named("dW"), &pass, 2));
    bp_pass_free(&pass);
    nets_free(&n);
}
END_TEST

Suite *forms_suite(void)
{
    Suite *suite = suite_create("forms");
    TCase *forms = tcase_create("forms");
    tcase_set_timeout(forms, 30);
    tcase_add_test(forms, both_forms_agree_within_their_bounds_in_random_networks);
    tcase_add_test(forms, index_forms_look_at_the_shapes_of_what_they_read);
    suite_add_tcase(suite, forms);
    return suite;
}
