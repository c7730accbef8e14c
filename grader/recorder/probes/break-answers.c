/*
 * claim: brk answers a break that cannot be with the old one, not with an error.
 *    zh: 对不可能的 brk，brk 回答旧的，而不是错误。
 * chapter: 03-brk-mmap.md#what-is-refused
 * says: the old break
 */
#include "common/probe.h"
#include <sys/syscall.h>

int main(void) {
    long old = syscall(SYS_brk, 0);
    answer("%s", syscall(SYS_brk, 0x7fffffff0000) == old ? "the old break" : "another answer");
}
