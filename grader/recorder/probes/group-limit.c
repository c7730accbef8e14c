/*
 * claim: The limit of a memory group is not what free shows: MemTotal is the host's.
 *    zh: free 显示的不是内存组的限制：MemTotal 是宿主机的。
 * chapter: 07-free-top.md#what-our-model-leaves-out
 * says: free shows the host
 * differs if container = yes: lxcfs may show the group's limit instead
 *    zh: lxcfs 可能改为显示内存组的限制
 */
#include "common/probe.h"

int main(void) {
    long total = meminfo("MemTotal:");
    long pages = sysconf(_SC_PHYS_PAGES);
    answer("%s", pages * (PAGE / KB) == total ? "free shows the host" : "free shows something else");
}
