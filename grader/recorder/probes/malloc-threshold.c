/*
 * claim: A block of 140,000 bytes is a mapping; after its free the next one is in the heap.
 *    zh: 140,000 字节的块是一个映射；释放它之后，下一个在堆里。
 * chapter: 03-malloc.md#the-threshold-moves
 * says: 120,000: heap, 140,000: mapping, again: heap
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"

static const char *place(char *block, char *start) {
    return block >= start && block < (char *) sbrk(0) ? "heap" : "mapping";
}

int main(void) {
    char *start = sbrk(0);
    const char *small = place(malloc(120000), start);
    char *block = malloc(140000);
    const char *large = place(block, start);
    free(block);
    answer("120,000: %s, 140,000: %s, again: %s", small, large, place(malloc(140000), start));
}
