/*
 * claim: fork copies the tables of memory that was written, and not of memory that was only read.
 *    zh: fork 复制写过的内存的页表，不复制只读过的。
 * chapter: 03-brk-mmap.md#fork-copies-tables-not-pages
 * says: only read +0 kB, written +136 kB
 */
#include "common/probe.h"

static long tables(void) {
    return status("VmPTE:");
}

int main(void) {
    long bare = in_child(tables);
    char *at = map(EMPTY, 64 * MB, PROT_READ | PROT_WRITE);
    each(at, 64 * MB, 2 * MB, read_from);
    long only_read = in_child(tables);
    write_to(at);
    answer("only read +%ld kB, written +%ld kB", only_read - bare, in_child(tables) - bare);
}
