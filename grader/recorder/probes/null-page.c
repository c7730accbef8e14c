/*
 * claim: The lowest 64 kB cannot be mapped without root's rights.
 *    zh: 没有 root 的权限，最低的 64 kB 不能映射。
 * chapter: 03-brk-mmap.md#fixed-addresses
 * says: lowest address 65536, page 0: EPERM
 * differs if mmap_min_addr != 65536: vm.mmap_min_addr is a setting
 *    zh: vm.mmap_min_addr 是可以设置的
 */
#include "common/probe.h"

int main(void) {
    long lowest = strtol(contents("/proc/sys/vm/mmap_min_addr"), NULL, 10);
    be_nobody();
    void *at = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    answer("lowest address %ld, page 0: %s", lowest, at == MAP_FAILED ? error_name(errno) : "mapped");
}
