/*
 * claim: malloc_trim(0) gives back the whole pages inside free chunks as well.
 *    zh: malloc_trim(0) 也归还空闲 chunk 内部的整页。
 * chapter: 03-malloc.md#trimming
 * says: 10000..10260 of 10240 kB given back
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 * differs if thp = always: the heap may have huge pages
 *    zh: 堆里可能有大页
 */
#include "common/probe.h"
#include <malloc.h>

int main(void) {
    static char *blocks[1025];
    for (int i = 0; i < 1025; i++) {
        blocks[i] = malloc(10 * KB - 8);
        memset(blocks[i], 1, 10 * KB - 8);
    }
    for (int i = 0; i < 1024; i++) {
        free(blocks[i]);
    }
    long before = rollup("Anonymous:");
    malloc_trim(0);
    answer("%ld of 10240 kB given back", before - rollup("Anonymous:"));
}
