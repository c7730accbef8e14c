/* A memory cgroup of one's own, version 1 or 2: what happens in it leaves the machine's other memory alone. */
#ifndef MEMCG_H
#define MEMCG_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char group[128];
static int version;
static void (*clean_up)(void);

/* Ends with a sentence; exit codes as the recorder's: 1 the script is wrong, 2 this machine cannot, 3 it failed. */
static void fail(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fflush(stdout);
    fputs("recorder: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    if (clean_up != NULL) {
        clean_up();
    }
    _exit(code);
}

static inline int write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t written = fd < 0 ? -1 : write(fd, text, strlen(text));
    int error = errno;
    close(fd);
    errno = error;
    return written < 0 ? -1 : 0;
}

static inline int write_group(const char *file, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", group, file);
    return write_file(path, text);
}

static inline void make_group(void) {
    const char *need = "this needs root and a memory cgroup to write to";
    if (access("/sys/fs/cgroup/memory/cgroup.procs", W_OK) == 0) {
        version = 1;
    } else if (write_file("/sys/fs/cgroup/cgroup.subtree_control", "+memory") == 0) {
        version = 2;
    } else {
        fail(2, "%s: there is neither /sys/fs/cgroup/memory nor the memory controller in /sys/fs/cgroup", need);
    }
    snprintf(group, sizeof group, "/sys/fs/cgroup/%smm-recorder-%d", version == 1 ? "memory/" : "", getpid());
    if (mkdir(group, 0755) != 0) {
        fail(2, "%s: %s cannot be made: %s", need, group, strerror(errno));
    }
}

static inline void remove_group(void) {
    for (int i = 0; i < 100 && group[0] != 0 && rmdir(group) != 0 && errno == EBUSY; i++) {
        usleep(20000); /* its last process is still going */
    }
}

static inline int limit_group(long bytes) {
    char text[32];
    snprintf(text, sizeof text, "%ld", bytes);
    return write_group(version == 1 ? "memory.limit_in_bytes" : "memory.max", text);
}

static inline void join_group(pid_t pid) {
    char text[32];
    snprintf(text, sizeof text, "%d", pid);
    if (write_group("cgroup.procs", text) != 0) {
        fail(2, "no process may join %s: %s", group, strerror(errno));
    }
}

#endif
