/* Every verdict of an entry, in its order of precedence, and of a tensor. */
#define CK_FLOATING_DIG 17
#include <check.h>
#include <math.h>

#include "near.h"
#include "verdict.h"

#define INF HUGE_VAL

/* One entry beside a neighbour that is CORRECT and sets the scale: 8 against 8, bars 2^-40. */
static bp_finding judge(double answer, double numeric, double bar, double bound, double kink)
{
    MATRIX(A, 2, 1, 8, answer);
    MATRIX(N, 2, 1, 8, numeric);
    MATRIX(B, 2, 1, 0x1p-41, bar);
    MATRIX(E, 2, 1, 0x1p-41, bound);
    MATRIX(K, 2, 1, 0, kink);
    bp_evidence e = {.method = "complex", .step = 0.5, .limit = 1e-3, .numeric = &N, .bar = &B,
                     .bound = &E, .kink = &K};
    return bp_judge(&A, &e);
}

static const struct {
    double answer, numeric, bar, bound, kink;
    bp_verdict verdict;
    const char *why;
} rows[] = {
    /* bars that say nothing come before all else */
    {3, 3, INF, 0, 0, BP_UNDECIDED, "an infinite bar"},
    {3, 3, 0, INF, 0, BP_UNDECIDED, "an infinite bound"},
    {3, 3, NAN, 0, 0, BP_UNDECIDED, "a bar that is no number"},
    {3, 3, 0, NAN, 0, BP_UNDECIDED, "a bound that is no number"},
    {NAN, 3, INF, 0, 0, BP_UNDECIDED, "an infinite bar before an answer that is no number"},
    {0, 0, INF, 0, 0, BP_UNDECIDED, "an infinite bar before 0 against 0"},
    {7, 3, INF, 0, 1, BP_UNDECIDED, "an infinite bar before a kink"},
    {3, NAN, 1e-9, 0, 0, BP_UNDECIDED, "a witness that is no number"},
    {3, INF, 1e-9, 0, 0, BP_UNDECIDED, "a witness that is infinite"},
    {INF, INF, 1e-9, 0, 0, BP_UNDECIDED, "infinity against infinity"},
    {NAN, NAN, 1e-9, 0, 0, BP_UNDECIDED, "no number against no number"},
    /* then an answer that is not finite */
    {NAN, 3, 1e-9, 0, 0, BP_WRONG, "an answer that is no number"},
    {INF, 3, 1e-9, 0, 0, BP_WRONG, "an answer that is infinite"},
    {-INF, 3, 1e-9, 0, 0, BP_WRONG, "an answer that is minus infinity"},
    {NAN, 3, 1e-9, 0, 1, BP_WRONG, "no number, before a kink"},
    {INF, 3, 1, 0, 0, BP_WRONG, "an infinite answer, before bars that are too wide"},
    /* then a kink */
    {7, 3, 1e-9, 0, 1, BP_KINK, "a kink before a gap"},
    {3, 3, 1e-9, 0, 1, BP_KINK, "a kink before agreement"},
    {0, 0, 1e-9, 0, 1, BP_KINK, "a kink before 0 against 0"},
    {3, 3, 1, 0, 1, BP_KINK, "a kink before bars that are too wide"},
    /* then the gap */
    {3, 3 + 0x1p-20, 0x1p-21, 0x1p-22, 0, BP_WRONG, "a gap above bar and bound"},
    {3, 3 + 0x1p-20, 0x1p-21, 0x1p-21, 0, BP_CORRECT, "a gap of just bar and bound"},
    {3, 3 - 0x1p-20, 0x1p-21, 0x1p-21, 0, BP_CORRECT, "the same from below"},
    {3, 3 - 0x1p-20, 0x1p-21, 0x1p-22, 0, BP_WRONG, "a gap above bar and bound, from below"},
    {3, -3, 1e-9, 0, 0, BP_WRONG, "the other sign"},
    {7, 3, 1, 1, 0, BP_WRONG, "a gap above bars that are too wide"},
    {3, 0, 1e-9, 0, 0, BP_WRONG, "3 against 0"},
    {0, 3, 1e-9, 0, 0, BP_WRONG, "0 against 3"},
    {0x1p-1074, 0, 0, 0, 0, BP_WRONG, "the smallest number against 0, without bars"},
    {3, 3, 0, 0, 0, BP_CORRECT, "agreement without bars"},
    /* then zeros, and bars that are too wide for 1e-3 of 8 */
    {0, 0, 1, 1, 0, BP_CORRECT, "0 against 0 between wide bars"},
    {-0.0, 0, 1, 1, 0, BP_CORRECT, "−0 against 0"},
    {3, 3, 0.0041, 0.0041, 0, BP_UNDECIDED, "bars that are too wide together"},
    {3, 3, 0.0039, 0.0039, 0, BP_CORRECT, "bars that are just narrow enough"},
    {0x1p-30, 0, 1, 0, 0, BP_UNDECIDED, "nearly 0 between wide bars"},
};

START_TEST(every_entry_has_the_verdict_of_the_first_rule_that_fits)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bp_finding f = judge(rows[i].answer, rows[i].numeric, rows[i].bar, rows[i].bound,
                             rows[i].kink);
        ck_assert_msg(f.verdict == rows[i].verdict, "%s: %s", rows[i].why, bp_verdict_name(f.verdict));
        ck_assert_uint_eq(f.entries, 2);
        ck_assert_uint_eq(f.of[BP_CORRECT] + f.of[rows[i].verdict],
                          rows[i].verdict == BP_CORRECT ? 4 : 2);
        ck_assert_msg(rows[i].verdict == BP_CORRECT || (f.row == 1 && f.col == 0), "%s", rows[i].why);
    }
}
END_TEST

START_TEST(verdicts_have_names_from_good_to_bad)
{
    const char *const names[] = {"N/A", "CORRECT", "VACUOUS", "UNDECIDED", "KINK", "WRONG", "SHAPE"};
    for (int v = 0; v < BP_VERDICT_COUNT; v++) {
        ck_assert_str_eq(bp_verdict_name((bp_verdict)v), names[v]);
        for (int w = 0; w < BP_VERDICT_COUNT; w++) {
            ck_assert_int_eq(bp_worse((bp_verdict)v, (bp_verdict)w), v > w ? v : w);
        }
    }
}
END_TEST

START_TEST(zeros_throughout_are_vacuous_unless_zero_is_the_claim)
{
    MATRIX(A, 2, 3, 0, 0, 0, 0, 0, 0);
    MATRIX(N, 2, 3, 0, 0, 0, 0, -0.0, 0);
    bp_evidence e = {.method = "central", .limit = 1e-3, .numeric = &N};
    bp_finding f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_VACUOUS);
    ck_assert_uint_eq(f.zeros, 6);
    e.zero_expected = true;
    ck_assert_int_eq(bp_judge(&A, &e).verdict, BP_CORRECT);
    e.zero_expected = false;
    A.v[4] = N.v[4] = 0x1p-1074;
    f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_CORRECT);
    ck_assert_uint_eq(f.zeros, 5);
}
END_TEST

/* All zeros, and yet something worse than VACUOUS. */
START_TEST(kink_among_zeros_is_a_kink)
{
    MATRIX(A, 1, 3, 0, 0, 0);
    MATRIX(K, 1, 3, 0, 1, 0);
    bp_evidence e = {.method = "central", .limit = 1e-3, .numeric = &A, .kink = &K};
    ck_assert_int_eq(bp_judge(&A, &e).verdict, BP_KINK);
    e.kink = NULL;
    e.bar = &K;
    ck_assert_int_eq(bp_judge(&A, &e).verdict, BP_VACUOUS);
    K.v[1] = NAN;
    ck_assert_int_eq(bp_judge(&A, &e).verdict, BP_UNDECIDED);
}
END_TEST

START_TEST(other_shape_is_no_comparison)
{
    MATRIX(A, 2, 3, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5);
    bp_mat turned = {3, 2, 2, A.v, "N"}, shorter = {2, 2, 3, A.v, "N"};
    bp_evidence e = {.method = "central", .step = 0.5, .limit = 1e-3, .numeric = &turned};
    bp_finding f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_SHAPE_DIFFERS);
    ck_assert_uint_eq(f.entries, 0);
    ck_assert_str_eq(f.method, "central");
    ck_assert_double_eq(f.step, 0.5);
    e.numeric = &shorter;
    ck_assert_int_eq(bp_judge(&A, &e).verdict, BP_SHAPE_DIFFERS);
}
END_TEST

/* The largest gap is that of [1,1]; in units of its bars [2,3] is worse. */
START_TEST(worst_entry_is_chosen_by_units_of_its_bars)
{
    MATRIX(A, 2, 3, 7, 2, 3, 4, -5, 6);
    MATRIX(N, 2, 3, 7.5, 2, 3 + 0x1p-10, 4 + 0x1p-12, -5, 6 + 0x1p-11);
    MATRIX(B, 2, 3, 1, 0x1p-30, 0x1p-9, 0x1p-11, 0, 0x1p-11);
    bp_evidence e = {.method = "complex", .limit = 1, .numeric = &N, .bar = &B};
    bp_finding f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_CORRECT);
    ck_assert(f.row == 1 && f.col == 2);
    ck_assert_double_eq(f.analytic, 6);
    ck_assert_double_eq(f.numeric, 6 + 0x1p-11);
    ck_assert_double_eq(f.gap, 0x1p-11);
    ck_assert_double_eq(f.bar, 0x1p-11);
    ck_assert_double_eq(f.largest, 7.5);
    ck_assert_double_eq(f.widest, 1);
    B.v[5] = 0x1p-10;
    f = bp_judge(&A, &e);
    ck_assert_msg(f.row == 0 && f.col == 0, "of equal ones the first, not [%zu,%zu]", f.row, f.col);
}
END_TEST

START_TEST(worse_verdict_goes_before_a_larger_gap)
{
    MATRIX(A, 1, 4, 9, 2, NAN, 3);
    MATRIX(N, 1, 4, 2, 2.5, 3, 30);
    MATRIX(B, 1, 4, 1, 1, 1, 1);
    MATRIX(K, 1, 4, 1, 0, 0, 1);
    bp_evidence e = {.method = "central", .limit = 1e-3, .numeric = &N, .bar = &B, .kink = &K};
    bp_finding f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_WRONG);
    ck_assert_uint_eq(f.col, 2);
    ck_assert(f.of[BP_KINK] == 2 && f.of[BP_UNDECIDED] == 1 && f.of[BP_WRONG] == 1);
    A.v[2] = 3;
    f = bp_judge(&A, &e);
    ck_assert_int_eq(f.verdict, BP_KINK);
    ck_assert_uint_eq(f.col, 3);
}
END_TEST

/* A gap that is no number is the worst of all, wherever it stands among the wrong ones. */
START_TEST(wrong_entry_that_is_no_number_is_the_worst)
{
    for (size_t place = 0; place < 3; place++) {
        MATRIX(A, 1, 3, 2, 3, 4);
        MATRIX(N, 1, 3, 20, 30, 40);
        MATRIX(B, 1, 3, 1e-9, 1e-9, 1e-9);
        bp_evidence e = {.method = "complex", .limit = 1, .numeric = &N, .bar = &B};
        A.v[place] = NAN;
        bp_finding f = bp_judge(&A, &e);
        ck_assert_int_eq(f.verdict, BP_WRONG);
        ck_assert_uint_eq(f.col, place);
        ck_assert_uint_eq(f.of[BP_WRONG], 3);
    }
}
END_TEST

START_TEST(norms_of_error_and_witness_are_recorded)
{
    MATRIX(A, 2, 2, 3, -2, 5, 6);
    MATRIX(N, 2, 2, 6, 2, 5, 4);
    bp_evidence e = {.method = "complex", .limit = 1, .numeric = &N};
    bp_finding f = bp_judge(&A, &e);
    ck_close(f.error, sqrt(29.0), 1e-14, "‖answer − numeric‖");
    ck_assert_double_eq(f.norm, 9.0);
    N.v[1] = NAN;
    f = bp_judge(&A, &e);
    ck_assert_double_eq(f.largest, 6.0);
}
END_TEST

START_TEST(step_of_a_finding_is_that_of_its_worst_entry)
{
    MATRIX(A, 2, 2, 3, 5, 7, 9);
    MATRIX(N, 2, 2, 3, 5, 7.5, 9);
    MATRIX(h, 2, 2, 0.25, 0.125, 0.0625, 0.5);
    bp_evidence e = {.method = "central", .step = 2.0, .limit = 1.0, .numeric = &N, .h = &h};
    ck_assert_double_eq(bp_judge(&A, &e).step, 0.0625);
    h.v[2] = 0.0;
    ck_assert_double_eq(bp_judge(&A, &e).step, 2.0);
    e.h = NULL;
    ck_assert_double_eq(bp_judge(&A, &e).step, 2.0);
}
END_TEST

Suite *verdict_suite(void)
{
    Suite *suite = suite_create("verdict");
    TCase *entry = tcase_create("entry");
    tcase_add_test(entry, every_entry_has_the_verdict_of_the_first_rule_that_fits);
    tcase_add_test(entry, verdicts_have_names_from_good_to_bad);
    suite_add_tcase(suite, entry);
    TCase *tensor = tcase_create("tensor");
    tcase_add_test(tensor, zeros_throughout_are_vacuous_unless_zero_is_the_claim);
    tcase_add_test(tensor, kink_among_zeros_is_a_kink);
    tcase_add_test(tensor, other_shape_is_no_comparison);
    tcase_add_test(tensor, worst_entry_is_chosen_by_units_of_its_bars);
    tcase_add_test(tensor, worse_verdict_goes_before_a_larger_gap);
    tcase_add_test(tensor, wrong_entry_that_is_no_number_is_the_worst);
    tcase_add_test(tensor, norms_of_error_and_witness_are_recorded);
    tcase_add_test(tensor, step_of_a_finding_is_that_of_its_worst_entry);
    suite_add_tcase(suite, tensor);
    return suite;
}
