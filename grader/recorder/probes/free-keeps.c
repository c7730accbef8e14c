/*
 * claim: free gives nothing back while the last block is in use.
 *    zh: 最后一块还在用时，free 什么也不归还。
 * chapter: 03-malloc.md#what-free-does
 * says: 0..16 of 10240 kB given back
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 * differs if thp = always: the heap may have huge pages
 *    zh: 堆里可能有大页
 */
#include "common/probe.h"

int main(void) {
    static char *blocks[1025];
    for (int i = 0; i < 1025; i++) {
        blocks[i] = malloc(10 * KB - 8);
        memset(blocks[i], 1, 10 * KB - 8);
    }
    long before = rollup("Anonymous:");
    for (int i = 0; i < 1024; i++) {
        free(blocks[i]);
    }
    answer("%ld of 10240 kB given back", before - rollup("Anonymous:"));
}
