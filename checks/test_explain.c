/* What explain shows adds up: the terms to the sum, the factors to their term, the sum to the answer. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "explain_entry.h"
#include "test_verify_out.h"

/* The number behind the last = of a line. */
static double last_number(const char *line)
{
    const char *equals = strrchr(line, '=');
    return strtod(equals + 1, NULL);
}

/* "0.5 × -2 × 3" with × as x, as it stands before the last = and behind the one before. */
static double product_of(const char *line)
{
    char text[400];
    snprintf(text, sizeof text, "%s", line);
    *strrchr(text, '=') = '\0';
    const char *at = strrchr(text, '=') + 1;
    double product = 1.0;
    for (char *end;; at = end + 3) {
        product *= strtod(at, &end);
        if (strncmp(end, " x ", 3) != 0) {
            return product;
        }
    }
}

typedef struct {
    double sum, size, total;
    size_t terms;
    bool others;
} parsed;

/* A term stands on one line or on two; the last line is the sum. */
static parsed parse(char *text)
{
    parsed p = {0};
    char *save = NULL, *line;
    for (line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *first = strchr(line, '='), *last = strrchr(line, '=');
        if (line[2] == '=' && strspn(line + 3, " ") > 20) {
            p.total = strtod(line + 3, NULL);
        } else if (strstr(line, "smaller terms")) {
            p.sum += last_number(line);
            p.others = true;
        } else if (first != last) {
            double term = last_number(line);
            ck_assert_msg(fabs(product_of(line) - term) <= 1e-4 * fabs(term) + 1e-300, "%s", line);
            p.sum += term;
            p.size += fabs(term);
            p.terms++;
        }
    }
    return p;
}

typedef struct {
    double sizes[1000];
    size_t count;
} all_terms;

static void note(void *user, double term, const bp_factor *factors, size_t count)
{
    all_terms *all = user;
    (void)factors, (void)count;
    all->sizes[all->count++] = fabs(term);
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (y > x) - (y < x);
}

/* The twelve largest terms of an entry, together. */
static double largest_twelve(const bp_report *report, const bp_result *r, size_t row, size_t col)
{
    all_terms all = {.count = 0};
    bp_terms t = {.each = note, .user = &all};
    double sum = 0.0;
    r->equation->entry(&t, &report->inputs, r->layer, row, col);
    qsort(all.sizes, all.count, sizeof *all.sizes, descending);
    for (size_t i = 0; i < all.count && i < 12; i++) {
        sum += all.sizes[i];
    }
    return sum;
}

START_TEST(terms_add_up_to_the_entry)
{
    reported r;
    size_t seen = 0, shortened = 0;
    reported_new(&r, "4,14,5,3", 15, NULL);
    r.problem.net.sigma[2] = bp_activation_named("softmax");
    bp_report_free(&r.report);
    ck_assert(bp_verify(&r.report, &r.problem.net, &r.problem.batch.X, &r.problem.batch.Y,
                        &bp_verify_defaults));
    for (size_t i = 0; i < r.report.count; i++) {
        const bp_result *result = &r.report.results[i];
        const bp_mat *answer =
            &r.report.given.pass.of[result->equation->answer][result->layer];
        size_t row = answer->rows / 2, col = answer->cols / 2;
        if (!result->equation->entry) {
            continue;
        }
        worked_entry w;
        ck_assert(work_out(&w, &r.report, result, row, col));
        capture c = capture_begin(stdout);
        for (size_t k = 0; k < w.count; k++) {
            explain_as_text.term(&w, k);
        }
        if (w.other_count > 0) {
            explain_as_text.rest(&w);
        }
        explain_as_text.sum(&w);
        capture_end(&c);
        char text[sizeof c.text];
        memcpy(text, c.text, sizeof text);
        parsed p = parse(text);
        double value = BP_AT(answer, row, col);
        ck_assert_msg(fabs(p.total - value) <= 1e-12 * (p.size + fabs(value)), "%s", c.text);
        ck_assert_msg(p.terms <= 12 && fabs(p.sum - value) <= 1e-5 * (p.size + fabs(value)), "%s: %g",
                      c.text, p.sum);
        double top = largest_twelve(&r.report, result, row, col);
        ck_assert_msg(fabs(p.size - top) <= 1e-5 * top, "%s", c.text);
        shortened += p.others;
        seen++;
    }
    ck_assert_uint_ge(seen, 30);
    ck_assert_uint_ge(shortened, 5);
    reported_free(&r);
}
END_TEST

Suite *explain_suite(void)
{
    Suite *suite = suite_create("explain");
    TCase *terms = tcase_create("terms");
    tcase_add_test(terms, terms_add_up_to_the_entry);
    suite_add_tcase(suite, terms);
    return suite;
}
