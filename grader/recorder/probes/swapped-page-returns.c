/*
 * claim: A touch brings a swapped page back by a major fault.
 * chapter: 05-swap.md#the-way-back
 * says: 256 major faults for 256 pages
 * differs if swap = disk: a page that is still in the swap cache comes back by a minor fault, and others are read ahead
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
