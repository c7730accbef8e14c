/*
 * claim: Shared memory is counted in Shmem and in Cached.
 * chapter: 07-free-top.md#the-columns-of-free
 * says: Shmem +24..40 MB, Cached +20..44 MB
 */
#include "common/probe.h"

int main(void) {
    int file = memfd_create("probe", MFD_CLOEXEC);
    long shmem = meminfo("Shmem:"), cached = meminfo("\nCached:");
    for (int i = 0; i < 512; i++) {
        if (write(file, text, sizeof text) != sizeof text) {
            skip("there is no memory for a file of 32 MB");
        }
    }
    long more = meminfo("Shmem:") - shmem;
    answer("Shmem +%ld MB, Cached +%ld MB", more / KB, (meminfo("\nCached:") - cached) / KB);
}
