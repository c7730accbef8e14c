/*
 * Does the accessed bit miss a use? Clears the bits of 16 pages (/proc/self/clear_refs does that without flushing the TLB,
 * as reclaim does on x86), uses the pages again, and counts whose bit is set (Referenced in /proc/self/smaps). Then the same
 * with the TLB flushed before the use: a change of more than 33 pages' rights flushes all of it.
 *
 *   gcc -O1 -o accessed-bit accessed-bit.c && ./accessed-bit
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 16, OTHERS = 64 };

static void use(volatile char *area) {
    for (int i = 0; i < PAGES; i++) {
        area[i * PAGE];
    }
}

/* The pages of the area whose accessed bit is set. */
static long referenced(const char *area) {
    char line[256];
    long inside = 0, kb = -1;
    FILE *maps = fopen("/proc/self/smaps", "r");
    while (kb < 0 && maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        uintptr_t from, to;
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2) {
            inside = from <= (uintptr_t) area && (uintptr_t) area < to;
        }
        if (inside) {
            sscanf(line, "Referenced: %ld kB", &kb);
        }
    }
    fclose(maps);
    return kb * 1024 / PAGE;
}

int main(void) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    char *area = mmap((void *) 0x200000000, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *others = mmap((void *) 0x300000000, OTHERS * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int clear = open("/proc/self/clear_refs", O_WRONLY);
    madvise(area, PAGES * PAGE, MADV_NOHUGEPAGE);
    memset(area, 1, PAGES * PAGE);
    memset(others, 1, OTHERS * PAGE);
    for (int flush = 0; flush <= 1; flush++) {
        use(area);
        if (clear < 0 || write(clear, "1", 1) != 1) {
            perror("/proc/self/clear_refs");
            return 2;
        }
        if (flush) {
            mprotect(others, OTHERS * PAGE, PROT_READ);
            mprotect(others, OTHERS * PAGE, PROT_READ | PROT_WRITE);
        }
        use(area);
        printf("%d pages used %s: the accessed bit of %ld is set\n", PAGES,
               flush ? "after a flush of the TLB" : "while the TLB has them", referenced(area));
    }
    return 0;
}
