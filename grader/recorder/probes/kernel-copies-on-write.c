/*
 * claim: read() into a page that is shared since fork copies it, as a write of the program does.
 *    zh: 往 fork 以来共享的页里 read()，会像程序自己写一样复制它。
 * chapter: 02-mmu.md#rights
 * says: the parent's byte is 1
 */
#include "common/probe.h"

static char *page;

static long overwrite(void) {
    int zero = open("/dev/zero", O_RDONLY);
    return read(zero, page, 1);
}

int main(void) {
    page = map(NULL, PAGE, PROT_READ | PROT_WRITE);
    write_to(page);
    in_child(overwrite);
    answer("the parent's byte is %d", *page);
}
