/*
 * claim: oom_score_adj 500 adds 333 to oom_score: it weighs as half of all memory.
 *    zh: oom_score_adj 500 使 oom_score 增加 333：相当于全部内存的一半。
 * chapter: 06-oom.md#badness
 * says: +332..334
 * differs if kernel < 5.9: the number was scaled otherwise
 *    zh: 那时的换算不同
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 *    zh: 在这里启动的进程继承了别的 oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    long before = strtol(contents("/proc/self/oom_score"), NULL, 10);
    if (put("/proc/self/oom_score_adj", "500") != 0) {
        skip("oom_score_adj cannot be written here");
    }
    answer("+%ld", strtol(contents("/proc/self/oom_score"), NULL, 10) - before);
}
