/*
 * claim: mremap moves entries, not bytes: a moved page is there without a fault.
 *    zh: mremap 移动的是表项，不是字节：移动过的页不用缺页就在那里。
 * chapter: 03-malloc.md#calloc-and-realloc
 * says: 0 faults for 256 pages
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    each(at, MB, PAGE, write_to);
    char *to = mremap(at, MB, MB, MREMAP_MAYMOVE | MREMAP_FIXED, EMPTY);
    long before = faults();
    each(to, MB, PAGE, write_to);
    answer("%ld faults for 256 pages", faults() - before);
}
