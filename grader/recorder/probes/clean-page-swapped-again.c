/*
 * claim: A page that came back and was not changed is swapped out again without a write.
 * chapter: 05-swap.md#the-swap-cache
 * says: 0..16 of 256 pages written again
 * differs if swap = zram: a device that answers at once is read past the swap cache (SWP_SYNCHRONOUS_IO)
 * differs if swap_half_full = yes: more than half of the area is used, so slots are given up (vm_swap_full)
 */
#include "common/probe.h"
#include "common/swap.h"

int main(void) {
    find_swap();
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    fill(at, MB);
    swap_out(at, MB);
    each(at, MB, PAGE, read_from);
    long before = written();
    swap_out(at, MB);
    answer_swapped("%ld of 256 pages written again", written() - before);
}
