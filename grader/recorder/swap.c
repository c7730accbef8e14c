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
#include <sched.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/swap.h>
#include <sys/wait.h>
#include "memcg.h"

enum { PAGE = 4096, MOST_PAGES = 1 << 16, LINE = 512, DEVICE_MB = 128 };

struct command {
    char kind; /* the operation's first letter; W and w are told apart as its name */
    long first, count, stride;
};

struct answer {
    long result, minflt, majflt;
};

static int device = -1;
static char device_path[32];
static pid_t child;
static int commands, answers, pagemap, status;
static char *area;
static long pages, start_anon, start_swap;

static void remove_all(void) {
    char text[64], path[64];
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    remove_group();
    if (device >= 0) {
        swapoff(device_path);
        snprintf(path, sizeof path, "/sys/block/zram%d/reset", device);
        write_file(path, "1");
        snprintf(text, sizeof text, "%d", device);
        write_file("/sys/class/zram-control/hot_remove", text);
    }
}

/* Makes a device and writes the head of a swap area on it: a version, the last page, and a magic word. */
static void make_device(void) {
    static char head[PAGE] __attribute__((aligned(PAGE)));
    const char *need = "swap needs root and the module zram";
    char text[32], path[64];
    int control = open("/sys/class/zram-control/hot_add", O_RDONLY | O_CLOEXEC);
    ssize_t size = control < 0 ? -1 : read(control, text, sizeof text - 1);
    if (size <= 0) {
        fail(2, "%s: no device can be added: %s", need, strerror(errno));
    }
    close(control);
    text[size] = 0;
    device = atoi(text);
    snprintf(device_path, sizeof device_path, "/dev/zram%d", device);
    snprintf(path, sizeof path, "/sys/block/zram%d/disksize", device);
    snprintf(text, sizeof text, "%dM", DEVICE_MB);
    if (write_file(path, text) != 0) {
        fail(2, "%s: %s has no size: %s", need, device_path, strerror(errno));
    }
    uint32_t *words = (uint32_t *) (head + 1024);
    words[0] = 1;
    words[1] = DEVICE_MB * 256 - 1;
    memcpy(head + PAGE - 10, "SWAPSPACE2", 10);
    int fd = open(device_path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, head, PAGE) != PAGE || fsync(fd) != 0 || close(fd) != 0 || swapon(device_path, 0) != 0) {
        fail(2, "%s: %s cannot be swapped to: %s", need, device_path, strerror(errno));
    }
}

/* The process. All pages of its own are locked, so that only the area's can be swapped out. */
static void be_process(int in, int out) {
    struct command command;
    struct answer answer = {0, 0, 0};
    struct rusage before, after;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (write(out, &answer, sizeof answer) == sizeof answer && read(in, &command, sizeof command) == sizeof command) {
        char *at = area + command.first * PAGE;
        answer.result = 0;
        getrusage(RUSAGE_SELF, &before);
        switch (command.kind) {
            case 'w':
            case 'r':
                for (long i = 0; i < command.count; i++, at += command.stride * PAGE) {
                    if (command.kind == 'w') {
                        *(volatile char *) at = 1;
                    } else {
                        *(volatile char *) at;
                    }
                }
                break;
            case 'p': answer.result = madvise(at, command.count * PAGE, MADV_PAGEOUT); break;
            case 'c': answer.result = madvise(at, command.count * PAGE, MADV_COLD); break;
            case 'd': answer.result = madvise(at, command.count * PAGE, MADV_DONTNEED); break;
            default: break;
        }
        getrusage(RUSAGE_SELF, &after);
        answer.result = answer.result == 0 ? 0 : errno;
        answer.minflt = after.ru_minflt - before.ru_minflt;
        answer.majflt = after.ru_majflt - before.ru_majflt;
    }
    _exit(0);
}

static struct answer await(void) {
    struct answer answer;
    if (read(answers, &answer, sizeof answer) != sizeof answer) {
        fail(3, "the measured process is gone");
    }
    return answer;
}

static void start_process(void) {
    int down[2], up[2];
    char path[64];
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one); /* else pages wait in another processor's batch */
    /* A child gets neither the pages (there are none yet) nor the lock of its parent's area, but its address. */
    area = mmap(NULL, pages * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    madvise(area, pages * PAGE, MADV_NOHUGEPAGE);
    if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0) {
        fail(2, "no pipe: %s", strerror(errno));
    }
    child = fork();
    if (child == 0) {
        if (mlockall(MCL_CURRENT) != 0 || munlock(area, pages * PAGE) != 0
            || mprotect(area, pages * PAGE, PROT_READ | PROT_WRITE) != 0) {
            _exit(1); /* while it allowed nothing, it was locked without getting pages */
        }
        be_process(down[0], up[1]);
    }
    close(down[0]);
    close(up[1]);
    commands = down[1];
    answers = up[0];
    await();
    join_group(child);
    snprintf(path, sizeof path, "/proc/%d/pagemap", child);
    pagemap = open(path, O_RDONLY | O_CLOEXEC);
    snprintf(path, sizeof path, "/proc/%d/status", child);
    status = open(path, O_RDONLY | O_CLOEXEC);
    if (pagemap < 0 || status < 0) {
        fail(2, "%s cannot be read: %s", path, strerror(errno));
    }
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

static void print_answer(const char *text, const char *result, long minflt, long majflt) {
    printf("%s -> %s minflt %ld majflt %ld | RssAnon %ld VmSwap %ld\n", text, result, minflt, majflt,
           counter("RssAnon:") - start_anon, counter("VmSwap:") - start_swap);
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

static void operation(const char *text) {
    struct command command = {text[0], 0, 0, 1};
    char name[16];
    int words = sscanf(text, "%15s %ld %ld %ld", name, &command.first, &command.count, &command.stride);
    if (strcmp(name, "limit") == 0 && words == 2) {
        int failed = limit_group(command.first * 1024);
        print_answer(text, failed ? strerrorname_np(errno) : "ok", 0, 0);
        return;
    }
    int strided = command.kind == 'w' || command.kind == 'r';
    if (strchr("wrpcd", command.kind) == NULL || words < 3 || command.first < 0 || command.count < 0 || command.stride < 1
        || (!strided && command.stride != 1) || command.first + (command.count - 1) * command.stride >= pages) {
        fail(1, "'%s' is no known operation", text);
    }
    if (write(commands, &command, sizeof command) != sizeof command) {
        fail(3, "the measured process takes no commands");
    }
    struct answer answer = await();
    print_answer(text, answer.result == 0 ? "ok" : strerrorname_np((int) answer.result), answer.minflt, answer.majflt);
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
    make_device();
    start_process();
    start_anon = counter("RssAnon:");
    start_swap = counter("VmSwap:");
    printf("pages %ld -> ok minflt 0 majflt 0 | RssAnon 0 VmSwap 0\n", pages);
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
