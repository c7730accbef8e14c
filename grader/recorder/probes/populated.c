/*
 * claim: MAP_POPULATE touches everything at once: no fault is left for the program.
 *    zh: MAP_POPULATE 一次碰遍所有：不给程序留下缺页。
 * chapter: 03-brk-mmap.md#dropping-and-filling
 * says: 0 faults for 256 pages
 */
#include "common/probe.h"

int main(void) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;
    char *at = mmap(NULL, MB, PROT_READ | PROT_WRITE, flags, -1, 0);
    long before = faults();
    each(at, MB, PAGE, write_to);
    answer("%ld faults for 256 pages", faults() - before);
}
