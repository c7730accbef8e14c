/*
 * claim: After fork the first writer faults and copies; the other faults, too, and keeps the page.
 *    zh: fork 之后先写的缺页并复制；另一个也缺页，但保有那一页。
 * chapter: 03-brk-mmap.md#copy-on-write
 * says: child 64 faults, parent 64 faults
 */
#include "common/probe.h"

static char *at;

static long overwrite(void) {
    long before = faults();
    each(at, 64 * PAGE, PAGE, write_to);
    return faults() - before;
}

int main(void) {
    at = map(NULL, 64 * PAGE, PROT_READ | PROT_WRITE);
    each(at, 64 * PAGE, PAGE, write_to);
    overwrite();
    long child = in_child(overwrite);
    answer("child %ld faults, parent %ld faults", child, overwrite());
}
