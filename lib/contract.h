/* Contracts: what a caller must hold to, and what happens when one is broken.
 *
 *   BP_REQUIRE               checks a condition, in every build
 *   bp_broken_contract       reports a broken one to the handler, then aborts
 *   bp_on_broken_contract    replaces the handler
 *   bp_calloc, bp_free       the only way the library gets and returns memory
 *   bp_use_calloc            replaces the source of memory (tests let it run dry)
 */
#ifndef BP_CONTRACT_H
#define BP_CONTRACT_H

#include <stddef.h>
#include <stdnoreturn.h>

#define BP_MESSAGE_SIZE 256     /* enough for any sentence of the library, terminator included */

/* A handler may leave with longjmp; if it returns, the program is aborted. */
typedef void bp_contract_handler(const char *message, const char *file, int line);

/* Installs a handler (NULL: the default, which prints the message with file:line and aborts).
 * Returns the one that was installed before. */
bp_contract_handler *bp_on_broken_contract(bp_contract_handler *handler);

/* The words "broken contract" have one road out of the library: this one. */
noreturn void bp_broken_contract(const char *file, int line, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 3, 4)))
#endif
    ;

#define BP_REQUIRE(condition, ...)                                        \
    do {                                                                  \
        if (!(condition)) {                                               \
            bp_broken_contract(__FILE__, __LINE__, __VA_ARGS__);          \
        }                                                                 \
    } while (0)

typedef void *bp_calloc_function(size_t count, size_t size);

/* Installs a source of zero-filled memory that free() can return (NULL: posix_memalign, at the
 * start of a cache line). */
void bp_use_calloc(bp_calloc_function *source);

/* count·size bytes, zero-filled; NULL where there is no memory or the product overflows.
 * A product of 0 still gives a pointer that is not NULL. */
void *bp_calloc(size_t count, size_t size);
void bp_free(void *memory);

#endif
