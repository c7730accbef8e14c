/*
 * claim: Committed_AS counts private writable memory when it is promised, and not MAP_NORESERVE.
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: +200..320 MB, MAP_NORESERVE -60..60 MB
 * differs if overcommit = 2: vm.overcommit_memory 2 counts MAP_NORESERVE as well
 */
#include "common/probe.h"

static long growth(int more) {
    long before = meminfo("Committed_AS:");
    mmap(NULL, 256 * MB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | more, -1, 0);
    return (meminfo("Committed_AS:") - before) / KB;
}

int main(void) {
    long counted = growth(0);
    answer("+%ld MB, MAP_NORESERVE %ld MB", counted, growth(MAP_NORESERVE));
}
