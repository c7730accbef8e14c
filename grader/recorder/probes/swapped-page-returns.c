/*
 * claim: A touch brings a swapped page back by a major fault.
 *    zh: 一次触碰以主缺页把换出的页带回来。
 * chapter: 05-swap.md#the-way-back
 * says: 256 major faults for 256 pages
 * differs if probed_swap = disk: a page that is still in the swap cache comes back by a minor fault, and others are read ahead
 *    zh: 还在交换缓存里的页由次缺页回来，另一些页被预读
 */
#include "common/probe.h"
#include "common/swap.h"

int main(void) {
    find_swap();
    char *at = map(NULL, MB, PROT_READ | PROT_WRITE);
    fill(at, MB);
    swap_out(at, MB);
    long before = major_faults();
    each(at, MB, PAGE, read_from);
    answer_swapped("%ld major faults for 256 pages", major_faults() - before);
}
