/*
 * claim: A page that came back and was not changed is swapped out again without a write.
 *    zh: 回来之后没有改过的页，再次换出不用写。
 * chapter: 05-swap.md#the-swap-cache
 * says: 0..16 of 256 pages written again
 * differs if probed_swap = zram: a device that answers at once is read past the swap cache (SWP_SYNCHRONOUS_IO)
 *    zh: 立刻应答的设备绕过交换缓存读取（SWP_SYNCHRONOUS_IO）
 * differs if swap_half_full = yes: more than half of the area is used, so slots are given up (vm_swap_full)
 *    zh: 交换区用了一半以上，所以放弃槽（vm_swap_full）
 */
#include "common/probe.h"
#include "common/swap.h"

int main(void) {
    find_swap();
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    fill(at, MB);
    swap_out(at, MB);
    long least = 256;
    for (int i = 0; i < 3; i++) { /* others may swap meanwhile, and are counted as well */
        each(at, MB, PAGE, read_from);
        long before = written();
        swap_out(at, MB);
        long more = written() - before;
        least = more < least ? more : least;
    }
    answer_swapped("%ld of 256 pages written again", least);
}
