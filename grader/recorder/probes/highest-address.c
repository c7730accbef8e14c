/*
 * claim: A program's addresses end one page below 2^47.
 *    zh: 程序的地址到 2^47 以下一页为止。
 * chapter: 01-page-table.md#two-halves
 * says: 0x7fffffffe000: possible, 0x7ffffffff000: ENOMEM
 */
#include "common/probe.h"

static const char *attempt(unsigned long address) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    void *at = mmap((void *) address, PAGE, PROT_NONE, flags, -1, 0);
    return at != MAP_FAILED || errno == EEXIST ? "possible" : error_name(errno);
}

int main(void) {
    const char *last = attempt(0x7fffffffe000);
    answer("0x7fffffffe000: %s, 0x7ffffffff000: %s", last, attempt(0x7ffffffff000));
}
