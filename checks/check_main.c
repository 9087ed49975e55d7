/* Runs every suite that suites.h names. Exit status: 1 if a test failed, or if none was run.
 *
 * Check's own variables choose and report: CK_RUN_SUITE, CK_RUN_CASE, CK_INCLUDE_TAGS, CK_FORK,
 * CK_VERBOSITY, CK_LOG_FILE_NAME and so on.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "suites.h"

#define DECLARE(name) Suite *name##_suite(void);
SUITES(DECLARE)

#define ADD(name) srunner_add_suite(runner, name##_suite());

int main(void)
{
    SRunner *runner = srunner_create(NULL);
    SUITES(ADD)
    srunner_run_all(runner, CK_ENV);
    int run = srunner_ntests_run(runner), failed = srunner_ntests_failed(runner);
    if (failed > 0) {
        srunner_print(runner, CK_MINIMAL);
    }
    srunner_free(runner);
    if (run == 0) {
        fprintf(stderr, "suites: no test was run; is CK_RUN_SUITE or another CK_ name misspelt?\n");
    }
    return run > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
