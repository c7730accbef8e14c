/*
 * For probes that need a swap area: this machine's, or, for root and where the kernel has zram, one of 16 MB in
 * compressed memory that is there for the length of the probe. Only the probe's own pages are sent to it.
 */
#ifndef SWAP_H
#define SWAP_H

#include <sys/swap.h>

enum { AREA_MB = 16 };

static int device = -1;
static char device_path[32];

/* Takes the device away. Called for each end, the time limit's included. */
static void remove_swap(void) {
    char what[64], path[64];
    if (device >= 0) {
        swapoff(device_path);
        snprintf(path, sizeof path, "/sys/block/zram%d/reset", device);
        put(path, "1");
        snprintf(what, sizeof what, "%d", device);
        put("/sys/class/zram-control/hot_remove", what);
        device = -1;
    }
}

static void on_time(int signal) {
    (void) signal;
    remove_swap();
    _exit(1);
}

/* Makes a device and writes the head of a swap area on it: a version, the last page, a magic word. */
static void make_swap(void) {
    static char head[PAGE] __attribute__((aligned(PAGE)));
    char what[64], path[64];
    int control = open("/sys/class/zram-control/hot_add", O_RDONLY | O_CLOEXEC);
    ssize_t length = control < 0 ? -1 : read(control, what, sizeof what - 1);
    if (length <= 0) {
        skip("there is no swap area here, and no right or no zram to make one");
    }
    close(control);
    what[length] = 0;
    device = atoi(what);
    signal(SIGALRM, on_time);
    signal(SIGTERM, on_time);
    alarm(5);
    snprintf(device_path, sizeof device_path, "/dev/zram%d", device);
    snprintf(path, sizeof path, "/sys/block/zram%d/disksize", device);
    snprintf(what, sizeof what, "%dM", AREA_MB);
    uint32_t *words = (uint32_t *) (head + 1024);
    words[0] = 1;
    words[1] = AREA_MB * 256 - 1;
    memcpy(head + PAGE - 10, "SWAPSPACE2", 10);
    int sized = put(path, what);
    int file = open(device_path, O_WRONLY | O_CLOEXEC);
    if (sized != 0 || file < 0 || write(file, head, PAGE) != PAGE || fsync(file) != 0 || close(file) != 0
        || swapon(device_path, 0) != 0) {
        remove_swap();
        skip("no swap area could be made on zram");
    }
}

static void find_swap(void) {
    if (meminfo("SwapTotal:") == 0) {
        make_swap();
    } else if (meminfo("SwapFree:") < 4 * KB) {
        skip("the swap area of this machine is full");
    }
}

/* Fills each page with other bytes: equal ones, zeros above all, are not written out at all. */
static UNUSED void fill(char *at, size_t bytes) {
    uint64_t random = 88172645463325252;
    for (size_t i = 0; i < bytes / sizeof random; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        ((uint64_t *) at)[i] = random;
    }
}

/* Asks for the pages to go, up to five times, as those that are being written cannot go yet. */
static UNUSED void swap_out(char *at, size_t bytes) {
    for (int i = 0; i < 5; i++) {
        if (madvise(at, bytes, MADV_PAGEOUT) != 0) {
            remove_swap();
            skip("this kernel has no MADV_PAGEOUT (it came with 5.4)");
        }
        if (of_mapping(at, "Rss:") == 0) {
            return;
        }
        usleep(20000);
    }
}

/* How many pages the whole machine has written to swap areas. */
static UNUSED long written(void) {
    return number("/proc/vmstat", "pswpout ");
}

#define answer_swapped(...) \
    do { \
        char line[256]; \
        snprintf(line, sizeof line, __VA_ARGS__); \
        remove_swap(); \
        answer("%s", line); \
    } while (0)

#endif
