/*
 * claim: The limit of a memory group is not what free shows: MemTotal is the host's.
 * chapter: 07-free-top.md#what-our-model-leaves-out
 * says: free shows the host
 * differs if container = yes: lxcfs may show the group's limit instead
 */
#include "common/probe.h"

int main(void) {
    long total = meminfo("MemTotal:");
    long pages = sysconf(_SC_PHYS_PAGES);
    answer("%s", pages * (PAGE / KB) == total ? "free shows the host" : "free shows something else");
}
