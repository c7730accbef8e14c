/*
 * claim: RLIMIT_AS refuses a mapping that would exceed it.
 *    zh: RLIMIT_AS 拒绝会超出它的映射。
 * chapter: 03-brk-mmap.md#limits
 * says: 1 MB: works, 1 GB: ENOMEM
 */
#include "common/probe.h"

int main(void) {
    struct rlimit limit = {0, RLIM_INFINITY};
    getrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = (rlim_t) status("VmSize:") * KB + 100 * MB;
    setrlimit(RLIMIT_AS, &limit);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    const char *small = mmap(NULL, MB, PROT_READ, flags, -1, 0) == MAP_FAILED ? error_name(errno) : "works";
    const char *large = mmap(NULL, GB, PROT_READ, flags, -1, 0) == MAP_FAILED ? error_name(errno) : "works";
    answer("1 MB: %s, 1 GB: %s", small, large);
}
