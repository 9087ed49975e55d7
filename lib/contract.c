#define _POSIX_C_SOURCE 200809L
#include "contract.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Four numbers that a processor reads at once should not lie across two lines of its cache. */
enum { CACHE_LINE = 64 };

static void *zeros_in_lines(size_t count, size_t size)
{
    void *memory;
    if (posix_memalign(&memory, CACHE_LINE, count * size) != 0) {
        return NULL;
    }
    return memset(memory, 0, count * size);
}

static void print_and_abort(const char *message, const char *file, int line)
{
    fprintf(stderr, "%s (%s:%d)\n", message, file, line);
    abort();
}

static bp_contract_handler *current_handler = print_and_abort;
static bp_calloc_function *current_calloc = zeros_in_lines;

bp_contract_handler *bp_on_broken_contract(bp_contract_handler *handler)
{
    bp_contract_handler *previous = current_handler;
    current_handler = handler ? handler : print_and_abort;
    return previous;
}

noreturn void bp_broken_contract(const char *file, int line, const char *format, ...)
{
    char message[BP_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    current_handler(message, file, line);
    abort();
}

void bp_use_calloc(bp_calloc_function *source)
{
    current_calloc = source ? source : zeros_in_lines;
}

void *bp_calloc(size_t count, size_t size)
{
    if (count == 0 || size == 0) {
        count = size = 1;
    }
    /* One bit is left free: pointer differences inside the block must fit in ptrdiff_t. */
    return count > PTRDIFF_MAX / size ? NULL : current_calloc(count, size);
}

void bp_free(void *memory)
{
    free(memory);
}
