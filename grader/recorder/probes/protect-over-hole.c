/*
 * claim: mprotect over a hole is ENOMEM, after what lies before the hole was changed.
 *    zh: mprotect 遇到空洞是 ENOMEM，而空洞之前的已经改了。
 * chapter: 03-brk-mmap.md#changing-rights
 * says: ENOMEM, and the part before: SIGSEGV
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, 3 * PAGE, PROT_READ | PROT_WRITE);
    munmap(at + PAGE, PAGE);
    const char *error = error_name(mprotect(at, 3 * PAGE, PROT_READ) == 0 ? 0 : errno);
    answer("%s, and the part before: %s", error, name_of(signal_of(write_to, at)));
}
