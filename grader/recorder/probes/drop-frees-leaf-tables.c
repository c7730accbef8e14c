/*
 * claim: MADV_DONTNEED of 1 GB drops the pages and frees the leaf tables that it covers whole, no others.
 * chapter: 03-brk-mmap.md#dropping-and-filling
 * says: VmPTE +2056 kB, then +8 kB
 * differs if kernel < 6.14: leaf tables stay (CONFIG_PT_RECLAIM came with 6.14)
 * differs if processor has la57: with five levels there may be one table more
 */
#include "common/probe.h"

int main(void) {
    long before = status("VmPTE:");
    char *at = map(EMPTY, GB, PROT_READ | PROT_WRITE);
    each(at, GB, 2 * MB, read_from);
    long touched = status("VmPTE:") - before;
    madvise(at, GB, MADV_DONTNEED);
    answer("VmPTE +%ld kB, then +%ld kB", touched, status("VmPTE:") - before);
}
