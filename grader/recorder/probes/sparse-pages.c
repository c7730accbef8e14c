/*
 * claim: One byte in each 2 MB of 1 GB takes 514 tables.
 *    zh: 1 GB 的每个 2 MB 里碰一个字节，要 514 张表。
 * chapter: 01-page-table.md#questions
 * says: 514 tables
 * differs if processor has la57: with five levels there may be one table more
 *    zh: 五级时可能多一张表
 */
#include "common/probe.h"

int main(void) {
    long before = status("VmPTE:");
    char *at = map(EMPTY, GB, PROT_READ);
    each(at, GB, 2 * MB, read_from);
    answer("%ld tables", (status("VmPTE:") - before) / 4);
}
