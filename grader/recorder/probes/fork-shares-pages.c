/*
 * claim: After fork the child has the parent's pages without a fault.
 *    zh: fork 之后子进程不用缺页就有父进程的页。
 * chapter: 03-brk-mmap.md#copy-on-write
 * says: 0 faults for 256 pages
 */
#include "common/probe.h"

static char *at;

static long look(void) {
    read_from(at);
    long before = faults();
    each(at, MB, PAGE, read_from);
    return faults() - before;
}

int main(void) {
    at = map(NULL, MB, PROT_READ | PROT_WRITE);
    each(at, MB, PAGE, write_to);
    answer("%ld faults for 256 pages", in_child(look));
}
