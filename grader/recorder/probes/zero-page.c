/*
 * claim: Reading 64 MB that nobody has written takes no memory, but tables.
 *    zh: 读 64 MB 没有人写过的内存，不占内存，只占页表。
 * chapter: 03-brk-mmap.md#the-zero-page
 * says: Rss +0 kB, VmPTE +136 kB
 * differs if processor has la57: with five levels there may be one table more
 *    zh: 五级时可能多一张表
 */
#include "common/probe.h"

int main(void) {
    long memory = rollup("Rss:"), tables = status("VmPTE:");
    char *at = map(EMPTY, 64 * MB, PROT_READ | PROT_WRITE);
    each(at, 64 * MB, PAGE, read_from);
    long memory_after = rollup("Rss:");
    answer("Rss +%ld kB, VmPTE +%ld kB", memory_after - memory, status("VmPTE:") - tables);
}
