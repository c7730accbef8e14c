/*
 * claim: MAP_FIXED replaces what is there, MAP_FIXED_NOREPLACE refuses.
 *    zh: MAP_FIXED 取代那里已有的，MAP_FIXED_NOREPLACE 拒绝。
 * chapter: 03-brk-mmap.md#fixed-addresses
 * says: MAP_FIXED: replaced, MAP_FIXED_NOREPLACE: EEXIST
 * differs if kernel < 4.17: MAP_FIXED_NOREPLACE is not known
 *    zh: 还没有 MAP_FIXED_NOREPLACE
 */
#include "common/probe.h"

int main(void) {
    char *page = map(NULL, PAGE, PROT_READ | PROT_WRITE);
    write_to(page);
    mmap(page, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    const char *fixed = *page == 0 ? "replaced" : "kept";
    void *at = mmap(page, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    answer("MAP_FIXED: %s, MAP_FIXED_NOREPLACE: %s", fixed, at == MAP_FAILED ? error_name(errno) : "mapped");
}
