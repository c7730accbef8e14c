/*
 * Records which pages of one area the kernel swaps out, in a memory cgroup of its own, to a compressed device in memory
 * (zram) of its own.
 *
 *   swap < script > transcript
 *
 * The script has the lines "pages N", "write I N [STRIDE]", "read I N [STRIDE]", "limit KB", "pageout I N", "cold I N",
 * "dontneed I N" and "state"; recorded answers in it are ignored. The device is made, used and removed by this program;
 * only the cgroup's pages are under pressure, so only they go there.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <sched.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include "zram.h"

enum { PAGE = 4096, MOST_PAGES = 1 << 16, LINE = 512, DEVICE_MB = 256, ZEROS = 256, STEP_KB = 64, FROM_KB = 4096 };

static const uintptr_t AREA = 0x200000000, ZEROS_AREA = 0x300000000, EXCHANGE = 0x400000000;

/* What the measured process is asked for, and its answer: in shared memory, as a pipe's buffers would be charged to it. */
struct exchange {
    char kind; /* the operation's first letter; f: only make the counters fresh */
    long page, count;
    long result, minflt, majflt;
};

static pid_t child;
static int asked, answered, pagemap, status, statistics, rounds;
static struct exchange *exchange;
static char *area;
static volatile char *zeros;
static long pages, start_anon, start_swap, limit_kb = LONG_MAX / 2048;

static void remove_all(void) {
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    remove_group();
    remove_device();
}

/*
 * What Linux answers hangs on three things that a program does not see; all are set right before every touch.
 * 1. A page whose translation the processor still has is used without setting the accessed bit again: giving back more
 *    than 33 pages at once flushes the whole TLB (tlb_single_page_flush_ceiling).
 * 2. New pages wait in a batch of the processor, and are on no list: MADV_COLD empties it (lru_add_drain).
 * 3. The counters by which lists are compared are gathered every two seconds, or when memory.stat is read after more
 *    than 64 changes for each processor (memcg_vmstats_needs_flush): these faults are changes, and charge nothing.
 */
static void refresh(void) {
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < ZEROS; i++) {
            zeros[i * PAGE];
        }
        madvise((void *) zeros, ZEROS * PAGE, MADV_DONTNEED);
    }
    madvise((void *) zeros, ZEROS * PAGE, MADV_COLD);
}

/* The process. All pages of its own are locked, so that only the area's can be swapped out. */
static void be_process(void) {
    struct rusage before, after;
    uint64_t one = 1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    zeros[ZEROS * PAGE]; /* so there is a page table for them that stays */
    while (write(answered, &one, sizeof one) == sizeof one && read(asked, &one, sizeof one) == sizeof one) {
        char *at = area + exchange->page * PAGE;
        exchange->result = 0;
        one = 1;
        if (exchange->kind == 'f') {
            refresh();
        }
        getrusage(RUSAGE_SELF, &before);
        switch (exchange->kind) {
            case 'w': *(volatile char *) at = 1; break;
            case 'r': *(volatile char *) at; break;
            case 'p': exchange->result = madvise(at, exchange->count * PAGE, MADV_PAGEOUT); break;
            case 'c': exchange->result = madvise(at, exchange->count * PAGE, MADV_COLD); break;
            case 'd': exchange->result = madvise(at, exchange->count * PAGE, MADV_DONTNEED); break;
            default: break;
        }
        getrusage(RUSAGE_SELF, &after);
        exchange->result = exchange->result == 0 ? 0 : errno;
        exchange->minflt = after.ru_minflt - before.ru_minflt;
        exchange->majflt = after.ru_majflt - before.ru_majflt;
    }
    _exit(0);
}

static void await(void) {
    uint64_t one;
    if (read(answered, &one, sizeof one) != sizeof one) {
        fail(3, "the measured process is gone");
    }
}

static void ask(char kind, long page, long count) {
    uint64_t one = 1;
    exchange->kind = kind;
    exchange->page = page;
    exchange->count = count;
    if (write(asked, &one, sizeof one) != sizeof one) {
        fail(3, "the measured process takes no commands");
    }
    await();
}

static void fresh(void) {
    static char text[1 << 16];
    ask('f', 0, 0);
    if (pread(statistics, text, sizeof text, 0) <= 0) {
        fail(3, "%s/memory.stat cannot be read: %s", group, strerror(errno));
    }
}

/* At fixed places, as a page table is charged, too, and how many are needed depends on the address. */
static void *map(uintptr_t place, size_t size, int protection, int sharing) {
    void *address = mmap((void *) place, size, protection,
                         sharing | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (address == MAP_FAILED) {
        fail(2, "no memory: %s", strerror(errno));
    }
    madvise(address, size, MADV_NOHUGEPAGE);
    return address;
}

/* Both kinds of memory weigh the same: swap is as cheap as a file where it is memory itself. */
static void set_swappiness(void) {
    char text[16] = "";
    if (version == 1 && write_group("memory.swappiness", "100") == 0) {
        return;
    }
    int fd = open("/proc/sys/vm/swappiness", O_RDONLY | O_CLOEXEC);
    if (read(fd, text, sizeof text - 1) <= 0 || atoi(text) != 100) {
        fail(2, "swap needs vm.swappiness = 100 where a memory cgroup has none of its own: sysctl vm.swappiness=100");
    }
    close(fd);
}

static int open_file(const char *format, const void *what) {
    char path[256];
    snprintf(path, sizeof path, format, what);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail(2, "%s cannot be read: %s", path, strerror(errno));
    }
    return fd;
}

static void start_process(void) {
    char process[32];
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one); /* else pages wait in another processor's batch */
    rounds = (sysconf(_SC_NPROCESSORS_ONLN) * 128 + ZEROS - 1) / ZEROS;
    /* A child gets neither the pages (there are none yet) nor the lock of its parent's areas, but their addresses. */
    area = map(AREA, pages * PAGE, PROT_NONE, MAP_PRIVATE);
    zeros = map(ZEROS_AREA, (ZEROS + 1) * PAGE, PROT_READ, MAP_PRIVATE);
    exchange = map(EXCHANGE, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED);
    memset(exchange, 0, sizeof *exchange);
    asked = eventfd(0, EFD_CLOEXEC);
    answered = eventfd(0, EFD_CLOEXEC);
    if (asked < 0 || answered < 0) {
        fail(2, "no eventfd: %s", strerror(errno));
    }
    child = fork();
    if (child == 0) {
        munmap((void *) zeros, (ZEROS + 1) * PAGE);
        if (mlockall(MCL_CURRENT) != 0 || munlock(area, pages * PAGE) != 0
            || mprotect(area, pages * PAGE, PROT_READ | PROT_WRITE) != 0) {
            _exit(1); /* while it allowed nothing, it was locked without getting pages */
        }
        zeros = map(ZEROS_AREA, (ZEROS + 1) * PAGE, PROT_READ, MAP_PRIVATE);
        be_process();
    }
    await();
    join_group(child);
    set_swappiness();
    snprintf(process, sizeof process, "%d", child);
    pagemap = open_file("/proc/%s/pagemap", process);
    status = open_file("/proc/%s/status", process);
    statistics = open_file("%s/memory.stat", group);
}

static long counter(const char *name) {
    char text[8192];
    ssize_t size = pread(status, text, sizeof text - 1, 0);
    text[size < 0 ? 0 : size] = 0;
    char *found = strstr(text, name);
    if (found == NULL) {
        fail(3, "/proc/%d/status has no %s", child, name);
    }
    return atol(found + strlen(name));
}

/* When pages went in the course of an operation, and how many: " 4:42 45:42". */
static char reclaims[1 << 20];
static size_t reclaims_size;

static void note_reclaim(long place, long gone, int in_vain) {
    if (gone > 0 || in_vain) {
        reclaims_size += snprintf(reclaims + reclaims_size, sizeof reclaims - reclaims_size, " %ld:%ld", place, gone);
    }
}

static void print_answer(const char *text, const char *result, long minflt, long majflt) {
    printf("%s -> %s minflt %ld majflt %ld | RssAnon %ld VmSwap %ld |%s\n", text, result, minflt, majflt,
           counter("RssAnon:") - start_anon, counter("VmSwap:") - start_swap, reclaims);
}

/* Run lengths of the pages that are present, swapped out and absent. */
static void print_state(void) {
    static uint64_t entries[MOST_PAGES];
    if (pread(pagemap, entries, pages * 8, (uintptr_t) area / PAGE * 8) != pages * 8) {
        fail(3, "/proc/%d/pagemap ends too early", child);
    }
    printf("state ->");
    for (long i = 0, run = 0; i < pages; i++) {
        char kind = entries[i] >> 63 ? 'P' : entries[i] >> 62 & 1 ? 'S' : '.';
        char next = i + 1 == pages ? 0 : entries[i + 1] >> 63 ? 'P' : entries[i + 1] >> 62 & 1 ? 'S' : '.';
        run++;
        if (kind != next) {
            printf(" %c%ld", kind, run);
            run = 0;
        }
    }
    putchar('\n');
}

/* Touches one page after the other; what was brought back meanwhile went before, too. */
static void touch(const char *text, char kind, long first, long count, long stride) {
    long minflt = 0, majflt = 0, swapped = counter("VmSwap:");
    for (long i = 0; i < count; i++) {
        fresh();
        ask(kind, first + i * stride, 1);
        long now = counter("VmSwap:");
        note_reclaim(i, (now - swapped) * 1024 / PAGE + exchange->majflt, 0);
        swapped = now;
        minflt += exchange->minflt;
        majflt += exchange->majflt;
    }
    print_answer(text, "ok", minflt, majflt);
}

/* Lowers the limit by small steps, so that each is one call of reclaim at most. */
static void limit(const char *text, long kb) {
    int failed = 0;
    if (limit_kb > kb + FROM_KB) {
        limit_kb = kb + FROM_KB;
    }
    do {
        long before = limit_kb;
        limit_kb = before - STEP_KB < kb ? kb : before - STEP_KB;
        fresh();
        long swapped = counter("VmSwap:");
        failed = limit_group(limit_kb * 1024) == 0 ? 0 : errno;
        note_reclaim(limit_kb, (counter("VmSwap:") - swapped) * 1024 / PAGE, failed);
        limit_kb = failed ? before : limit_kb;
    } while (!failed && limit_kb > kb);
    print_answer(text, failed ? strerrorname_np(failed) : "ok", 0, 0);
}

static void operation(const char *text) {
    long first = 0, count = 0, stride = 1;
    char name[16];
    int words = sscanf(text, "%15s %ld %ld %ld", name, &first, &count, &stride);
    char kind = name[0];
    reclaims[0] = 0;
    reclaims_size = 0;
    if (strcmp(name, "limit") == 0 && words == 2) {
        limit(text, first);
        return;
    }
    int touches = kind == 'w' || kind == 'r';
    if (strchr("wrpcd", kind) == NULL || words < 3 || first < 0 || count < 0 || stride < 1 || (!touches && stride != 1)
        || first + (count - 1) * stride >= pages) {
        fail(1, "'%s' is no known operation", text);
    }
    if (touches) {
        touch(text, kind, first, count, stride);
        return;
    }
    fresh();
    ask(kind, first, count);
    print_answer(text, exchange->result == 0 ? "ok" : strerrorname_np((int) exchange->result), exchange->minflt,
                 exchange->majflt);
}

int main(void) {
    char text[LINE];
    clean_up = remove_all;
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    signal(SIGPIPE, SIG_IGN);
    if (fgets(text, sizeof text, stdin) == NULL || sscanf(text, "pages %ld", &pages) != 1 || pages < 1
        || pages > MOST_PAGES) {
        fail(1, "the script does not begin with pages N");
    }
    make_group();
    make_device(DEVICE_MB);
    start_process();
    start_anon = counter("RssAnon:");
    start_swap = counter("VmSwap:");
    printf("pages %ld -> ok minflt 0 majflt 0 | RssAnon 0 VmSwap 0 |\n", pages);
    while (fgets(text, sizeof text, stdin) != NULL) {
        text[strcspn(text, "\n")] = 0;
        char *arrow = strstr(text, " ->");
        if (arrow != NULL) {
            *arrow = 0;
        }
        if (strcmp(text, "state") == 0) {
            print_state();
        } else if (text[0] != 0) {
            operation(text);
        }
    }
    fflush(stdout);
    remove_all();
    return 0;
}
