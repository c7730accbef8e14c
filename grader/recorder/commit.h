/*
 * Promises of memory (vm.overcommit_memory): sets the machine's rule around one call, and reads Committed_AS right
 * before and right after it.
 *
 * Committed_AS is the whole machine's. Before each call a ballast (memory that is promised to this program and never
 * touched) brings it to the same value, whatever the others have: the value at the start, and what the script's own
 * calls have changed. The settings are put back at the end; by a keeper, which outlives this program, if it is killed;
 * and by the next start if the keeper was killed as well.
 *
 * Others are spared: the rule is set while a call is made, and for a quarter of a millisecond or so; the reserve of
 * root (vm.admin_reserve_kbytes) is raised, which root's programs may use and the measured one may not; and a call is
 * left out if the machine's programs had less than 256 MB to be promised while it is made.
 */
#ifndef COMMIT_H
#define COMMIT_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "keeper.h"
#include "quiet.h"

enum { SETTINGS = 4, ALWAYS = 1, STRICT = 2, ADMIN_RESERVE_KB = 1 << 20, SPARE_PAGES = 1 << 16, TRIES = 200 };

/* The ratio comes last but for the limit in kB: writing one of the two sets the other to 0. */
static const char *const setting_names[SETTINGS] = {
    "overcommit_memory", "admin_reserve_kbytes", "overcommit_ratio", "overcommit_kbytes"};
static const char state_file[] = "/run/mm-recorder-overcommit";

static long settings_found[SETTINGS];
static int settings_state = -1;
static int mode_file = -1, meminfo_file = -1;
static int commit_mode;
static int call_is_strict;
static long memory_pages, swap_pages, user_reserve, batch_pages;
static long start_committed, own_committed; /* pages */
static char *ballast, *filler;
static long ballast_pages;
static const long BALLAST_LENGTH = 1L << 40;

static void fail(int code, const char *format, ...);

/* ---- settings ---- */

static int open_setting(const char *name, int flags) {
    char path[64];
    snprintf(path, sizeof path, "/proc/sys/vm/%s", name);
    return open(path, flags | O_CLOEXEC);
}

static long read_setting(const char *name) {
    char text[32];
    int fd = open_setting(name, O_RDONLY);
    ssize_t size = read(fd, text, sizeof text - 1);
    close(fd);
    if (size <= 0) {
        fail(2, "commit needs /proc/sys/vm/%s: %s", name, strerror(errno));
    }
    text[size] = 0;
    return atol(text);
}

static int write_setting(const char *name, long value) {
    char text[32];
    int size = snprintf(text, sizeof text, "%ld", value);
    int fd = open_setting(name, O_WRONLY);
    int done = fd >= 0 && write(fd, text, size) == size;
    int error = errno;
    close(fd);
    errno = error;
    return done ? 0 : -1;
}

static void put_back(const long values[SETTINGS]) {
    for (int i = 0; i < SETTINGS; i++) {
        int is_the_unused_limit = i >= 2 && values[i] == 0;
        if (!is_the_unused_limit) {
            write_setting(setting_names[i], values[i]);
        }
    }
}

static int read_state(long values[SETTINGS]) {
    char text[128] = "";
    ssize_t size = pread(settings_state, text, sizeof text - 1, 0);
    return size > 0 && sscanf(text, "%ld %ld %ld %ld\n", &values[0], &values[1], &values[2], &values[3]) == SETTINGS;
}

/* Puts back what an earlier recorder has left behind, and takes the right to change the settings: one at a time. */
static void take_settings(void) {
    int may_set = open_setting(setting_names[0], O_WRONLY);
    if (may_set < 0) {
        fail(2, "commit needs root, and may not set vm.overcommit_memory here: %s", strerror(errno));
    }
    close(may_set);
    settings_state = open(state_file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (settings_state < 0 || flock(settings_state, LOCK_EX) != 0) {
        fail(2, "commit needs root: %s cannot be kept: %s", state_file, strerror(errno));
    }
    if (read_state(settings_found)) {
        put_back(settings_found);
    }
    for (int i = 0; i < SETTINGS; i++) {
        settings_found[i] = read_setting(setting_names[i]);
    }
    if (settings_found[0] == STRICT) {
        fail(2, "commit is not recorded where vm.overcommit_memory is 2: this machine keeps its promises, and others rely on it");
    }
    char text[128];
    int size = snprintf(text, sizeof text, "%ld %ld %ld %ld\n",
                        settings_found[0], settings_found[1], settings_found[2], settings_found[3]);
    if (write_setting(setting_names[0], settings_found[0]) != 0) {
        fail(2, "commit needs root, and may not set vm.overcommit_memory here: %s", strerror(errno));
    }
    if (ftruncate(settings_state, 0) != 0 || pwrite(settings_state, text, size, 0) != size) {
        fail(2, "%s cannot be written: %s", state_file, strerror(errno));
    }
}

static void put_back_found(void) {
    put_back(settings_found);
}

/* ---- numbers ---- */

static long meminfo(const char *name, int must) {
    char text[8192];
    ssize_t size = pread(meminfo_file, text, sizeof text - 1, 0);
    text[size < 0 ? 0 : size] = 0;
    const char *found = strstr(text, name);
    if (found == NULL && must) {
        fail(3, "/proc/meminfo has no %s", name);
    }
    return found == NULL ? 0 : atol(found + strlen(name)) / 4;
}

static long committed(void) {
    return meminfo("\nCommitted_AS:", 1);
}

static long commit_limit(void) {
    return meminfo("\nCommitLimit:", 1);
}

/* The kernel counts on each processor by itself, up to so many pages (mm/mm_init.c, mm_compute_batch, strict mode). */
static long strict_batch(void) {
    long processors = sysconf(_SC_NPROCESSORS_CONF);
    long least = processors * 2 > 32 ? processors * 2 : 32;
    long by_size = memory_pages / processors / 256;
    return by_size > least ? by_size : least;
}

/* ---- one call ---- */

/* In pieces, as mode 0 refuses a single promise of more than the memory. */
static void promise(char *from, long pages, int yes) {
    long most = memory_pages / 4;
    for (long done = 0; done < pages; done += most) {
        long piece = pages - done < most ? pages - done : most;
        if (mprotect(from + done * 4096, piece * 4096, yes ? PROT_READ | PROT_WRITE : PROT_NONE) != 0) {
            fail(2, "the machine has too many promises for a recording: %s", strerror(errno));
        }
    }
}

/* Memory that is readable or nothing counts as no promise; writable it does, and no longer when it is not, as long as
   it was never touched. */
static void set_ballast(long pages) {
    if (pages < 0) {
        fail(2, "others are promised more and more on this machine: commit cannot be recorded just now");
    }
    if (pages > ballast_pages) {
        promise(ballast + ballast_pages * 4096, pages - ballast_pages, 1);
    } else {
        promise(ballast + pages * 4096, ballast_pages - pages, 0);
    }
    ballast_pages = pages;
}

static void set_mode(int mode) {
    char digit = (char) ('0' + mode);
    if (pwrite(mode_file, &digit, 1, 0) != 1) {
        fail(2, "vm.overcommit_memory cannot be set: %s", strerror(errno));
    }
}

static long wanted_committed(void) {
    return start_committed + own_committed;
}

/* Pages that strict mode still grants a process of so many pages; the last of them is refused. */
static long room(long process_pages) {
    long reserve = process_pages / 32 < user_reserve ? process_pages / 32 : user_reserve;
    return commit_limit() - ADMIN_RESERVE_KB / 4 - reserve - wanted_committed();
}

static int others_are_safe(void) {
    return commit_mode != STRICT || commit_limit() - wanted_committed() > SPARE_PAGES + batch_pages;
}

static void end_call(void) {
    set_mode((int) settings_found[0]);
    end_quiet();
    if (call_is_strict) {
        promise(filler, batch_pages - 1, 0);
    }
    call_is_strict = 0;
}

/* Sets the rule. In strict mode that gathers the counts of all processors; then the filler makes this processor's count
   so full that the next page brings it into the sum which the kernel compares. */
static void begin_call(int mode) {
    for (int i = 0; i < TRIES; i++) {
        long fill = mode == STRICT ? batch_pages - 1 : 0;
        set_ballast(ballast_pages + wanted_committed() - fill - committed());
        set_mode(mode);
        if (mode == STRICT) {
            call_is_strict = 1;
            promise(filler, fill, 1);
        }
        begin_quiet();
        if (committed() == wanted_committed()) {
            return;
        }
        end_call();
    }
    fail(3, "Committed_AS does not stand still on this machine");
}

/* Ends a call and prints what it has changed: Committed_AS since the start, and CommitLimit, in kB. */
static void print_commit(void) {
    own_committed = committed() - start_committed;
    long limit = commit_limit();
    end_call();
    printf(" | %ld %ld", own_committed * 4, limit * 4);
}

/* ---- start ---- */

/* Half of the memory, in whole GB; or as much again and again, where others were promised nearly that much. */
static long start_above(long others) {
    long start = memory_pages / 2 >> 18 << 18;
    if (start == 0) {
        fail(2, "commit is not recorded on a machine of less than 2 GB");
    }
    while (start - start / 4 < others) {
        start *= 2;
    }
    return start;
}

static pid_t owner;

static void end_commit(void) {
    if (getpid() == owner) {
        put_back(settings_found); /* the keeper does so as well, and then empties the file */
    }
}

static void start_commit(void) {
    meminfo_file = open("/proc/meminfo", O_RDONLY | O_CLOEXEC);
    take_settings();
    if (meminfo("\nHugetlb:", 0) != 0) {
        fail(2, "commit is not recorded where memory is set aside for huge pages (vm.nr_hugepages)");
    }
    start_keeper(put_back_found, settings_state);
    owner = getpid();
    atexit(end_commit);
    mode_file = open_setting("overcommit_memory", O_WRONLY);
    memory_pages = meminfo("MemTotal:", 1);
    swap_pages = meminfo("\nSwapTotal:", 1);
    user_reserve = read_setting("user_reserve_kbytes") / 4;
    batch_pages = strict_batch();
    start_committed = start_above(committed());
    ballast = mmap(NULL, BALLAST_LENGTH, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    filler = mmap(NULL, batch_pages * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mode_file < 0 || ballast == MAP_FAILED || filler == MAP_FAILED
        || write_setting("admin_reserve_kbytes", ADMIN_RESERVE_KB) != 0 || write_setting("overcommit_ratio", 50) != 0) {
        fail(2, "commit cannot be prepared: %s", strerror(errno));
    }
}

static void print_commit_head(void) {
    begin_call(ALWAYS);
    end_call();
    printf("commit MemTotal %ld SwapTotal %ld Committed_AS %ld admin_reserve %d user_reserve %ld\n",
           memory_pages * 4, swap_pages * 4, start_committed * 4, ADMIN_RESERVE_KB, user_reserve * 4);
}

#endif
