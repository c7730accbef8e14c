/*
 * claim: mlock brings pages in at once and keeps them: no fault is left, and they count as VmLck.
 *    zh: mlock 立刻把页带来并留住：不再有缺页，并计入 VmLck。
 * chapter: 05-swap.md#anonymous-or-file
 * says: 0 faults for 16 pages, VmLck 64 kB
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, 16 * PAGE, PROT_READ | PROT_WRITE);
    if (mlock(at, 16 * PAGE) != 0) {
        skip("RLIMIT_MEMLOCK does not allow to lock 64 kB");
    }
    long before = faults();
    each(at, 16 * PAGE, PAGE, write_to);
    long cost = faults() - before;
    answer("%ld faults for 16 pages, VmLck %ld kB", cost, status("VmLck:"));
}
