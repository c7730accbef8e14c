/*
 * claim: Reading 64 MB that nobody has written takes no memory, but tables.
 * chapter: 03-brk-mmap.md#the-zero-page
 * says: Rss +0 kB, VmPTE +136 kB
 * differs if processor has la57: with five levels there may be one table more
 */
#include "common/probe.h"

int main(void) {
    long memory = rollup("Rss:"), tables = status("VmPTE:");
    char *at = map(EMPTY, 64 * MB, PROT_READ | PROT_WRITE);
    each(at, 64 * MB, PAGE, read_from);
    long memory_after = rollup("Rss:");
    answer("Rss +%ld kB, VmPTE +%ld kB", memory_after - memory, status("VmPTE:") - tables);
}
