/*
 * claim: A read of an untouched page is one fault, the write after it another.
 *    zh: 读一个没有碰过的页是一次缺页，其后的写是另一次。
 * chapter: 03-brk-mmap.md#the-zero-page
 * says: 1 fault and 0 kB, then 1 fault and 4 kB
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, PAGE, PROT_READ | PROT_WRITE);
    long before = faults(), memory = rollup("Anonymous:");
    before = faults();
    read_from(at);
    long first = faults() - before, first_memory = rollup("Anonymous:") - memory;
    before = faults();
    write_to(at);
    long second = faults() - before;
    answer("%ld fault and %ld kB, then %ld fault and %ld kB", first, first_memory, second,
           rollup("Anonymous:") - memory - first_memory);
}
