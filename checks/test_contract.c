/* Contracts, and the one way to memory. */
#define _POSIX_C_SOURCE 200809L
#define CK_FLOATING_DIG 17
#include <check.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "near.h"

static char kept_message[BP_MESSAGE_SIZE];
static const char *kept_file;
static int kept_line;
static jmp_buf way_back;

static void keep_and_leave(const char *message, const char *file, int line)
{
    strcpy(kept_message, message);
    kept_file = file;
    kept_line = line;
    longjmp(way_back, 1);
}

static void keep_and_return(const char *message, const char *file, int line)
{
    (void)message;
    (void)file;
    (void)line;
}

START_TEST(kept_contract_costs_nothing_and_says_nothing)
{
    volatile int evaluated = 0;
    bp_on_broken_contract(keep_and_leave);
    if (setjmp(way_back) != 0) {
        ck_abort_msg("the handler was called: %s", kept_message);
    }
    BP_REQUIRE(++evaluated == 1, "this is not said");
    ck_assert_int_eq(evaluated, 1);
    bp_on_broken_contract(NULL);
}
END_TEST

START_TEST(handler_gets_the_sentence_the_file_and_the_line)
{
    int line = __LINE__ + 3;
    bp_on_broken_contract(keep_and_leave);
    if (setjmp(way_back) == 0) {
        BP_REQUIRE(2 > 3, "%s is %zu×%zu", "W^2", (size_t)3, (size_t)5);
        ck_abort_msg("a broken contract was passed over");
    }
    bp_on_broken_contract(NULL);
    ck_assert_str_eq(kept_message, "W^2 is 3×5");
    ck_assert_str_eq(kept_file, __FILE__);
    ck_assert_int_eq(kept_line, line);
}
END_TEST

START_TEST(sentence_that_is_too_long_is_cut_and_terminated)
{
    char whole[2 * BP_MESSAGE_SIZE] = "", cut[BP_MESSAGE_SIZE] = "";
    memset(whole, 'z', sizeof whole - 1);
    memset(cut, 'z', sizeof cut - 1);
    ck_breaks(cut, bp_broken_contract("file.c", 7, "%s", whole));
}
END_TEST

START_TEST(handler_that_is_replaced_is_returned)
{
    bp_contract_handler *standard = bp_on_broken_contract(keep_and_leave);
    ck_assert(standard != NULL);
    ck_assert(bp_on_broken_contract(keep_and_return) == keep_and_leave);
    ck_assert(bp_on_broken_contract(NULL) == keep_and_return);
    ck_assert_msg(bp_on_broken_contract(NULL) == standard, "NULL does not stand for the default");
}
END_TEST

START_TEST(standard_handler_aborts)
{
    ck_assert(freopen("/dev/null", "w", stderr) != NULL);
    bp_on_broken_contract(NULL);
    BP_REQUIRE(2 > 3, "this sentence belongs to a test");
}
END_TEST

START_TEST(handler_that_returns_aborts_too)
{
    bp_on_broken_contract(keep_and_return);
    BP_REQUIRE(2 > 3, "this sentence is swallowed");
}
END_TEST

START_TEST(standard_handler_prints_sentence_file_and_line)
{
    int pipe_ends[2], status;
    ck_assert_int_eq(pipe(pipe_ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        bp_broken_contract("lib/matrix.c", 4711, "%s is %d rows short", "W^2", 3);
    }
    close(pipe_ends[1]);
    char text[BP_MESSAGE_SIZE] = "";
    ck_assert_int_gt(read(pipe_ends[0], text, sizeof text - 1), 0);
    close(pipe_ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_str_eq(text, "W^2 is 3 rows short (lib/matrix.c:4711)\n");
    ck_assert_msg(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "status %d", status);
}
END_TEST

START_TEST(memory_comes_filled_with_zeros)
{
    unsigned char *memory = bp_calloc(37, 11);
    ck_assert_ptr_nonnull(memory);
    for (size_t i = 0; i < 37 * 11; i++) {
        ck_assert_uint_eq(memory[i], 0);
    }
    bp_free(memory);
    bp_free(NULL);
}
END_TEST

START_TEST(nothing_is_a_pointer_that_is_not_null)
{
    void *no_items = bp_calloc(0, 8), *no_size = bp_calloc(5, 0);
    ck_assert_ptr_nonnull(no_items);
    ck_assert_ptr_nonnull(no_size);
    bp_free(no_items);
    bp_free(no_size);
}
END_TEST

static size_t asked_count, asked_size;

static void *remember(size_t count, size_t size)
{
    asked_count = count;
    asked_size = size;
    return NULL;
}

START_TEST(product_that_overflows_is_no_memory_and_asks_nobody)
{
    bp_use_calloc(remember);
    asked_count = 0;
    ck_assert_ptr_null(bp_calloc(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(bp_calloc(SIZE_MAX, SIZE_MAX));
    ck_assert_ptr_null(bp_calloc((size_t)PTRDIFF_MAX / 8 + 1, 8));
    ck_assert_uint_eq(asked_count, 0);
    ck_assert_ptr_null(bp_calloc((size_t)PTRDIFF_MAX / 8, 8));
    ck_assert_uint_eq(asked_count, (size_t)PTRDIFF_MAX / 8);
    ck_assert_uint_eq(asked_size, 8);
    bp_use_calloc(NULL);
}
END_TEST

START_TEST(source_of_memory_can_run_dry_and_come_back)
{
    dry_after(2);
    void *first = bp_calloc(3, 8), *second = bp_calloc(3, 8), *third = bp_calloc(3, 8);
    dry_after(-1);
    void *fourth = bp_calloc(3, 8);
    ck_assert(first && second && !third && fourth);
    bp_free(first);
    bp_free(second);
    bp_free(fourth);
}
END_TEST

Suite *contract_suite(void)
{
    Suite *suite = suite_create("contract");
    TCase *contracts = tcase_create("contracts");
    tcase_add_test(contracts, kept_contract_costs_nothing_and_says_nothing);
    tcase_add_test(contracts, handler_gets_the_sentence_the_file_and_the_line);
    tcase_add_test(contracts, sentence_that_is_too_long_is_cut_and_terminated);
    tcase_add_test(contracts, handler_that_is_replaced_is_returned);
    suite_add_tcase(suite, contracts);
    TCase *aborts = tcase_create("aborts");
    tcase_set_tags(aborts, "abort");
    tcase_add_test_raise_signal(aborts, standard_handler_aborts, SIGABRT);
    tcase_add_test_raise_signal(aborts, handler_that_returns_aborts_too, SIGABRT);
    tcase_add_test(aborts, standard_handler_prints_sentence_file_and_line);
    suite_add_tcase(suite, aborts);
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, memory_comes_filled_with_zeros);
    tcase_add_test(memory, nothing_is_a_pointer_that_is_not_null);
    tcase_add_test(memory, product_that_overflows_is_no_memory_and_asks_nobody);
    tcase_add_test(memory, source_of_memory_can_run_dry_and_come_back);
    suite_add_tcase(suite, memory);
    return suite;
}
