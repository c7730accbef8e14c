/*
 * The measured program: executes system calls and accesses that the recorder asks for, and touches nothing else.
 *
 * It has no C library, no heap of its own and runs on a stack in its bss, so that break, heap, stack and mmap area
 * belong to the script alone. All pages of its image are present before the first command, and again after each fork:
 * an access then faults for its own sake only.
 */
#include <asm/unistd.h>
#include <linux/auxvec.h>
#include <asm/auxvec.h>
#include <linux/resource.h>
#include <linux/signal.h>
#include "message.h"

enum { PAGE = 4096, HEAP_AT_START = 0x22000 };

extern char __ehdr_start[], data_start[], start_brk[];

static char main_stack[16 * PAGE] __attribute__((aligned(PAGE), used));
static char signal_stack[16 * PAGE] __attribute__((aligned(PAGE)));
static struct rusage usage;
static struct command command;
static struct answer answer;

static long call(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* The two accesses. After SIGSEGV the handler continues at access_failed. */
long access_read(long address);
long access_write(long address);
extern char access_failed[];
void restore_signal(void);
__asm__(".text\n"
        "access_read: mov (%rdi), %rax\n"
        " xor %eax, %eax\n"
        " ret\n"
        "access_write: movq $0x5a, (%rdi)\n"
        " xor %eax, %eax\n"
        " ret\n"
        "access_failed: mov $-1000, %eax\n"
        " cltq\n"
        " ret\n"
        "restore_signal: mov $15, %eax\n" /* __NR_rt_sigreturn */
        " syscall\n"
        /* The program's entry: leaves the kernel's stack for good. */
        ".globl _start\n"
        "_start: mov %rsp, %rdi\n"
        " lea main_stack+65536(%rip), %rsp\n"
        " xor %ebp, %ebp\n"
        " call run\n");

static void on_segv(int signal, void *info, void *context) {
    (void) signal;
    (void) info;
    /* struct ucontext: flags, link, stack_t (24 bytes), then sigcontext with r8..r15, di, si, bp, bx, dx, ax, cx, sp, ip */
    unsigned long *registers = (unsigned long *) ((char *) context + 40);
    registers[16] = (unsigned long) access_failed;
}

static void catch_segv(void) {
    struct {
        void (*handler)(int, void *, void *);
        unsigned long flags;
        void (*restorer)(void);
        unsigned long mask;
    } action = {on_segv, SA_SIGINFO | SA_ONSTACK | 0x04000000 /* SA_RESTORER */, restore_signal, 0};
    struct {
        void *start;
        int flags;
        unsigned long size;
    } stack = {signal_stack, 0, sizeof signal_stack};
    call(__NR_sigaltstack, (long) &stack, 0, 0, 0, 0, 0);
    call(__NR_rt_sigaction, SIGSEGV, (long) &action, 0, 8, 0, 0);
    struct {
        unsigned long handler, flags, restorer, mask;
    } ignore = {(unsigned long) SIG_IGN, 0, 0, 0};
    call(__NR_rt_sigaction, SIGCHLD, (long) &ignore, 0, 8, 0, 0);
}

/* Makes all pages of the image present, and after a fork makes the writable ones this process's own. */
static void touch_image(unsigned long vdso) {
    for (volatile char *page = __ehdr_start; page < start_brk; page += PAGE) {
        char byte = *page;
        if (page >= data_start) {
            *page = byte;
        }
    }
    for (unsigned long page = vdso; page < vdso + 2 * PAGE; page += PAGE) {
        *(volatile char *) page;
    }
}

static void do_command(unsigned long vdso, long *me) {
    switch (command.call) {
        case CALL_SYSTEM:
            answer.result = call(
                    command.number,
                    command.argument[0],
                    command.argument[1],
                    command.argument[2],
                    command.argument[3],
                    command.argument[4],
                    command.argument[5]);
            break;
        case CALL_READ:
        case CALL_WRITE:
            call(__NR_getrusage, RUSAGE_SELF, (long) &usage, 0, 0, 0, 0);
            answer.minflt = -usage.ru_minflt;
            answer.result = command.call == CALL_READ ? access_read(command.argument[0])
                                                      : access_write(command.argument[0]);
            call(__NR_getrusage, RUSAGE_SELF, (long) &usage, 0, 0, 0, 0);
            answer.minflt += usage.ru_minflt;
            break;
        case CALL_LIMIT: /* the first two arguments are laid out as a struct rlimit */
            answer.result = call(__NR_setrlimit, command.number, (long) command.argument, 0, 0, 0, 0);
            break;
        case CALL_FORK:
            answer.result = call(__NR_fork, 0, 0, 0, 0, 0, 0);
            if (answer.result == 0) {
                *me = command.number;
            }
            touch_image(vdso);
            break;
        default:
            call(__NR_exit_group, 0, 0, 0, 0, 0, 0);
    }
}

/* Finds the vdso in the auxiliary vector, behind argc, argv, NULL, environment, NULL. */
static unsigned long find_vdso(unsigned long *word) {
    word += *word + 2;
    while (*word++ != 0) {}
    for (; word[0] != AT_NULL; word += 2) {
        if (word[0] == AT_SYSINFO_EHDR) {
            return word[1];
        }
    }
    return (unsigned long) data_start;
}

/* Entered on our own stack; the kernel's holds the arguments. */
__attribute__((used)) static void run(unsigned long *arguments) {
    unsigned long vdso = find_vdso(arguments);
    long me = 0;
    catch_segv();
    char *heap = (char *) call(__NR_brk, 0, 0, 0, 0, 0, 0);
    call(__NR_brk, (long) heap + HEAP_AT_START, 0, 0, 0, 0, 0);
    *(volatile char *) heap = 1;
    touch_image(vdso);
    for (;;) {
        answer.process = me;
        call(__NR_write, ANSWER_FD, (long) &answer, sizeof answer, 0, 0, 0);
        if (call(__NR_read, FIRST_COMMAND_FD + me, (long) &command, sizeof command, 0, 0, 0) != sizeof command) {
            call(__NR_exit_group, 0, 0, 0, 0, 0, 0);
        }
        do_command(vdso, &me);
    }
}
