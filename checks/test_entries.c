/* The index forms: their sums by hand, their terms by name. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <string.h>

#include "entries.h"
#include "near.h"

/* Terms by name ------------------------------------------------------------------------------ */

typedef struct {
    char text[1024];
    double sum;
} listing;

/* Appends "W^2[1,2]·σ'(Z^1[2,3])"; terms are parted by " + ". */
static void list(void *user, double term, const bp_factor *factors, size_t count)
{
    listing *l = user;
    l->sum += term;
    for (size_t i = 0; i < count; i++) {
        char place[64] = "", name[128] = "";
        const bp_factor *f = &factors[i];
        const char *form = f->form ? f->form : "%s", *hole = strstr(form, "%s");
        if (f->of) {
            snprintf(place, sizeof place, "%s[%zu,%zu]", f->of->name, f->row + 1, f->col + 1);
        }
        ck_assert_msg((hole != NULL) == (f->of != NULL), "a factor without its place: %s", form);
        snprintf(name, sizeof name, "%.*s%s%s", (int)(hole ? hole - form : (long)strlen(form)), form,
                 place, hole ? hole + 2 : "");
        const char *before = i > 0 ? "·" : l->text[0] ? " + " : "";
        size_t used = strlen(l->text);
        snprintf(l->text + used, sizeof l->text - used, "%s%s", before, name);
    }
}

/* Sum, size and names of one entry; `terms` counts from an empty sum. */
#define ck_entry(want, size, words, ...)                                                       \
    do {                                                                                       \
        listing heard = {"", 0.0};                                                             \
        bp_terms t = {.each = list, .user = &heard};                                           \
        __VA_ARGS__;                                                                           \
        ck_assert_str_eq(heard.text, (words));                                                 \
        ck_close(t.sum, (want), 4e-15, (words));                                               \
        ck_close(t.magnitude, (size), 4e-15, (words));                                         \
        ck_assert_double_eq(heard.sum, t.sum);                                                 \
        ck_close(bp_terms_bound(&t), (double)(t.count + 3) * 0x1p-53 * (size), 1e-27, (words)); \
    } while (0)

#define LN3 1.0986122886681098  /* sigmoid 3/4, sigmoid' 3/16 */
#define LN4 1.3862943611198906  /* sigmoid 4/5, sigmoid' 4/25 */

START_TEST(forward_entries_name_their_terms)
{
    MATRIX(W, 3, 2, 0.5, -2, 4, 1.5, -0.25, 3);
    MATRIX(A, 2, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75);
    MATRIX(b, 3, 1, 7, -0.5, 0.125);
    ck_entry(-0.5, 0.5, "b[2,1]", bp_broadcast_entry(&t, &b, 1));
    ck_entry(14.375, 17.625, "A[1,4]·W[2,1] + A[2,4]·W[2,2] + b[2,1]",
             bp_affine_entry(&t, &W, &A, &b, 1, 3));
}
END_TEST

START_TEST(output_entries_name_their_terms)
{
    MATRIX(A, 2, 3, 0.75, 0.5, 0.25, 0.875, 0.25, 0.625);
    MATRIX(Y, 2, 3, 0.25, 0.75, 0.5, 0.5, 0.75, 0.125);
    MATRIX(dA, 2, 3, 2, -3, 5, 7, -0.5, 1.5);
    MATRIX(Z, 2, 3, LN3, -LN4, LN4, -LN3, -LN3, LN4);
    const bp_loss *loss = bp_loss_named("quadratic");
    const bp_activation *sigma = bp_activation_named("sigmoid");
    const bp_activation *softmax = bp_activation_named("softmax");
    double squares = (0.25 + 0.0625 + 0.0625 + 0.140625 + 0.25 + 0.25) / 6;
    ck_entry(squares, squares,
             "1/M·loss(A[1,1]) + 1/M·loss(A[2,1]) + 1/M·loss(A[1,2]) + 1/M·loss(A[2,2]) + "
             "1/M·loss(A[1,3]) + 1/M·loss(A[2,3])",
             bp_loss_entry(&t, loss, &A, &Y));
    ck_entry(0.5 / 3, 0.5 / 3, "1/M·∂loss/∂A[2,3]",
             bp_output_gradient_entry(&t, loss, &A, &Y, 1, 2));
    ck_entry(-0.5 * 0.1875, 0.5 * 0.1875, "dA[2,2]·σ'(Z[2,2])",
             bp_output_error_entry(&t, sigma, &dA, &Z, 1, 1));
    ck_entry(0.1875, 0.1875, "σ'(Z[2,2])", bp_activation_local_entry(&t, sigma, &Z, 1, 1, 1));
    ck_entry(0.0, 0.0, "", bp_activation_local_entry(&t, sigma, &Z, 0, 1, 1));
    /* column 1: A = (9/10, 1/10) */
    ck_entry(0.45, 0.81, "dA[1,1]·∂A/∂Z[2,1] + dA[2,1]·∂A/∂Z[2,1]",
             bp_output_error_entry(&t, softmax, &dA, &Z, 1, 0));
    ck_entry(-0.09, 0.09, "∂A/∂Z[2,1]", bp_activation_local_entry(&t, softmax, &Z, 0, 1, 0));
}
END_TEST

START_TEST(hidden_entries_name_their_terms)
{
    MATRIX(W, 3, 2, 0.5, -2, 4, 1.5, -0.25, 3);
    MATRIX(dZ, 3, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75, 1.5, 0.25, -4, 3);
    MATRIX(Z, 2, 4, LN3, -LN4, LN4, -LN3, -LN3, LN4, -LN4, LN4);
    const bp_activation *sigma = bp_activation_named("sigmoid");
    const bp_activation *softmax = bp_activation_named("softmax");
    ck_entry(-2 * 0.16, 2 * 0.16, "W[1,2]·σ'(Z[2,3])", bp_error_local_entry(&t, sigma, &Z, &W, 0, 1, 2));
    ck_entry(-0.225, 0.225, "W[1,1]·∂A/∂Z[2,1] + W[1,2]·∂A/∂Z[2,1]",
             bp_error_local_entry(&t, softmax, &Z, &W, 0, 1, 0));
    ck_entry(0.0, 0.0, "0", bp_columns_entry(&t));
    ck_entry(-9.25, 16.75, "W[1,2]·dZ[1,3] + W[2,2]·dZ[2,3] + W[3,2]·dZ[3,3]",
             bp_hidden_gradient_entry(&t, &W, &dZ, 1, 2));
    ck_entry(-9.25 * 0.16, 16.75 * 0.16,
             "dZ[1,3]·W[1,2]·σ'(Z[2,3]) + dZ[2,3]·W[2,2]·σ'(Z[2,3]) + dZ[3,3]·W[3,2]·σ'(Z[2,3])",
             bp_hidden_error_entry(&t, &W, &dZ, sigma, &Z, 1, 2));
    ck_entry(0.09 * (3.375 - 1.0), 0.09 * (5.375 + 10.0),
             "dZ[1,1]·W[1,1]·∂A/∂Z[2,1] + dZ[2,1]·W[2,1]·∂A/∂Z[2,1] + dZ[3,1]·W[3,1]·∂A/∂Z[2,1] + "
             "dZ[1,1]·W[1,2]·∂A/∂Z[2,1] + dZ[2,1]·W[2,2]·∂A/∂Z[2,1] + dZ[3,1]·W[3,2]·∂A/∂Z[2,1]",
             bp_hidden_error_entry(&t, &W, &dZ, softmax, &Z, 1, 0));
}
END_TEST

/* dZdZ has the rows (j,m) = (1,1), (2,1), (1,2), …: row 6 is neuron 2 of sample 3. */
START_TEST(chain_entries_find_their_row_of_the_local_derivatives)
{
    MATRIX(dZ, 3, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75, 1.5, 0.25, -4, 3);
    double local[8 * 3];
    bp_mat dZdZ = {8, 3, 3, local, "dZdZ"};
    for (size_t i = 0; i < 24; i++) {
        local[i] = 0.25 * (double)i;
    }
    ck_entry(0.5 * 3.75 + 2.5 * 4 - 4 * 4.25, 0.5 * 3.75 + 2.5 * 4 + 4 * 4.25,
             "dZ[1,3]·dZdZ[6,1] + dZ[2,3]·dZdZ[6,2] + dZ[3,3]·dZdZ[6,3]",
             bp_error_chain_entry(&t, &dZ, &dZdZ, 1, 2));
}
END_TEST

/* dZdW has the rows (j,k) = (1,1), (1,2), (2,1), …: row 6 is W_32. The last column is not part of
 * the sum. */
START_TEST(parameter_entries_sum_over_the_samples)
{
    MATRIX(dZ, 3, 4, 2, -3, 0.5, 4, -1, 6, 2.5, -0.75, 1.5, 0.25, -4, 3);
    MATRIX(A, 2, 4, 0.5, -2, 3, 1.5, -0.25, 4, 6, -1.5);
    double local[6 * 5];
    bp_mat dZdW = {6, 5, 5, local, "dZdW"}, dZdb = {3, 5, 5, local, "dZdb"};
    for (size_t i = 0; i < 30; i++) {
        local[i] = 0.25 * (double)i;
    }
    ck_entry(-27.875, 29.875, "dZ[3,1]·A[2,1] + dZ[3,2]·A[2,2] + dZ[3,3]·A[2,3] + dZ[3,4]·A[2,4]",
             bp_weight_gradient_entry(&t, &dZ, &A, 2, 1));
    ck_entry(1.5 * 6.25 + 0.25 * 6.5 - 4 * 6.75 + 3 * 7, 1.5 * 6.25 + 0.25 * 6.5 + 4 * 6.75 + 3 * 7,
             "dZ[3,1]·dZdW[6,1] + dZ[3,2]·dZdW[6,2] + dZ[3,3]·dZdW[6,3] + dZ[3,4]·dZdW[6,4]",
             bp_weight_chain_entry(&t, &dZ, &dZdW, 2, 1));
    ck_entry(6.75, 10.25, "dZ[2,1] + dZ[2,2] + dZ[2,3] + dZ[2,4]",
             bp_bias_gradient_entry(&t, &dZ, 1));
    ck_entry(-1 * 1.25 + 6 * 1.5 + 2.5 * 1.75 - 0.75 * 2, 1.25 + 6 * 1.5 + 2.5 * 1.75 + 0.75 * 2,
             "dZ[2,1]·dZdb[2,1] + dZ[2,2]·dZdb[2,2] + dZ[2,3]·dZdb[2,3] + dZ[2,4]·dZdb[2,4]",
             bp_bias_chain_entry(&t, &dZ, &dZdb, 1));
    ck_entry(6.0, 6.0, "A[2,3]", bp_weight_local_entry(&t, &A, 2, 2, 2, 1));
    ck_entry(0.0, 0.0, "", bp_weight_local_entry(&t, &A, 1, 2, 2, 1));
    ck_entry(1.0, 1.0, "1", bp_bias_local_entry(&t, 2, 2));
    ck_entry(0.0, 0.0, "", bp_bias_local_entry(&t, 2, 1));
}
END_TEST

START_TEST(sum_goes_on_where_another_has_ended)
{
    MATRIX(dZ, 2, 3, 2, -3, 0.5, -1, 6, 2.5);
    bp_terms t = {0};
    bp_bias_gradient_entry(&t, &dZ, 0);
    bp_bias_gradient_entry(&t, &dZ, 1);
    ck_assert_double_eq(t.sum, 7.0);
    ck_assert_double_eq(t.magnitude, 15.0);
    ck_assert_uint_eq(t.count, 6);
}
END_TEST

/* γ_3 = 3u/(1 − 3u), and a sum so long that the denominator shows. */
START_TEST(gamma_is_the_error_of_n_roundings)
{
    const double u = 0x1p-53;
    ck_assert_double_eq(bp_gamma(0), 0.0);
    ck_assert_double_eq(bp_gamma(3), 3 * u / (1 - 3 * u));
    ck_assert_double_eq(bp_gamma((size_t)1 << 52), 1.0);
    bp_terms t = {.count = 5, .magnitude = 7.0};
    ck_assert_double_eq(bp_terms_bound(&t), bp_gamma(8) * 7.0);
}
END_TEST

Suite *entries_suite(void)
{
    Suite *suite = suite_create("entries");
    TCase *terms = tcase_create("terms");
    tcase_add_test(terms, forward_entries_name_their_terms);
    tcase_add_test(terms, output_entries_name_their_terms);
    tcase_add_test(terms, hidden_entries_name_their_terms);
    tcase_add_test(terms, chain_entries_find_their_row_of_the_local_derivatives);
    tcase_add_test(terms, parameter_entries_sum_over_the_samples);
    tcase_add_test(terms, sum_goes_on_where_another_has_ended);
    tcase_add_test(terms, gamma_is_the_error_of_n_roundings);
    suite_add_tcase(suite, terms);
    return suite;
}
