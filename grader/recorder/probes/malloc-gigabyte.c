/*
 * claim: malloc(1 GB) takes one page: that of the header.
 *    zh: malloc(1 GB) 占一页：头所在的那一页。
 * chapter: 03-malloc.md#addresses-not-memory
 * says: Anonymous +4 kB
 * differs if thp = always: the page with the header is a huge one of 2 MB
 *    zh: 头所在的页是一个 2 MB 的大页
 * differs if overcommit = 2: it may be refused
 *    zh: 它可能被拒绝
 * differs if libc = other: the rules are glibc's
 *    zh: 这些规则是 glibc 的
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
