/*
 * claim: mmap makes no page table; the first touch makes one of each level that is missing.
 *    zh: mmap 不建页表；首次触碰在每个缺少的级上建一张。
 * chapter: 01-page-table.md#a-tree-of-frames
 * says: VmPTE +0 kB, first write +12 kB, second write +0 kB
 * differs if processor has la57: with five levels a table of the fourth may be missing, too
 *    zh: 五级时第 4 级的表也可能缺少
 */
#include "common/probe.h"

int main(void) {
    long before = status("VmPTE:");
    char *at = map(EMPTY, 2 * PAGE, PROT_READ | PROT_WRITE);
    long mapped = status("VmPTE:");
    write_to(at);
    long first = status("VmPTE:");
    write_to(at + PAGE);
    answer("VmPTE +%ld kB, first write +%ld kB, second write +%ld kB", mapped - before, first - mapped,
           status("VmPTE:") - first);
}
