/*
 * claim: Mapping pages of a file that are in the cache adds to Pss, and nothing to what free calls used.
 *    zh: 映射已在缓存里的文件的页，会增加 Pss，而 free 所说的 used 不变。
 * chapter: 07-free-top.md#why-res-does-not-add-up
 * says: Pss +16384 kB, used -4..4 MB
 */
#include "common/probe.h"

static int file;
static long share;

static long used(void) {
    return meminfo("MemTotal:") - meminfo("MemAvailable:");
}

/* How much more is used while the file is mapped and touched, in MB. */
static long growth(void) {
    long before = used();
    char *at = mmap(NULL, 16 * MB, PROT_READ, MAP_SHARED, file, 0);
    each(at, 16 * MB, PAGE, read_from);
    long more = (used() - before) / KB;
    share = of_mapping(at, "Pss:");
    munmap(at, 16 * MB);
    return more;
}

int main(void) {
    char name[] = "/var/tmp/mm-probe-XXXXXX";
    file = mkstemp(name);
    if (file < 0) {
        skip("there is no file in /var/tmp");
    }
    unlink(name);
    for (int i = 0; i < 256; i++) {
        if (write(file, text, sizeof text) != sizeof text) {
            skip("/var/tmp is full");
        }
    }
    fsync(file);
    long more = median(growth);
    answer("Pss +%ld kB, used %ld MB", share, more);
}
