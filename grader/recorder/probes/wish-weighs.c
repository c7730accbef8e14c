/*
 * claim: oom_score_adj 500 adds 333 to oom_score: it weighs as half of all memory.
 * chapter: 06-oom.md#badness
 * says: +332..334
 * differs if kernel < 5.9: the number was scaled otherwise
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    long before = strtol(contents("/proc/self/oom_score"), NULL, 10);
    if (put("/proc/self/oom_score_adj", "500") != 0) {
        skip("oom_score_adj cannot be written here");
    }
    answer("+%ld", strtol(contents("/proc/self/oom_score"), NULL, 10) - before);
}
