/*
 * claim: A page that is used while the TLB still has its translation does not get its accessed bit back; after a flush it does.
 *    zh: 翻译还在 TLB 里的页，使用时访问位不会重新置上；刷新 TLB 之后就会。
 * chapter: 04-lru.md#the-bit-can-miss-a-use
 * says: 0 of 16 pages without a flush, 16 with one
 * differs if kpti = yes: each system call loads CR3, which may empty the TLB
 *    zh: 每次系统调用都装载 CR3，可能清空 TLB
 */
#include "common/probe.h"

enum { PAGES = 16, OTHERS = 64 };

static void use(char *area) {
    for (int i = 0; i < PAGES; i++) {
        write_to(area + i * PAGE);
    }
}

/* Clears the bits as reclaim does, uses the pages again, and counts whose bit is set: at best and at worst of some trials. */
static int seen(char *area, char *others, int flush) {
    int result = flush ? 0 : PAGES;
    for (int trial = 0; trial < 20; trial++) {
        use(area);
        if (put("/proc/self/clear_refs", "1") != 0) {
            skip("this kernel has no /proc/PID/clear_refs");
        }
        if (flush) { /* more than 33 pages (tlb_single_page_flush_ceiling) flush all translations */
            mprotect(others, OTHERS * PAGE, PROT_READ);
            mprotect(others, OTHERS * PAGE, PROT_READ | PROT_WRITE);
        }
        use(area);
        int now = (int) (of_mapping(area, "Referenced:") * 1024 / PAGE);
        result = (flush ? now > result : now < result) ? now : result;
    }
    return result;
}

int main(void) {
    char *area = map(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE);
    char *others = map((void *) 0x300000000, OTHERS * PAGE, PROT_READ);
    mprotect(others, OTHERS * PAGE, PROT_READ | PROT_WRITE);
    for (int i = 0; i < OTHERS; i++) {
        write_to(others + i * PAGE);
    }
    use(area);
    int without = seen(area, others, 0);
    answer("%d of %d pages without a flush, %d with one", without, PAGES, seen(area, others, 1));
}
