/*
 * claim: The first write to a page is a fault and takes 4 kB; the next costs nothing.
 *    zh: 对一页的第一次写是一次缺页，占 4 kB；下一次什么也不花。
 * chapter: 03-brk-mmap.md#first-touch
 * says: 1 fault and 4 kB, then 0 faults
 * differs if thp = always: one fault brings a huge page of 2 MB
 *    zh: 一次缺页带来一个 2 MB 的大页
 */
#include "common/probe.h"

int main(void) {
    char *at = mmap(NULL, 4 * MB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    long memory = rollup("Anonymous:"), before = faults();
    write_to(at);
    long first = faults() - before;
    write_to(at);
    long second = faults() - before - first;
    answer("%ld fault and %ld kB, then %ld faults", first, rollup("Anonymous:") - memory, second);
}
