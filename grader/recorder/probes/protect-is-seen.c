/*
 * claim: After mprotect not a single write gets through, though the TLB had allowed them.
 *    zh: mprotect 之后没有一次写能通过，虽然 TLB 曾经允许。
 * chapter: 02-mmu.md#when-memory-is-wrong
 * says: SIGSEGV
 */
#include "common/probe.h"

int main(void) {
    char *page = map(NULL, PAGE, PROT_READ | PROT_WRITE);
    write_to(page);
    mprotect(page, PAGE, PROT_READ);
    answer("%s", name_of(signal_of(write_to, page)));
}
