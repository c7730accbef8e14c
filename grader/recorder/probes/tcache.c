/*
 * claim: A small block that is freed is the next one of its size; calloc passes it by.
 *    zh: 释放的小块就是下一个同样大小的块；calloc 绕过它。
 * chapter: 03-malloc.md#calloc-and-realloc
 * says: malloc: the same block, calloc: another
 * differs if glibc >= 2.41: calloc takes from the tcache, too
 *    zh: calloc 也从 tcache 取
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"

int main(void) {
    char *block = malloc(100);
    uintptr_t first = (uintptr_t) block;
    free(block);
    block = malloc(100);
    int same = (uintptr_t) block == first;
    free(block);
    int again = (uintptr_t) calloc(1, 100) == first;
    answer("malloc: %s, calloc: %s", same ? "the same block" : "another", again ? "the same block" : "another");
}
