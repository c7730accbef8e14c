/*
 * claim: Four pieces of half of all memory each are accepted, though together they are twice what there is.
 *    zh: 四块各占全部内存一半的映射都被接受，虽然加起来是实有的两倍。
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: 4 of 4 accepted
 * differs if overcommit = 2: vm.overcommit_memory 2 holds the sum against CommitLimit
 *    zh: vm.overcommit_memory 为 2 时用总和与 CommitLimit 比较
 */
#include "common/probe.h"

int main(void) {
    int accepted = 0;
    size_t bytes = (size_t) meminfo("MemTotal:") / 2 * KB;
    for (int i = 0; i < 4; i++) {
        accepted += mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
    }
    answer("%d of 4 accepted", accepted);
}
