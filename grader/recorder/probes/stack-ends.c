/*
 * claim: The stack grows to RLIMIT_STACK and no further.
 *    zh: 栈增长到 RLIMIT_STACK 为止。
 * chapter: 03-brk-mmap.md#the-stack
 * says: 7 MB: works, 9 MB: SIGSEGV
 * differs if kernel < 4.20: an access more than about 64 kB below the stack pointer was refused
 *    zh: 栈指针以下超过约 64 kB 的访问被拒绝
 */
#include "common/probe.h"

int main(void) {
    struct rlimit eight;
    getrlimit(RLIMIT_STACK, &eight);
    eight.rlim_cur = 8 * MB;
    setrlimit(RLIMIT_STACK, &eight);
    char *here = __builtin_frame_address(0);
    const char *seven = name_of(signal_of(read_from, here - 7 * MB));
    answer("7 MB: %s, 9 MB: %s", seven, name_of(signal_of(read_from, here - 9 * MB)));
}
