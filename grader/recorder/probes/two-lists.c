/*
 * claim: Linux has two lists of pages, active and inactive ones.
 *    zh: Linux 有两个页链表：活动的和不活动的。
 * chapter: 04-lru.md#two-lists
 * says: two lists
 * differs if mglru = yes: the multi-generational LRU is on (/sys/kernel/mm/lru_gen/enabled)
 *    zh: 多代 LRU 开着（/sys/kernel/mm/lru_gen/enabled）
 */
#include "common/probe.h"

int main(void) {
    long generations = strtol(contents("/sys/kernel/mm/lru_gen/enabled"), NULL, 0);
    answer("%s", generations != 0 ? "the multi-generational LRU" : "two lists");
}
