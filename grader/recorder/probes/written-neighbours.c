/*
 * claim: Whether neighbours merge can depend on whether one was ever written.
 *    zh: 邻居合不合并，可能取决于有没有人写过其中之一。
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: never written: 1, written: 2
 * differs if kernel < 6.6: a mapping that could once be written stays accounted
 *    zh: 曾经可写的映射仍然计账
 */
#include "common/probe.h"

/* Two neighbours that can only be read; the lower one could be written for a while. */
static int neighbours(int written) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    munmap(EMPTY, 2 * PAGE);
    mmap(EMPTY, PAGE, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (written) {
        write_to(EMPTY);
    }
    mprotect(EMPTY, PAGE, PROT_READ);
    mmap(EMPTY + PAGE, PAGE, PROT_READ, flags, -1, 0);
    return lines_between(EMPTY, EMPTY + MB);
}

int main(void) {
    int clean = neighbours(0);
    answer("never written: %d, written: %d", clean, neighbours(1));
}
