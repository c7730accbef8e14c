/*
 * claim: A hint is used if the place is free, rounded down to a page, and ignored if it is not.
 *    zh: 提示地址向下取整到页，空闲就采用，不空闲就不理会。
 * chapter: 03-brk-mmap.md#where-a-mapping-goes
 * says: free: at the page, taken: elsewhere
 */
#include "common/probe.h"

int main(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char *first = mmap(EMPTY + 100, PAGE, PROT_NONE, flags, -1, 0);
    char *second = mmap(EMPTY, 2 * PAGE, PROT_NONE, flags, -1, 0);
    long distance = second > first ? second - first : first - second;
    answer("free: %s, taken: %s", first == EMPTY ? "at the page" : "elsewhere",
           distance > GB ? "elsewhere" : "beside it");
}
