/*
 * claim: Linux clears an accessed bit without telling the TLB, so that a use just afterwards may set none.
 *    zh: Linux 清访问位时不告诉 TLB，所以紧接着的使用可能不置位。
 * chapter: 02-mmu.md#accessed-and-dirty
 * says: some uses set none
 * differs if kpti = yes: each system call loads CR3, which may empty the TLB
 *    zh: 每次系统调用都装载 CR3，可能清空 TLB
 */
#include "common/probe.h"

int main(void) {
    char *page = map(NULL, PAGE, PROT_READ | PROT_WRITE);
    int unseen = 0;
    for (int i = 0; i < 50; i++) {
        write_to(page);
        if (put("/proc/self/clear_refs", "1") != 0) {
            skip("this kernel has no /proc/PID/clear_refs");
        }
        write_to(page);
        unseen += of_mapping(page, "Referenced:") == 0;
    }
    answer(unseen > 0 ? "some uses set none" : "each use set the bit");
}
