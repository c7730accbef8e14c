/*
 * claim: Private memory whose length is a multiple of 2 MB lies on a border of 2 MB, even with huge pages off.
 *    zh: 长度是 2 MB 倍数的私有内存位于 2 MB 边界上，即使大页关着。
 * chapter: 03-brk-mmap.md#where-a-mapping-goes
 * says: 4 of 4 on a border
 * differs if kernel < 6.8: the rule came with 6.7 and 6.8
 *    zh: 这条规则从 6.7 和 6.8 起才有
 * differs if thp = missing: this kernel is built without huge pages
 *    zh: 这个内核编译时没有大页
 */
#include "common/probe.h"

int main(void) {
    int on_border = 0;
    for (int i = 0; i < 4; i++) {
        on_border += (uintptr_t) map(NULL, 4 * MB, PROT_NONE) % (2 * MB) == 0;
        map(NULL, (size_t) (i + 1) * PAGE, PROT_READ);
    }
    answer("%d of 4 on a border", on_border);
}
