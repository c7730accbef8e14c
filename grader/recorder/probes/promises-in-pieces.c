/*
 * claim: Four pieces of half of all memory each are accepted, though together they are twice what there is.
 * chapter: 03-brk-mmap.md#accounted-or-not
 * says: 4 of 4 accepted
 * differs if overcommit = 2: vm.overcommit_memory 2 holds the sum against CommitLimit
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
