/*
 * claim: A mapped and touched file is in RES and in SHR, and takes no more memory than its cache.
 *    zh: 映射并碰过的文件在 RES 和 SHR 里，占的内存不比它的缓存多。
 * chapter: 07-free-top.md#virt-res-shr
 * says: RES +8192 kB, SHR +8192 kB, Anonymous +0 kB
 */
#include "common/probe.h"

static long column(int which) {
    long columns[3] = {-1, -1, -1};
    sscanf(contents("/proc/self/statm"), "%ld %ld %ld", &columns[0], &columns[1], &columns[2]);
    return columns[which] * 4;
}

int main(void) {
    int file = memfd_create("probe", MFD_CLOEXEC);
    for (int i = 0; i < 128; i++) {
        if (write(file, text, sizeof text) != sizeof text) {
            skip("there is no memory for a file of 8 MB");
        }
    }
    column(1);
    long memory = column(1), shared = column(2), own = rollup("Anonymous:");
    char *at = mmap(NULL, 8 * MB, PROT_READ, MAP_SHARED, file, 0);
    each(at, 8 * MB, PAGE, read_from);
    long memory_after = column(1), shared_after = column(2);
    answer("RES +%ld kB, SHR +%ld kB, Anonymous +%ld kB", memory_after - memory, shared_after - shared,
           rollup("Anonymous:") - own);
}
