/*
 * claim: Memory that asks for huge pages gets 2 MB with one fault.
 *    zh: 要求大页的内存一次缺页得到 2 MB。
 * chapter: your-numbers.md#transparent-huge-pages
 * says: 1 fault, 2048 kB
 * differs if thp = never: huge pages are off for all
 *    zh: 大页对所有人都关着
 * differs if thp = missing: this kernel is built without huge pages
 *    zh: 这个内核编译时没有大页
 */
#include "common/probe.h"

int main(void) {
    char *at = mmap(NULL, 4 * MB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    at = (char *) (((uintptr_t) at + 2 * MB - 1) & -(uintptr_t) (2 * MB));
    madvise(at, 2 * MB, MADV_HUGEPAGE);
    long memory = rollup("Anonymous:"), before = faults();
    write_to(at);
    long cost = faults() - before;
    long got = rollup("Anonymous:") - memory;
    if (got == 4) {
        skip("no free 2 MB in one piece at this moment, or huge pages are off");
    }
    answer("%ld fault, %ld kB", cost, got);
}
