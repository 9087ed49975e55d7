#include "lists.h"

#include <stdio.h>
#include <string.h>

size_t list_count(const char *list)
{
    size_t count = 1;
    for (; *list; list++) {
        count += *list == ',';
    }
    return count;
}

const char *list_next(char item[LIST_ITEM], const char *list)
{
    size_t length = strcspn(list, ",");
    snprintf(item, LIST_ITEM, "%.*s", (int)(length < LIST_ITEM ? length : LIST_ITEM - 1), list);
    return list + length + (list[length] == ',');
}
