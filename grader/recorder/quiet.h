/*
 * A quiet moment: no other program runs while one call is made and looked at. This program and the ones it starts run at
 * once whenever they can (SCHED_FIFO); on each other processor, one of its own is kept busy for the time of the call,
 * which is some 0.1 ms, and at most 20 ms. Where that is not allowed, there is no quiet, and more recordings differ.
 */
#ifndef QUIET_H
#define QUIET_H

#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PROCESSORS = 256, PRIORITY = 50, LONGEST_NS = 20000000 };

struct quiet {
    atomic_int wanted; /* a futex: goes up at each begin and each end, odd in between */
    atomic_int spinning;
};

static struct quiet *quiet;
static int spinners;

static long quiet_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void spin(void) {
    int last = 0;
    for (;;) {
        int now = atomic_load(&quiet->wanted);
        if (now == last || now % 2 == 0) {
            syscall(SYS_futex, &quiet->wanted, FUTEX_WAIT, now, NULL, NULL, 0);
            continue;
        }
        last = now;
        long end = quiet_ns() + LONGEST_NS;
        atomic_fetch_add(&quiet->spinning, 1);
        while (atomic_load(&quiet->wanted) == now && quiet_ns() < end) {}
        atomic_fetch_sub(&quiet->spinning, 1);
    }
}

/* Starts the programs that keep the other processors busy; call it after this one has chosen its own. */
static void prepare_quiet(void) {
    struct sched_param priority = {.sched_priority = PRIORITY};
    cpu_set_t all, one;
    int own = sched_getcpu();
    sched_getaffinity(1, sizeof all, &all);
    if (sched_setscheduler(0, SCHED_FIFO, &priority) != 0) {
        return;
    }
    quiet = mmap(NULL, sizeof *quiet, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int processor = 0; processor < MOST_PROCESSORS; processor++) {
        if (!CPU_ISSET(processor, &all) || processor == own) {
            continue;
        }
        CPU_ZERO(&one);
        CPU_SET(processor, &one);
        pid_t pid = fork();
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
            sched_setaffinity(0, sizeof one, &one);
            spin();
        }
        spinners += pid > 0;
    }
}

static void begin_quiet(void) {
    if (spinners > 0) {
        atomic_fetch_add(&quiet->wanted, 1);
        syscall(SYS_futex, &quiet->wanted, FUTEX_WAKE, MOST_PROCESSORS, NULL, NULL, 0);
        long end = quiet_ns() + LONGEST_NS;
        while (atomic_load(&quiet->spinning) < spinners && quiet_ns() < end) {}
    }
}

static void end_quiet(void) {
    if (spinners > 0) {
        atomic_fetch_add(&quiet->wanted, 1);
        while (atomic_load(&quiet->spinning) > 0) {}
    }
}

#endif
