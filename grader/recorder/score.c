/*
 * Records what /proc/PID/oom_score shows for processes whose counters are known.
 *
 *   score < script > transcript
 *
 * The script has the lines "process oom_score_adj A touches N pages reads T tables" (one byte in each of T areas of 2 MB),
 * "init" and "kernel thread"; other lines are ignored. The last two are left out where the machine's own first processes
 * cannot be seen, as in a container.
 *
 * The kernel makes the score from counters that may miss the last pages that a processor has counted (get_mm_rss), while
 * /proc/PID/status adds all up. So a process is asked twice, and touches pages before, between and after: if the score is
 * the same, it is that of the exact counters in between; if not, the line is left out.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include "memcg.h"

enum { PAGE = 4096, TABLE = 2 << 20, MOST_PAGES = 1 << 18, MOST_TABLES = 1 << 17, LINE = 512, MORE = 128 };

static pid_t child;

static void end_child(void) {
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    child = 0;
}

/* The process: touches, says that it is ready, and touches more as often as it is told. */
static void be_process(int ready, int more, long pages, long tables) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char byte;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *area = mmap(NULL, (size_t) MOST_PAGES * PAGE, PROT_READ | PROT_WRITE, flags, -1, 0);
    char *sparse = mmap(NULL, (size_t) MOST_TABLES * TABLE, PROT_READ, flags, -1, 0);
    if (area == MAP_FAILED || sparse == MAP_FAILED) {
        _exit(1);
    }
    madvise(area, (size_t) MOST_PAGES * PAGE, MADV_NOHUGEPAGE);
    madvise(sparse, (size_t) MOST_TABLES * TABLE, MADV_NOHUGEPAGE);
    for (long i = 0; i < tables; i++) {
        *(volatile char *) (sparse + i * TABLE);
    }
    for (long i = 0, until = pages; write(ready, "", 1) == 1 && read(more, &byte, 1) == 1; until += MORE) {
        for (; i < until; i++) {
            *(volatile char *) (area + i * PAGE) = 1;
        }
    }
    _exit(1);
}

static void read_proc(const char *process, const char *file, char *text, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%s%s%s", process, *process ? "/" : "", file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);
    if (length < 0) {
        fail(2, "%s cannot be read: %s", path, strerror(errno));
    }
    text[length] = 0;
    close(fd);
}

/* A counter in kB; 0 where the line is missing, as in the status of a kernel thread. */
static long counter(const char *text, const char *name) {
    const char *found = strstr(text, name);
    return found == NULL ? 0 : atol(found + strlen(name));
}

struct facts {
    long rss, swap, tables;
    int adj, score;
};

static struct facts look(const char *process) {
    char status[8192], adj[32], score[32];
    read_proc(process, "status", status, sizeof status);
    read_proc(process, "oom_score_adj", adj, sizeof adj);
    read_proc(process, "oom_score", score, sizeof score);
    struct facts facts = {counter(status, "VmRSS:"), counter(status, "VmSwap:"), counter(status, "VmPTE:"), atoi(adj),
                          atoi(score)};
    return facts;
}

static void print_facts(const char *what, struct facts facts) {
    printf("%sVmRSS %ld VmSwap %ld VmPTE %ld oom_score_adj %d -> oom_score %d\n", what, facts.rss, facts.swap,
           facts.tables, facts.adj, facts.score);
}

/* Lets the process go on, and looks at it then. */
static struct facts next(int ready, int more, const char *process) {
    char byte;
    if (write(more, "", 1) != 1 || read(ready, &byte, 1) != 1) {
        fail(2, "there is no memory for a process");
    }
    return look(process);
}

static void record_process(int adj, long pages, long tables) {
    char process[32], path[64], text[32], byte;
    int ready[2], more[2];
    if (pipe2(ready, O_CLOEXEC) != 0 || pipe2(more, O_CLOEXEC) != 0) {
        fail(2, "no pipe: %s", strerror(errno));
    }
    child = fork();
    if (child == 0) {
        close(ready[0]);
        close(more[1]);
        be_process(ready[1], more[0], pages, tables);
    }
    close(ready[1]);
    close(more[0]);
    snprintf(process, sizeof process, "%d", child);
    snprintf(path, sizeof path, "/proc/%d/oom_score_adj", child);
    snprintf(text, sizeof text, "%d", adj);
    if (write_file(path, text) != 0) {
        fail(2, "oom_score_adj %d may not be set: %s", adj, strerror(errno));
    }
    if (read(ready[0], &byte, 1) != 1) {
        fail(2, "there is no memory for a process");
    }
    struct facts before = next(ready[0], more[1], process);
    struct facts between = next(ready[0], more[1], process);
    struct facts after = next(ready[0], more[1], process);
    if (before.score == after.score) {
        print_facts("", between);
    }
    end_child();
    close(ready[0]);
    close(more[1]);
}

int main(void) {
    char text[LINE], threads[64], memory[8192];
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one); /* so that only one processor has not yet counted all */
    clean_up = end_child;
    signal(SIGPIPE, SIG_IGN);
    int visible = access("/proc/2/comm", R_OK) == 0;
    if (visible) {
        read_proc("2", "comm", threads, sizeof threads);
        visible = strcmp(threads, "kthreadd\n") == 0;
    }
    read_proc("", "meminfo", memory, sizeof memory);
    printf("MemTotal %ld kB\nSwapTotal %ld kB\n", counter(memory, "MemTotal:"), counter(memory, "SwapTotal:"));
    while (fgets(text, sizeof text, stdin) != NULL) {
        long pages, tables;
        int adj;
        text[strcspn(text, "\n")] = 0;
        if (sscanf(text, "process oom_score_adj %d touches %ld pages reads %ld tables", &adj, &pages, &tables) == 3
            && pages >= 0 && pages <= MOST_PAGES - 3 * MORE && tables >= 0 && tables <= MOST_TABLES) {
            record_process(adj, pages, tables);
        } else if (strcmp(text, "init") == 0 && visible) {
            print_facts("init ", look("1"));
        } else if (strcmp(text, "kernel thread") == 0 && visible) {
            print_facts("kernel thread ", look("2"));
        } else if (strncmp(text, "process ", 8) == 0) {
            fail(1, "'%s' is no process", text);
        }
    }
    fflush(stdout);
    return 0;
}
