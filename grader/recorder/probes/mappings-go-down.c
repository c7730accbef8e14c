/*
 * claim: Each mapping lies directly below the one before.
 *    zh: 每个映射紧挨在前一个的下面。
 * chapter: 03-brk-mmap.md#where-a-mapping-goes
 * says: directly below
 * differs if stack = unlimited: without a limit of the stack Linux places mappings upwards (ulimit -s)
 *    zh: 栈没有限制时 Linux 从下往上放映射（ulimit -s）
 */
#include "common/probe.h"

int main(void) {
    size_t bytes = 65 * MB + PAGE; /* larger than any gap, and no multiple of 2 MB */
    char *first = map(NULL, bytes, PROT_NONE);
    char *second = map(NULL, bytes, PROT_READ);
    char *third = map(NULL, bytes, PROT_NONE);
    answer("%s", second + bytes == first && third + bytes == second ? "directly below"
                 : second > first                                  ? "above"
                                                                   : "elsewhere");
}
