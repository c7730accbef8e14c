/*
 * claim: Anybody may raise an oom_score_adj; only root may lower it below what root last set.
 *    zh: 谁都可以提高 oom_score_adj；只有 root 可以把它降到 root 上次设的值以下。
 * chapter: 06-oom.md#how-to-protect-a-service
 * says: 900: 0, -1: EACCES
 * differs if oom_score_adj != 0: processes that are started here inherit another oom_score_adj
 *    zh: 在这里启动的进程继承了别的 oom_score_adj
 */
#include "common/probe.h"

int main(void) {
    be_nobody();
    const char *raised = error_name(put("/proc/self/oom_score_adj", "900"));
    answer("900: %s, -1: %s", raised, error_name(put("/proc/self/oom_score_adj", "-1")));
}
