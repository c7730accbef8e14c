/*
 * claim: Pss divides a page by its users: after fork it is half of Rss.
 *    zh: Pss 把一页除以它的使用者数：fork 之后是 Rss 的一半。
 * chapter: 07-free-top.md#why-res-does-not-add-up
 * says: Rss 8192 kB, Pss 4096 kB
 */
#include "common/probe.h"

static char *at;
static long rss, pss;

static long look(void) {
    rss = of_mapping(at, "Rss:");
    pss = of_mapping(at, "Pss:");
    return rss * 100000 + pss;
}

int main(void) {
    at = map(EMPTY, 8 * MB, PROT_READ | PROT_WRITE);
    each(at, 8 * MB, PAGE, write_to);
    long both = in_child(look);
    answer("Rss %ld kB, Pss %ld kB", both / 100000, both % 100000);
}
