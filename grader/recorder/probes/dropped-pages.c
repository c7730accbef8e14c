/*
 * claim: MADV_DONTNEED keeps the promise and drops the pages: they read as zeros.
 *    zh: MADV_DONTNEED 保留承诺，丢掉页：再读就是零。
 * chapter: 03-brk-mmap.md#dropping-and-filling
 * says: VmSize +0 kB, Anonymous -1024 kB, then a byte 0
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    each(at, MB, PAGE, write_to);
    long size = status("VmSize:"), memory = rollup("Anonymous:");
    madvise(at, MB, MADV_DONTNEED);
    long less = memory - rollup("Anonymous:");
    answer("VmSize +%ld kB, Anonymous -%ld kB, then a byte %d", status("VmSize:") - size, less, *at);
}
