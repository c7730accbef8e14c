/*
 * claim: malloc(24) takes 32 bytes and malloc(25) takes 48, of which 8 belong to the header.
 *    zh: malloc(24) 占 32 字节，malloc(25) 占 48 字节，其中 8 个属于头。
 * chapter: 03-malloc.md#chunks
 * says: usable 24 and 40 bytes
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
 */
#include "common/probe.h"
#include <malloc.h>

int main(void) {
    size_t first = malloc_usable_size(malloc(24));
    answer("usable %zu and %zu bytes", first, malloc_usable_size(malloc(25)));
}
