/*
 * claim: An untouched mapping in the same 2 MB keeps the table of one that goes.
 *    zh: 同一个 2 MB 里没有碰过的映射，保住走掉的那个的表。
 * chapter: 01-page-table.md#when-tables-go
 * says: 12 kB, then 12 kB, then 0 kB
 * differs if processor has la57: with five levels a table of the fourth may come and go with them
 *    zh: 五级时第 4 级的表可能随之来去
 */
#include "common/probe.h"

int main(void) {
    long before = status("VmPTE:");
    char *neighbour = map(EMPTY, 4 * PAGE, PROT_READ | PROT_WRITE);
    char *at = map(EMPTY + MB, 2 * PAGE, PROT_READ | PROT_WRITE);
    each(at, 2 * PAGE, PAGE, write_to);
    long both = status("VmPTE:") - before;
    munmap(at, 2 * PAGE);
    long one = status("VmPTE:") - before;
    munmap(neighbour, 4 * PAGE);
    answer("%ld kB, then %ld kB, then %ld kB", both, one, status("VmPTE:") - before);
}
