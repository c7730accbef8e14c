/*
 * claim: malloc(24) takes 32 bytes and malloc(25) takes 48, of which 8 belong to the header.
 * chapter: 03-malloc.md#chunks
 * says: usable 24 and 40 bytes
 * differs if libc = other: the rules are glibc's
 */
#include "common/probe.h"
#include <malloc.h>

int main(void) {
    size_t first = malloc_usable_size(malloc(24));
    answer("usable %zu and %zu bytes", first, malloc_usable_size(malloc(25)));
}
