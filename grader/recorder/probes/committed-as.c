/*
 * claim: Committed_AS counts private writable memory when it is promised, and not MAP_NORESERVE.
 *    zh: Committed_AS 在承诺时就计入私有可写的内存，而不计 MAP_NORESERVE。
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: +200..320 MB, MAP_NORESERVE -60..60 MB
 * differs if overcommit = 2: vm.overcommit_memory 2 counts MAP_NORESERVE as well
 *    zh: vm.overcommit_memory 为 2 时 MAP_NORESERVE 也计入
 */
#include "common/probe.h"

static int more;

static long growth(void) {
    long before = meminfo("Committed_AS:");
    void *at = mmap(NULL, 256 * MB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | more, -1, 0);
    long grown = (meminfo("Committed_AS:") - before) / KB;
    munmap(at, 256 * MB);
    return grown;
}

int main(void) {
    long counted = median(growth);
    more = MAP_NORESERVE;
    answer("+%ld MB, MAP_NORESERVE %ld MB", counted, median(growth));
}
