/*
 * Huge pages: sets the machine's rule for the time of a recording, and tells what /proc says of them.
 *
 * Memory gets them only where the program has asked (enabled = madvise), of 2 MB and no other size, and the huge page of
 * zeros is used. khugepaged, which makes huge pages of small ones behind a program's back, sleeps: it is woken when a first
 * process asks for huge pages, so another one has asked before, and stays. The settings are put back at the end; by a keeper, which outlives this program, if it is killed; and by the next start if the keeper was killed.
 */
#ifndef HUGE_H
#define HUGE_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>
#include "keeper.h"

enum { MOST_HUGE_SETTINGS = 32, HUGE_TEXT = 64, HUGE_SIZE = 2 << 20 };

static const char huge_folder[] = "/sys/kernel/mm/transparent_hugepage";
static const char huge_state_file[] = "/run/mm-recorder-huge";

struct huge_setting {
    char name[HUGE_TEXT], found[HUGE_TEXT];
};

static struct huge_setting huge_settings[MOST_HUGE_SETTINGS];
static int huge_count;
static int huge_state = -1, kpageflags = -1;
static pid_t huge_owner;

/* ---- settings ---- */

static int open_huge(const char *name, int flags) {
    char path[192];
    snprintf(path, sizeof path, "%s/%s", huge_folder, name);
    return open(path, flags | O_CLOEXEC);
}

/* Reads a setting; of a choice ("always [madvise] never") the word that is chosen. 0 if there is no such file. */
static int read_huge(const char *name, char value[HUGE_TEXT]) {
    char text[256];
    int fd = open_huge(name, O_RDONLY);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) {
        close(fd);
    }
    if (size <= 0) {
        return 0;
    }
    text[size] = 0;
    char *chosen = strchr(text, '[');
    chosen = chosen == NULL ? text : chosen + 1;
    chosen[strcspn(chosen, "]\n")] = 0;
    snprintf(value, HUGE_TEXT, "%.63s", chosen);
    return 1;
}

static int write_huge(const char *name, const char *value) {
    int fd = open_huge(name, O_WRONLY);
    ssize_t size = (ssize_t) strlen(value);
    int done = fd >= 0 && write(fd, value, size) == size;
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return done;
}

static void put_back_huge(void) {
    for (int i = 0; i < huge_count; i++) {
        write_huge(huge_settings[i].name, huge_settings[i].found);
    }
}

/* Puts back what an earlier recorder has left behind. */
static void put_back_left(void) {
    char text[4096];
    ssize_t size = pread(huge_state, text, sizeof text - 1, 0);
    text[size < 0 ? 0 : size] = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char name[HUGE_TEXT], value[HUGE_TEXT];
        if (sscanf(line, "%63s %63s", name, value) == 2) {
            write_huge(name, value);
        }
    }
}

static void remember_huge(const char *name) {
    struct huge_setting *setting = &huge_settings[huge_count];
    if (huge_count < MOST_HUGE_SETTINGS && read_huge(name, setting->found)) {
        snprintf(setting->name, HUGE_TEXT, "%s", name);
        huge_count++;
    }
}

static void set_huge(const char *name, const char *value) {
    if (!write_huge(name, value)) {
        fail(2, "huge needs root, and may not set %s/%s here: %s", huge_folder, name, strerror(errno));
    }
}

/* The sizes have a folder each, since Linux 6.8: hugepages-64kB, hugepages-2048kB. */
static void each_size(void (*take)(const char *)) {
    DIR *folder = opendir(huge_folder);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char name[HUGE_TEXT], value[HUGE_TEXT];
        if (strncmp(entry->d_name, "hugepages-", 10) == 0) {
            snprintf(name, sizeof name, "%.40s/enabled", entry->d_name);
            if (read_huge(name, value)) {
                take(name);
            }
        }
    }
    closedir(folder);
}

static void set_size(const char *name) {
    set_huge(name, strncmp(name, "hugepages-2048kB/", 17) == 0 ? "inherit" : "never");
}

static void take_huge_settings(void) {
    char value[HUGE_TEXT];
    if (!read_huge("enabled", value)) {
        fail(2, "huge needs a kernel with transparent huge pages: there is no %s", huge_folder);
    }
    huge_state = open(huge_state_file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (huge_state < 0 || flock(huge_state, LOCK_EX) != 0) {
        fail(2, "huge needs root: %s cannot be kept: %s", huge_state_file, strerror(errno));
    }
    put_back_left();
    remember_huge("enabled");
    remember_huge("defrag");
    remember_huge("use_zero_page");
    each_size(remember_huge);
    remember_huge("khugepaged/scan_sleep_millisecs"); /* the last: it wakes khugepaged */
    char text[4096];
    int size = 0;
    for (int i = 0; i < huge_count; i++) {
        size += snprintf(text + size, sizeof text - size, "%s %s\n", huge_settings[i].name, huge_settings[i].found);
    }
    set_huge("enabled", huge_settings[0].found);
    if (ftruncate(huge_state, 0) != 0 || pwrite(huge_state, text, size, 0) != size) {
        fail(2, "%s cannot be written: %s", huge_state_file, strerror(errno));
    }
}

/* ---- khugepaged ---- */

/* Whether khugepaged waits; -1 from within a pid namespace, where it is not seen. */
static int khugepaged_waits(void) {
    DIR *proc = opendir("/proc");
    int waits = -1;
    for (struct dirent *entry = readdir(proc); entry != NULL && waits < 0; entry = readdir(proc)) {
        char path[300], text[128] = "";
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        int fd = entry->d_name[0] < '1' || entry->d_name[0] > '9' ? -1 : open(path, O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
            ssize_t size = read(fd, text, sizeof text - 1);
            close(fd);
            char *name = size > 0 ? strstr(text, "(khugepaged) ") : NULL;
            waits = name == NULL ? -1 : name[13] == 'S';
        }
    }
    closedir(proc);
    return waits;
}

static long full_scans(void) {
    char value[HUGE_TEXT];
    return read_huge("khugepaged/full_scans", value) ? atol(value) : 0;
}

/* A process that has asked for huge pages, and stays as long as the recorder: khugepaged's list is not empty any more. */
static void start_decoy(void) {
    pid_t decoy = fork();
    if (decoy < 0) {
        fail(2, "no process: %s", strerror(errno));
    }
    if (decoy == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        char *area = mmap(NULL, 2 * HUGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (area != MAP_FAILED) {
            area[0] = area[HUGE_SIZE] = 1;
            madvise(area, 2 * HUGE_SIZE, MADV_HUGEPAGE);
        }
        for (;;) {
            pause();
        }
    }
}

/* Sends khugepaged to sleep, for an hour after it has gone through its list once more: nothing wakes it before. (Two
   recordings of a script must be the same all the same.) */
static void put_khugepaged_to_sleep(void) {
    set_huge("khugepaged/scan_sleep_millisecs", "3600000");
    long before = full_scans();
    start_decoy();
    int asleep = 0;
    for (int ms = 0; asleep < 3 && ms < 2000; ms++) {
        usleep(1000);
        asleep = full_scans() != before && khugepaged_waits() != 0 ? asleep + 1 : 0;
    }
}

static void end_huge(void) {
    if (getpid() == huge_owner) {
        put_back_huge(); /* the keeper does so as well, and then empties the file */
    }
}

static void start_huge(void) {
    take_huge_settings();
    start_keeper(put_back_huge, huge_state);
    huge_owner = getpid();
    atexit(end_huge);
    set_huge("enabled", "madvise");
    set_huge("defrag", "madvise");
    set_huge("use_zero_page", "1");
    each_size(set_size);
    put_khugepaged_to_sleep();
    kpageflags = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
    if (kpageflags < 0) {
        fail(2, "huge needs root, and /proc/kpageflags: %s", strerror(errno));
    }
}

/* ---- what /proc says ---- */

/* Whether a frame is one of zeros: the zero page, or a part of the huge one (KPF_ZERO_PAGE). */
static int is_zero_frame(uint64_t pfn) {
    uint64_t flags = 0;
    return pfn != 0 && pread(kpageflags, &flags, sizeof flags, pfn * sizeof flags) == sizeof flags && (flags >> 24 & 1);
}

/* The PAGEMAP_SCAN call of linux/fs.h, since Linux 6.7; not in the headers of older systems. */
struct scan_region {
    uint64_t start, end, categories;
};

struct scan_argument {
    uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages;
    uint64_t category_inverted, category_mask, category_anyof_mask, return_mask;
};

/* Whether an entry of level 2 maps a page, and no page table lies below it. */
static int is_huge_page(int pagemap, uint64_t address) {
    const uint64_t is_huge = 1 << 6;
    struct scan_region region = {0, 0, 0};
    struct scan_argument argument = {
        .size = sizeof argument,
        .start = address & -4096UL,
        .end = (address & -4096UL) + 4096,
        .vec = (uint64_t) &region,
        .vec_len = 1,
        .category_mask = is_huge,
        .return_mask = is_huge,
    };
    int found = ioctl(pagemap, _IOWR('f', 16, struct scan_argument), &argument);
    if (found < 0) {
        fail(2, "huge needs PAGEMAP_SCAN of /proc/PID/pagemap (Linux 6.7): %s", strerror(errno));
    }
    return found == 1;
}

#endif
