/*
 * Records what the running kernel answers to a script of system calls and accesses.
 *
 *   recorder ENGINE plain|counters|remap|huge|commit < script > transcript
 *
 * The script is in the format of the recordings; a head and recorded answers in it are ignored. With "commit", a length
 * may be written as "all" (bytes of memory and swap) or "room" (bytes that strict mode would refuse just now),
 * a limit as "start" (Committed_AS at the start) or "share" (the same in percent of the memory), each with +N or -N; the
 * transcript has the numbers. Exit codes: 0 recorded,
 * 1 the script is wrong, 2 this machine cannot record it, 3 the measured program was lost.
 *
 * A reproducible layout: no address randomization, one processor, no huge pages (but with "huge"), an empty environment, an
 * ordinary user's rights. The counters come from outside (/proc/PID), so that the measured program (engine.c) stays undisturbed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "commit.h"
#include "huge.h"
#include "message.h"

enum { PAGE = 4096, MOST_WORDS = 12, COUNTERS = 8, LINE = 512 };

struct process {
    pid_t pid; /* 0: there is none */
    int commands;
    int status, pagemap, rollup;
};

static struct process processes[MOST_PROCESSES];
static int was_refused[MOST_PROCESSES]; /* a script of promises goes on without a process that could not be made */
static int answers;
static int with_counters; /* how many of them end each answer: with "remap" VmLck, too, with "huge" AnonHugePages */
static int with_huge;
static int with_commit;
static long start_counters[COUNTERS];
static uint64_t zero_pfn;
static long line_number;

static void fail(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fflush(stdout);
    fputs("recorder: ", stderr);
    if (line_number > 0) {
        fprintf(stderr, "line %ld: ", line_number);
    }
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(code);
}

/* ---- what /proc says ---- */

static int open_proc(pid_t pid, const char *file) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail(2, "cannot open %s: %s", path, strerror(errno));
    }
    return fd;
}

static const char *const counter_names[COUNTERS] = {
    "VmSize:", "VmRSS:", "RssAnon:", "VmPTE:", "VmData:", "VmStk:", "VmLck:", "AnonHugePages:"};

/* All are in status, as the kernel counts them, but for the last, which it finds by going through the page tables. */
static void read_counters(const struct process *process, long counters[COUNTERS]) {
    char text[8192];
    for (int i = 0; i < with_counters; i++) {
        if (i == 0 || i == COUNTERS - 1) {
            ssize_t size = pread(i == 0 ? process->status : process->rollup, text, sizeof text - 1, 0);
            text[size < 0 ? 0 : size] = 0;
        }
        const char *found = strstr(text, counter_names[i]);
        if (found == NULL) {
            fail(3, "/proc/%d has no %s", process->pid, counter_names[i]);
        }
        counters[i] = atol(found + strlen(counter_names[i]));
    }
}

static void print_counters(const struct process *process) {
    long now[COUNTERS];
    read_counters(process, now);
    fputs(" |", stdout);
    for (int i = 0; i < with_counters; i++) {
        printf(" %ld", now[i] - start_counters[i]);
    }
}

/* Prints the map as the recordings do: [image] for the program, no name for anonymous shared memory. */
static void print_maps(const struct process *process) {
    FILE *maps = fdopen(open_proc(process->pid, "maps"), "r");
    char text[LINE + 4096];
    puts("maps");
    while (fgets(text, sizeof text, maps) != NULL) {
        char range[64], rights[8], name[LINE] = "";
        if (sscanf(text, "%63s %7s %*s %*s %*s %511[^\n]", range, rights, name) < 2) {
            fail(3, "/proc/%d/maps has a strange line: %s", process->pid, text);
        }
        const char *shown = strncmp(name, "/dev/zero", 9) == 0 ? "" : name[0] == '/' ? "[image]" : name;
        printf("  %s %s%s%s\n", range, rights, *shown ? " " : "", shown);
    }
    fclose(maps);
}

/* Frame of a present page; 0 if there is none. */
static uint64_t frame(int pagemap, uint64_t address) {
    uint64_t entry = 0;
    if (pread(pagemap, &entry, sizeof entry, address / PAGE * sizeof entry) != sizeof entry || !(entry >> 63)) {
        return 0;
    }
    return entry & ((1UL << 55) - 1);
}

/* The zero page's frame: what a read of untouched memory maps. */
static uint64_t find_zero_frame(void) {
    volatile char *page = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void) *page;
    int pagemap = open_proc(getpid(), "pagemap");
    uint64_t found = frame(pagemap, (uint64_t) page);
    close(pagemap);
    munmap((void *) page, PAGE);
    return found;
}

/* ---- the measured processes ---- */

static struct answer await(int index) {
    struct answer answer;
    struct pollfd until = {answers, POLLIN, 0};
    if (poll(&until, 1, 60000) != 1) { /* others hold the pipe open, so that its end would not come */
        fail(3, "process %c does not answer", index + 'A');
    }
    if (read(answers, &answer, sizeof answer) != sizeof answer) {
        fail(3, "the measured process is gone");
    }
    if (answer.process != index) {
        fail(3, "process %c answers instead of %c", (int) answer.process + 'A', index + 'A');
    }
    return answer;
}

static void send_command(int index, const struct command *command) {
    if (write(processes[index].commands, command, sizeof *command) != sizeof *command) {
        fail(3, "process %c takes no commands: %s", index + 'A', strerror(errno));
    }
}

static struct answer ask(int index, enum call call, long number, long a, long b, long c, long d) {
    struct command command = {call, number, {a, b, c, d, -1, 0}};
    send_command(index, &command);
    return await(index);
}

static long remap_call(int index, long address, long old_length, long new_length, long flags, long new_address) {
    struct command command = {CALL_SYSTEM, SYS_mremap, {address, old_length, new_length, flags, new_address, 0}};
    send_command(index, &command);
    return await(index).result;
}

static long system_call(int index, long number, long a, long b, long c, long d) {
    return ask(index, CALL_SYSTEM, number, a, b, c, d).result;
}

static void watch(int index, pid_t pid) {
    processes[index].pid = pid;
    processes[index].status = open_proc(pid, "status");
    processes[index].pagemap = open_proc(pid, "pagemap");
    if (with_huge) {
        processes[index].rollup = open_proc(pid, "smaps_rollup");
    }
}

/* Becomes the engine. Root would be allowed more than the scripts' user: low addresses, more of the memory. */
static void become_engine(const char *path, const int ends[MOST_PROCESSES], int answer_end) {
    int engine = open(path, O_RDONLY | O_CLOEXEC);
    struct rlimit stack, memlock;
    getrlimit(RLIMIT_STACK, &stack);
    getrlimit(RLIMIT_MEMLOCK, &memlock);
    stack.rlim_cur = 8 << 20;
    memlock.rlim_cur = memlock.rlim_max < 8 << 20 ? memlock.rlim_max : 8 << 20;
    dup2(answer_end, ANSWER_FD);
    for (int i = 0; i < MOST_PROCESSES; i++) {
        dup2(ends[i], FIRST_COMMAND_FD + i);
    }
    if (engine < 0 || setrlimit(RLIMIT_STACK, &stack) != 0 || setrlimit(RLIMIT_MEMLOCK, &memlock) != 0
        || personality(ADDR_NO_RANDOMIZE) == -1
        || (!with_huge && prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) != 0)) {
        fail(2, "cannot prepare %s: %s", path, strerror(errno));
    }
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) {
        fail(2, "cannot lay down root's rights: %s", strerror(errno));
    }
    char *const arguments[] = {"engine", NULL};
    char *const environment[] = {NULL};
    syscall(SYS_execveat, engine, "", arguments, environment, AT_EMPTY_PATH);
    fail(2, "cannot start %s: %s", path, strerror(errno));
}

static void start_engine(const char *path) {
    int ends[MOST_PROCESSES], pair[2];
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
    if (with_commit) {
        prepare_quiet();
    }
    for (int i = 0; i < MOST_PROCESSES; i++) {
        if (pipe2(pair, O_CLOEXEC) != 0) {
            fail(2, "no pipe: %s", strerror(errno));
        }
        ends[i] = fcntl(pair[0], F_DUPFD_CLOEXEC, FIRST_COMMAND_FD + MOST_PROCESSES);
        processes[i].commands = pair[1];
        close(pair[0]);
    }
    if (pipe2(pair, O_CLOEXEC) != 0) {
        fail(2, "no pipe: %s", strerror(errno));
    }
    answers = pair[0];
    pid_t pid = fork();
    if (pid == 0) {
        become_engine(path, ends, pair[1]);
    }
    close(pair[1]);
    await(0);
    watch(0, pid);
}

/* Waits until the process's memory is torn down: a pidfd becomes readable after exit_mm(). */
static void end_process(int index) {
    struct command command = {CALL_EXIT, 0, {0}};
    struct process *process = &processes[index];
    int pidfd = syscall(SYS_pidfd_open, process->pid, 0);
    send_command(index, &command);
    struct pollfd until = {pidfd, POLLIN, 0};
    if (pidfd < 0 || poll(&until, 1, 10000) != 1) {
        fail(3, "process %c does not end", index + 'A');
    }
    close(pidfd);
    close(process->status);
    close(process->pagemap);
    if (with_huge) {
        close(process->rollup);
    }
    process->pid = 0;
}

/* ---- one operation ---- */

struct words {
    int count;
    char *word[MOST_WORDS];
};

static char *word(const struct words *words, int i) {
    if (i >= words->count) {
        fail(1, "the operation ends too early");
    }
    return words->word[i];
}

static long number(const struct words *words, int i) {
    char *end;
    unsigned long value = strtoul(word(words, i), &end, 0);
    if (*end != 0) {
        fail(1, "'%s' is no number", words->word[i]);
    }
    return (long) value;
}

static int rights(const struct words *words, int i) {
    const char *text = word(words, i);
    if (strlen(text) != 3) {
        fail(1, "'%s' are no rights", text);
    }
    return (text[0] == 'r' ? PROT_READ : 0) | (text[1] == 'w' ? PROT_WRITE : 0) | (text[2] == 'x' ? PROT_EXEC : 0);
}

static void print_result(long result) {
    if (result > 0 || result < -4095) {
        printf("0x%lx", result);
    } else if (result == 0) {
        putchar('0');
    } else {
        const char *name = strerrorname_np((int) -result);
        printf("%s", name == NULL ? "no errno" : name);
    }
}

static long do_mmap(int index, const struct words *words) {
    int flags = MAP_ANONYMOUS, shared = 0;
    for (int i = 4; i < words->count; i++) {
        const char *flag = words->word[i];
        if (strcmp(flag, "fixed") == 0) {
            flags |= MAP_FIXED;
        } else if (strcmp(flag, "fixed_noreplace") == 0) {
            flags |= MAP_FIXED_NOREPLACE;
        } else if (strcmp(flag, "populate") == 0) {
            flags |= MAP_POPULATE;
        } else if (strcmp(flag, "noreserve") == 0) {
            flags |= MAP_NORESERVE;
        } else if (strcmp(flag, "locked") == 0) {
            flags |= MAP_LOCKED;
        } else if (strcmp(flag, "growsdown") == 0) {
            flags |= MAP_GROWSDOWN;
        } else if (strcmp(flag, "shared") == 0) {
            shared = 1;
        } else {
            fail(1, "'%s' is no flag of mmap", flag);
        }
    }
    flags |= shared ? MAP_SHARED : MAP_PRIVATE;
    return system_call(index, SYS_mmap, number(words, 1), number(words, 2), rights(words, 3), flags);
}

/* mremap ADDRESS OLD NEW [maymove] [fixed NEW_ADDRESS] [0xFLAGS] */
static long do_mremap(int index, const struct words *words) {
    long flags = 0, new_address = 0;
    for (int i = 4; i < words->count; i++) {
        const char *flag = words->word[i];
        if (strcmp(flag, "maymove") == 0) {
            flags |= MREMAP_MAYMOVE;
        } else if (strcmp(flag, "fixed") == 0) {
            flags |= MREMAP_FIXED;
            new_address = number(words, ++i);
        } else {
            flags |= number(words, i);
        }
    }
    return remap_call(index, number(words, 1), number(words, 2), number(words, 3), flags, new_address);
}

static long advice(const struct words *words, int i) {
    static const char *const names[] = {
        "dontneed", "free", "willneed", "dontfork", "dofork", "pageout", "hugepage", "nohugepage"};
    static const long values[] = {
        MADV_DONTNEED, MADV_FREE, MADV_WILLNEED, MADV_DONTFORK, MADV_DOFORK, MADV_PAGEOUT, MADV_HUGEPAGE, MADV_NOHUGEPAGE};
    const char *text = word(words, i);
    for (int each = 0; each < 8; each++) {
        if (strcmp(text, names[each]) == 0) {
            return values[each];
        }
    }
    return number(words, i);
}

static void do_brk(int index, const struct words *words) {
    const char *change = word(words, 1);
    long bytes = (long) strtoul(change + 1, NULL, 0);
    long now = system_call(index, SYS_brk, 0, 0, 0, 0);
    if (change[0] != '+' && change[0] != '-') {
        fail(1, "'%s' is no change of the break", change);
    }
    printf("0x%lx", system_call(index, SYS_brk, change[0] == '-' ? now - bytes : now + bytes, 0, 0, 0));
}

static void do_limit(int index, const struct words *words) {
    const char *name = word(words, 1);
    int resource = strcmp(name, "as") == 0        ? RLIMIT_AS
                   : strcmp(name, "data") == 0    ? RLIMIT_DATA
                   : strcmp(name, "stack") == 0   ? RLIMIT_STACK
                   : strcmp(name, "memlock") == 0 ? RLIMIT_MEMLOCK
                                                  : -1;
    struct rlimit limit;
    if (resource < 0 || getrlimit(resource, &limit) != 0) {
        fail(1, "'%s' is no limit", name);
    }
    int none = number(words, 2) == 0 && resource != RLIMIT_MEMLOCK; /* of that, 0 is 0: nothing may be locked */
    long soft = none ? (long) RLIM_INFINITY : number(words, 2);
    print_result(ask(index, CALL_LIMIT, resource, soft, (long) limit.rlim_max, 0, 0).result);
}

/* Says what a fault has done to a page, by the frame that it had before: 0 if none. */
static void tell_fault(int pagemap, uint64_t address, uint64_t before) {
    uint64_t after = frame(pagemap, address);
    int was_none = before == 0 || before == zero_pfn || (with_huge && is_zero_frame(before));
    int is_zero = after == zero_pfn || (with_huge && is_zero_frame(after));
    printf("%s%s", with_huge && is_huge_page(pagemap, address) ? " huge" : "",
           is_zero ? " zero" : was_none ? " new" : before == after ? " same" : " copied");
}

static void do_access(int index, const struct words *words, int tell_page) {
    long address = number(words, 1);
    int write = words->word[0][0] == 'w';
    if (tell_page && zero_pfn == 0) {
        fail(2, "only root may see which frame a page has, and scripts of several processes need that");
    }
    uint64_t before = tell_page ? frame(processes[index].pagemap, address) : 0;
    struct answer answer = ask(index, write ? CALL_WRITE : CALL_READ, 0, address, 0, 0, 0);
    if (answer.result == SEGV) {
        fputs("SIGSEGV", stdout);
        return;
    }
    printf("ok minflt %ld", answer.minflt);
    if (tell_page && answer.minflt > 0) {
        tell_fault(processes[index].pagemap, address, before);
    }
}

static void do_fork(int index, const struct words *words) {
    int child = word(words, 1)[0] - 'A';
    if (child < 0 || child >= MOST_PROCESSES || processes[child].pid != 0) {
        fail(1, "'%s' is no name for a new process", words->word[1]);
    }
    struct command command = {CALL_FORK, child, {0}};
    send_command(index, &command);
    for (int answered = 0; answered < 2; answered++) {
        struct answer answer;
        if (read(answers, &answer, sizeof answer) != sizeof answer) {
            fail(3, "the measured processes are gone");
        }
        if (answer.process == index) {
            print_result(answer.result < 0 ? answer.result : 0);
            if (answer.result < 0) {
                was_refused[child] = 1;
                return;
            }
            was_refused[child] = 0;
            watch(child, (pid_t) answer.result);
        }
    }
}

/* ---- promises ---- */

static long status_pages(int index, const char *name) {
    char text[8192];
    ssize_t size = pread(processes[index].status, text, sizeof text - 1, 0);
    text[size < 0 ? 0 : size] = 0;
    const char *found = strstr(text, name);
    return found == NULL ? 0 : atol(found + strlen(name)) / 4;
}

/* Adds up the pages of a process's mappings, or of those that count as promises, and counts those that meet a range. */
static long mapped_pages(int index, int only_accounted, unsigned long from, unsigned long to, int *meeting) {
    FILE *smaps = fdopen(open_proc(processes[index].pid, "smaps"), "r");
    char text[LINE + 4096];
    unsigned long first, last, start = 0, end = 0;
    long pages = 0;
    while (fgets(text, sizeof text, smaps) != NULL) {
        if (sscanf(text, "%lx-%lx ", &first, &last) == 2) {
            start = first;
            end = last;
            *meeting += start < to && end > from;
        }
        if (strncmp(text, "VmFlags:", 8) == 0 && (!only_accounted || strstr(text, " ac") != NULL)) {
            pages += (long) ((end - start) / PAGE);
        }
    }
    fclose(smaps);
    return pages;
}

/*
 * Tells whether the kernel's answer to an operation can be told at all. It compares the sum of the processors' counts,
 * which may lag by a batch: for one promise it is made exact (commit.h), but fork, and mprotect of several mappings,
 * make one promise after the other.
 */
static int is_certain(int index, const struct words *words) {
    if (commit_mode != STRICT) {
        return 1;
    }
    long granted = room(status_pages(index, "VmSize:"));
    long pages = 0;
    int meeting = 0;
    if (strcmp(words->word[0], "fork") == 0) {
        pages = mapped_pages(index, 1, 0, 0, &meeting);
    } else if (strcmp(words->word[0], "mprotect") == 0 && words->count > 2) {
        unsigned long from = strtoul(words->word[1], NULL, 0), length = strtoul(words->word[2], NULL, 0);
        mapped_pages(index, 0, from, from + length, &meeting);
        pages = meeting > 1 ? (long) (length / PAGE) + 1 : 0;
    }
    return pages == 0 || granted <= 0 || granted > pages || granted <= pages - batch_pages;
}

/* Puts a number in the place of a word such as "room-0x1000". */
static int resolve(int index, char *text, char *out, size_t size) {
    static const char *const names[] = {"all", "room", "start", "share"};
    long values[] = {
        (memory_pages + swap_pages) * PAGE,
        index < 0 ? 0 : room(status_pages(index, "VmSize:")) * PAGE,
        start_committed * 4,
        (start_committed * 100 + memory_pages - 1) / memory_pages,
    };
    for (int i = 0; i < 4; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(text, names[i], length) == 0 && (text[length] == 0 || text[length] == '+' || text[length] == '-')) {
            long change = text[length] == 0 ? 0 : (long) strtoul(text + length + 1, NULL, 0);
            long value = values[i] + (text[length] == '-' ? -change : change);
            snprintf(out, size, i >= 2 ? "%ld" : "0x%lx", value);
            return value > 0;
        }
    }
    snprintf(out, size, "%s", text);
    return 1;
}

/* Writes the numbers of a script's line out; 0 if one of them cannot be asked for now, and the line is left out. */
static int resolve_line(char *text, char *out, size_t size) {
    int index = text[1] == ':' && text[0] >= 'A' && text[0] - 'A' < MOST_PROCESSES ? text[0] - 'A' : -1;
    char copy[LINE], word[64];
    size_t length = 0;
    int askable = 1;
    if (index >= 0 && processes[index].pid == 0) {
        index = -1;
    }
    snprintf(copy, sizeof copy, "%s", text);
    for (char *next = strtok(copy, " "); next != NULL; next = strtok(NULL, " ")) {
        int change = (next[0] == '+' || next[0] == '-') && next[1] >= 'a';
        askable &= resolve(index, next + change, word, sizeof word);
        length += (size_t) snprintf(out + length, size - length, "%s%.*s%s", length == 0 ? "" : " ", change, next, word);
    }
    return askable;
}

/* Goes on without an operation; if it would have made a process, without that one's. */
static void leave_out(const struct words *words, int name) {
    const char *child = words->count > name + 1 ? words->word[name + 1] : "";
    if (words->count > name && strcmp(words->word[name], "fork") == 0 && child[0] >= 'A' && child[0] <= 'Z') {
        was_refused[child[0] - 'A'] = 1;
    }
}

static void set_overcommit(const struct words *words) {
    long mode = number(words, 1);
    if (mode < 0 || mode > STRICT) {
        fail(1, "'%s' is no mode of overcommit", words->word[1]);
    }
    if (words->count > 2) {
        int kbytes = strcmp(words->word[2], "kbytes") == 0;
        if (!kbytes && strcmp(words->word[2], "ratio") != 0) {
            fail(1, "'%s' is no limit of promises", words->word[2]);
        }
        if (write_setting(kbytes ? "overcommit_kbytes" : "overcommit_ratio", number(words, 3)) != 0) {
            fail(2, "%ld is refused: %s", number(words, 3), strerror(errno));
        }
    }
    commit_mode = (int) mode;
    printf("0 | %ld %ld\n", own_committed * 4, commit_limit() * 4);
}

/*
 * Empties this processor's batches of pages, which hold a page for a while after it was unlocked, so that its last owner
 * would copy it (mm/madvise.c, madvise_free_single_vma: lru_add_drain()). The measured program runs on the same processor.
 */
static void empty_batches(void) {
    static char *page;
    if (page == NULL) {
        page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    madvise(page, PAGE, MADV_FREE);
}

static void run_operation(char *text) {
    struct words words = {0, {0}};
    static char numbers[LINE], shown[LINE + 8];
    if (with_commit) {
        if (!resolve_line(text, numbers, sizeof numbers)) {
            return;
        }
        text = numbers;
    }
    snprintf(shown, sizeof shown, "%s -> ", text);
    for (char *next = strtok(text, " "); next != NULL; next = strtok(NULL, " ")) {
        if (words.count == MOST_WORDS) {
            fail(1, "there are too many words");
        }
        words.word[words.count++] = next;
    }
    if (with_commit && words.count > 0 && strcmp(words.word[0], "overcommit") == 0) {
        fputs(shown, stdout);
        set_overcommit(&words);
        return;
    }
    int named = words.count > 0 && words.word[0][1] == ':';
    int index = named ? words.word[0][0] - 'A' : 0;
    int left_out = with_commit && index >= 0 && index < MOST_PROCESSES && was_refused[index];
    if (left_out) {
        leave_out(&words, named);
        return;
    }
    if (index < 0 || index >= MOST_PROCESSES || processes[index].pid == 0) {
        fail(1, "there is no process %s", words.word[0]);
    }
    if (named) {
        memmove(words.word, words.word + 1, --words.count * sizeof words.word[0]);
    }
    const char *name = word(&words, 0);
    if (with_commit && strcmp(name, "exit") != 0 && (!others_are_safe() || !is_certain(index, &words))) {
        leave_out(&words, 0);
        return;
    }
    fputs(shown, stdout);
    if (with_counters >= COUNTERS - 1) {
        empty_batches();
    }
    if (with_commit) {
        begin_call(strcmp(name, "exit") == 0 ? ALWAYS : commit_mode); /* to end is never refused */
    }
    if (strcmp(name, "exit") == 0 || strcmp(name, "maps") == 0) {
        if (name[0] == 'e') {
            end_process(index);
        }
        fputs(name[0] == 'e' ? "0" : "", stdout);
        if (with_commit) {
            print_commit();
        }
        putchar('\n');
        return;
    }
    if (strcmp(name, "mmap") == 0) {
        print_result(do_mmap(index, &words));
    } else if (strcmp(name, "munmap") == 0) {
        print_result(system_call(index, SYS_munmap, number(&words, 1), number(&words, 2), 0, 0));
    } else if (strcmp(name, "mprotect") == 0) {
        print_result(
                system_call(index, SYS_mprotect, number(&words, 1), number(&words, 2), rights(&words, 3), 0));
    } else if (strcmp(name, "mremap") == 0) {
        print_result(do_mremap(index, &words));
    } else if (strcmp(name, "mlock") == 0 || strcmp(name, "munlock") == 0) {
        long call = name[1] == 'l' ? SYS_mlock : SYS_munlock;
        print_result(system_call(index, call, number(&words, 1), number(&words, 2), 0, 0));
    } else if (strcmp(name, "madvise") == 0) {
        print_result(
                system_call(index, SYS_madvise, number(&words, 1), number(&words, 2), advice(&words, 3), 0));
    } else if (strcmp(name, "dontneed") == 0) {
        print_result(
                system_call(index, SYS_madvise, number(&words, 1), number(&words, 2), MADV_DONTNEED, 0));
    } else if (strcmp(name, "brk") == 0) {
        do_brk(index, &words);
    } else if (strcmp(name, "limit") == 0) {
        do_limit(index, &words);
    } else if (strcmp(name, "read") == 0 || strcmp(name, "write") == 0) {
        do_access(index, &words, named);
    } else if (strcmp(name, "fork") == 0) {
        do_fork(index, &words);
    } else {
        fail(1, "'%s' is no known operation", name);
    }
    if (with_counters) {
        print_counters(&processes[index]);
    }
    if (with_commit) {
        print_commit();
    }
    putchar('\n');
}

static void print_head(void) {
    printf("brk 0 -> 0x%lx\n", system_call(0, SYS_brk, 0, 0, 0, 0));
    print_maps(&processes[0]);
    if (with_counters) {
        read_counters(&processes[0], start_counters);
        fputs("start", stdout);
        for (int i = 0; i < with_counters; i++) {
            printf(" %.*s %ld", (int) strlen(counter_names[i]) - 1, counter_names[i], start_counters[i]);
        }
        putchar('\n');
    }
    if (with_commit) {
        print_commit_head();
    }
}

int main(int count, char **arguments) {
    if (count != 3) {
        fail(1, "usage: recorder ENGINE plain|counters|remap|huge|commit < script");
    }
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    signal(SIGPIPE, SIG_IGN);
    with_huge = strcmp(arguments[2], "huge") == 0;
    with_counters = with_huge                               ? COUNTERS
                    : strcmp(arguments[2], "remap") == 0    ? COUNTERS - 1
                    : strcmp(arguments[2], "counters") == 0 ? COUNTERS - 2
                                                            : 0;
    with_commit = strcmp(arguments[2], "commit") == 0;
    if (with_commit) {
        start_commit();
    }
    if (with_huge) {
        start_huge();
    }
    zero_pfn = find_zero_frame();
    start_engine(arguments[1]);
    print_head();
    char text[LINE];
    int in_head = 1;
    while (fgets(text, sizeof text, stdin) != NULL) {
        line_number++;
        text[strcspn(text, "\n")] = 0;
        char *arrow = strstr(text, " ->");
        if (text[0] == 0 || text[0] == ' ' || strncmp(text, "start ", 6) == 0 || strncmp(text, "brk 0 ", 6) == 0
            || strncmp(text, "commit ", 7) == 0) {
            continue;
        }
        if (arrow == NULL && strcmp(text, "maps") == 0) {
            if (!in_head) {
                print_maps(&processes[0]);
            }
            in_head = 0;
            continue;
        }
        in_head = 0;
        if (arrow != NULL) {
            *arrow = 0;
        }
        run_operation(text);
    }
    fflush(stdout);
    for (int i = 0; i < MOST_PROCESSES; i++) {
        close(processes[i].commands);
    }
    if (with_commit || with_huge) {
        return 0; /* the programs of quiet.h and the decoy of huge.h end with this one */
    }
    while (wait(NULL) > 0) {}
    return 0;
}
