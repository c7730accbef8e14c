/*
 * claim: Neighbours with equal rights are one mapping, with different ones two.
 *    zh: 权限相同的邻居是一个映射，不同的是两个。
 * chapter: 03-brk-mmap.md#merging
 * says: equal: 1, different: 2
 */
#include "common/probe.h"

static int neighbours(int upper) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    mmap(EMPTY, PAGE, PROT_READ, flags, -1, 0);
    mmap(EMPTY + PAGE, PAGE, upper, flags, -1, 0);
    return lines_between(EMPTY, EMPTY + MB);
}

int main(void) {
    int equal = neighbours(PROT_READ);
    answer("equal: %d, different: %d", equal, neighbours(PROT_READ | PROT_WRITE));
}
