/*
 * claim: PROT_EXEC alone can be read, unless the processor has protection keys.
 *    zh: 单独的 PROT_EXEC 可以读，除非处理器有保护键。
 * chapter: 03-brk-mmap.md#sigsegv
 * says: works
 * differs if processor has pku: Linux takes a protection key to make it unreadable
 *    zh: Linux 用一个保护键使它不可读
 */
#include "common/probe.h"

int main(void) {
    answer("%s", name_of(signal_of(read_from, map(NULL, PAGE, PROT_EXEC))));
}
