/*
 * claim: Memory that was only read is not in the child's table: the child faults again.
 *    zh: 只读过的内存不在子进程的表里：子进程要再缺页。
 * chapter: 03-brk-mmap.md#fork-copies-tables-not-pages
 * says: 64 faults for 64 pages
 */
#include "common/probe.h"

static char *at;

static long look(void) {
    faults();
    long before = faults();
    each(at, 64 * PAGE, PAGE, read_from);
    return faults() - before;
}

int main(void) {
    at = map(EMPTY, 64 * PAGE, PROT_READ | PROT_WRITE);
    each(at, 64 * PAGE, PAGE, read_from);
    answer("%ld faults for 64 pages", in_child(look));
}
