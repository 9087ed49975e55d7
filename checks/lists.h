/* Lists that a person types: 4,5,3 and sigmoid,softmax. */
#ifndef LISTS_H
#define LISTS_H

#include <stddef.h>

/* How many items; "" is a list of one that is empty. */
size_t list_count(const char *list);

#define LIST_ITEM 64

/* Copies the first item of a list, cut to what fits; returns where the next one begins. */
const char *list_next(char item[LIST_ITEM], const char *list);

#endif
