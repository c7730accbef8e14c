/*
 * claim: The kernel, too, may not write where the program may not.
 *    zh: 程序不能写的地方，内核也不能写。
 * chapter: 02-mmu.md#rights
 * says: EFAULT
 */
#include "common/probe.h"

int main(void) {
    char *page = map(NULL, PAGE, PROT_READ);
    int zero = open("/dev/zero", O_RDONLY);
    answer("%s", error_name(read(zero, page, 1) < 0 ? errno : 0));
}
