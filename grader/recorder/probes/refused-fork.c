/*
 * claim: A fork that fails takes the right to write from the pages that it has copied by then: each costs the parent a fault.
 *    zh: 失败的 fork 拿走它已经复制了的页的写权限：每一页要父进程付一次缺页。
 * chapter: 03-brk-mmap.md#what-our-model-leaves-out
 * says: 0 faults before, ENOMEM, 4 faults for 4 pages, then 0
 * differs if overcommit = 1: nothing is ever refused, so that fork does not fail
 *    zh: 什么也不会被拒绝，所以 fork 不会失败
 * differs if overcommit = 2: promises are held against CommitLimit, so that there is no mapping of such a size
 *    zh: 承诺要与 CommitLimit 比较，所以没有这么大的映射
 */
#include "common/probe.h"

enum { PAGES = 4 };

static char *low;

static long faults_of_writes(void) {
    long before = faults();
    each(low, PAGES * PAGE, PAGE, write_to);
    return faults() - before;
}

/* Two neighbours, each of which may be, but which are one mapping of more than all memory: fork refuses to promise that. */
int main(void) {
    size_t half = ((size_t) meminfo("MemTotal:") + (size_t) meminfo("SwapTotal:")) / 5 * 3 / 4 * 4 * KB;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    low = map(EMPTY, PAGES * PAGE, PROT_READ | PROT_WRITE);
    for (int i = 0; i < 2; i++) {
        if (mmap(EMPTY + GB + i * half, half, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED) {
            answer("no mapping: %s", error_name(errno));
        }
    }
    faults_of_writes();
    long before = faults_of_writes();
    pid_t child = fork();
    int error = child < 0 ? errno : 0;
    if (child == 0) {
        _exit(0);
    }
    long after = faults_of_writes();
    answer("%ld faults before, %s, %ld faults for %d pages, then %ld", before, error_name(error), after, PAGES,
           faults_of_writes());
}
