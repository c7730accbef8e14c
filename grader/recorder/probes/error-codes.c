/*
 * claim: The error code says what was tried, by whom, and whether an entry was there.
 *    zh: 错误码说明试图做什么、由谁做、表项在不在。
 * chapter: 02-mmu.md#the-error-code
 * says: nothing there: read 4, write 6, fetch 20; forbidden: write 7, fetch 21
 */
#include "common/probe.h"

static long code(void (*access)(volatile char *), char *at) {
    return signal_of(access, at) == 0 ? -1 : caught_error;
}

int main(void) {
    char *nothing = map(NULL, PAGE, PROT_NONE);
    char *page = map(NULL, PAGE, PROT_READ);
    read_from(page);
    long read = code(read_from, nothing), write = code(write_to, nothing), fetch = code(call, nothing);
    answer("nothing there: read %ld, write %ld, fetch %ld; forbidden: write %ld, fetch %ld", read, write, fetch,
           code(write_to, page), code(call, page));
}
