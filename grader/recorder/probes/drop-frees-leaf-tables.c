/*
 * claim: MADV_DONTNEED of 1 GB drops the pages and frees the leaf tables that it covers whole, no others.
 *    zh: 对 1 GB 做 MADV_DONTNEED 会丢掉页，并释放它整个覆盖的叶子表，不释放别的表。
 * chapter: 03-brk-mmap.md#dropping-and-filling
 * says: VmPTE +2056 kB, then +8 kB
 * differs if kernel < 6.14: leaf tables stay (CONFIG_PT_RECLAIM came with 6.14)
 *    zh: 叶子表留下（CONFIG_PT_RECLAIM 从 6.14 起才有）
 * differs if processor has la57: with five levels there may be one table more
 *    zh: 五级时可能多一张表
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
