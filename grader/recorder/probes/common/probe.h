/*
 * What the probes have in common. A probe measures one claim of the handbook on the running kernel, prints one line and
 * ends. It needs no rights (or says that it is skipped), changes nothing that outlives it, and is done in well under a
 * second; the time limit is the caller's. Nothing here allocates, so that malloc stays untouched until a probe asks.
 */
#ifndef PROBE_H
#define PROBE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

enum { PAGE = 4096, KB = 1024, MB = 1 << 20, SKIPPED = 77 };

#define GB (1024L * MB)

/* An address with nothing near it: its tables of all levels but the root are missing. */
#define EMPTY ((char *) 0x100000000000)

#define UNUSED __attribute__((unused))

static char text[1 << 16];
static sigjmp_buf back;
static volatile int caught;
static volatile long caught_error;
static void *volatile caught_address;

static UNUSED const char *error_name(int error) {
    switch (error) {
        case 0: return "0";
        case EPERM: return "EPERM";
        case ENOMEM: return "ENOMEM";
        case EACCES: return "EACCES";
        case EEXIST: return "EEXIST";
        case EFAULT: return "EFAULT";
        case EINVAL: return "EINVAL";
        default: return strerror(error);
    }
}

/* Prints the answer, all of it at once, and ends. */
static UNUSED void answer(const char *format, ...) {
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    line[length++] = '\n';
    _exit(write(1, line, (size_t) length) == length ? 0 : 1);
}

/* Says in one sentence why this machine cannot be asked, and ends. */
static UNUSED void skip(const char *why) {
    if (write(1, why, strlen(why)) > 0) {
        _exit(SKIPPED);
    }
    _exit(1);
}

/* Reads a whole file into `text`; empty if it cannot be read. */
static UNUSED char *contents(const char *path) {
    size_t length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    for (ssize_t got = 1; file >= 0 && got > 0 && length < sizeof text - 1; length += got > 0 ? (size_t) got : 0) {
        got = read(file, text + length, sizeof text - 1 - length);
    }
    if (file >= 0) {
        close(file);
    }
    text[length] = 0;
    return text;
}

/* Returns the number after a name in a file such as /proc/self/status; -1 if there is none. */
static UNUSED long number(const char *path, const char *name) {
    char *at = strstr(contents(path), name);
    return at == NULL ? -1 : strtol(at + strlen(name), NULL, 0);
}

/* kB of this process: VmSize:, VmPTE:, VmStk:, VmSwap: */
static UNUSED long status(const char *name) {
    return number("/proc/self/status", name);
}

/* kB of this process, counted by a walk of its tables and so exact on every version: Rss:, Pss:, Anonymous: */
static UNUSED long rollup(const char *name) {
    return number("/proc/self/smaps_rollup", name);
}

static UNUSED long meminfo(const char *name) {
    return number("/proc/meminfo", name);
}

/* Writes a text to a file. Returns 0 or the error's number. */
static UNUSED int put(const char *path, const char *what) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t written = file < 0 ? -1 : write(file, what, strlen(what));
    int error = written < 0 ? errno : 0;
    if (file >= 0) {
        close(file);
    }
    return error;
}

/* Minor and major faults of this process so far. */
static UNUSED long faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

static UNUSED long major_faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_majflt;
}

/* Maps private memory of small pages: at a place, or, if it is NULL, where the kernel likes. */
static UNUSED char *map(void *place, size_t bytes, int rights) {
    int fixed = place == NULL ? 0 : MAP_FIXED_NOREPLACE;
    char *at = mmap(place, bytes, rights, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | fixed, -1, 0);
    if (at == MAP_FAILED) {
        answer("no mapping: %s", error_name(errno));
    }
    madvise(at, bytes, MADV_NOHUGEPAGE);
    return at;
}

static UNUSED void write_to(volatile char *at) {
    *at = 1;
}

static UNUSED void read_from(volatile char *at) {
    *at;
}

static UNUSED void call(volatile char *at) {
    ((void (*)(void)) (uintptr_t) at)();
}

/* Does something to each page, or to one page in each step. */
static UNUSED void each(char *from, size_t bytes, size_t step, void (*access)(volatile char *)) {
    for (size_t i = 0; i < bytes; i += step) {
        access(from + i);
    }
}

static UNUSED void on_signal(int signal, siginfo_t *info, void *context) {
    caught = signal;
    caught_address = info->si_addr;
#ifdef __x86_64__
    caught_error = ((ucontext_t *) context)->uc_mcontext.gregs[REG_ERR];
#else
    (void) context;
#endif
    siglongjmp(back, 1);
}

/* Makes an access and returns its signal, 0 if there is none. */
static UNUSED int signal_of(void (*access)(volatile char *), volatile char *at) {
    static char stack[16 * PAGE];
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaltstack(&other, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    caught = 0;
    if (sigsetjmp(back, 1) == 0) {
        access(at);
    }
    return caught;
}

static UNUSED const char *name_of(int signal) {
    return signal == 0 ? "works" : signal == SIGSEGV ? "SIGSEGV" : signal == SIGBUS ? "SIGBUS" : strsignal(signal);
}

/* How many lines of /proc/self/maps begin in a range. */
static UNUSED int lines_between(char *from, char *to) {
    int lines = 0;
    char *line = contents("/proc/self/maps");
    while (line != NULL && *line != 0) {
        char *start = (char *) strtoul(line, NULL, 16);
        lines += start >= from && start < to;
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return lines;
}

/* The number after a name in the entry of /proc/self/smaps that begins at an address. */
static UNUSED long of_mapping(char *at, const char *name) {
    char head[32];
    snprintf(head, sizeof head, "%lx-", (unsigned long) at);
    char *entry = strstr(contents("/proc/self/smaps"), head);
    entry = entry == NULL ? NULL : strstr(entry, name);
    return entry == NULL ? -1 : strtol(entry + strlen(name), NULL, 10);
}

/* Gives up root's rights, if they are there. */
static UNUSED void be_nobody(void) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        skip("this process cannot give up root's rights");
    }
    prctl(PR_SET_DUMPABLE, 1);
}

/* The middle of nine results of a part: what other programs do meanwhile is in a few of them only. */
static UNUSED long median(long (*part)(void)) {
    long results[9];
    for (int i = 0; i < 9; i++) {
        long result = part();
        int at = i;
        for (; at > 0 && results[at - 1] > result; at--) {
            results[at] = results[at - 1];
        }
        results[at] = result;
    }
    return results[4];
}

/* Runs a part in a child, whose number it is; returns that number. */
static UNUSED long in_child(long (*part)(void)) {
    int ends[2];
    long result = -1;
    if (pipe(ends) != 0) {
        skip("there is no pipe");
    }
    pid_t child = fork();
    if (child == 0) {
        result = part();
        _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
    }
    if (child < 0 || read(ends[0], &result, sizeof result) != sizeof result) {
        skip("there is no child process");
    }
    waitpid(child, NULL, 0);
    return result;
}

/* Before main: no core file, and all that measures is touched once, so that its own faults do not count. */
static __attribute__((constructor)) void prepare(void) {
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    memset(text, 1, sizeof text);
    status("VmSize:");
    rollup("Rss:");
    faults();
    major_faults();
    map(NULL, PAGE, PROT_READ);
}

#endif
