/*
 * claim: An idle process has the oom_score 666.
 * chapter: 06-oom.md#the-number-in-proc
 * says: 666..668
 * differs if kernel < 5.9: the number was 0 for such a process
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    answer("%ld", strtol(contents("/proc/self/oom_score"), NULL, 10));
}
