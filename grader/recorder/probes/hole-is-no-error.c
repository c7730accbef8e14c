/*
 * claim: munmap of a hole succeeds; of the middle of a mapping it leaves two.
 *    zh: 对空洞的 munmap 成功；对映射中间的 munmap 留下两个映射。
 * chapter: 03-brk-mmap.md#splitting
 * says: hole: 0, middle: 2 mappings
 */
#include "common/probe.h"

int main(void) {
    map(EMPTY, 3 * PAGE, PROT_NONE);
    munmap(EMPTY + PAGE, PAGE);
    const char *hole = error_name(munmap(EMPTY + PAGE, PAGE) == 0 ? 0 : errno);
    answer("hole: %s, middle: %d mappings", hole, lines_between(EMPTY, EMPTY + MB));
}
