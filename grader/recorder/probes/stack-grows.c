/*
 * claim: An access 1 MB below the stack makes it grow, wherever the stack pointer is.
 *    zh: 在栈下面 1 MB 处的访问使栈增长，不管栈指针在哪里。
 * chapter: 03-brk-mmap.md#the-stack
 * says: works, VmStk +1000..1100 kB
 * differs if kernel < 4.20: an access more than about 64 kB below the stack pointer was refused
 *    zh: 栈指针以下超过约 64 kB 的访问被拒绝
 */
#include "common/probe.h"

/* Returns where the stack's mapping begins. */
static char *start_of_stack(void) {
    char *line = strstr(contents("/proc/self/maps"), "[stack]");
    while (line > text && line[-1] != '\n') {
        line--;
    }
    return (char *) strtoul(line, NULL, 16);
}

int main(void) {
    struct rlimit eight = {8 * MB, RLIM_INFINITY};
    getrlimit(RLIMIT_STACK, &eight);
    eight.rlim_cur = 8 * MB;
    setrlimit(RLIMIT_STACK, &eight);
    long before = status("VmStk:");
    const char *result = name_of(signal_of(read_from, start_of_stack() - MB));
    answer("%s, VmStk +%ld kB", result, status("VmStk:") - before);
}
