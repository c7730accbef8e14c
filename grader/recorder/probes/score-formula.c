/*
 * claim: oom_score is (1000 + badness * 1000 / all) * 2 / 3, with memory, swap and tables as badness.
 *    zh: oom_score 是 (1000 + badness * 1000 / 全部) * 2 / 3，badness 是内存、交换和页表之和。
 * chapter: 06-oom.md#the-number-in-proc
 * says: as computed
 * differs if kernel < 5.9: the number was scaled otherwise
 *    zh: 那时的换算不同
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 *    zh: 在这里启动的进程继承了别的 oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    char *at = map(NULL, 64 * MB, PROT_READ | PROT_WRITE);
    each(at, 64 * MB, PAGE, write_to);
    long all = (meminfo("MemTotal:") + meminfo("SwapTotal:")) / 4;
    long badness = (status("VmRSS:") + status("VmSwap:") + status("VmPTE:")) / 4;
    long computed = (1000 + badness * 1000 / all) * 2 / 3;
    long score = strtol(contents("/proc/self/oom_score"), NULL, 10);
    if (score - computed <= 1 && computed - score <= 1) {
        answer("as computed");
    }
    answer("%ld, computed %ld", score, computed);
}
