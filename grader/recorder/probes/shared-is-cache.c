/*
 * claim: Shared memory is counted in Shmem and in Cached.
 *    zh: 共享内存既计入 Shmem，也计入 Cached。
 * chapter: 07-free-top.md#the-columns-of-free
 * says: Shmem +24..40 MB, Cached +20..44 MB
 */
#include "common/probe.h"

static const char *counter;

static long growth(void) {
    int file = memfd_create("probe", MFD_CLOEXEC);
    long before = meminfo(counter);
    for (int i = 0; i < 512; i++) {
        if (write(file, text, sizeof text) != sizeof text) {
            skip("there is no memory for a file of 32 MB");
        }
    }
    long grown = (meminfo(counter) - before) / KB;
    close(file);
    return grown;
}

int main(void) {
    counter = "Shmem:";
    long shared = median(growth);
    counter = "\nCached:";
    answer("Shmem +%ld MB, Cached +%ld MB", shared, median(growth));
}
