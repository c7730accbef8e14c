/*
 * claim: Mapping a gigabyte takes no memory and no table.
 *    zh: 映射一个 GB 不占内存，也不占表。
 * chapter: 03-brk-mmap.md#a-promise-not-memory
 * says: VmSize +1048576 kB, Rss +0 kB, VmPTE +0 kB
 */
#include "common/probe.h"

int main(void) {
    long size = status("VmSize:"), tables = status("VmPTE:"), memory = rollup("Rss:");
    map(NULL, GB, PROT_READ | PROT_WRITE);
    long memory_after = rollup("Rss:");
    answer("VmSize +%ld kB, Rss +%ld kB, VmPTE +%ld kB", status("VmSize:") - size, memory_after - memory,
           status("VmPTE:") - tables);
}
