/*
 * Records what is charged to memory cgroups, when their limits are met, and whom the kernel kills then.
 *
 *   group < script > transcript
 *
 * The script begins with "groups swap PAGES"; docs/formats.md describes its lines. Those that begin with two blanks are
 * recorded answers and ignored; a line for a process that has ended, or for a group that was removed, is left out. All
 * groups are below one of this program's own, in which another process makes the kernel gather the groups' counters.
 *
 * So that nothing but the script's own pages is charged, a process is made and prepared outside of its group: its stack
 * and all that it writes to is shared memory, its page tables are there, and it talks through eventfds. What the kernel
 * needs for itself in a group (of a fork, most of it) is printed as well, and not asked for.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include "oom_log.h"
#include "zram.h"

enum {
    PAGE = 4096, LETTERS = 26, GROUPS = 8, NUMBERS = 6, LINE = 512, NAME = 64, STACK = 8 * PAGE, ZEROS = 256, PRIORITY = 10,
    TABLE = 512, CHUNK = 64, AREA_PAGES = 8192, SHARED_PAGES = 2048, FILE_PAGES = 4095, OBJECT_PAGES = 4160, KILL_PAUSE = 600000, ROOM_PAGES = 256
};

/* What a process is asked for, and its answer. */
struct slot {
    char kind;
    long page, count, result;
    char page_read[PAGE];
    char stack[STACK] __attribute__((aligned(PAGE)));
};

static struct {
    pid_t pid; /* 0: not yet, -1: gone */
    int asked, answered, pidfd;
    int is_killed;
} processes[LETTERS];

static struct {
    char name[NAME];
    int is_there;
    long kernel, swap; /* as they were printed last */
} groups[GROUPS];

static int group_count, data = -1, statistics;
static long swap_pages;
static char *area;
static volatile char *shared, *zeros;
static struct slot *slots;
static pid_t gatherer;
static int gather_asked, gather_answered;

static void end_all(void) {
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid > 0) {
            kill(processes[i].pid, SIGKILL);
            waitpid(processes[i].pid, NULL, 0);
        }
    }
    if (gatherer > 0) {
        kill(gatherer, SIGKILL);
        waitpid(gatherer, NULL, 0);
    }
    for (int i = group_count; i-- > -1;) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", group, i < 0 ? "gatherer" : groups[i].name);
        for (int tries = 0; tries < 100 && rmdir(path) != 0 && errno == EBUSY; tries++) {
            usleep(20000);
        }
    }
    remove_group();
    remove_device();
}

/* ---- the measured processes ---- */

/* Each table's last page is never given back, so that no table is. */
static char *at(long page) {
    return area + (page / (TABLE - 1) * TABLE + page % (TABLE - 1)) * PAGE;
}

/* The same of what the kernel keeps of the pages of an object (XA_CHUNK_SIZE): each piece's last page is this program's. */
static long in_object(long page) {
    return page / (CHUNK - 1) * CHUNK + page % (CHUNK - 1);
}

static void set_policy(int policy) {
    struct sched_param priority = {.sched_priority = policy == SCHED_FIFO ? PRIORITY : 0};
    sched_setscheduler(0, policy, &priority);
}

static int be_process(void *own);

/* The child gets a stack of its own: on a copied one, its and its parent's first writes would be charged. */
static long start_child(int letter) {
    return clone(be_process, slots[letter].stack + STACK, CLONE_PARENT | SIGCHLD, &slots[letter]);
}

static long do_command(struct slot *slot) {
    for (long page = slot->page; page < slot->page + slot->count; page++) {
        switch (slot->kind) {
            case 'w': *(volatile char *) at(page) = 1; break;
            case 's': shared[in_object(page) * PAGE] = 1; break;
            case 'd': madvise(at(page), PAGE, MADV_DONTNEED); break;
            case 'r':
                if (pread(data, slot->page_read, PAGE, in_object(page) * PAGE) != PAGE) {
                    return errno;
                }
                break;
            default: break;
        }
        madvise((void *) zeros, PAGE, MADV_COLD); /* puts the new page on its list */
    }
    return slot->kind == 'f' ? start_child((int) slot->count) : 0;
}

/* While it touches pages it yields to whoever is killed: that one's memory is back before this one asks again. */
static int be_process(void *own) {
    struct slot *slot = own;
    int letter = (int) (slot - slots);
    uint64_t one = 1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (write(processes[letter].answered, &one, sizeof one) == sizeof one
           && read(processes[letter].asked, &one, sizeof one) == sizeof one && slot->kind != 'x') {
        set_policy(SCHED_OTHER);
        slot->result = do_command(slot);
        set_policy(SCHED_FIFO);
        one = 1;
    }
    _exit(0);
}

/* What a process has from the beginning: page tables, full of zero pages, and a list of its own for pages to come. */
static int be_prepared(void *own) {
    for (long page = 0; page < AREA_PAGES; page++) {
        *(volatile char *) at(page);
    }
    for (long page = 0; page < AREA_PAGES + TABLE; page += TABLE) {
        area[(page + TABLE - 1) * PAGE] = 1;
    }
    return be_process(own);
}

static int letter_of(long pid) {
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid == pid) {
            return i;
        }
    }
    return -1;
}

static void print_sharers(int victim) {
    processes[victim].is_killed = 1;
}

/* Waits for an answer or an end; tells whether there was an answer. */
static int await(int letter) {
    struct pollfd until[2] = {{processes[letter].answered, POLLIN, 0}, {processes[letter].pidfd, POLLIN, 0}};
    uint64_t one;
    if (poll(until, processes[letter].pidfd < 0 ? 1 : 2, 30000) < 1) {
        fail(3, "process %c does not answer", letter + 'A');
    }
    return (until[0].revents & POLLIN) && read(processes[letter].answered, &one, sizeof one) == sizeof one;
}

static void order(int letter, char kind, long page, long count) {
    uint64_t one = 1;
    slots[letter].kind = kind;
    slots[letter].page = page;
    slots[letter].count = count;
    if (write(processes[letter].asked, &one, sizeof one) != sizeof one) {
        fail(3, "process %c takes no orders", letter + 'A');
    }
}

static void watch(int letter, pid_t pid) {
    processes[letter].pid = pid;
    processes[letter].pidfd = (int) syscall(SYS_pidfd_open, pid, 0);
    if (pid < 0 || processes[letter].pidfd < 0) {
        fail(3, "there is no process %c: %s", letter + 'A', strerror(errno));
    }
}

static void move(int letter, const char *name) {
    char path[128], text[32];
    snprintf(path, sizeof path, "%s/cgroup.procs", name);
    snprintf(text, sizeof text, "%d", processes[letter].pid);
    if (write_group(path, text) != 0) {
        fail(2, "no process may join %s: %s", name, strerror(errno));
    }
}

static void start(int letter, const char *name, long adj) {
    char path[64], text[32];
    processes[letter].pidfd = -1;
    watch(letter, clone(be_prepared, slots[letter].stack + STACK, SIGCHLD, &slots[letter]));
    await(letter);
    snprintf(path, sizeof path, "/proc/%d/oom_score_adj", processes[letter].pid);
    snprintf(text, sizeof text, "%ld", adj);
    if (write_file(path, text) != 0) {
        fail(2, "oom_score_adj %ld may not be set: %s", adj, strerror(errno));
    }
    move(letter, name);
}

/* Takes note of who has ended, and waits for those that were killed. */
static void bury(void) {
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid > 0
            && waitpid(processes[i].pid, NULL, processes[i].is_killed ? 0 : WNOHANG) == processes[i].pid) {
            processes[i].pid = -1;
            close(processes[i].pidfd);
        }
    }
}

/* ---- the kernel's answers ---- */

/* The log tells of which group's limit it was, after the table, and what the kernel itself had of it, before. */
static void read_other_line(const char *text) {
    static long kernel, charged, swapped;
    long kb, bytes;
    const char *of = strstr(text, "oom_memcg=");
    if (sscanf(text, "kmem: usage %ldkB", &kb) == 1) {
        kernel = kb * 1024 / PAGE;
    } else if (sscanf(text, "memory: usage %ldkB", &kb) == 1) {
        charged = kb * 1024 / PAGE;
        swapped = 0;
    } else if (sscanf(text, "memory+swap: usage %ldkB", &kb) == 1) {
        charged = kb * 1024 / PAGE;
    } else if (sscanf(text, "swap: usage %ldkB", &kb) == 1) {
        swapped = kb * 1024 / PAGE;
    } else if (version == 2 && sscanf(text, "kernel %ld", &bytes) == 1) {
        kernel = bytes / PAGE;
    } else if (of != NULL && strstr(of, strrchr(group, '/')) != NULL) {
        const char *name = strstr(of, strrchr(group, '/')) + strlen(strrchr(group, '/')) + 1;
        int length = (int) strcspn(name, ",");
        for (int i = 0; i < group_count; i++) {
            if (strncmp(groups[i].name, name, (size_t) length) == 0 && groups[i].name[length] == 0) {
                groups[i].kernel = kernel;
            }
        }
        printf("  limit of %.*s, kernel %ld", length, name, kernel);
        printf(swap_pages > 0 ? ", charged %ld\n" : "\n", charged + swapped);
    }
}

/*
 * A processor takes pages from a group's counter in advance, 64 at a time, and keeps what it has not used (the stock):
 * they look charged, and a full group would give pages back for them. The kernel empties the whole stock of a processor
 * that keeps pages of a group when that group is emptied: the gatherer's, which has just taken some.
 *
 * The kernel gathers a group's counters when enough of them have changed (memcg_vmstats_needs_flush): a process in a group
 * beside the script's faults that often, and reading the numbers of the group above all gathers those of all.
 */
static int be_gatherer(void *nothing) {
    uint64_t one = 1;
    long rounds = (sysconf(_SC_NPROCESSORS_ONLN) * 128 + ZEROS - 1) / ZEROS;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (write(gather_answered, &one, sizeof one) == sizeof one && read(gather_asked, &one, sizeof one) == sizeof one) {
        *(volatile char *) area = 1;
        madvise(area, PAGE, MADV_DONTNEED);
        for (long i = 0; nothing == NULL && i < rounds * ZEROS; i++) {
            zeros[i % ZEROS * PAGE];
            if (i % ZEROS == ZEROS - 1) {
                madvise((void *) zeros, ZEROS * PAGE, MADV_DONTNEED);
            }
        }
        one = 1;
    }
    _exit(0);
}

static void gather(void) {
    static char text[1 << 16];
    uint64_t one = 1;
    if (write(gather_asked, &one, sizeof one) != sizeof one || read(gather_answered, &one, sizeof one) != sizeof one
        || pread(statistics, text, sizeof text, 0) <= 0) {
        fail(3, "%s/memory.stat cannot be read: %s", group, strerror(errno));
    }
    if (version == 1) {
        write_group("gatherer/memory.force_empty", "0");
    } else {
        write_group("gatherer/memory.high", "0");
        write_group("gatherer/memory.high", "max");
    }
}

static void read_text(const char *name, const char *file, char *text, size_t size) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s/%s", group, name, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text + 1, size - 2);
    close(fd);
    if (length < 0) {
        fail(3, "%s cannot be read: %s", path, strerror(errno));
    }
    text[0] = '\n';
    text[length + 1] = 0;
}

static long value(const char *text, const char *name) {
    char line[64];
    snprintf(line, sizeof line, "\n%s ", name);
    const char *found = strstr(text, line);
    return found == NULL ? 0 : atol(found + strlen(line)) / PAGE;
}

static long pages_of(const char *name, const char *file) {
    char text[64];
    read_text(name, file, text, sizeof text);
    return text[1] == 'm' ? LONG_MAX / PAGE : atol(text + 1) / PAGE; /* "max" */
}

/* Reads pages of anonymous memory (in memory or swap), the file, the shared area, the kernel's own, those in swap, the sum. */
static void read_group(const char *name, long numbers[NUMBERS]) {
    static char text[1 << 16];
    read_text(name, "memory.stat", text, sizeof text);
    long shmem = value(text, version == 1 ? "total_shmem" : "shmem");
    long swap = version == 1 ? value(text, "total_swap") : pages_of(name, "memory.swap.current");
    numbers[0] = value(text, version == 1 ? "total_rss" : "anon") + swap;
    numbers[1] = value(text, version == 1 ? "total_cache" : "file") - shmem
                 - value(text, version == 1 ? "total_swapcached" : "swapcached");
    numbers[2] = shmem;
    numbers[3] = version == 1 ? pages_of(name, "memory.kmem.usage_in_bytes") : value(text, "kernel");
    numbers[4] = swap;
    numbers[5] = pages_of(name, version == 1 ? "memory.usage_in_bytes" : "memory.current");
}

/* The kernel gives some of its own pages back later (RCU), and they are in the stock again: until all add up. */
static void read_settled(const char *name, long numbers[NUMBERS]) {
    for (int i = 0; i < 100; i++) {
        read_group(name, numbers);
        if (numbers[0] - numbers[4] + numbers[1] + numbers[2] + numbers[3] == numbers[5]) {
            return;
        }
        usleep(5000);
        gather();
    }
    fail(3, "the numbers of %s do not add up: %ld pages, and %ld in all", name,
         numbers[0] - numbers[4] + numbers[1] + numbers[2] + numbers[3], numbers[5]);
}

static void print_answer(const char *text, const char *result) {
    long numbers[GROUPS][NUMBERS];
    gather();
    for (int i = 0; i < group_count; i++) {
        if (groups[i].is_there) {
            read_settled(groups[i].name, numbers[i]);
            if (numbers[i][3] != groups[i].kernel || numbers[i][4] != groups[i].swap) {
                groups[i].kernel = numbers[i][3];
                groups[i].swap = numbers[i][4];
                printf("  %s kernel %ld swap %ld\n", groups[i].name, groups[i].kernel, groups[i].swap);
            }
        }
    }
    printf("%s -> %s", text, result);
    for (int i = 0; i < group_count; i++) {
        if (groups[i].is_there) {
            printf(" | %s anon %ld file %ld shmem %ld usage %ld", groups[i].name, numbers[i][0], numbers[i][1],
                   numbers[i][2], numbers[i][5]);
        }
    }
    putchar('\n');
}

/* ---- operations ---- */

static int is_near_its_limit(const char *name) {
    return pages_of(name, version == 1 ? "memory.limit_in_bytes" : "memory.max")
               - pages_of(name, version == 1 ? "memory.usage_in_bytes" : "memory.current")
           < ROOM_PAGES;
}

/* The group's number, or -1 if it has been removed. */
static int find_group(const char *name) {
    for (int i = 0; i < group_count; i++) {
        if (strcmp(groups[i].name, name) == 0) {
            return groups[i].is_there ? i : -1;
        }
    }
    fail(1, "there is no group %s", name);
    return -1;
}

static int set_limit(const char *name, const char *file, long kb) {
    char path[128], text[32];
    snprintf(path, sizeof path, "%s/%s", name, file);
    snprintf(text, sizeof text, "%ld", kb < 0 ? -1 : kb * 1024);
    return write_group(path, kb < 0 && version == 2 ? "max" : text) == 0 ? 0 : errno;
}

/* In version 1 there is a limit of memory and swap together, which is never below the one of memory. */
static int limit(const char *name, long kb, long swap_kb) {
    const char *memory = version == 1 ? "memory.limit_in_bytes" : "memory.max";
    const char *swap = version == 1 ? "memory.memsw.limit_in_bytes" : "memory.swap.max";
    long second = version == 1 && swap_kb >= 0 ? kb + swap_kb : swap_kb;
    if (swap_pages == 0) {
        return set_limit(name, memory, kb);
    }
    int failed = set_limit(name, memory, kb);
    if (failed == 0) {
        return set_limit(name, swap, second);
    }
    return failed == EINVAL && set_limit(name, swap, second) == 0 ? set_limit(name, memory, kb) : failed;
}

static int make(const char *name, long kb, long swap_kb) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", group, name);
    if (group_count == GROUPS || strlen(name) >= NAME || mkdir(path, 0755) != 0) {
        fail(1, "the group %s cannot be made", name);
    }
    strcpy(groups[group_count].name, name);
    groups[group_count++].is_there = 1;
    snprintf(path, sizeof path, "%s/%s", name, version == 1 ? "memory.swappiness" : "cgroup.subtree_control");
    if (version == 1 || strchr(name, '/') == NULL) {
        write_group(path, version == 2 ? "+memory" : swap_pages == 0 ? "0" : "60");
    }
    if (version == 2 && swap_pages == 0) {
        set_limit(name, "memory.swap.max", 0);
    }
    return kb < 0 ? 0 : limit(name, kb, swap_kb);
}

static int do_group(const char *name, const char *what, long kb, long swap_kb) {
    char path[256];
    if (strcmp(what, "group") == 0) {
        return make(name, kb, swap_kb);
    }
    int i = find_group(name);
    if (strcmp(what, "limit") == 0) {
        return limit(name, kb, swap_kb);
    }
    if (strcmp(what, "empty") == 0) {
        snprintf(path, sizeof path, "%s/%s", name, version == 1 ? "memory.force_empty" : "memory.reclaim");
        return write_group(path, version == 1 ? "0" : "1G") == 0 || errno == EAGAIN ? 0 : errno;
    }
    snprintf(path, sizeof path, "%s/%s", group, name);
    groups[i].is_there = rmdir(path) != 0;
    return groups[i].is_there ? errno : 0;
}

static const char *do_process(int letter, const char *what, long first, long count) {
    static const char *const names[] = {"write", "share", "read", "drop"};
    static const long most[] = {AREA_PAGES, SHARED_PAGES, FILE_PAGES, AREA_PAGES};
    for (int i = 0; i < 4; i++) {
        if (strcmp(names[i], what) == 0) {
            if (first < 0 || count < 0 || first + count > most[i]) {
                fail(1, "there are not so many pages");
            }
            order(letter, what[0], first, count);
            int lives = await(letter);
            return !lives ? "killed" : slots[letter].result == 0 ? "ok" : strerrorname_np((int) slots[letter].result);
        }
    }
    fail(1, "'%s' is no known operation", what);
    return NULL;
}

static const char *do_fork(int letter, int child) {
    if (child < 0 || child >= LETTERS || processes[child].pid != 0) {
        fail(1, "there is no such new process");
    }
    processes[child].pidfd = -1;
    order(letter, 'f', 0, child);
    await(letter);
    if (slots[letter].result <= 0) {
        return "ENOMEM";
    }
    watch(child, (pid_t) slots[letter].result);
    await(child);
    return "ok";
}

static void print_cache(void) {
    static unsigned char is_cached[OBJECT_PAGES + 1];
    void *mapped = mmap(NULL, OBJECT_PAGES * PAGE, PROT_READ, MAP_SHARED, data, 0);
    if (mapped == MAP_FAILED || mincore(mapped, OBJECT_PAGES * PAGE, is_cached) != 0) {
        fail(3, "the page cache cannot be looked at: %s", strerror(errno));
    }
    munmap(mapped, OBJECT_PAGES * PAGE);
    printf("cache ->");
    for (long i = 0, run = 0; i < FILE_PAGES; i++) {
        int now = is_cached[in_object(i)] & 1;
        run++;
        if (i + 1 == FILE_PAGES || now != (is_cached[in_object(i + 1)] & 1)) {
            printf(" %c%ld", now ? 'P' : '.', run);
            run = 0;
        }
    }
    putchar('\n');
}

static void operation(const char *text) {
    char name[NAME], what[16], other[NAME] = "";
    long first = 0, count = 0;
    const char *result = "ok";
    if (strcmp(text, "cache") == 0) {
        print_cache();
        return;
    }
    if (text[1] == ':') {
        int letter = text[0] - 'A';
        int words = sscanf(text + 2, "%15s %63s %ld", what, other, &count);
        if (letter < 0 || letter >= LETTERS || words < 1) {
            fail(1, "'%s' is no operation", text);
        }
        int is_new = strcmp(what, "start") == 0;
        if (processes[letter].pid < 0 || (processes[letter].pid == 0) != is_new) {
            return;
        }
        int to_group = is_new || strcmp(what, "move") == 0;
        if (to_group && find_group(other) < 0) {
            return;
        }
        if (is_new) {
            start(letter, other, count);
        } else if (to_group) {
            move(letter, other);
        } else if (strcmp(what, "fork") == 0) {
            for (int i = 0; i < group_count; i++) {
                if (groups[i].is_there && is_near_its_limit(groups[i].name)) {
                    return; /* what the kernel itself needs of it is not predicted */
                }
            }
            result = do_fork(letter, other[0] - 'A');
        } else if (strcmp(what, "exit") == 0) {
            order(letter, 'x', 0, 0);
            processes[letter].is_killed = 1;
        } else {
            result = do_process(letter, what, atol(other), count);
        }
    } else if (sscanf(text, "forget %ld %ld", &first, &count) == 2) {
        for (long page = first; page < first + count; page++) {
            posix_fadvise(data, in_object(page) * PAGE, PAGE, POSIX_FADV_DONTNEED);
        }
    } else {
        long kb = -1, swap_kb = -1;
        if (sscanf(text, "%15s %63s %ld swap %ld", what, name, &kb, &swap_kb) < 2) {
            fail(1, "'%s' is no operation", text);
        }
        if (strcmp(what, "group") != 0 && find_group(name) < 0) {
            return;
        }
        int failed = do_group(name, what, kb, swap_kb);
        result = failed == 0 ? "ok" : strerrorname_np(failed);
    }
    usleep(20000); /* somebody else's end may still be under way */
    int kills = read_log();
    bury();
    print_answer(text, result);
    if (kills > 0) {
        usleep(KILL_PAUSE); /* the kernel prints ten tables in five seconds, no more */
    }
}

/* ---- start ---- */

static void *map(size_t size, int protection, int sharing) {
    void *address = mmap(NULL, size + (TABLE + 1) * PAGE, protection, sharing | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED) {
        fail(2, "no memory: %s", strerror(errno));
    }
    madvise(address, size + TABLE * PAGE, MADV_NOHUGEPAGE);
    return address;
}

static void *aligned(size_t size, int sharing) {
    uintptr_t address = (uintptr_t) map(size + TABLE * PAGE, PROT_READ | PROT_WRITE, sharing);
    return (void *) ((address + TABLE * PAGE - 1) / (TABLE * PAGE) * (TABLE * PAGE));
}

/* A file on a disk, of which nothing is in memory. */
static void make_file(void) {
    char path[] = "/var/tmp/mm-recorder-XXXXXX";
    static char block[PAGE];
    struct statfs system;
    data = mkostemp(path, O_CLOEXEC);
    if (data < 0 || unlink(path) != 0 || fstatfs(data, &system) != 0 || system.f_type == 0x01021994) {
        fail(2, "group needs a file on a disk, in /var/tmp");
    }
    memset(block, 1, sizeof block);
    for (int i = 0; i < OBJECT_PAGES; i++) {
        if (pwrite(data, block, PAGE, (off_t) i * PAGE) != PAGE) {
            fail(2, "/var/tmp is full: %s", strerror(errno));
        }
    }
    if (fsync(data) != 0 || posix_fadvise(data, 0, 0, POSIX_FADV_DONTNEED) != 0
        || posix_fadvise(data, 0, 0, POSIX_FADV_RANDOM) != 0) {
        fail(2, "the file in /var/tmp stays in memory: %s", strerror(errno));
    }
    for (int i = CHUNK - 1; i < OBJECT_PAGES; i += CHUNK) {
        if (pread(data, block, PAGE, (off_t) i * PAGE) != PAGE) {
            fail(2, "the file in /var/tmp cannot be read: %s", strerror(errno));
        }
    }
}

static void start_gatherer(void) {
    char path[256];
    static char stack[STACK] __attribute__((aligned(16)));
    snprintf(path, sizeof path, "%s/gatherer", group);
    if (mkdir(path, 0755) != 0) {
        fail(2, "%s cannot be made: %s", path, strerror(errno));
    }
    gather_asked = eventfd(0, EFD_CLOEXEC);
    gather_answered = eventfd(0, EFD_CLOEXEC);
    gatherer = clone(be_gatherer, stack + STACK, SIGCHLD, NULL);
    uint64_t one;
    char text[32];
    snprintf(text, sizeof text, "%d", gatherer);
    if (gatherer < 0 || read(gather_answered, &one, sizeof one) != sizeof one
        || write_group("gatherer/cgroup.procs", text) != 0) {
        fail(2, "nobody gathers the counters: %s", strerror(errno));
    }
    snprintf(path, sizeof path, "%s/memory.stat", group);
    statistics = open(path, O_RDONLY | O_CLOEXEC);
}

static void prepare(void) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    set_policy(SCHED_FIFO);
    area = aligned((AREA_PAGES / (TABLE - 1) + 1) * TABLE * PAGE, MAP_PRIVATE);
    shared = aligned((SHARED_PAGES + 2 * TABLE) * PAGE, MAP_SHARED);
    for (long page = CHUNK - 1; page < in_object(SHARED_PAGES) + CHUNK; page += CHUNK) {
        shared[page * PAGE] = 1;
    }
    zeros = map(ZEROS * PAGE, PROT_READ, MAP_PRIVATE);
    slots = map(LETTERS * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED);
    memset(slots, 0, LETTERS * sizeof *slots);
    for (int i = 0; i < LETTERS; i++) {
        processes[i].asked = eventfd(0, EFD_CLOEXEC);
        processes[i].answered = eventfd(0, EFD_CLOEXEC);
    }
}

/* The C library's area of rseq is written by the kernel, in a page that each process would copy: do without it. */
static void without_rseq(char **arguments) {
    const char *name = "GLIBC_TUNABLES", *wish = "glibc.pthread.rseq=0";
    if (getenv(name) == NULL || strcmp(getenv(name), wish) != 0) {
        setenv(name, wish, 1);
        execv("/proc/self/exe", arguments);
        fail(3, "this program cannot start itself: %s", strerror(errno));
    }
}

static long total_swap(void) {
    char text[8192];
    int fd = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
    ssize_t size = read(fd, text, sizeof text - 1);
    close(fd);
    text[size < 0 ? 0 : size] = 0;
    const char *found = strstr(text, "\nSwapTotal:");
    return found == NULL ? 0 : atol(found + 11) * 1024 / PAGE;
}

int main(int count, char **arguments) {
    char text[LINE];
    without_rseq(arguments);
    clean_up = end_all;
    other_line = read_other_line;
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    if (count > 1 || fgets(text, sizeof text, stdin) == NULL || sscanf(text, "groups swap %ld", &swap_pages) != 1) {
        fail(1, "the script does not begin with groups swap PAGES");
    }
    open_log();
    make_group();
    if (version == 2) {
        write_group("cgroup.subtree_control", "+memory");
    }
    if (swap_pages > 0) {
        make_device((int) ((swap_pages + 255) / 256));
        swap_pages = total_swap();
    }
    make_file();
    prepare();
    start_gatherer();
    printf("groups swap %ld version %d\n", swap_pages, version);
    while (fgets(text, sizeof text, stdin) != NULL) {
        text[strcspn(text, "\n")] = 0;
        char *arrow = strstr(text, " ->");
        if (arrow != NULL) {
            *arrow = 0;
        }
        if (text[0] != ' ' && text[0] != 0) {
            operation(text);
        }
    }
    fflush(stdout);
    end_all();
    return 0;
}
