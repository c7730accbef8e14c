/*
 * claim: Pages that are shared since fork are not in SHR.
 *    zh: fork 以来共享的页不在 SHR 里。
 * chapter: 07-free-top.md#why-res-does-not-add-up
 * says: SHR +0..256 kB for 32768 kB
 */
#include "common/probe.h"

static long shared(void) {
    long size, memory, shared_pages = -1;
    sscanf(contents("/proc/self/statm"), "%ld %ld %ld", &size, &memory, &shared_pages);
    return shared_pages * 4;
}

int main(void) {
    long before = in_child(shared);
    char *at = map(NULL, 32 * MB, PROT_READ | PROT_WRITE);
    each(at, 32 * MB, PAGE, write_to);
    answer("SHR +%ld kB for 32768 kB", in_child(shared) - before);
}
