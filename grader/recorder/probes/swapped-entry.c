/*
 * claim: A page that was swapped out leaves an entry that is not present and says so.
 *    zh: 换出的页留下一个不存在的表项，表项自己说明这一点。
 * chapter: 05-swap.md
 * says: in memory: present, swapped out: not present, in swap
 */
#include "common/probe.h"
#include "common/swap.h"

static const char *entry(char *at) {
    uint64_t bits = 0;
    int file = open("/proc/self/pagemap", O_RDONLY);
    if (pread(file, &bits, sizeof bits, (off_t) ((uintptr_t) at / PAGE * sizeof bits)) != sizeof bits) {
        skip("this kernel has no /proc/PID/pagemap");
    }
    close(file);
    return bits >> 63 ? "present" : bits >> 62 & 1 ? "not present, in swap" : "not present";
}

int main(void) {
    find_swap();
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    fill(at, MB);
    const char *before = entry(at);
    swap_out(at, MB);
    answer_swapped("in memory: %s, swapped out: %s", before, entry(at));
}
