/*
 * claim: One private writable mapping larger than memory and swap together is refused.
 *    zh: 一个比内存加交换区还大的私有可写映射会被拒绝。
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: ENOMEM
 * differs if overcommit = 1: vm.overcommit_memory 1 refuses nothing
 *    zh: vm.overcommit_memory 为 1 时什么也不拒绝
 */
#include "common/probe.h"

int main(void) {
    size_t bytes = (size_t) (meminfo("MemTotal:") + meminfo("SwapTotal:") + KB) * KB;
    void *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    answer("%s", at == MAP_FAILED ? error_name(errno) : "accepted");
}
