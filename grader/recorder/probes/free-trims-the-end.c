/*
 * claim: When the end of the heap becomes free, it is given back, but 128 kB stay.
 *    zh: 堆的末尾空闲时就还回去，但留下 128 kB。
 * chapter: 03-malloc.md#trimming
 * says: 132..140 kB left
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"

int main(void) {
    static char *blocks[100];
    char *start = sbrk(0);
    for (int i = 0; i < 100; i++) {
        blocks[i] = malloc(100 * KB);
    }
    for (int i = 99; i >= 0; i--) {
        free(blocks[i]);
    }
    answer("%ld kB left", ((char *) sbrk(0) - start) / KB);
}
