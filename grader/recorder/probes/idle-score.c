/*
 * claim: An idle process has the oom_score 666.
 *    zh: 空闲的进程的 oom_score 是 666。
 * chapter: 06-oom.md#the-number-in-proc
 * says: 666..668
 * differs if kernel < 5.9: the number was 0 for such a process
 *    zh: 那时这样的进程是 0
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 *    zh: 在这里启动的进程继承了别的 oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    answer("%ld", strtol(contents("/proc/self/oom_score"), NULL, 10));
}
