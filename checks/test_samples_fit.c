/* Samples to test on, made to fit those to learn from. */
#include "test_csv.h"

#define LEARN "p,q,kind\n2,7,ash\n3,11,oak\n5,13,elm\n8,17,oak\n"

static bp_samples read_text(const char *text, size_t targets)
{
    bp_samples all;
    char error[BP_MESSAGE_SIZE];
    ck_assert_msg(load(&all, text, strlen(text), targets, error), "%s", error);
    return all;
}

/* Sample m of `samples` in classes, one-hot. */
static void ck_classes(const bp_samples *all, size_t classes, const size_t *class, size_t samples)
{
    ck_assert_uint_eq(all->classes, classes);
    ck_assert_uint_eq(all->Y.cols, classes);
    ck_assert_uint_eq(all->Y.rows, samples);
    for (size_t m = 0; m < samples; m++) {
        for (size_t c = 0; c < classes; c++) {
            ck_assert_double_eq(BP_AT(&all->Y, m, c), c == class[m]);
        }
    }
}

START_TEST(a_csv_file_keeps_the_names_of_its_classes)
{
    static const char names[] = "ash\0oak\0elm";
    bp_samples all = read_text(LEARN, 0);
    ck_assert_mem_eq(all.names, names, sizeof names);
    bp_samples_free(&all);
    ck_assert_ptr_null(all.names);
}
END_TEST

START_TEST(classes_are_numbered_by_their_names_whichever_comes_first)
{
    bp_samples like = read_text(LEARN, 0);
    bp_samples all = read_text("p,q,kind\n1,2,elm\n3,4,ash\n5,6,elm\n", 0);
    bp_samples before = read_text("p,q,kind\n1,2,elm\n3,4,ash\n5,6,elm\n", 0);
    char error[BP_MESSAGE_SIZE];
    ck_assert(bp_samples_fit(&all, &like, error));
    ck_classes(&all, 3, (size_t[]){2, 0, 2}, 3);
    assert_same(&all.X, &before.X);
    ck_assert_ptr_null(all.names);
    bp_samples_free(&like);
    bp_samples_free(&all);
    bp_samples_free(&before);
}
END_TEST

START_TEST(classes_without_names_keep_their_numbers)
{
    bp_samples like = numbered((size_t[]){4, 3, 5}, 3), all = numbered((size_t[]){2, 3}, 2);
    char error[BP_MESSAGE_SIZE];
    ck_assert(bp_samples_fit(&all, &like, error));
    ck_classes(&all, 3, (size_t[]){0, 0, 1, 1, 1}, 5);
    bp_samples_free(&all);
    all = read_text("p,q,kind\n1,2,elm\n3,4,ash\n5,6,elm\n", 0); /* the others have none */
    ck_assert(bp_samples_fit(&all, &like, error));
    ck_classes(&all, 3, (size_t[]){0, 1, 0}, 3);
    bp_samples_free(&like);
    bp_samples_free(&all);
}
END_TEST

START_TEST(numeric_targets_stay_as_they_are)
{
    bp_samples like = read_text("p,s,t\n2,7,3\n", 2), all = read_text("p,s,t\n5,11,13\n", 2);
    char error[BP_MESSAGE_SIZE];
    ck_assert(bp_samples_fit(&all, &like, error));
    ck_assert_uint_eq(all.classes, 0);
    ck_assert_double_eq(BP_AT(&all.Y, 0, 0), 11.0);
    ck_assert_double_eq(BP_AT(&all.Y, 0, 1), 13.0);
    bp_samples_free(&like);
    bp_samples_free(&all);
}
END_TEST

static const struct {
    const char *like;
    size_t like_targets;
    const char *text;
    size_t targets;
    const char *sentence;
} misfits[] = {
    {LEARN, 0, "p,kind\n2,ash\n3,oak\n", 0,
     "expected 2 features, as the samples to learn from have, found 1"},
    {LEARN, 0, "p,q,kind\n2,3,ash\n3,5,fir\n", 0,
     "expected the 3 classes of the samples to learn from, found another: fir"},
    {LEARN, 0, "p,q,t\n2,3,5\n", 1, "expected classes, as the samples to learn from have"},
    {"p,q,t\n2,3,5\n", 1, LEARN, 0, "expected numeric targets, as the samples to learn from have"},
    {"p,q,s,t\n2,3,5,7\n", 2, "p,q,t\n2,3,5\n", 1,
     "expected 2 numeric targets, as the samples to learn from have, found 1"},
};

START_TEST(what_does_not_fit_is_refused_in_one_sentence_and_stays_as_it_was)
{
    bp_samples like = read_text(misfits[_i].like, misfits[_i].like_targets);
    bp_samples all = read_text(misfits[_i].text, misfits[_i].targets);
    bp_samples before = read_text(misfits[_i].text, misfits[_i].targets);
    char error[BP_MESSAGE_SIZE] = "";
    ck_assert(!bp_samples_fit(&all, &like, error));
    ck_assert_str_eq(error, misfits[_i].sentence);
    assert_same(&all.X, &before.X);
    assert_same(&all.Y, &before.Y);
    ck_assert_uint_eq(all.classes, before.classes);
    bp_samples_free(&like);
    bp_samples_free(&all);
    bp_samples_free(&before);
}
END_TEST

START_TEST(more_classes_than_there_are_to_learn_are_refused)
{
    bp_samples like = numbered((size_t[]){2, 3}, 2), all = numbered((size_t[]){4, 3, 5}, 3);
    char error[BP_MESSAGE_SIZE] = "";
    ck_assert(!bp_samples_fit(&all, &like, error));
    ck_assert_str_eq(error, "expected the 2 classes of the samples to learn from, found one more");
    bp_samples_free(&like);
    bp_samples_free(&all);
}
END_TEST

START_TEST(without_memory_samples_stay_as_they_were)
{
    bp_samples like = read_text(LEARN, 0), all = read_text(LEARN, 0);
    char error[BP_MESSAGE_SIZE];
    bp_use_calloc(run_dry);
    for (size_t n = 0; n < 2; n++) {
        allocations_left = n;
        ck_assert(!bp_samples_fit(&all, &like, error));
        ck_assert_str_eq(error, "no memory");
        assert_same(&all.Y, &like.Y);
        ck_assert_ptr_nonnull(all.names);
    }
    bp_use_calloc(NULL);
    bp_samples_free(&like);
    bp_samples_free(&all);
}
END_TEST

Suite *samples_fit_suite(void)
{
    Suite *suite = suite_create("samples fit");
    TCase *tests = tcase_create("samples fit");
    tcase_add_test(tests, a_csv_file_keeps_the_names_of_its_classes);
    tcase_add_test(tests, classes_are_numbered_by_their_names_whichever_comes_first);
    tcase_add_test(tests, classes_without_names_keep_their_numbers);
    tcase_add_test(tests, numeric_targets_stay_as_they_are);
    tcase_add_loop_test(tests, what_does_not_fit_is_refused_in_one_sentence_and_stays_as_it_was, 0,
                        COUNT(misfits));
    tcase_add_test(tests, more_classes_than_there_are_to_learn_are_refused);
    tcase_add_test(tests, without_memory_samples_stay_as_they_were);
    suite_add_tcase(suite, tests);
    return suite;
}
