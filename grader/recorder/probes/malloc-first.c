/*
 * claim: The first malloc moves the break by 132 kB.
 *    zh: 第一次 malloc 把 brk 移动 132 kB。
 * chapter: 03-malloc.md#the-top-of-the-heap
 * says: 132 kB
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"

int main(void) {
    char *before = sbrk(0);
    char *volatile block = malloc(24);
    answer("%ld kB", block == NULL ? 0 : ((char *) sbrk(0) - before) / KB);
}
