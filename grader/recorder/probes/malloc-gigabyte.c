/*
 * claim: malloc(1 GB) takes one page: that of the header.
 * chapter: 03-malloc.md#addresses-not-memory
 * says: Anonymous +4 kB
 * differs if thp = always: the page with the header is a huge one of 2 MB
 * differs if overcommit = 2: it may be refused
 * differs if libc = other: the rules are glibc's
 */
#include "common/probe.h"

int main(void) {
    char *volatile other = malloc(MB); /* the library's own variables are touched */
    long before = rollup("Anonymous:");
    if (other == NULL || malloc(GB) == NULL) {
        answer("refused");
    }
    answer("Anonymous +%ld kB", rollup("Anonymous:") - before);
}
