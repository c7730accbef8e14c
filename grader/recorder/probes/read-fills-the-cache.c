/*
 * claim: A file that is read is in the page cache afterwards, whole.
 *    zh: 读过的文件之后整个都在页缓存里。
 * chapter: 07-free-top.md#what-is-left
 * says: before 0 of 64 pages, afterwards 64
 */
#include "common/probe.h"
#include <sys/vfs.h>

static int cached(char *at) {
    unsigned char pages[64];
    int sum = 0;
    mincore(at, sizeof pages * PAGE, pages);
    for (size_t i = 0; i < sizeof pages; i++) {
        sum += pages[i] & 1;
    }
    return sum;
}

int main(void) {
    char name[] = "/var/tmp/mm-probe-XXXXXX";
    int file = mkstemp(name);
    struct statfs system;
    if (file < 0) {
        skip("there is no file in /var/tmp");
    }
    unlink(name);
    for (int i = 0; i < 64; i++) {
        if (write(file, text, PAGE) != PAGE) {
            skip("/var/tmp is full");
        }
    }
    fsync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    char *at = mmap(NULL, 64 * PAGE, PROT_READ, MAP_SHARED, file, 0);
    int before = cached(at);
    if (before != 0 && fstatfs(file, &system) == 0) {
        skip("the file system of /var/tmp does not drop cached pages");
    }
    for (int i = 0; i < 64; i++) {
        if (pread(file, text, PAGE, i * PAGE) != PAGE) {
            skip("the file cannot be read back");
        }
    }
    answer("before %d of 64 pages, afterwards %d", before, cached(at));
}
