/*
 * claim: The first malloc moves the break by 132 kB.
 * chapter: 03-malloc.md#the-top-of-the-heap
 * says: 132 kB
 * differs if libc = other: the rules are glibc's
 */
#include "common/probe.h"

int main(void) {
    char *before = sbrk(0);
    char *volatile block = malloc(24);
    answer("%ld kB", block == NULL ? 0 : ((char *) sbrk(0) - before) / KB);
}
