/*
 * claim: MAP_NORESERVE and PROT_NONE may promise more than memory and swap together.
 *    zh: MAP_NORESERVE 和 PROT_NONE 可以承诺得比内存加交换区还多。
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: MAP_NORESERVE accepted, PROT_NONE accepted
 * differs if overcommit = 2: vm.overcommit_memory 2 counts MAP_NORESERVE as well
 *    zh: vm.overcommit_memory 为 2 时 MAP_NORESERVE 也计入
 */
#include "common/probe.h"

static const char *attempt(size_t bytes, int rights, int more) {
    void *at = mmap(NULL, bytes, rights, MAP_PRIVATE | MAP_ANONYMOUS | more, -1, 0);
    return at == MAP_FAILED ? error_name(errno) : "accepted";
}

int main(void) {
    size_t bytes = (size_t) (meminfo("MemTotal:") + meminfo("SwapTotal:")) * 2 * KB;
    const char *unreserved = attempt(bytes, PROT_READ | PROT_WRITE, MAP_NORESERVE);
    answer("MAP_NORESERVE %s, PROT_NONE %s", unreserved, attempt(bytes, PROT_NONE, 0));
}
