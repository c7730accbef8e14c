/*
 * claim: A kernel thread has no memory of its own: VIRT, RES and SHR are 0.
 *    zh: 内核线程没有自己的内存：VIRT、RES 和 SHR 都是 0。
 * chapter: 07-free-top.md#the-case-of-the-miner
 * says: 0 0 0
 */
#include "common/probe.h"

int main(void) {
    if (strstr(contents("/proc/2/comm"), "kthreadd") == NULL) {
        skip("no kernel thread is seen from here (a container has its own process numbers)");
    }
    long size, memory, shared;
    if (sscanf(contents("/proc/2/statm"), "%ld %ld %ld", &size, &memory, &shared) != 3) {
        skip("/proc/2/statm cannot be read");
    }
    answer("%ld %ld %ld", size, memory, shared);
}
