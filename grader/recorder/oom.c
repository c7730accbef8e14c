/*
 * Records whom the kernel's OOM killer kills in a memory cgroup of its own, with the kernel's own table for each kill.
 *
 *   oom < script > transcript
 *
 * The script has the lines "limit K kB = N pages", "process X joins oom_score_adj A touches N pages", "process X shares Y"
 * (a new process with the memory of another one) and "process X touches N pages"; lines that begin with two blanks are recorded answers and ignored. A line for a process that has been
 * killed is left out. The tables are read from the kernel's log.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include "oom_log.h"

enum { PAGE = 4096, LETTERS = 26, MOST_PAGES = 1 << 18, LINE = 512, SHARE = -1, STACK = 16384 };

static struct {
    pid_t pid; /* 0: not yet, -1: killed */
    int commands, answers, pidfd;
    int memory; /* whose it is: its own letter, or that of the process with which it shares */
} processes[LETTERS];

static void end_all(void) {
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid > 0) {
            kill(processes[i].pid, SIGKILL);
            waitpid(processes[i].pid, NULL, 0);
        }
    }
    remove_group();
}

/* A process that only has its memory. */
static int wait_for_the_end(void *nothing) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (nothing == NULL) {
        pause();
    }
    return 0;
}

/* The process: touches as many more pages as it is told, or makes another one that shares its memory and its parent. */
static void be_process(int commands, int answers) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char *area = mmap(NULL, (size_t) MOST_PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                      -1, 0);
    long pages;
    madvise(area, (size_t) MOST_PAGES * PAGE, MADV_NOHUGEPAGE);
    while (read(commands, &pages, sizeof pages) == sizeof pages) {
        static char stacks[LETTERS][STACK] __attribute__((aligned(16)));
        static int used;
        if (pages == SHARE && used < LETTERS) {
            pid_t pid = clone(wait_for_the_end, stacks[used++] + STACK, CLONE_VM | CLONE_PARENT | SIGCHLD, NULL);
            if (write(answers, &pid, sizeof pid) != sizeof pid) {
                break;
            }
            continue;
        }
        for (long i = 0; i < pages; i++, area += PAGE) {
            *(volatile char *) area = 1;
        }
        if (write(answers, "", 1) != 1) {
            break;
        }
    }
    _exit(0);
}

static void start(int letter, int adj) {
    int down[2], up[2];
    char text[64], path[64];
    if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0) {
        fail(2, "no pipe: %s", strerror(errno));
    }
    pid_t pid = fork();
    if (pid == 0) {
        be_process(down[0], up[1]);
    }
    close(down[0]);
    close(up[1]);
    processes[letter].pid = pid;
    processes[letter].memory = letter;
    processes[letter].commands = down[1];
    processes[letter].answers = up[0];
    processes[letter].pidfd = (int) syscall(SYS_pidfd_open, pid, 0);
    snprintf(path, sizeof path, "/proc/%d/oom_score_adj", pid);
    snprintf(text, sizeof text, "%d", adj);
    if (write_file(path, text) != 0) {
        fail(2, "oom_score_adj %d may not be set: %s", adj, strerror(errno));
    }
    join_group(pid);
}

/* Lets a process make another one. */
static void share(int letter, int with) {
    long order = SHARE;
    pid_t pid = -1;
    if (write(processes[with].commands, &order, sizeof order) != sizeof order
        || read(processes[with].answers, &pid, sizeof pid) != sizeof pid || pid <= 0) {
        fail(3, "process %c shares with nobody", with + 'A');
    }
    processes[letter].pid = pid;
    processes[letter].memory = processes[with].memory;
    processes[letter].commands = processes[letter].answers = -1;
    processes[letter].pidfd = (int) syscall(SYS_pidfd_open, pid, 0);
}

/* Prints who has died with a victim, in the order of the letters. */
static void print_sharers(int victim) {
    for (int i = 0; i < LETTERS; i++) {
        struct pollfd end = {processes[i].pidfd, POLLIN, 0};
        if (i != victim && processes[i].pid > 0 && processes[i].memory == processes[victim].memory
            && poll(&end, 1, 1000) == 1) {
            printf(" with %c", i + 'A');
        }
    }
}

static int letter_of(long pid) {
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid == pid) {
            return i;
        }
    }
    return -1;
}

/* Tells a process to touch pages, waits until it has or is dead, and prints what the kernel did meanwhile. */
static void touch(int letter, long pages, int joins) {
    struct pollfd until[2] = {{processes[letter].answers, POLLIN, 0}, {processes[letter].pidfd, POLLIN, 0}};
    char byte;
    if (write(processes[letter].commands, &pages, sizeof pages) != sizeof pages || poll(until, 2, 60000) < 1) {
        fail(3, "process %c does not answer", letter + 'A');
    }
    int dead = !(until[0].revents & POLLIN) || read(processes[letter].answers, &byte, 1) != 1;
    usleep(50000); /* somebody else's end may still be under way */
    int kills = read_log();
    if (kills > 0 || !joins) {
        printf("  process %c %s\n", letter + 'A', dead ? "dead" : "done");
    }
    for (int i = 0; i < LETTERS; i++) {
        if (processes[i].pid > 0 && waitpid(processes[i].pid, NULL, WNOHANG) == processes[i].pid) {
            processes[i].pid = -1;
            close(processes[i].pidfd);
            close(processes[i].commands);
            close(processes[i].answers);
        }
    }
    if (kills > 0) {
        usleep(600000); /* the kernel prints ten tables in five seconds, no more */
    }
}

int main(void) {
    char text[LINE];
    clean_up = end_all;
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    signal(SIGPIPE, SIG_IGN);
    open_log();
    make_group();
    if (version == 1) {
        write_group("memory.swappiness", "0");
    } else {
        write_group("memory.swap.max", "0");
    }
    while (fgets(text, sizeof text, stdin) != NULL) {
        long kb, pages;
        int adj;
        char name, other;
        text[strcspn(text, "\n")] = 0;
        if (text[0] == ' ' || text[0] == 0) {
            continue;
        }
        if (sscanf(text, "limit %ld kB = %ld pages", &kb, &pages) == 2 && kb <= 1 << 20) {
            puts(text);
            if (limit_group(kb * 1024) != 0) {
                fail(2, "the group's limit cannot be set: %s", strerror(errno));
            }
        } else if (sscanf(text, "process %c joins oom_score_adj %d touches %ld pages", &name, &adj, &pages) == 3
                   && name >= 'A' && name <= 'Z' && processes[name - 'A'].pid == 0) {
            puts(text);
            start(name - 'A', adj);
            touch(name - 'A', pages, 1);
        } else if (sscanf(text, "process %c shares %c", &name, &other) == 2 && name >= 'A' && name <= 'Z'
                   && other >= 'A' && other <= 'Z' && processes[name - 'A'].pid == 0 && processes[other - 'A'].pid != 0
                   && processes[processes[other - 'A'].memory].commands >= 0) {
            if (processes[other - 'A'].pid > 0) {
                puts(text);
                share(name - 'A', processes[other - 'A'].memory);
            }
        } else if (sscanf(text, "process %c touches %ld pages", &name, &pages) == 2 && name >= 'A' && name <= 'Z'
                   && processes[name - 'A'].pid != 0 && processes[name - 'A'].commands >= 0) {
            if (processes[name - 'A'].pid > 0) {
                puts(text);
                touch(name - 'A', pages, 0);
            }
        } else {
            fail(1, "'%s' is no step, or no process for it", text);
        }
    }
    fflush(stdout);
    end_all();
    return 0;
}
